// “Someone just said …”: a few words as they were said → the two lines to say aloud, at once, and the cards that may be meant instead.

import { words } from './page.js';
import { box } from './search/box.js';
import { findCards } from './search/cards.js';

const OTHERS = 4;

export function start(element) {
  const found = element.querySelector('[data-part=found]');

  box(element, async (said, stale) => {
    element.toggleAttribute('data-asked', Boolean(said));
    if (!said) return message('');
    let cards;
    try {
      cards = (await findCards())(said);
    } catch {
      return stale() ? '' : message('failed');
    }
    if (stale()) return '';
    return cards.length ? answer(cards) : message('none');
  }, findCards);

  function message(name) {
    const text = name && words(element, name);
    found.replaceChildren(...(text ? [paragraph(text)] : []));
    return text;
  }

  function answer([best, ...rest]) {
    const others = rest.slice(0, OTHERS);
    const view = element.querySelector('template').content.cloneNode(true);
    const part = (name) => view.querySelector(`[data-part=${name}]`);
    part('more').href = best.href;
    part('title').append(...copies(best.title));
    part('say').append(...best.say.map((line) => line.cloneNode(true)));
    part('others').hidden = !others.length;
    part('rows').append(...others.map(row));
    found.replaceChildren(view);
    const lines = best.say.map((line) => line.textContent).join(' ');
    return words(element, 'said', { title: best.title.textContent, lines, n: others.length });
  }
}

function row({ href, title, line }) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const name = document.createElement('b');
  link.href = href;
  name.append(...copies(title));
  link.append(name);
  if (line) {
    const heard = document.createElement('span');
    heard.append(' ', ...copies(line));
    link.append(heard);
  }
  item.append(link);
  return item;
}

function paragraph(text) {
  return Object.assign(document.createElement('p'), { textContent: text });
}

function copies(element) {
  return [...element.childNodes].map((node) => node.cloneNode(true));
}
