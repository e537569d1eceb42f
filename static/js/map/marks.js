// The second step: who holds what. A tap on a role holds a line or adds a mark; "take away" turns the taps round.

import { button, words } from '../page.js';
import { careful } from './careful.js';
import { element, newId } from './elements.js';
import { suggested, wordsOf } from './sheet.js';

export function marksPanel(tool) {
  const { root, sheet, map } = tool;
  const panel = element('div', {}, element('h3', { tabindex: -1 }, words(root, 'stepMarks')));
  if (!map.roles.length && sheet.parts.some(({ kind }) => kind === 'hold' || kind === 'count')) panel.append(element('p', {}, words(root, 'marksNone')));
  panel.append(...sheet.parts.map((part) => partOf(tool, part)));
  return panel;
}

function partOf(tool, part) {
  const { root, map, change } = tool;
  const said = element('p', { class: 'map-heard', role: 'status' });
  const lines = element(part.kind === 'total' ? 'div' : 'ul', { class: part.kind === 'total' ? 'chips' : 'map-lines' });
  // How this part is being marked right now: whether taps take away, and where they are told.
  const marking = { ...part, less: false, say: (text) => { said.textContent = text; } };
  const fill = () => {
    const rows = map.rows.filter((row) => row.part === part.key);
    lines.replaceChildren(...rows.map((row) => line(tool, marking, row, leave)));
    back.hidden = part.rows.every(({ key }) => rows.some((row) => row.key === key));
  };
  const leave = (row) => {
    map.rows = map.rows.filter((other) => other !== row);
    change();
    fill();
    back.focus();
  };
  const back = button(words(root, 'bringBack'), () => {
    const left = suggested(part).filter(({ key }) => !map.rows.some((row) => row.part === part.key && row.key === key));
    map.rows.push(...left);
    change();
    fill();
    lines.querySelector('button')?.focus();
  });
  const add = (text) => {
    map.rows.push({ text, key: newId(), part: part.key, marks: {} });
    change();
    fill();
  };
  const less = button(words(root, 'less'), () => {
    marking.less = !marking.less;
    less.setAttribute('aria-pressed', marking.less);
  });
  less.setAttribute('aria-pressed', false);
  fill();
  return element('section', { class: 'map-part' },
    element('h4', {}, part.title),
    part.hint ? element('p', {}, part.hint) : '',
    lines,
    part.fixed ? '' : careful(root, { kind: 'line', length: 80, accept: add }),
    element('p', { class: 'tools' }, part.kind === 'count' || part.kind === 'total' ? less : '', back),
    said);
}

function line(tool, part, row, leave) {
  const { root, sheet } = tool;
  const text = wordsOf(sheet, row);
  if (part.kind === 'total') return counter(tool, part, text, () => row.count ?? 0, (n) => { row.count = n; });
  const label = element('p', { id: `line-${newId()}` }, text);
  const out = button('×', () => leave(row));
  out.className = 'map-out';
  out.setAttribute('aria-label', words(root, 'leaveOut', { row: text }));
  const cells = element('div', { class: 'chips', role: 'group', 'aria-labelledby': label.id }, ...cellsOf(tool, part, row));
  return element('li', {}, element('div', { class: 'map-line' }, label, part.kind === 'state' ? '' : out), cells);
}

function cellsOf(tool, part, row) {
  const { map } = tool;
  if (part.kind === 'state') return part.states.map((state) => choice(tool, row, state));
  if (part.kind === 'hold') return map.roles.map((role) => holder(tool, part, row, role));
  return map.roles.map((role) => counter(tool, part, role, () => row.marks[role] ?? 0, (n) => { row.marks[role] = n; }));
}

function holder({ root, change }, part, row, role) {
  const show = () => made.setAttribute('aria-pressed', row.marks[role] > 0);
  const made = button(role, () => {
    if (row.marks[role]) delete row.marks[role];
    else row.marks[role] = 1;
    show();
    part.say(words(root, row.marks[role] ? 'saidOn' : 'saidOff', { role }));
    change();
  });
  show();
  return made;
}

function counter({ root, change }, part, label, get, set) {
  const number = element('b');
  const show = () => {
    number.textContent = get();
    made.classList.toggle('has-marks', get() > 0);
  };
  const made = button('', () => {
    set(Math.max(0, get() + (part.less ? -1 : 1)));
    show();
    part.say(words(root, 'saidCount', { role: label, n: get() }));
    change();
  });
  made.append(element('span', {}, label), ' ', number);
  show();
  return made;
}

function choice({ change }, row, [state, word]) {
  const made = button(word, () => {
    row.state = row.state === state ? undefined : state;
    for (const other of made.parentElement.children) other.setAttribute('aria-pressed', other === made && row.state === state);
    change();
  });
  made.setAttribute('aria-pressed', row.state === state);
  return made;
}
