// How should this be kept? Asked once, before the first note or after the first tick, and again whenever the person wants.

import { choose, chosen } from './offline.js';
import { fillPassphrase } from './passphrase-form.js';
import { ask, screen } from './screens.js';
import { show as showTrouble } from './trouble.js';

let asking;

// Asks if nothing is kept yet and nobody was asked. Answers 'memory', 'passphrase', 'plain', or 'not' for "rather not write it".
export async function askFirst(keep) {
  if (keep.status().way !== 'memory' || keep.status().unavailable || (await chosen('way'))) return keep.status().way;
  asking ??= askNow(keep).finally(() => {
    asking = undefined;
  });
  return asking;
}

// Asks in any case.
export async function askNow(keep) {
  const dialog = await screen('ways');
  if (!dialog) return 'memory';
  const answer = (await ask(dialog)) || 'memory';
  if (answer === 'memory') await choose('way', 'memory');
  if (answer === 'passphrase') return (await askPassphrase(keep)) ? 'passphrase' : 'memory';
  if (answer === 'plain') await change(keep, 'plain');
  return answer;
}

// Asks for a new passphrase and begins to keep with it. `now` opens the present vault where there is one.
export async function askPassphrase(keep) {
  const dialog = await screen('new-passphrase');
  const secret = await fillPassphrase(dialog);
  return secret ? change(keep, 'passphrase', { next: secret }) : false;
}

async function change(keep, way, secrets = {}) {
  try {
    await keep.changeWay(way, secrets);
    navigator.storage?.persist?.();
    return true;
  } catch (error) {
    showTrouble(error);
    return false;
  }
}
