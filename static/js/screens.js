// The words and forms about keeping are on the notes page, once. Other pages take them from the kept copy of that page.

import { keptPage } from './kept.js';
import { edition, oncePerEdition, tag } from './page.js';
import { keptFragment } from './trusted.js';

let found;

const find = oncePerEdition(async () => {
  found = onThisPage() ?? (await fromTheKeptPage());
  if (!found) throw new TypeError('The screens are not here.');
});

// Whether they can be had: buttons that need them are shown only then.
export async function screensExist() {
  return find().then(() => true, () => false);
}

// A copy of the part that is marked `data-screen="name"`; null where the words are not here, as on a phone that keeps nothing.
export async function screen(name) {
  if (await screensExist()) await dress();
  return found?.content.querySelector(`[data-screen="${name}"]`)?.cloneNode(true) ?? null;
}

// Screens have a stylesheet of their own, which other pages do not carry.
async function dress() {
  const style = found.content.querySelector('[data-screen=style]');
  if (document.querySelector(`link[href="${style.getAttribute('href')}"]`)) return;
  const link = style.cloneNode();
  document.head.append(link);
  await new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
}

function onThisPage() {
  return document.getElementById('screens');
}

async function fromTheKeptPage() {
  const page = await keptPage(tag, edition, 'notes/');
  return page && keptFragment(page.main).querySelector('#screens');
}

// Shows a dialog until it is closed, and answers the value it was closed with.
// A modal dialog covers the page's way out, so it carries one of its own.
export function ask(dialog) {
  dialog.prepend(document.querySelector('[data-exit]').cloneNode(true));
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}
