// What is entered stays here, in memory, until the page is closed. Nothing of it is stored.

const entries = new Map();

export function recall(key) {
  return entries.get(key);
}

export function hold(key, value) {
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
}

export function holdsSomething() {
  return entries.size > 0;
}
