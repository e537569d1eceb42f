// The vault: bytes in, bytes out. No page, no storage, no clock. Formats and reasons: docs/vault-format.md.
//
//   passphrase → PBKDF2 → key that only wraps ┐
//   bytes beside it, or of the phone's lock   ├→ master → HKDF ┬→ key of the records
//                        → HKDF → the same    ┘                └→ key of the manifest

const VERSION = 1; // Of what is written now: header, slots, records and manifest. Readers keep every older one, for each of them may be older.
const SCHEMAS = { 1: 1 }; // Version → the shape of what is inside. It is in the authenticated data, so that no reader takes one shape for another.
const ITERATIONS = 1_000_000; // Above OWASP's 600,000; unlocking still takes under 2.5 s on a sixth of a core.
const MOST_ITERATIONS = 10_000_000; // A header from elsewhere must not keep a phone busy for minutes.
const SALT_BYTES = 16; // NIST SP 800-132 asks for 128 bits.
const IV_BYTES = 12; // What GCM is made for. Random ones stay safe for 2³² messages a key; a vault sees thousands.
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const ID_BYTES = 16; // Two random ids never meet.
const SMALLEST_BUCKET = 1024; // A tick and a short note take the same room. From here, sizes double: a length tells its order of magnitude, no more.
const MOST_RECORD = 1024 * 1024; // Half a million letters in one note.
export const MOST_PLAIN = 16 * 1024 * 1024; // A manifest or a whole export: what a small phone can still hold in memory three times over.
const MOST_HEADER = 8192;

const SLOTS = ['passphrase', 'plain', 'prf'];
const text = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const { subtle } = globalThis.crypto;

class VaultError extends Error {
  name = this.constructor.name;
}
export class WrongPassphrase extends VaultError {} // or the wrong phone: the secret does not open an unharmed slot.
export class Damaged extends VaultError {}
export class TooNew extends VaultError {} // Written by a later version of this app.
export class TooCostly extends VaultError {} // Asks for more iterations than we are ready to spend.
export class TooLarge extends VaultError {}

// A new vault with one slot. `secret` is the passphrase, or nothing for 'plain'.
export async function createVault(kind, secret) {
  const id = toHex(random(ID_BYTES));
  const master = await subtle.generateKey({ name: 'AES-GCM', length: 8 * KEY_BYTES }, true, ['encrypt']);
  const header = await writeHeader(id, [await makeSlot(id, kind, secret, master)]);
  // Opened the way it will be opened, so that no vault comes into being that cannot be.
  return { header, keys: await openVault(await readHeader(header), kind, secret) };
}

// { bytes, hash } → { v, vault, slots }. The hash tells damage from a wrong passphrase; it proves nothing about who wrote it.
export async function readHeader({ bytes, hash } = {}) {
  if (!isBytes(bytes) || bytes.length > MOST_HEADER || !isBytes(hash, 32)) throw new Damaged('The header is not a header.');
  if (toHex(await sha256(bytes)) !== toHex(hash)) throw new Damaged('The header and its hash differ.');
  const header = parse(bytes);
  checkVersion(header?.v);
  const kinds = Array.isArray(header.slots) ? header.slots.map((slot) => slot?.kind) : [];
  const known = kinds.every((kind) => SLOTS.includes(kind)) && kinds.length <= 2 && new Set(kinds.map((kind) => kind === 'prf')).size === kinds.length;
  if (!isHex(header.vault, ID_BYTES) || !known || kinds.every((kind) => kind === 'prf') || !header.slots.every(isPhoneSound)) {
    throw new Damaged('The header has a shape that this version never wrote.');
  }
  return header;
}

// → the vault's keys: { vault, records, manifest }. None of them can be taken out of the browser.
export async function openVault(header, kind, secret) {
  const master = await unwrap(header, kind, secret, 'HKDF', false, ['deriveKey']);
  const derive = (label) => subtle.deriveKey(hkdf(fromHex(header.vault), label), master, { name: 'AES-GCM', length: 8 * KEY_BYTES }, false, ['encrypt', 'decrypt']);
  return { vault: header.vault, records: await derive('handrail v1 records'), manifest: await derive('handrail v1 manifest') };
}

// Opens the master with one slot and wraps it for another, which replaces the slot of its kind. No script ever holds the master's bytes.
export async function putSlot(header, [kind, secret], [newKind, newSecret, extra]) {
  const master = await unwrap(header, kind, secret, { name: 'AES-GCM' }, true, ['encrypt']);
  const slot = await makeSlot(header.vault, newKind, newSecret, master, extra);
  const others = header.slots.filter((other) => other.kind !== newKind);
  return writeHeader(header.vault, [...others, slot]);
}

