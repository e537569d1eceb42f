// A mark in a store of another kind, so that "the browser has lost it" is not called "nothing is kept here". It says nothing else.
// Where a browser clears the whole site, the mark goes too, and nothing can be told.

const NAME = 'records';

export const markKept = () => attempt(() => caches.open(NAME));
export const unmark = () => attempt(() => caches.delete(NAME));
export const wasKept = () => attempt(() => caches.has(NAME));

async function attempt(work) {
  try {
    return Boolean(await work());
  } catch {
    return false; // A private window, or storage switched off.
  }
}
