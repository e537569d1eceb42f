// Says what went wrong with keeping, in words for people, and what is still safe.

import { words } from './page.js';
import { screen } from './screens.js';

const KEYS = {
  Full: 'full',
  Blocked: 'blocked',
  Unavailable: 'unavailable',
  Failed: 'failed',
  NewerVersion: 'newer',
  TooNew: 'newer',
  BothKept: 'conflict',
  Conflict: 'blocked',
  Damaged: 'damaged',
  WrongPassphrase: 'wrong',
  WeakPassphrase: 'weak',
  Locked: 'locked',
  AlreadyKept: 'locked',
  TooLarge: 'large',
  TooCostly: 'costly',
  NotOurs: 'foreign',
  NothingKept: 'nothing',
  Unsettled: 'unsettled',
  NoPhoneLock: 'noPhoneLock',
  PhoneLockUnused: 'phoneLockUnused',
};

export async function sentence(error) {
  const list = await screen('trouble');
  return list ? words(list, KEYS[error.name] ?? 'other', { kind: error.name }) : error.name;
}

// A line over the page's bar that stays until it is closed.
export async function show(error) {
  const line = await screen('notice');
  if (!line) return;
  line.querySelector('p').textContent = await sentence(error);
  line.querySelector('button').addEventListener('click', () => line.remove());
  document.querySelector('.notice')?.remove();
  // Somebody may have left meanwhile: the page is empty then, and stays so.
  document.getElementById('main')?.before(line);
}
