// What a person enters: in memory until they choose to keep it, then in the vault on this phone. The screens use this module alone.
//
// An entry has a kind ('tick', 'note', …), an id, a value that JSON can hold, and a rev that counts its changes. Kind and id are inside the
// ciphertext; on the disk, records have random ids. `copyOf` marks an entry that was kept beside another one instead of replacing it.

import { isName, openFile, sealFile } from './exchange.js';
import { renewLog } from './fresh-log.js';
import { tooShort } from './passphrase.js';
import { Locked, bringUpToDate, expected, inMemory, inOrder, merging, moveToMemory, moveToVault, nameOf, openSession, settle as settleSession, shown, write } from './session.js';
import { changed, describe, here, holdsLoose, lock, look, open, status } from './state.js';
import * as store from './store.js';
import { alone, tell } from './tabs.js';
import * as vault from './vault.js';
import { unmark } from './was-kept.js';

const FILE_NAME = 'records.bin'; // Says nothing to somebody who looks through the downloads.

class KeepError extends Error {
  name = this.constructor.name;
}
export class NothingKept extends KeepError {}
export class AlreadyKept extends KeepError {}
export class Unsettled extends KeepError {}
export class WeakPassphrase extends KeepError {} // Its message is the reason key of passphrase.js.

export { begin, events, holdsLoose, leave, lock, refresh, status } from './state.js';

export function get(kind, id) {
  const entry = open().entries.get(nameOf(kind, id));
  return entry && shown(entry);
}

// Of one kind, or all, in the order in which they first came.
export function all(kind) {
  return inOrder(open()).filter((entry) => !kind || entry.kind === kind).map(shown);
}

// Resolves when it is safe: on the disk, or in memory where nothing is kept. `base` is the rev that the person began from (0 for none):
// where the entry has changed since, both are kept, and the answer is the copy. Without `base`, the last one wins, which suits a tick.
export async function put(kind, id, value, { base } = {}) {
  const json = JSON.stringify(value);
  if (!isName(kind) || !isName(id) || json === undefined) throw new TypeError('A kind and an id are short texts, and a value is JSON.');
  let before;
  const [entry = before] = await change((entries) => {
    before = entries.get(nameOf(kind, id));
    if (before?.json === json) return {};
    const apart = before && base !== undefined && before.rev !== base;
    return { put: [apart ? { kind, id: vault.newId(), json, copyOf: id } : { kind, id, json }] };
  });
  return shown(entry);
}

export async function remove(kind, id) {
  await change((entries) => ({ remove: [entries.get(nameOf(kind, id))].filter(Boolean) }));
}

// What was begun before a lock is still written: it is what the person asked for last.
async function change(decide) {
  const began = open();
  try {
    return await alone(() => write(latest(began), decide));
  } catch (error) {
    if (error instanceof Locked) {
      lock({ others: false });
      await look();
    }
    throw error;
  } finally {
    if (began.keys) tell('changed');
    changed();
  }
}

// What is in memory alone, as the person chose, for the next document of this tab; `late` is what was being written. It is let go of here.
export function handOver(late) {
  if (here.way !== 'memory' || !here.session || here.session.keys) return [];
  const entries = new Map(inOrder(here.session).map(({ kind, id, json, copyOf }) => [nameOf(kind, id), { kind, id, json, copyOf }]));
  for (const { kind, id, value } of late) {
    const { copyOf } = entries.get(nameOf(kind, id)) ?? {};
    if (value === undefined) entries.delete(nameOf(kind, id));
    else entries.set(nameOf(kind, id), { kind, id, json: JSON.stringify(value), copyOf });
  }
  here.session = inMemory();
  return [...entries.values()];
}

// In the next document.
export async function takeOver(entries) {
  here.session ??= inMemory();
  await change(merging(entries));
}

// The session that took over the entries of this one.
function latest(session) {
  return session.next ? latest(session.next) : session;
}

// Out of memory into a new vault on this phone: `to` is 'passphrase' or 'plain'.
export async function createVault(to, passphrase) {
  if (here.way !== 'memory') throw new AlreadyKept('This phone keeps notes already.');
  await changeWay(to, { next: passphrase });
}

// Between 'memory', 'passphrase' and 'plain'. Leaving 'passphrase' asks for it as `now`; 'passphrase' begins with `next`. Everything is
// encrypted anew under a new master, because that of a plain vault may have left its bytes on the disk. A phone's lock has to be added again.
export async function changeWay(to, { now, next } = {}) {
  if (!['memory', 'passphrase', 'plain'].includes(to)) throw new TypeError(`There is no way ${to}.`);
  if (to === 'passphrase') refuseWeak(next);
  const began = open();
  if (to !== 'memory') renewLog().catch(() => {}); // While the keys are made, which takes longer. Before it writes, the store asks again.
  await alone(async () => {
    const from = latest(began);
    if (from.keys) await leaving(from, now);
    if (to === (from.keys ? here.way : 'memory')) return;
    from.next = await moved(from, to, next);
    // What is in memory alone cannot be locked: were it let go of now, it would be lost.
    if (here.session === from || to === 'memory') here.session = from.next;
    describe(from.next.header && (await vault.readHeader(from.next.header)));
    tell('moved');
  });
  changed();
}

