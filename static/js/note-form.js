// The form for one note: asked first how it is to be kept, and whether it need be written at all.

import { askFirst } from './ask.js';
import { hold, isLocked, keeping, recall, revision } from './entries.js';
import { newId } from './map/elements.js';
import { show } from './map/dates.js';
import { words } from './page.js';
import { screen } from './screens.js';
import { show as showTrouble } from './trouble.js';

const DAY = 24 * 60 * 60 * 1000;
const AS_IT_IS = 'as-it-is';

// What stood in a form when the notes closed: in this tab's memory alone, and given back when the same form is opened again.
const drafts = new Map();
document.addEventListener('forget', () => drafts.clear());

// Opens a form for a new note about `about` ({ page?, item? }) or for the one with this id, and puts it where `place` says.
export async function openForm(place, about, id) {
  if (!id && (await askFirst(await keeping())) === 'not') return;
  const form = await screen('note');
  if (!form) return;
  const name = JSON.stringify([id, about]);
  const note = id && recall('note', id);
  const { text, days } = form.elements;
  const wasLocked = isLocked();
  const draft = wasLocked ? undefined : drafts.get(name);
  const base = draft?.base ?? (id && revision('note', id));
  if (note?.until) days.prepend(new Option(words(form, 'until', { date: show(note.until) }), AS_IT_IS, true, true));
  text.value = draft?.text ?? note?.text ?? '';
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const until = days.value === AS_IT_IS ? note.until : days.value ? inDays(days.value) : undefined;
    const closed = isLocked();
    const safe = await hold('note', id ?? newId(), { ...note, ...about, text: text.value, made: note?.made ?? today(), until }, { base });
    // Any other reason has been said, and may have closed the notes.
    if (!safe && closed) showTrouble({ name: 'Locked' });
    close();
  });
  form.querySelector('[data-do=cancel]').addEventListener('click', close);
  document.addEventListener('entries', putAway);
  place(form);
  text.focus();

  function close() {
    text.value = '';
    if (!wasLocked) drafts.delete(name);
    form.remove();
    document.dispatchEvent(new Event('entries'));
  }

  // The notes were closed: what is half written leaves the screen too.
  function putAway() {
    if (form.isConnected && (wasLocked || !isLocked())) return;
    document.removeEventListener('entries', putAway);
    if (!form.isConnected) return;
    drafts.set(name, { text: text.value, base });
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
