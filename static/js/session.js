// What is open in this tab: the entries, by kind and id, and how they get to the disk and back. keep.js decides when.
//
// A session is { keys: null, entries, problems } in memory alone, or an open vault:
// { keys, header, seen, listed, entries, problems, unreadable, later }; `seen` is the manifest's rev, `listed` what it lists, both as last read.
// An entry is { kind, id, json, copyOf?, n, rev, record }: `n` keeps the order, `record` is the random id on the disk.

import * as store from './store.js';
import * as vault from './vault.js';

const TRIES = 20; // Only where tabs have no Web Locks do writes meet; each time, one of them gets through.
const PAUSE = 50; // Milliseconds at most, by chance, so that two tabs fall out of step.

export class Locked extends Error {
  name = 'Locked';
}

export const inMemory = (entries = new Map()) => ({ keys: null, entries, problems: {} });
export const nameOf = (kind, id) => JSON.stringify([kind, id]);
export const inOrder = (session) => [...session.entries.values()].sort((a, b) => a.n - b.n);
export const shown = ({ kind, id, json, rev, copyOf }) => ({ kind, id, value: JSON.parse(json), rev, ...(copyOf && { copyOf }) });
export const expected = ({ header, seen }) => ({ hash: header.hash, rev: seen });

// A session from what store.readAll() gave. Nothing that can be read is held back, and nothing that cannot be is passed over in silence.
export async function openSession(keys, { header, manifest, records }) {
  const problems = {};
  const count = (what) => {
    problems[what] = (problems[what] ?? 0) + 1;
  };
  const listed = await vault.openManifest(keys, manifest).catch((error) => passOver(error, vault.Damaged, () => count('list')));
  const session = { keys, header, seen: manifest?.rev, entries: new Map(), problems, unreadable: [], later: [] };
  const insides = await Promise.all(records.map((record) => vault.openRecord(keys, record).catch((error) => error)));
  records.forEach(({ id, rev }, index) => {
    const inside = insides[index];
    if (inside instanceof vault.TooNew) {
      count('tooNew');
      session.later.push(id);
    } else if (inside instanceof vault.Damaged) {
      count('damaged');
      session.unreadable.push(id);
    } else if (inside instanceof Error) {
      throw inside;
    } else {
      admit(session, id, rev, inside);
      if (listed && rev < listed.get(id)) count('older');
      else if (listed && rev !== listed.get(id)) count('unlisted');
    }
  });
  const there = new Set(records.map(({ id }) => id));
  for (const id of listed?.keys() ?? []) if (!there.has(id)) count('missing');
  return { ...session, listed: listed ?? revisions(session) };
}

function passOver(error, kind, act) {
  if (!(error instanceof kind)) throw error;
  act();
  return null;
}

// Two records of one name can only come from an old one put back on the disk: both are shown.
function admit(session, record, rev, { kind, id, value, copyOf, n }) {
  const taken = session.entries.has(nameOf(kind, id));
  const entry = { kind, id: taken ? record : id, json: JSON.stringify(value), copyOf: taken ? id : copyOf, n, rev, record };
  session.entries.set(nameOf(kind, entry.id), entry);
}

function revisions(session) {
  return new Map(inOrder(session).map(({ record, rev }) => [record, rev]));
}

// Takes up what other tabs wrote. Throws Locked where the vault is gone or another one stands in its place.
export async function bringUpToDate(session) {
  const now = await ours(session, await store.readVault());
  session.header = now.header;
  if (now.manifest?.rev === session.seen) return;
  Object.assign(session, await openSession(session.keys, await ours(session, await store.readAll())));
}

// What was read, if it is still the vault that this session's keys are of. Each reading is of a moment of its own.
async function ours({ keys }, stored) {
  if (!stored || (await vault.readHeader(stored.header)).vault !== keys.vault) throw new Locked('The vault was replaced or removed.');
  return stored;
}

