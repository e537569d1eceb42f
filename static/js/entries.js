// What a person enters: ticks, notes, meetings, maps, agreements. It lives here, in memory, while the page is open;
// nothing of it is put into an address, a title, or session or local storage.
//
// An entry has a kind ('tick', 'note', 'meeting', 'map', 'agreement', …), an id, and a value that JSON can carry.

const entries = new Map();

// The value, or undefined.
export function recall(kind, id) {
  return entries.get(kind)?.get(id);
}

// [[id, value], …] of a kind, in the order in which they came.
export function all(kind) {
  return [...(entries.get(kind) ?? [])];
}

// Keeps a value; undefined takes the entry away. Resolves when what is to be kept is safe.
export async function hold(kind, id, value) {
  if (!entries.has(kind)) entries.set(kind, new Map());
  if (value === undefined) entries.get(kind).delete(id);
  else entries.get(kind).set(id, value);
}

export function holdsSomething() {
  return [...entries.values()].some((kind) => kind.size);
}
