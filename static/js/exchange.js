// The file that moves notes between phones: one line of JSON, which is also the authenticated data, then one padded AES-GCM blob, then a
// SHA-256 of all before it. docs/vault-format.md; app/vault_file.py reads the same without a browser.

import { Damaged, MOST_PLAIN, TooLarge, WrongPassphrase, checkVersion, fromHex, gcm, isHex, isSalt, newPassphraseSettings, pad, parse, passphraseKey, sha256, toHex, unpad } from './vault.js';

const VERSION = 1; // Of the file. It has nothing to do with the vault's.
const SCHEMA = 1; // Of what is inside.
const BEGINS = '{"magic":"kept-records",'; // Tells our file from a photo before anything else is read. It names neither the app nor the topic.
const MOST_LINE = 1024;
const SUM_BYTES = 32;
const MOST_FILE = MOST_PLAIN + MOST_LINE + SUM_BYTES + 16;
const MOST_ENTRIES = 20_000;
const MOST_NAME = 256;

export class NotOurs extends Error {
  name = 'NotOurs';
}

// → the file's bytes. Its key is used for nothing else: the salt is new.
export async function sealFile(passphrase, entries) {
  const { salt, iterations, iv } = newPassphraseSettings();
  const line = new TextEncoder().encode(
    `${JSON.stringify({ magic: 'kept-records', v: VERSION, kdf: 'PBKDF2-SHA-256', iterations, salt: toHex(salt), cipher: 'AES-256-GCM', iv: toHex(iv) })}\n`,
  );
  const plain = pad({ schema: SCHEMA, records: entries.map(({ kind, id, value, copyOf }) => ({ kind, id, value, copyOf })) }, MOST_PLAIN);
  const key = await passphraseKey(passphrase, salt, iterations, ['encrypt']);
  const blob = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, line), key, plain));
  const body = joined(line, blob);
  return joined(body, await sha256(body));
}

// The bytes of a file that somebody chose. One that is too large is not even read.
export async function read(file) {
  if (file.size > MOST_FILE) throw new TooLarge('The file is larger than any that this app writes.');
  return new Uint8Array(await file.arrayBuffer());
}

// → [{ kind, id, value, copyOf? }], all of them sound, or an error.
export async function openFile(bytes, passphrase) {
  const { line, header, blob } = await split(bytes);
  const key = await passphraseKey(passphrase, fromHex(header.salt), header.iterations, ['decrypt']);
  let plain;
  try {
    plain = await crypto.subtle.decrypt(gcm(fromHex(header.iv), line), key, blob);
  } catch (cause) {
    throw new WrongPassphrase('This does not open the file.', { cause });
  }
  const { schema, records } = unpad(new Uint8Array(plain)) ?? {};
  checkVersion(schema, SCHEMA);
  return checked(records);
}

async function split(bytes) {
  if (bytes.length > MOST_FILE) throw new TooLarge('The file is larger than any that this app writes.');
  const start = new TextDecoder().decode(bytes.subarray(0, BEGINS.length));
  if (start !== BEGINS) throw new NotOurs('This is another kind of file.');
  const length = bytes.subarray(0, MOST_LINE).indexOf(0x0a) + 1;
  const body = bytes.subarray(0, -SUM_BYTES);
  if (!length || toHex(await sha256(body)) !== toHex(bytes.subarray(-SUM_BYTES))) throw new Damaged('The file is not as it was written.');
  const line = bytes.subarray(0, length);
  const header = parse(line);
  checkVersion(header.v, VERSION);
  const sound = header.kdf === 'PBKDF2-SHA-256' && header.cipher === 'AES-256-GCM' && isSalt(header.salt) && isHex(header.iv, 12);
  if (!sound) throw new Damaged('The header of the file has a shape that this version never wrote.');
  return { line, header, blob: body.subarray(length) };
}

function checked(records) {
  const names = new Set();
  const sound = Array.isArray(records) && records.length <= MOST_ENTRIES && records.every((entry) => {
    if (!isName(entry?.kind) || !isName(entry.id) || !('value' in entry)) return false;
    if (entry.copyOf !== undefined && !isName(entry.copyOf)) return false;
    return names.size < names.add(JSON.stringify([entry.kind, entry.id])).size;
  });
  if (!sound) throw new Damaged('The file holds what is no record.');
  return records;
}

export function isName(value) {
  return typeof value === 'string' && value.length > 0 && value.length <= MOST_NAME;
}

function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
