// Closes the notes when nobody is looking. Two clocks are compared, because one can be set and the other stops while a phone sleeps.

import { forget, handOver } from './entries.js';
import { tellTyped } from './typed.js';

const HIDDEN_FOR = 60 * 1000;
const IDLE_FOR = 5 * 60 * 1000;
const LOOK_EVERY = 5 * 1000;

const root = document.documentElement;

export function guard(keep) {
  let touched = now();
  let hidden = null;
  const open = () => keep.status().state === 'open' && keep.status().way === 'passphrase';
  const close = () => {
    if (open()) keep.lock();
  };
  keep.events.addEventListener('lock', () => {
    if (keep.status().state === 'locked') clearHalfTyped();
  });
  for (const kind of ['pointerdown', 'keydown', 'input', 'scroll']) {
    addEventListener(kind, () => { touched = now(); }, { passive: true, capture: true });
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      tellTyped();
      hidden = now();
      root.dataset.blank = '';
    } else {
      if (hidden && since(hidden) > HIDDEN_FOR) close();
      hidden = null;
      delete root.dataset.blank;
    }
  });
  setInterval(() => {
    if (since(touched) > IDLE_FOR || (hidden && since(hidden) > HIDDEN_FOR)) close();
  }, LOOK_EVERY);
  addEventListener('pagehide', () => {
    tellTyped();
    close();
    handOver();
    forget();
    document.body.replaceChildren();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}

// What is half typed leaves the screen when the notes close. A dialog may hold a passphrase; a meeting sees to its own fields, because
// on the table it goes on.
function clearHalfTyped() {
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
  for (const field of document.querySelectorAll('main :is(textarea, input:not([type=checkbox], [type=date], [type=file]))')) {
    if (!field.value || field.closest('[data-start=meeting]')) continue;
    field.value = '';
    // What was found for it goes as well.
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function now() {
  return { wall: Date.now(), steady: performance.now() };
}

// Milliseconds, by the clock that says more; a wall clock that went backwards counts as a long time.
function since({ wall, steady }) {
  const passed = Date.now() - wall;
  return passed < -1000 ? Infinity : Math.max(passed, performance.now() - steady);
}
