// Sealed records in IndexedDB, in a database apart from the guide. No cryptography: what comes in goes out as it was.
//
//   vault    'header' → { bytes, hash }, 'manifest' → { v, rev, iv, ct }
//   records  id → { id, v, rev, iv, ct }

import { deleteDB, openDB } from '../vendor/idb-8.0.4/index.js';
import { distrustLog, removeTraces, renewLog } from './fresh-log.js';
import { unmark, wasKept } from './was-kept.js';

const NAME = 'records';

// How the database came to be as it is, a step a version: whatever version a phone has, it takes the steps that it lacks. None is ever changed.
const STEPS = [
  (db) => {
    db.createObjectStore('vault');
    db.createObjectStore('records', { keyPath: 'id' });
  },
];
const VERSION = STEPS.length;
const NO_ROOM = /NO_SPACE|No space left/i; // How Chromium puts it where the disk is full before the quota is; by its name, that is an unknown error.

export class StoreError extends Error {
  name = this.constructor.name;
}
export class Full extends StoreError {}
export class Blocked extends StoreError {} // Another tab holds the database open and does not answer.
export class Unavailable extends StoreError {} // A private window, storage switched off, or a broken profile.
export class Failed extends StoreError {} // It has worked, and does not now: a disk that is full or broken.
export class NewerVersion extends StoreError {} // A later version of this app has been here.
export class Conflict extends StoreError {} // Somebody else wrote in between. Nothing was written.

let opened;
let onClose = () => {};

// `listener` hears that another tab removes or renews the database, or that the browser closed it. The connection is closed by then.
export function whenClosed(listener) {
  onClose = listener;
}

// { header, manifest } as they are now, or null where nothing is kept.
export async function readVault() {
  return reading(['vault'], headAndManifest);
}

// The same, and all records, as of one moment.
export async function readAll() {
  return reading(['vault', 'records'], async (transaction) => {
    const [vault, records] = await Promise.all([headAndManifest(transaction), transaction.objectStore('records').getAll()]);
    return vault && { ...vault, records };
  });
}

async function headAndManifest(transaction) {
  const vault = transaction.objectStore('vault');
  const [header, manifest] = await Promise.all([vault.get('header'), vault.get('manifest')]);
  return header ? { header, manifest } : null;
}

// One transaction: all of it is on the disk when this returns, or none of it ever is.
// `expected` is what the caller last read, or null for "nothing is kept yet": { hash, rev } of header and manifest.
// `put` holds { record, was }: `was` is the rev that the caller believes to be there, 0 for none. `replace` removes all other records.
export async function write({ expected, header, manifest, put = [], remove = [], replace = false }) {
  await renewLog().catch((error) => {
    throw nameOf(error, Failed);
  });
  const written = await writing(!expected, async (transaction) => {
    const vault = transaction.objectStore('vault');
    const records = transaction.objectStore('records');
    if (!matches(await headAndManifest(transaction), expected)) throw new Conflict('The vault has changed.');
    if (replace) await records.clear();
    const there = await Promise.all(put.map(({ record }) => records.get(record.id)));
    if (!replace && put.some(({ was }, index) => (there[index]?.rev ?? 0) !== was)) throw new Conflict('A record has changed.');
    await Promise.all([
      ...put.map(({ record }) => records.put(record)),
      ...remove.map((id) => records.delete(id)),
      header && vault.put(header, 'header'),
      manifest && vault.put(manifest, 'manifest'),
    ]);
    return true;
  });
  if (!written) throw new Conflict('The vault is gone.');
}

// Empties the database, then deletes it; of whatever version it is. Where another tab holds on to it, it is empty all the same, and this says Blocked.
export async function destroy(expected) {
  await unmark();
  await writing(false, async (transaction) => {
    if (expected && !matches(await headAndManifest(transaction), expected)) throw new Conflict('The vault has changed.');
    await Promise.all([transaction.objectStore('records').clear(), transaction.objectStore('vault').clear()]);
  }).catch((error) => {
    if (!(error instanceof NewerVersion)) throw error; // Not ours to empty, but ours to delete.
  });
  (await opened?.catch(() => null))?.close();
  opened = undefined;
  await removeTraces();
  await named(unlessBlocked((blocked) => deleteDB(NAME, { blocked })));
}

