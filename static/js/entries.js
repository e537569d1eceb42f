// What a person enters: ticks, notes, meetings, maps, agreements. In memory until they choose to keep it; then in the vault, through keep.js.
// Nothing of it is put into an address, a title, or session or local storage.
//
// An entry has a kind ('tick', 'note', 'meeting', 'map', 'agreement', 'review'), an id, and a value that JSON can carry.
// `recall` and `all` answer at once with what is known; the document event `entries` tells that it has become something else.

import { arrived, carry, letGoOfCarried, nameTab, takeUp } from './carry.js';
import { storageRefused } from './kept.js';

let keep;
let loading;

// What has been entered and is not yet safe: while the vault is locked, or its writing is under way or has failed.
const pending = new Map();
let writing = 0;
let told = '';
let declined = false;

const name = (kind, id) => JSON.stringify([kind, id]);

// keep.js, looked into. The screens about keeping use it directly; everything else goes through this file.
export function keeping() {
  loading ??= import('./keep.js').then(async (module) => {
    await module.begin({ refused: await storageRefused() }).catch(tell);
    const { state, way } = module.status();
    if (state === 'locked' && way === 'plain') await module.unlock().catch(tell);
    keep = module;
    module.events.addEventListener('change', ({ detail }) => {
      nameTab(module.holdsLoose());
      // What this tab writes itself is no news; another state, or what another tab wrote meanwhile, is.
      if (!writing || detail.elsewhere || told !== standing()) announce();
    });
    module.events.addEventListener('lock', () => announce());
    document.addEventListener('visibilitychange', () => document.hidden || again());
    const { guard } = await import('./guard.js');
    guard(module);
    announce();
    return module;
  });
  return loading;
}

// The page goes; it may be a reload.
export function handOver() {
  carry(keep.handOver(pending.values()));
}

// After a reload: what the document before this one held in memory alone. Somebody may have left meanwhile.
export async function takeBack() {
  const entries = await takeUp();
  if ('leaving' in document.documentElement.dataset) return;
  if (!entries.length) return keep?.holdsLoose() || nameTab(false);
  await (await keeping()).takeOver(entries);
  arrived();
}

// The value, or undefined.
export function recall(kind, id) {
  if (pending.has(name(kind, id))) return pending.get(name(kind, id)).value;
  return readable() ? keep.get(kind, id)?.value : undefined;
}

// [[id, value, copyOf], …] of a kind, in the order in which they came; `copyOf` names the entry beside which this one was kept.
export function all(kind) {
  const found = new Map(readable() ? keep.all(kind).map((entry) => [entry.id, entry]) : []);
  for (const entry of pending.values()) if (entry.kind === kind) found.set(entry.id, entry);
  return [...found.values()].filter(({ value }) => value !== undefined).map(({ id, value, copyOf }) => [id, value, copyOf]);
}

// How often an entry has changed, 0 where it is not kept: the `base` of what a person makes of it.
export function revision(kind, id) {
  return (readable() && keep.get(kind, id)?.rev) || 0;
}

// Keeps a value; undefined takes the entry away. Answers whether it is safe: kept by the way that the person chose.
// What could not be kept stays in memory, and the event `trouble` says why. With a `base`, what another tab has written since is not replaced:
// both are kept.
export async function hold(kind, id, value, { base } = {}) {
  const entry = { kind, id, value, base };
  pending.set(name(kind, id), entry);
  writing += 1;
  try {
    const { put, remove, status } = await keeping();
    if (status().state === 'locked') return false;
    if (status().state === 'memory') nameTab(true);
    if (value === undefined) await remove(kind, id);
    else if ((await put(kind, id, value, { base })).id !== id) tell(new DOMException('Both texts are kept.', 'BothKept'));
    if (pending.get(name(kind, id)) === entry) pending.delete(name(kind, id));
    // The notes closed while it was written: it was on the screen until now.
    if (isLocked()) announce();
  } catch (error) {
    entry.failed = true;
    // Said before the form closes: nobody is to think for a moment that it is kept.
    await tell(error);
    return false;
  } finally {
    writing -= 1;
  }
  if (value !== undefined) askOnce();
  again();
  return true;
}

// What could not be kept before: there may be room again. Asked after each entry that could be, and when somebody comes back from another app.
async function again() {
  for (const entry of [...pending.values()].filter(({ failed }) => failed)) {
    const { kind, id, value } = entry;
    if (pending.get(name(kind, id)) === entry && !(await hold(kind, id, value, entry))) return;
  }
}

// Writes what was entered while the vault was locked. To be called after it has opened.
export async function flush() {
  for (const { kind, id, value, base } of [...pending.values()]) await hold(kind, id, value, { base });
  announce();
}

// What this tab alone remembers and is not safe yet is let go of; forms do the same with what is half written.
export function forget() {
  pending.clear();
  document.dispatchEvent(new Event('forget'));
}

// Quick exit: nothing is remembered or open any more, in this tab and the others. What is kept stays kept.
export function letGo() {
  forget();
  letGoOfCarried();
  nameTab(false);
  if (keep) keep.leave();
  else lockOtherTabs();
}

function lockOtherTabs() {
  try {
    new BroadcastChannel('records').postMessage('lock');
  } catch {
    // Where storage is blocked, no tab has a key.
  }
}

// Whether a full navigation would lose something: entries in memory alone, or the open vault's key.
export function holdsSomething() {
  if (pending.size) return true;
  if (!keep) return false;
  const { state, way } = keep.status();
  return (state === 'memory' && keep.all().length > 0) || (state === 'open' && way === 'passphrase');
}

export function isLocked() {
  return keep?.status().state === 'locked';
}

function readable() {
  if (!keep) keeping();
  return keep && keep.status().state !== 'locked';
}

function standing() {
  const { state, way } = keep.status();
  return `${state} ${way}`;
}

function announce() {
  told = standing();
  document.dispatchEvent(new Event('entries'));
}

async function tell(error) {
  document.dispatchEvent(new CustomEvent('trouble', { detail: error }));
  const { show } = await import('./trouble.js');
  await show(error);
}

// The first time there is something to keep, one screen asks how. Who would rather not write it is not asked at every tick.
async function askOnce() {
  if (declined || keep.status().way !== 'memory' || keep.status().unavailable) return;
  const { askFirst } = await import('./ask.js');
  declined = (await askFirst(keep)) === 'not';
}
