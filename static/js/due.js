// On the start page: agreements whose review date has passed or is near. What shows them, and the notes themselves, are fetched only where there may be some.

import { holdsSomething } from './entries.js';
import { mayBeKept } from './was-kept.js';

export async function start(root) {
  if (holdsSomething() || (await mayBeKept())) show(root);
  // They may still come: from another tab, or from before a reload.
  else document.addEventListener('entries', () => show(root), { once: true });
}

async function show(root) {
  if (!root.isConnected) return;
  try {
    (await import('./due-list.js')).start(root);
  } catch {
    addEventListener('online', () => show(root), { once: true });
  }
}
