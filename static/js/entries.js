// What a person enters: ticks, notes, meetings, maps, agreements. In memory until they choose to keep it; then in the vault, through keep.js.
// Nothing of it is put into an address, a title, or session or local storage.
//
// An entry has a kind ('tick', 'note', 'meeting', 'map', 'agreement', 'review'), an id, and a value that JSON can carry.
// `recall` and `all` answer at once with what is known; the document event `entries` tells that it has become something else.

let keep;
let loading;

// What has been entered and is not yet safe: while the vault is locked, or its writing is under way or has failed.
const pending = new Map();
let writing = 0;

const name = (kind, id) => JSON.stringify([kind, id]);

// keep.js, looked into. The screens about keeping use it directly; everything else goes through this file.
export function keeping() {
  loading ??= import('./keep.js').then(async (module) => {
    await module.begin().catch(tell);
    const { state, way } = module.status();
    if (state === 'locked' && way === 'plain') await module.unlock().catch(tell);
    keep = module;
    module.events.addEventListener('change', () => writing || announce());
    module.events.addEventListener('lock', () => announce());
    const { guard } = await import('./guard.js');
    guard(module);
    announce();
    return module;
  });
  return loading;
}

// The value, or undefined.
export function recall(kind, id) {
  if (pending.has(name(kind, id))) return pending.get(name(kind, id)).value;
  return readable() ? keep.get(kind, id)?.value : undefined;
}

// [[id, value], …] of a kind, in the order in which they came.
export function all(kind) {
  const found = new Map(readable() ? keep.all(kind).map((entry) => [entry.id, entry.value]) : []);
  for (const entry of pending.values()) if (entry.kind === kind) found.set(entry.id, entry.value);
  return [...found].filter(([, value]) => value !== undefined);
}

// Keeps a value; undefined takes the entry away. Answers whether it is safe: kept by the way that the person chose.
// What could not be kept stays in memory, and the event `trouble` says why.
export async function hold(kind, id, value) {
  const entry = { kind, id, value };
  pending.set(name(kind, id), entry);
  writing += 1;
  try {
    const { put, remove, status } = await keeping();
    if (status().state === 'locked') return false;
    if (value === undefined) await remove(kind, id);
    else await put(kind, id, value);
    if (pending.get(name(kind, id)) === entry) pending.delete(name(kind, id));
  } catch (error) {
    tell(error);
    return false;
  } finally {
    writing -= 1;
  }
  if (value !== undefined) askOnce();
  return true;
}

// Writes what was entered while the vault was locked. To be called after it has opened.
export async function flush() {
  for (const { kind, id, value } of [...pending.values()]) await hold(kind, id, value);
  announce();
}

// What this tab alone remembers and is not safe yet is let go of.
export function forget() {
  pending.clear();
}

// Quick exit: nothing is remembered or open any more, in this tab and the others. What is kept stays kept.
export function letGo() {
  forget();
  if (keep) keep.leave();
  else if ('BroadcastChannel' in globalThis) new BroadcastChannel('records').postMessage('lock');
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

function announce() {
  document.dispatchEvent(new Event('entries'));
}

function tell(error) {
  document.dispatchEvent(new CustomEvent('trouble', { detail: error }));
  import('./trouble.js').then(({ show }) => show(error));
}

// The first time there is something to keep, one screen asks how.
async function askOnce() {
  if (keep.status().way !== 'memory' || keep.status().unavailable) return;
  const { askFirst } = await import('./ask.js');
  await askFirst(keep);
}
