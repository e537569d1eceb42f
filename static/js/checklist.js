// A checklist: each item is open, done or not for us. No score.

import { hold, recall } from './entries.js';
import { button, words } from './page.js';

export function start(list) {
  const items = [...list.querySelectorAll('[data-item]')];
  const progress = list.querySelector('.progress');
  const show = () => {
    const count = (state) => items.filter((item) => item.dataset.state === state).length;
    progress.textContent = words(list, 'progress', { done: count('done'), aside: count('not-for-us'), open: count('open') });
  };
  for (const item of items) wire(list, item, show);
  progress.hidden = false;
  list.append(tools(list, items), note(list));
  show();
}

function wire(list, item, changed) {
  const box = item.querySelector('input');
  const aside = button(words(list, 'notForUs'), () => set(item.dataset.state === 'not-for-us' ? 'open' : 'not-for-us'));
  aside.className = 'aside';
  const set = (state) => {
    item.dataset.state = state;
    box.checked = state === 'done';
    aside.setAttribute('aria-pressed', state === 'not-for-us');
    hold('tick', item.id, state === 'open' ? undefined : state);
    changed();
  };
  box.addEventListener('change', () => set(box.checked ? 'done' : 'open'));
  item.append(aside);
  // A box that was ticked before this script came counts.
  set(recall('tick', item.id) ?? (box.checked ? 'done' : 'open'));
}

function note(list) {
  const text = document.createElement('p');
  text.className = 'quiet';
  text.textContent = words(list, 'kept');
  return text;
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
