// Removes everything from this phone: notes, the kept guide, the worker; with a network, also what the browser left on the storage.

import { letGoOfCarried } from './carry.js';
import { forget } from './entries.js';
import { screen } from './screens.js';
import { isSure } from './sure.js';
import { show as showTrouble } from './trouble.js';
import { words } from './page.js';

export async function wipe(keep) {
  if (!(await isSure('wipe'))) return;
  const board = await screen('board');
  forget();
  letGoOfCarried();
  const failed = await keep.wipe().then(() => null, (error) => error);
  for (const registration of await found(() => navigator.serviceWorker.getRegistrations())) await registration.unregister();
  await deleteGuide();
  for (const name of await found(() => caches.keys())) await caches.delete(name);
  const cleared = await askServer();
  // Blocked: it is empty, and goes when the other tab lets go.
  if (failed && failed.name !== 'Blocked' && !cleared) return showTrouble(failed);
  document.getElementById('main').replaceChildren(heading(words(board, cleared ? 'wiped' : 'wipedOffline')));
  document.querySelector('h1').focus();
}

// Where storage is blocked, looking is refused too, and nothing is there.
async function found(look) {
  try {
    return await look();
  } catch {
    return [];
  }
}

function deleteGuide() {
  return found(() => new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('guide');
    request.onsuccess = request.onerror = request.onblocked = resolve;
  }));
}

// The server's answer makes the browser clear what deleting leaves behind. The worker lets this request through.
async function askServer() {
  try {
    return (await fetch('/wipe', { headers: { 'X-Handrail': 'wipe' }, cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

function heading(text) {
  return Object.assign(document.createElement('h1'), { textContent: text, tabIndex: -1 });
}
