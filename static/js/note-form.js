// The form for one note: asked first how it is to be kept, and whether it need be written at all.

import { askFirst } from './ask.js';
import { hold, keeping } from './entries.js';
import { screen } from './screens.js';

const DAY = 24 * 60 * 60 * 1000;

// Opens a form for a new note about `about` ({ page?, item? }) or for a present one, and puts it where `place` says.
export async function openForm(place, about, [id, note] = []) {
  if (!id && (await askFirst(await keeping())) === 'not') return;
  const form = await screen('note');
  if (!form) return;
  const { text, days } = form.elements;
  text.value = note?.text ?? '';
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const until = days.value ? inDays(days.value) : note?.until;
    await hold('note', id ?? crypto.randomUUID(), { ...note, ...about, text: text.value, made: note?.made ?? today(), ...(until && { until }) });
    close();
    document.dispatchEvent(new Event('entries'));
  });
  form.querySelector('[data-do=cancel]').addEventListener('click', close);
  place(form);
  text.focus();

  function close() {
    text.value = '';
    form.remove();
  }
}

// The notes in the order in which they came; what has run out is removed.
export function current(notes) {
  const now = today();
  return notes.filter(([id, { until }]) => {
    if (!until || until > now) return true;
    hold('note', id, undefined);
    return false;
  });
}

export const today = () => inDays(0);

function inDays(days) {
  const date = new Date(Date.now() + days * DAY);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
