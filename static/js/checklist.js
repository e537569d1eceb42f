// A checklist: each item is open, done or not for us. No score.

import { all, hold, isLocked, recall } from './entries.js';
import { current, openForm } from './note-form.js';
import { fill } from './note-list.js';
import { button, words } from './page.js';
import { screensExist } from './screens.js';

export function start(list) {
  const items = [...list.querySelectorAll('[data-item]')];
  const progress = list.querySelector('.progress');
  const show = () => {
    const count = (state) => items.filter((item) => item.dataset.state === state).length;
    progress.textContent = words(list, 'progress', { done: count('done'), aside: count('not-for-us'), open: count('open') });
  };
  const wired = items.map((item) => wire(list, item, show));
  const again = () => {
    if (!list.isConnected) return;
    for (const renew of wired) renew();
    standing(list);
    show();
  };
  document.addEventListener('entries', again);
  progress.hidden = false;
  list.append(tools(list, items), quiet());
  offerNotes(list);
  document.addEventListener('offline', () => list.isConnected && offerNotes(list));
  standing(list);
  show();
}

// Without the kept guide there are no words for the form, and a button would do nothing.
async function offerNotes(list) {
  const exist = await screensExist();
  for (const write of list.querySelectorAll('[data-do=note]')) write.hidden = !exist;
}

// Wires one item, and answers a function that shows what is remembered of it.
function wire(list, item, changed) {
  const box = item.querySelector('input');
  const aside = button(words(list, 'notForUs'), () => set(item.dataset.state === 'not-for-us' ? 'open' : 'not-for-us'));
  const write = button(words(list, 'note'), () => openForm((form) => notes.after(form), { page: list.dataset.page, item: item.id }));
  const notes = Object.assign(document.createElement('ul'), { className: 'notes' });
  const row = Object.assign(document.createElement('div'), { className: 'asides' });
  aside.className = write.className = 'aside';
  write.dataset.do = 'note';
  write.hidden = true;
  const show = (state) => {
    item.dataset.state = state;
    box.checked = state === 'done';
    aside.setAttribute('aria-pressed', state === 'not-for-us');
  };
  const set = (state) => {
    show(state);
    changed();
    hold('tick', item.id, state === 'open' ? undefined : state);
  };
  const remembered = () => {
    show(recall('tick', item.id) ?? 'open');
    const own = current(all('note')).filter(([, note]) => note.item === item.id);
    if (own.length || notes.children.length) fill(notes, own);
  };
  box.addEventListener('change', () => set(box.checked ? 'done' : 'open'));
  row.append(aside, write);
  item.append(row, notes);
  // A box that was ticked before this script came counts.
  if (box.checked && recall('tick', item.id) === undefined) set('done');
  else remembered();
  return remembered;
}

function quiet() {
  return Object.assign(document.createElement('p'), { className: 'quiet standing' });
}

async function standing(list) {
  const { keeping } = await import('./entries.js');
  const { state, way } = (await keeping()).status();
  const text = isLocked() ? 'locked' : state === 'memory' ? 'memory' : way;
  list.querySelector('.standing').textContent = words(list, text);
}

function tools(list, items) {
  const row = document.createElement('p');
  row.className = 'tools';
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  const hide = button(words(list, 'hide'), () => {
    const hidden = list.classList.toggle('hide-done');
    hide.textContent = words(list, hidden ? 'show' : 'hide');
  });
  const copy = button(words(list, 'copy'), async () => {
    try {
      await navigator.clipboard.writeText(asText(items));
      said.textContent = words(list, 'copied');
    } catch {
      said.textContent = words(list, 'failed');
    }
  });
  row.append(hide, copy, button(words(list, 'print'), () => print()), said);
  return row;
}

function asText(items) {
  const boxes = { open: '[ ]', done: '[x]', 'not-for-us': '[-]' };
  return items.map((item) => `${boxes[item.dataset.state]} ${item.querySelector('label').textContent.trim()}`).join('\n');
}