// The way in that has just been used, as this version writes it; null where it is that already. The other slots stay as they are.
export async function renewSlot(header, kind, secret) {
  const { v = 1, credential, input } = header.slots.find((slot) => slot.kind === kind);
  if (header.v === VERSION && v === VERSION) return null;
  return putSlot(header, [kind, secret], [kind, secret, credential && { credential, input }]);
}

// 'passphrase' or 'plain'. The phone's lock is never the only way in.
export function wayOf(header) {
  return header.slots.find((slot) => slot.kind !== 'prf').kind;
}

// What WebAuthn needs before it can give the bytes for the slot 'prf': { credential, input }, or null without one.
export function phoneOf(header) {
  const slot = header.slots.find(({ kind }) => kind === 'prf');
  return slot ? { credential: fromHex(slot.credential), input: fromHex(slot.input) } : null;
}

export const phoneData = (credential, input) => ({ credential: toHex(credential), input: toHex(input) });

export function dropPhoneSlot(header) {
  return writeHeader(header.vault, header.slots.filter((slot) => slot.kind !== 'prf'));
}

// `value` is anything that JSON holds. `rev` counts from 1.
export async function sealRecord(keys, id, rev, value) {
  return { id, ...(await seal(keys.records, rev, pad(value, MOST_RECORD), (v) => `${v}|${keys.vault}|records|${id}|${rev}|${SCHEMAS[v]}`)) };
}

export async function openRecord(keys, record) {
  if (!isHex(record?.id, ID_BYTES)) throw new Damaged('A record has no id.');
  return open(keys.records, record, (v) => `${v}|${keys.vault}|records|${record.id}|${record.rev}|${SCHEMAS[v]}`);
}

// `listed` is a Map of record id → rev: what must be there. It shows a deletion, or an old record put back.
export function sealManifest(keys, rev, listed) {
  return seal(keys.manifest, rev, pad(Object.fromEntries(listed), MOST_PLAIN), (v) => `${v}|${keys.vault}|manifest||${rev}|${SCHEMAS[v]}`);
}

export async function openManifest(keys, sealed) {
  const listed = Object.entries((await open(keys.manifest, sealed, (v) => `${v}|${keys.vault}|manifest||${sealed.rev}|${SCHEMAS[v]}`)) ?? {});
  if (!listed.every(([id, rev]) => isHex(id, ID_BYTES) && isRevision(rev))) throw new Damaged('The manifest lists what is no record.');
  return new Map(listed);
}

export function newId() {
  return toHex(random(ID_BYTES));
}

// One way to write what looks the same. A phone's keyboard adds a space after a suggested word, so spaces at the ends do not count.
// Not `trim`: it takes more signs away than the format says, and other readers would not.
export function normal(passphrase) {
  return passphrase.normalize('NFKC').replace(/[\t-\r ]+/g, ' ').replace(/^ | $/g, '');
}

async function makeSlot(vault, kind, secret, master, extra = {}) {
  const slot = { ...extra, v: VERSION, kind, salt: toHex(random(SALT_BYTES)), iv: toHex(random(IV_BYTES)) };
  if (kind === 'passphrase') Object.assign(slot, { kdf: 'PBKDF2-SHA-256', iterations: ITERATIONS });
  else slot.kdf = 'HKDF-SHA-256';
  if (kind === 'plain') slot.secret = toHex(random(KEY_BYTES));
  const wrapped = await subtle.wrapKey('raw', master, await wrappingKey(slot, secret), gcm(fromHex(slot.iv), slotData(vault, slot)));
  return { ...slot, key: toHex(new Uint8Array(wrapped)) };
}

async function unwrap(header, kind, secret, ...importAs) {
  const slot = header.slots.find((each) => each.kind === kind);
  if (!slot) throw new WrongPassphrase(`The vault does not open with the kind ${kind}.`);
  checkVersion(slot.v ?? 1);
  if (!isHex(slot.iv, IV_BYTES) || !isHex(slot.key, KEY_BYTES + TAG_BYTES)) throw new Damaged('A slot has a shape that this version never wrote.');
  const kek = await wrappingKey(slot, secret);
  try {
    return await subtle.unwrapKey('raw', fromHex(slot.key), kek, gcm(fromHex(slot.iv), slotData(header.vault, slot)), ...importAs);
  } catch (cause) {
    throw kind === 'plain' ? new Damaged('The key beside the vault does not open it.', { cause }) : new WrongPassphrase('This does not open the vault.', { cause });
  }
}

// The first slots of all did not say their version.
function slotData(vault, { v = 1, kind, kdf, iterations = '', salt }) {
  return text.encode(`${v}|${vault}|slot|${kind}|${kdf}|${iterations}|${salt}`);
}

