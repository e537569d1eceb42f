// What changed with the edition that this phone shows, as its list says.

import { edition, tag } from './page.js';

export async function start(element) {
  try {
    const list = await (await fetch(`/${tag}/edition.json`)).json();
    if (list.note && list.id === edition) element.before(Object.assign(document.createElement('p'), { textContent: list.note }));
  } catch {
    // Without a network there is nothing to add.
  }
}
