// Holds the running meeting: on every change, and every quarter of a minute as a sign of life.

import { all, hold, isLocked, recall } from '../entries.js';
import { newId } from '../map/elements.js';
import { here, MINUTE } from './record.js';
import { liesOnTheTable, wasPutAway } from './table.js';

const SIGN_OF_LIFE = 15_000;
const AWAY = 5 * MINUTE; // From here on it may have been a pause, and the page asks.

let current; // { id, value }
let holding = 0;
let failed = false;
let timer;
const over = new Set();

export function running() {
  if (!current && !isLocked()) find();
  return current?.value;
}

// '' | 'locked' | 'failed': whether what happens now is kept by the way that the person chose.
export function trouble() {
  if (isLocked()) return 'locked';
  return failed ? 'failed' : '';
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
  drop();
  settle(hold('meeting', id, kept));
}

function put(value) {
  current.value = value;
  settle(hold('meeting', current.id, value));
}

async function settle(safe) {
  holding += 1;
  failed = !(await safe) && !isLocked();
  holding -= 1;
}

function find() {
  const [id, value] = all('meeting').find(([id, each]) => each.state !== 'kept' && !over.has(id)) ?? [];
  if (!id) return;
  current = { id, value };
  beat();
}

function drop() {
  current = undefined;
  clearInterval(timer);
}

// What failed has been said once; only a change tries again.
function beat() {
  clearInterval(timer);
  timer = setInterval(() => failed || change(), SIGN_OF_LIFE);
}

// What is locked or wiped is not held again by a later beat.
document.addEventListener('entries', () => {
  if (holding || !current) return;
  const value = recall('meeting', current.id);
  if (value) current.value = value;
  else if (isLocked() && liesOnTheTable()) put(current.value);
  else drop();
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return;
  if (isLocked() && wasPutAway()) {
    drop();
    document.dispatchEvent(new Event('entries'));
  } else if (current) {
    change();
  }
});
