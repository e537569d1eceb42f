// Leave: empty the page and drop the keys at once, take the way back out of the history, and go to an ordinary site. Nothing is deleted.

import { letGo } from './entries.js';
import { stepsHere } from './navigate.js';

const PATIENCE = 400; // Milliseconds that the history may take to go back.

export function begin() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-exit]');
    if (!link) return;
    event.preventDefault();
    leave(link);
  }, { capture: true });
}

async function leave(link) {
  const { href, dataset: { away } } = link;
  document.title = '';
  document.body.replaceChildren();
  document.documentElement.dataset.leaving = '';
  letGo();
  await goBack(stepsHere());
  history.replaceState(null, '', '/');
  history.pushState(null, '', '/');
  if (navigator.onLine) location.replace(href);
  else showAway(away);
}

function goBack(steps) {
  if (!steps) return Promise.resolve();
  return new Promise((resolve) => {
    addEventListener('popstate', resolve, { once: true });
    setTimeout(resolve, PATIENCE);
    history.go(-steps);
  });
}

// Without a network an ordinary site would show an error with its own name in it; a plain line says less.
function showAway(text) {
  const line = document.createElement('p');
  line.textContent = text;
  document.body.replaceChildren(line);
}
