// A list of notes, each with what can be done with it.

import { hold } from './entries.js';
import { openForm } from './note-form.js';
import { show } from './map/dates.js';
import { tag, words } from './page.js';
import { screen } from './screens.js';
import { isSure } from './sure.js';

export async function fill(list, notes, { withPage = false } = {}) {
  const items = await Promise.all(notes.map((entry) => item(entry, withPage)));
  // A note that is being changed is not taken from under the person's hands.
  if (!list.querySelector('form')) list.replaceChildren(...items);
}

async function item([id, note, copyOf], withPage) {
  const element = await screen('note-item');
  element.querySelector('.note-text').textContent = note.text;
  element.querySelector('.meta').replaceChildren(...details(element, note, copyOf, withPage));
  element.querySelector('[data-do=change]').addEventListener('click', () => openForm((form) => element.replaceChildren(form), {}, id));
  element.querySelector('[data-do=remove]').addEventListener('click', async () => {
    if (await isSure('remove')) await hold('note', id, undefined);
    document.dispatchEvent(new Event('entries'));
  });
  return element;
}

function details(element, { page, made, until }, copyOf, withPage) {
  const parts = [copyOf && words(element, 'copy'), show(made), until && words(element, 'until', { date: show(until) })].filter(Boolean);
  const line = document.createTextNode(parts.join(' · '));
  if (!withPage || page === undefined) return [line];
  const link = document.createElement('a');
  link.href = `/${tag}/${page}`;
  link.textContent = link.pathname;
  return [line, ' · ', link];
}
