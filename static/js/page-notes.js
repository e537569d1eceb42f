// One's own notes on this page, below its text.

import { all, isLocked, keeping } from './entries.js';
import { current, openForm } from './note-form.js';
import { fill } from './note-list.js';
import { screen } from './screens.js';

export async function start(element) {
  const { page } = element.dataset;
  const section = await screen('page-notes');
  if (!section) return;
  const list = section.querySelector('ul');
  const closed = section.querySelector('.closed');
  section.querySelector('[data-do=write]').addEventListener('click', () => openForm((form) => list.after(form), { page }));
  const show = async () => {
    closed.hidden = !isLocked();
    await fill(list, current(all('note')).filter(([, note]) => note.page === page));
  };
  element.replaceChildren(section);
  document.addEventListener('entries', () => element.isConnected && show());
  await keeping();
  await show();
}