async function wrappingKey({ kind, kdf, iterations, salt, secret: beside }, secret) {
  if (!isSalt(salt)) throw new Damaged('A slot has no salt.');
  const use = ['wrapKey', 'unwrapKey'];
  if (kind === 'passphrase') {
    if (kdf !== 'PBKDF2-SHA-256') throw new TooNew(`This version does not know ${kdf}.`);
    return passphraseKey(secret, fromHex(salt), iterations, use);
  }
  if (kdf !== 'HKDF-SHA-256') throw new TooNew(`This version does not know ${kdf}.`);
  if (kind === 'plain' && !isHex(beside, KEY_BYTES)) throw new Damaged('The key beside the vault is gone.');
  const raw = kind === 'plain' ? fromHex(beside) : secret;
  if (!isBytes(raw, KEY_BYTES)) throw new TypeError(`A key has ${KEY_BYTES} bytes.`);
  const base = await subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  return subtle.deriveKey(hkdf(fromHex(salt), `handrail v1 slot ${kind}`), base, { name: 'AES-GCM', length: 8 * KEY_BYTES }, false, use);
}

export async function passphraseKey(passphrase, salt, iterations, use) {
  if (!Number.isSafeInteger(iterations) || iterations < 1) throw new Damaged('The number of iterations is none.');
  if (iterations > MOST_ITERATIONS) throw new TooCostly(`${iterations} iterations are more than we spend.`);
  const typed = normal(passphrase);
  // No vault has an empty passphrase, and WebKit would call it a failed operation.
  if (!typed) throw new WrongPassphrase('Nothing was typed.');
  const base = await subtle.importKey('raw', text.encode(typed), 'PBKDF2', false, ['deriveKey']);
  return subtle.deriveKey(pbkdf2(salt, iterations), base, { name: 'AES-GCM', length: 8 * KEY_BYTES }, false, use);
}

async function seal(key, rev, padded, data) {
  const iv = random(IV_BYTES);
  const ct = await subtle.encrypt(gcm(iv, text.encode(data(VERSION))), key, padded);
  return { v: VERSION, rev, iv, ct: new Uint8Array(ct) };
}

async function open(key, sealed, data) {
  checkVersion(sealed?.v);
  const { v, rev, iv, ct } = sealed;
  if (!isRevision(rev) || !isBytes(iv, IV_BYTES) || !isBytes(ct)) throw new Damaged('This has a shape that no version wrote.');
  let plain;
  try {
    plain = await subtle.decrypt(gcm(iv, text.encode(data(v))), key, ct);
  } catch (cause) {
    throw new Damaged('This was changed after it was written.', { cause });
  }
  return unpad(new Uint8Array(plain));
}

// Length in four bytes, JSON, zeros up to the bucket. JSON.stringify escapes lone surrogates, which UTF-8 alone would lose.
export function pad(value, most) {
  const json = JSON.stringify(value);
  if (json === undefined) throw new TypeError('JSON cannot hold this.');
  const bytes = text.encode(json);
  let bucket = SMALLEST_BUCKET;
  while (bucket < bytes.length + 4) bucket *= 2;
  if (bucket > most) throw new TooLarge('This is more than a record or a file can hold.');
  const padded = new Uint8Array(bucket);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, 4);
  return padded;
}

export function unpad(padded) {
  const length = padded.length < 4 ? Infinity : new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - 4) throw new Damaged('The padding is wrong.');
  return parse(padded.subarray(4, 4 + length));
}

async function writeHeader(vault, slots) {
  const bytes = text.encode(JSON.stringify({ v: VERSION, vault, slots }));
  return { bytes, hash: await sha256(bytes) };
}

export function checkVersion(v, newest = VERSION) {
  if (!Number.isInteger(v) || v < 1) throw new Damaged('There is no version.');
  if (v > newest) throw new TooNew(`Version ${v} is newer than this app.`);
}

export function parse(bytes) {
  try {
    return JSON.parse(strict.decode(bytes));
  } catch (cause) {
    throw new Damaged('This is not JSON.', { cause });
  }
}

export const newPassphraseSettings = () => ({ salt: random(SALT_BYTES), iterations: ITERATIONS, iv: random(IV_BYTES) });
export const pbkdf2 = (salt, iterations) => ({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations });
export const hkdf = (salt, label) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: text.encode(label) });
export const gcm = (iv, additionalData) => ({ name: 'AES-GCM', iv, additionalData, tagLength: 8 * TAG_BYTES });
export const sha256 = async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes));
export const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
export const isHex = (value, bytes) => typeof value === 'string' && value.length === 2 * bytes && /^(?:[0-9a-f]{2})+$/.test(value);
export const isSalt = (value) => isHex(value, value?.length / 2) && value.length >= 2 * SALT_BYTES && value.length <= 8 * SALT_BYTES;
const isBytes = (value, length = value?.length) => value instanceof Uint8Array && value.length === length;
const isPhoneSound = ({ kind, credential, input }) => kind !== 'prf' || [credential, input].every((hex) => isHex(hex, hex?.length / 2));
const isRevision = (value) => Number.isSafeInteger(value) && value > 0;
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
