// Where this tab stands: what is open, how this phone keeps notes, and what other tabs say. The screens use keep.js, which passes this on.

import { renewLog } from './fresh-log.js';
import { Locked, bringUpToDate, inMemory } from './session.js';
import * as store from './store.js';
import { alone, listen, tell } from './tabs.js';
import * as vault from './vault.js';
import { markKept, wasKept } from './was-kept.js';

// `session` is null while locked. `locks` counts, so that what takes long can see whether it was locked meanwhile.
export const here = { session: inMemory(), way: 'memory', phone: null, unavailable: false, locks: 0 };

// 'change': entries or the state are no longer what they were. 'lock': cover everything, now.
export const events = new EventTarget();

// state: 'memory', 'locked' or 'open'. way: how this phone keeps notes: 'memory', 'passphrase', 'plain', or null where that cannot be read;
// in the state 'memory' with another way, this tab holds entries that unlock() will take along. phone: { credential, input } for WebAuthn, or null.
// problems: how many { list, missing, older, unlisted, damaged, tooNew } there are; empty when all is well; { gone } where the browser lost
// a vault that had been here. unavailable: nothing can be kept here.
export function status() {
  const { session, way, phone, unavailable } = here;
  const state = !session ? 'locked' : session.keys ? 'open' : 'memory';
  return { state, way, phone, problems: { ...session?.problems }, unavailable };
}

// Looks whether something is kept here. To be called once, first. Throws Damaged, TooNew, NewerVersion or Blocked; the state is 'locked' then.
// `refused`: another database could not be opened. Where nothing is kept, looking would not tell, for it opens nothing.
export async function begin({ refused = false } = {}) {
  listen((word) => {
    if (word === 'changed') refresh().catch(() => {}); // The next write meets the same fault and tells of it.
    else lock({ others: false });
    if (word === 'moved') look().catch(() => {}).then(() => changed());
  });
  store.whenClosed(() => lock({ others: false }));
  await look();
  // The worker may write before anybody writes a note. Where nothing is kept, there is nothing to lose, and looking leaves no trace.
  if (here.way !== 'memory') renewLog();
  here.unavailable ||= refused && here.way === 'memory';
  return status();
}

export async function look() {
  try {
    here.unavailable = !globalThis.crypto.subtle;
    const stored = here.unavailable ? null : await store.readVault();
    describe(stored && (await vault.readHeader(stored.header)));
  } catch (error) {
    here.unavailable = error instanceof store.Unavailable;
    if (here.unavailable) return;
    here.way = null;
    if (!holdsLoose()) here.session = null;
    throw error;
  }
  if (here.way === 'memory') await lookForTheLost();
  else if (!here.session?.keys && !holdsLoose()) here.session = null;
}

async function lookForTheLost() {
  here.session ??= inMemory();
  if (await wasKept()) here.session.problems = { gone: 1 };
}

// A header as read, or nothing.
export function describe(header) {
  here.way = header ? vault.wayOf(header) : 'memory';
  here.phone = header ? vault.phoneOf(header) : null;
  if (header) here.unavailable = false;
  if (header) markKept();
}

// Entries in this tab's memory alone.
export function holdsLoose() {
  return Boolean(here.session && !here.session.keys && here.session.entries.size);
}

export function open() {
  if (!here.session) throw new Locked('The notes are locked.');
  return here.session;
}

// `elsewhere`: another tab wrote.
export function changed({ elsewhere = false } = {}) {
  events.dispatchEvent(new CustomEvent('change', { detail: { ...status(), elsewhere } }));
}

// At once: drops the keys and notes of a kept vault. What is only in memory stays, for nothing could bring it back.
export function lock({ others = true } = {}) {
  here.locks += 1;
  if (others) tell('lock');
  if (here.session?.keys) here.session = null;
  events.dispatchEvent(new CustomEvent('lock', { detail: status() }));
}

// Quick exit: lock, and what is only in this tab's memory goes too. Nothing kept is deleted.
export function leave() {
  if (!here.session?.keys) here.session = here.way === 'memory' ? inMemory() : null;
  lock();
}

// Takes up what other tabs wrote; they also say so by themselves.
export async function refresh() {
  const { session } = here;
  if (!session?.keys) return;
  await alone(() => bringUpToDate(session));
  changed({ elsewhere: true });
}
