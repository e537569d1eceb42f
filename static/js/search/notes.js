// One's own notes, while they are open. The index goes as soon as anything about them changes, and with the lock.

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
  for (const [id, { text }] of current(all('note'))) {
    const lines = text.split('\n').filter((line) => line.trim());
    made.add({ id, kind: 'note', href: `${home}notes/`, title: '', blocks: lines.map((line) => ({ text: line, id: '' })) });
  }
  return made;
}
