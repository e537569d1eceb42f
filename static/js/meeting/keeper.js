// Holds the running meeting: on every change, and every quarter of a minute as a sign of life.

import { all, hold, recall } from '../entries.js';
import { newId } from '../map/elements.js';
import { here, MINUTE } from './record.js';

const SIGN_OF_LIFE = 15_000;
const AWAY = 5 * MINUTE; // From here on it may have been a pause, and the page asks.

let current; // { id, value }
let holding = 0;
let failed = false;
const over = new Set();
let timer;

export function running() {
  if (!current) find();
  return current?.value;
}

export function trouble() {
  return failed;
}

export function begin(value) {
  current = { id: newId(), value };
  put(value);
  beat();
}

// `update` gets a copy of the meeting to change.
export function change(update = () => {}) {
  if (!running()) return;
  const value = structuredClone(current.value);
  const now = Date.now();
  if (value.state === 'running') {
    if (now - value.seen > AWAY && here(value).topic !== 'break') value.gap = { from: value.seen, to: now };
    value.seen = now;
  }
  update(value, now);
  put(value);
}

// After a sleep, the screen may be looked at before the next sign of life is due.
export function wakeUp() {
  const value = running();
  if (value?.state === 'running' && Date.now() - value.seen > AWAY) change();
}

// Takes the meeting away, or puts in its place what is to be kept of it.
export function finish(kept) {
  const { id } = current;
  over.add(id);
  current = undefined;
  clearInterval(timer);
  settle(hold('meeting', id, kept));
}

function put(value) {
  current.value = value;
  settle(hold('meeting', current.id, value));
}

async function settle(promise) {
  holding += 1;
  try {
    await promise;
    failed = false;
  } catch {
    // The storage itself tells what is wrong; here it only matters that the meeting now hangs on this page.
    failed = true;
  } finally {
    holding -= 1;
  }
}

function find() {
  const [id, value] = all('meeting').find(([id, each]) => each.state !== 'kept' && !over.has(id)) ?? [];
  current = id && { id, value };
  if (current) beat();
}

function beat() {
  clearInterval(timer);
  timer = setInterval(change, SIGN_OF_LIFE, undefined);
}

// What is locked or wiped is not held again by a later beat.
document.addEventListener('entries', () => {
  if (holding) return;
  const value = current && recall('meeting', current.id);
  if (value) current.value = value;
  else {
    current = undefined;
    clearInterval(timer);
  }
});
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && current) change();
});