// Carries out what `decide(entries)` answers, { put: [{ kind, id, json, copyOf? }], remove: [entry] }, and returns the entries as written.
// To be called by one tab at a time; where it is not, `decide` is asked again about what is there then.
export async function write(session, decide) {
  for (let tries = TRIES; ; tries -= 1) {
    if (session.keys) await bringUpToDate(session);
    const { put = [], remove = [] } = decide(session.entries);
    const last = Math.max(0, inOrder(session).at(-1)?.n ?? 0);
    const written = put.map((entry, index) => renewed(session, entry, last + 1 + index));
    if (!written.length && !remove.length) return [];
    try {
      if (session.keys) await commit(session, written, remove);
    } catch (error) {
      if (!(error instanceof store.Conflict) || tries === 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE));
      continue;
    }
    for (const { kind, id } of remove) session.entries.delete(nameOf(kind, id));
    for (const entry of written) session.entries.set(nameOf(entry.kind, entry.id), entry);
    return written;
  }
}

function renewed(session, { kind, id, json, copyOf }, place) {
  const before = session.entries.get(nameOf(kind, id));
  return {
    kind,
    id,
    json,
    copyOf: before?.copyOf ?? copyOf,
    n: before?.n ?? place,
    // Above what the manifest lists as well, should an old record have been put back.
    rev: Math.max(before?.rev ?? 0, session.listed?.get(before?.record) ?? 0) + 1,
    record: before?.record ?? vault.newId(),
  };
}

// Encrypts first: IndexedDB closes a transaction that waits for anything else.
async function commit(session, written, remove) {
  const listed = new Map(session.listed);
  for (const { record } of remove) listed.delete(record);
  for (const { record, rev } of written) listed.set(record, rev);
  const put = await Promise.all(
    written.map(async (entry) => ({ record: await seal(session.keys, entry), was: session.entries.get(nameOf(entry.kind, entry.id))?.rev ?? 0 })),
  );
  await save(session, listed, put, remove.map(({ record }) => record));
}

async function save(session, listed, put, remove) {
  const rev = (Number.isSafeInteger(session.seen) ? session.seen : 0) + 1;
  const manifest = await vault.sealManifest(session.keys, rev, listed);
  await store.write({ expected: expected(session), manifest, put, remove });
  Object.assign(session, { seen: rev, listed });
}

function seal(keys, { kind, id, json, copyOf, n, rev, record }) {
  return vault.sealRecord(keys, record, rev, { kind, id, value: JSON.parse(json), copyOf, n });
}

// Puts entries beside those that are here; replaces none. The same text under the same name, or as a copy of it, is not kept twice.
export function merging(incoming) {
  return (entries) => {
    const texts = new Set();
    for (const { kind, id, json, copyOf } of entries.values()) texts.add(nameOf(kind, id) + json).add(nameOf(kind, copyOf ?? id) + json);
    const put = incoming
      .filter(({ kind, id, json }) => !texts.has(nameOf(kind, id) + json))
      .map(({ kind, id, json, copyOf }) => (entries.has(nameOf(kind, id)) ? { kind, id: vault.newId(), json, copyOf: id } : { kind, id, json, copyOf }));
    return { put };
  };
}

// A new vault on the disk with all that the session holds, in place of what was there. → the new session.
export async function moveToVault(from, to, passphrase) {
  const { header, keys } = await vault.createVault(to, passphrase);
  const session = { keys, header, seen: 1, listed: revisions(from), entries: from.entries, problems: {}, unreadable: [], later: [] };
  const manifest = await vault.sealManifest(keys, session.seen, session.listed);
  const put = await Promise.all(inOrder(from).map(async (entry) => ({ record: await seal(keys, entry), was: 0 })));
  await store.write({ expected: from.keys ? expected(from) : null, header, manifest, put, replace: true });
  return session;
}

// Everything back into memory, and nothing left on the disk. → the new session.
export async function moveToMemory(from) {
  try {
    await store.destroy(expected(from));
  } catch (error) {
    // Blocked: it is empty already, and the browser deletes it when the other tab lets go.
    if (!(error instanceof store.Blocked)) throw error;
  }
  return inMemory(from.entries);
}

// The person has seen the problems: what cannot be read is deleted, what is there is listed as it is. What a later version wrote stays.
export async function settle(session) {
  await bringUpToDate(session);
  const kept = session.later.filter((id) => session.listed.has(id)).map((id) => [id, session.listed.get(id)]);
  await save(session, new Map([...revisions(session), ...kept]), [], session.unreadable);
  const { tooNew } = session.problems;
  Object.assign(session, { problems: tooNew ? { tooNew } : {}, unreadable: [] });
}
