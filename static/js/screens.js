// The words and forms about keeping come once, when they are needed: from the kept copy; on the notes page, from the server too.

import { oncePerEdition } from './page.js';
import { keptPart, part } from './parts.js';
import { tellTyped } from './typed.js';

let found;

const find = oncePerEdition(async () => {
  found = await (onNotesPage() ? part('screens') : keptPart('screens'));
  if (!found) throw new TypeError('The screens are not here.');
});

// Whether they can be had: buttons that need them are shown only then.
export async function screensExist() {
  return find().then(() => true, () => false);
}

// A copy of the part that is marked `data-screen="name"`; null where the words are not here, as on a phone that keeps nothing.
export async function screen(name) {
  if (await screensExist()) await dress();
  return found?.querySelector(`[data-screen="${name}"]`)?.cloneNode(true) ?? null;
}

// Screens have a stylesheet of their own, which other pages do not carry.
async function dress() {
  const style = found.querySelector('[data-screen=style]');
  if (document.querySelector(`link[href="${style.getAttribute('href')}"]`)) return;
  const link = style.cloneNode();
  document.head.append(link);
  await new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
}

function onNotesPage() {
  return document.querySelector('[data-start=notes]');
}

// Shows a dialog until it is closed, and answers the value it was closed with.
// A modal dialog covers the page's way out, so it carries one of its own.
export function ask(dialog) {
  dialog.prepend(document.querySelector('[data-exit]').cloneNode(true));
  tellTyped();
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      // A keyboard on the screen may have put its last letters into the field after the dialog covered it.
      tellTyped();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}
