// What one wrote: notes, agendas, agreements, while they are open. The index goes as soon as anything about them changes, and with the lock.

import { all } from '../entries.js';
import { current } from '../note-form.js';
import { home, tag } from '../page.js';
import { Index } from './index.js';

let index;

document.addEventListener('entries', () => { index = undefined; });

export function findNotes(asked) {
  index ??= read();
  return index.find(asked);
}

function read() {
  const made = new Index(tag);
  const add = (kind, href, id, title, lines) => made.add({
    id: `${kind} ${id}`, kind, href: home + href, title,
    blocks: lines.filter((line) => line?.trim()).map((line) => ({ text: line, id: '' })),
  });
  for (const [id, { text }] of current(all('note'))) add('note', 'notes/', id, '', text.split('\n'));
  // Steps that the group has not reworded are found as the guide's.
  for (const [id, { title, steps }] of all('agenda')) add('agenda', 'meeting/', id, title ?? '', steps.map(({ text }) => text));
  for (const [id, { what }] of all('agreement')) add('agreement', 'exercises/#agreements', id, '', [what]);
  return made;
}