function matches(now, expected) {
  if (!now || !expected) return !now && !expected;
  return now.manifest?.rev === expected.rev && now.header.hash?.length === expected.hash.length && expected.hash.every((byte, index) => byte === now.header.hash[index]);
}

async function reading(stores, work) {
  return transact(false, (db) => db.transaction(stores, 'readonly'), work);
}

// `strict`: a promise kept means written through to the disk, not only handed to the system.
async function writing(create, work) {
  return transact(create, (db) => db.transaction(['vault', 'records'], 'readwrite', { durability: 'strict' }), work);
}

async function transact(create, begin, work) {
  const transaction = await begun(create, begin);
  if (!transaction) return null;
  transaction.done.catch(() => {}); // It is awaited below; this keeps an early failure from being reported twice.
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    const reason = transaction.error; // Full storage shows here when the requests themselves went well.
    abort(transaction);
    const told = nameOf(error.name === 'AbortError' && reason ? reason : error, Failed);
    if (told instanceof Full || told instanceof Failed) distrustLog();
    throw told;
  }
}

async function begun(create, begin) {
  for (let tries = 2; ; tries -= 1) {
    const db = await database(create);
    if (!db) return null;
    try {
      return begin(db);
    } catch (error) {
      // The connection was closed under our hands (by a wipe in another tab, or by the browser): a new one shows what is there.
      opened = undefined;
      if (error.name !== 'InvalidStateError' || tries === 1) throw nameOf(error);
    }
  }
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

// The database, or null where there is none and none is to be made: looking leaves no trace.
async function database(create) {
  const before = await opened?.catch(() => null);
  if (before) return before;
  let opening;
  try {
    if (!create && (await named(isMissing()))) return null;
    opening = named(unlessBlocked((blocked) => openDB(NAME, VERSION, { blocked, upgrade: upgrade(create), blocking, terminated })));
    opened = opening;
    return await opening;
  } catch (error) {
    if (opened === opening) opened = undefined;
    if (!create && error.cause?.name === 'AbortError') return null;
    // Where a vault has been, this is no private window.
    if (error instanceof Unavailable && (await wasKept())) throw new Failed(error.message, { cause: error });
    throw error;
  }
}

// WebKit leaves an empty database behind, of version 0, where making one is broken off. So we ask first, where the browser answers.
async function isMissing() {
  const all = await indexedDB.databases?.();
  // A browser that cannot read its storage just now lists nothing. Where a mark says that there is a vault, opening it tells more.
  return Boolean(all) && !all.some(({ name, version }) => name === NAME && version) && !(await wasKept());
}

function upgrade(create) {
  return (db, old, _new, transaction) => {
    if (old || create) {
      for (const step of STEPS.slice(old)) step(db, transaction);
    } else {
      transaction.done.catch(() => {});
      transaction.abort();
    }
  };
}

function blocking(_current, _blocked, event) {
  event.target.close();
  closed();
}

// The browser closed it: it could not write, for us or for the worker, or somebody cleared it.
function terminated() {
  distrustLog();
  closed();
}

function closed() {
  opened = undefined;
  onClose();
}

// The browser waits for other tabs without end; a person should not. What opens too late is closed again.
function unlessBlocked(open) {
  return new Promise((resolve, reject) => {
    let late = false;
    const blocked = () => {
      late = true;
      reject(new Blocked('Another tab holds the notes open.'));
    };
    open(blocked).then((db) => (late ? db?.close() : resolve(db)), reject);
  });
}

async function named(promise) {
  try {
    return await promise;
  } catch (error) {
    throw nameOf(error);
  }
}

function nameOf(error, otherwise = Unavailable) {
  if (error instanceof StoreError) return error;
  const text = `${error.name}: ${error.message}`;
  if (error.name === 'QuotaExceededError' || NO_ROOM.test(error.message)) return new Full(text, { cause: error });
  if (error.name === 'VersionError') return new NewerVersion(text, { cause: error });
  if (error instanceof DOMException || !globalThis.indexedDB) return new otherwise(text, { cause: error });
  return error;
}
