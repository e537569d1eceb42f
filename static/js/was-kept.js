// A mark that there is a vault, in stores of two other kinds, so that "the browser has lost it" is not called "nothing is kept here". It says
// nothing else. Short of room, Chromium clears IndexedDB, caches and workers of a whole site, and leaves local storage; a damaged IndexedDB
// takes neither along. Where a browser clears everything, as Firefox and Safari do, the marks go too, and nothing can be told.

const NAME = 'records';

// Local storage answers at once, so that a mark that is set and one that is taken away keep their order.
export function markKept() {
  return both(() => localStorage.setItem(NAME, ''), () => caches.open(NAME));
}

export function unmark() {
  return both(() => localStorage.removeItem(NAME), () => caches.delete(NAME));
}

export function wasKept() {
  return both(() => localStorage.getItem(NAME) !== null, () => caches.has(NAME));
}

// Whether it is worth looking: false only where nothing says that there is a vault.
export async function mayBeKept() {
  return (await wasKept()) || attempt(async () => (await indexedDB.databases()).some(({ name }) => name === NAME), true);
}

// Whether either says so.
async function both(...works) {
  return (await Promise.all(works.map((work) => attempt(work)))).some(Boolean);
}

async function attempt(work, otherwise = false) {
  try {
    return await work();
  } catch {
    return otherwise; // A private window, or storage switched off; or a browser that does not list its databases.
  }
}
