// The third step: the pictures, with a sentence and a table for each, and a way to print them.

import { button, words } from '../page.js';
import { picture } from './draw.js';
import { element, tools } from './elements.js';
import { figuresOf } from './figures.js';

export function picturesPanel(tool) {
  const { root, id, map, sheet } = tool;
  const panel = element('div', {}, element('h3', { tabindex: -1 }, words(root, 'stepPictures')));
  const figures = figuresOf({ root, sheet, map, id, maps: entriesOf(tool) });
  if (!figures.length) {
    panel.append(element('p', {}, words(root, 'noMarks')));
    return panel;
  }
  panel.append(...figures.map((figure) => figureOf(figure, words(root, 'table'))), tools(button(words(root, 'print'), () => printOnly(root))));
  return panel;
}

// All maps of the exercise, this one among them even where nothing of it is kept.
function entriesOf({ id, map, maps }) {
  const kept = maps();
  return kept.some(([other]) => other === id) ? kept : [...kept, [id, map]];
}

// The same for every tool that shows pictures: a figure with its title, what it says, the drawing, and the numbers.
export function figureOf({ title, says, paint, table }, tableWords) {
  const place = element('div', { class: 'map-picture' });
  const sentences = says.filter(Boolean);
  const figure = element('figure', { class: 'map-figure' },
    element('figcaption', {}, element('h4', {}, title), ...sentences.map((sentence) => element('p', {}, sentence))),
    paint ? place : '',
    paint ? element('details', {}, element('summary', {}, tableWords), tableOf(title, table)) : '');
  if (paint) drawInto(place, [title, ...sentences].join('. '), paint);
  return figure;
}

// Drawn once it has a width, and again when that changes.
function drawInto(place, title, paint) {
  let width = 0;
  new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - width) < 2 || !place.isConnected) return;
    width = place.clientWidth;
    place.replaceChildren(picture(place, title, paint));
  }).observe(place);
}

function tableOf(title, { head, rows }) {
  return element('div', { class: 'map-table', role: 'region', tabindex: 0, 'aria-label': title },
    element('table', { 'aria-label': title },
      element('thead', {}, element('tr', {}, ...head.map((name) => element('th', { scope: 'col' }, name)))),
      element('tbody', {}, ...rows.map(([name, ...cells]) => element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, String(cell))))))));
}

// Only the pictures, on paper without the text of the page.
export function printOnly(root) {
  root.setAttribute('data-printing', '');
  addEventListener('afterprint', () => root.removeAttribute('data-printing'), { once: true });
  print();
}
