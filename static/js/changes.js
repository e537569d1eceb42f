// What changed with the last editions, as this phone keeps it.

import { keptLanguage } from './kept.js';
import { show } from './map/dates.js';
import { tag } from './page.js';

export async function start(element) {
  const show = async () => {
    const { changes = [] } = (await keptLanguage(tag)) ?? {};
    element.replaceChildren(...changes.map(line));
  };
  document.addEventListener('offline', show);
  await show();
}

function line([day, code, text]) {
  const item = document.createElement('li');
  // A line of the editor's is in any language: each piece keeps its own direction. A list that was kept long ago has days as dates.
  const pieces = [show(day), code, text].map((piece) => {
    const element = document.createElement('bdi');
    element.textContent = piece;
    return element;
  });
  item.append(pieces[0], ' · ', pieces[1], ' · ', pieces[2]);
  return item;
}