async function leaving(session, passphrase) {
  await bringUpToDate(session);
  if (session.problems.tooNew) throw new vault.TooNew('A later version wrote some of this.');
  if (Object.keys(session.problems).length) throw new Unsettled('What cannot be read would be lost; settle() first.');
  const header = await vault.readHeader(session.header);
  if (vault.wayOf(header) === 'passphrase') await vault.openVault(header, 'passphrase', passphrase);
}

async function moved(from, to, passphrase) {
  if (here.session !== from) throw new Locked('It was locked meanwhile.');
  if (to === 'memory') return moveToMemory(from);
  try {
    return await moveToVault(from, to, passphrase);
  } catch (error) {
    if (error instanceof store.Conflict && !from.keys) throw new AlreadyKept('This phone keeps notes already.', { cause: error });
    throw error;
  }
}

// `secret`: the passphrase; the 32 bytes of the phone's lock; nothing for a plain vault. What this tab held in memory moves in and replaces
// nothing. Throws WrongPassphrase, Damaged, TooNew, TooCostly, NothingKept; Locked where lock() came in between.
export async function unlock(secret) {
  const began = here.locks;
  await alone(async () => {
    const stored = await store.readAll();
    if (!stored) {
      await look();
      throw new NothingKept('This phone keeps nothing.');
    }
    const header = await vault.readHeader(stored.header);
    const kind = secret === undefined ? 'plain' : typeof secret === 'string' ? 'passphrase' : 'prf';
    const session = await openSession(await vault.openVault(header, kind, secret), stored);
    if (holdsLoose()) await write(session, merging(inOrder(here.session)));
    if (here.locks !== began) throw new Locked('It was locked while it opened.');
    if (here.session) here.session.next = session;
    here.session = session;
    describe(header);
    await renewWay(session, header, kind, secret);
  });
  changed();
  return status();
}

// Once after the format has changed. Where there is no room to write it anew, the old form serves as before.
async function renewWay(session, header, kind, secret) {
  const renewed = await vault.renewSlot(header, kind, secret);
  if (!renewed) return;
  try {
    await store.write({ expected: expected(session), header: renewed });
    session.header = renewed;
  } catch (error) {
    if (!(error instanceof store.StoreError)) throw error;
  }
}

// To be called when the person has seen status().problems and goes on: what cannot be read is deleted, what is missing no longer missed.
export async function settle() {
  const session = open();
  if (session.keys) await alone(() => settleSession(session));
  else if (session.problems.gone) await unmark();
  if (!session.keys) session.problems = {};
  tell('changed');
  changed();
}

// Writes one slot anew: records, master and other slots stay. Works locked too. Other tabs are locked.
export async function changePassphrase(now, next) {
  refuseWeak(next);
  await changeHeader((header) => vault.putSlot(header, ['passphrase', now], ['passphrase', next]));
}

// Throws WrongPassphrase where it does not open the vault.
export async function check(passphrase) {
  const stored = await store.readVault();
  if (!stored) throw new NothingKept('This phone keeps nothing.');
  await vault.openVault(await vault.readHeader(stored.header), 'passphrase', passphrase);
}

// A further way in, never the only one: the 32 bytes that WebAuthn's PRF extension gives for `input`.
export async function addPhone(passphrase, { secret, credential, input }) {
  await changeHeader((header) => vault.putSlot(header, ['passphrase', passphrase], ['prf', secret, vault.phoneData(credential, input)]));
}

export async function removePhone() {
  await changeHeader((header) => vault.dropPhoneSlot(header));
}

async function changeHeader(renew) {
  await alone(async () => {
    const stored = await store.readVault();
    if (!stored) throw new NothingKept('This phone keeps nothing.');
    const header = await renew(await vault.readHeader(stored.header));
    await store.write({ expected: { hash: stored.header.hash, rev: stored.manifest?.rev }, header });
    describe(await vault.readHeader(header));
    tell('moved');
  });
  changed();
}

// { name, bytes }: a file that this passphrase opens and no other.
export async function exportFile(passphrase) {
  refuseWeak(passphrase);
  const session = open();
  if (session.keys) await alone(() => bringUpToDate(session));
  return { name: FILE_NAME, bytes: await sealFile(passphrase, inOrder(session).map(shown)) };
}

// All of the file or nothing, and no entry is replaced → { added, both, same }. Where an entry is here with another text, both are kept,
// the file's as a copy: a rev counts the changes on one phone, so it cannot tell which of two phones has the newer text.
export async function importFile(bytes, passphrase) {
  open();
  const incoming = (await openFile(bytes, passphrase)).map(({ value, ...entry }) => ({ ...entry, json: JSON.stringify(value) }));
  const names = new Set(incoming.map(({ kind, id }) => nameOf(kind, id)));
  const written = await change(merging(incoming));
  const added = written.filter(({ kind, id }) => names.has(nameOf(kind, id))).length;
  return { added, both: written.length - added, same: incoming.length - written.length };
}

// The notes' part of wiping: keys, entries and the database `records`, here and in other tabs, whatever state they are in. Where this throws
// Blocked, the database is empty, and goes when the other tab lets go of it.
export async function wipe() {
  here.session = null;
  lock();
  const blocked = await alone(() => store.destroy()).catch((error) => {
    if (error instanceof store.Blocked) return error;
    if (!here.unavailable) throw error;
  });
  here.session = inMemory();
  describe(null);
  tell('moved');
  changed();
  if (blocked) throw blocked;
}

function refuseWeak(passphrase) {
  const reason = tooShort(passphrase);
  if (reason) throw new WeakPassphrase(reason);
}
