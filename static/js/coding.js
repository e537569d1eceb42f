// A bundle on its way: its commonest words and letters are one byte or two, and a table in front says which. app/edition/coding.py writes it so.
// The worker's file holds this too.

const CODING_FORM = 3;
const SINGLES = 156; // At most; the four bytes behind them begin a pair.
const LEADS = 4;
const SECOND = 32; // The first of the second bytes of a pair.
const SECONDS = 200;
const MOST = 64 * 1024 * 1024; // Bytes. A small file of a broken server could claim to be an endless text.

// The text in UTF-8. Whether it is the right one, its hash says.
export function decodeBundle(coded) {
  const end = coded.findIndex((byte, at) => byte === 10 && coded[at + 1] === 10);
  const [first, ...entries] = new TextDecoder().decode(coded.subarray(0, Math.max(end, 0))).split('\n');
  const [form, singles] = first.split(' ').map(Number);
  if (form !== CODING_FORM) throw new TypeError('The bundle has a form that is not known here.');
  if (!(singles >= 0 && singles <= SINGLES && entries.length <= singles + LEADS * SECONDS)) throw new TypeError('The table of the bundle is damaged.');
  const codes = codesOf(entries.map((entry) => new TextEncoder().encode(entry)), singles);
  let text = new Uint8Array(coded.length * 3);
  let length = 0;
  for (let at = end + 2; at < coded.length;) {
    const [piece, taken] = pieceAt(coded, at, codes);
    at += taken;
    if (length + piece.length > text.length) text = larger(text);
    for (let each = 0; each < piece.length; each += 1) text[length + each] = piece[each];
    length += piece.length;
  }
  return text.slice(0, length);
}

// Byte → what it stands for; of a byte that begins a pair, second byte → that. [bytes, bytes taken] each.
function codesOf(entries, singles) {
  const codes = Array.from({ length: 256 }, (_, byte) => (byte > 31 && byte < 127 ? [Uint8Array.of(byte), 1] : undefined));
  for (let lead = 0; lead < LEADS; lead += 1) codes[255 - lead] = [];
  entries.forEach((entry, at) => {
    const pair = at - singles;
    if (pair < 0) codes[at < 31 ? at + 1 : at + 96] = [entry, 1];
    else codes[255 - Math.floor(pair / SECONDS)][SECOND + (pair % SECONDS)] = [entry, 2];
  });
  return codes;
}

function pieceAt(coded, at, codes) {
  const byte = coded[at];
  const found = byte === 0 ? letterAt(coded, at + 1) : byte > 255 - LEADS ? codes[byte][coded[at + 1]] : codes[byte];
  if (!found) throw new TypeError('The bundle is cut short, or damaged.');
  return found;
}

// A letter as it is.
function letterAt(coded, at) {
  const first = coded[at];
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return at + length <= coded.length && [coded.subarray(at, at + length), length + 1];
}

function larger(bytes) {
  if (bytes.length > MOST) throw new TypeError('The bundle is too large.');
  const more = new Uint8Array(bytes.length * 2 + 1024);
  more.set(bytes);
  return more;
}
