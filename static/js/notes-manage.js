// Changing how notes are kept, the passphrase, files to and from another phone, and removing everything.

import { askFirst, askNow } from './ask.js';
import { flush } from './entries.js';
import { read } from './exchange.js';
import { fillPassphrase } from './passphrase-form.js';
import { addThisPhone } from './phone-lock.js';
import { words } from './page.js';
import { ask, screen } from './screens.js';
import { isSure } from './sure.js';
import { sentence } from './trouble.js';
import { wipe } from './wipe.js';

export function manage(panel, keep) {
  const said = panel.querySelector('.said');
  const attempt = (work) => async (event) => {
    said.textContent = '';
    try {
      said.textContent = (await work(event)) ?? '';
    } catch (error) {
      said.textContent = await sentence(error);
    }
  };
  const on = (name, work) => panel.querySelector(`[data-do=${name}]`).addEventListener('click', attempt(work));
  on('ways', () => changeWay(keep));
  on('change', async () => ((await changePassphrase(keep)) ? words(panel, 'changed') : ''));
  on('export', async () => ((await exportFile(keep)) ? words(panel, 'exported') : ''));
  on('wipe', () => wipe(keep));
  on('settle', async () => {
    // What the browser has lost is not given up, only read.
    if (keep.status().problems.gone || (await isSure('settle'))) await keep.settle();
  });
  on('phone', async () => {
    const secret = await present('phone');
    if (!secret) return '';
    await addThisPhone(keep, secret);
    return words(panel, 'phoneAdded');
  });
  on('no-phone', async () => {
    await keep.removePhone();
    return words(panel, 'phoneRemoved');
  });
  panel.querySelector('input[type=file]').addEventListener('change', attempt(async ({ target }) => {
    const [file] = target.files;
    if (!file) return '';
    // Now: a file on a card that is taken out cannot be read later.
    const bytes = await read(file).finally(() => { target.value = ''; });
    const secret = await present('import');
    if (!secret) return '';
    const counts = await keep.importFile(bytes, secret);
    if (counts.added + counts.both) askFirst(keep);
    return words(panel, 'imported', counts);
  }));
}

// Asks for a passphrase that exists; `why` names the reason that is shown.
async function present(why) {
  const dialog = await screen('passphrase');
  const form = dialog.querySelector('form');
  form.querySelector('.why').textContent = words(form, why);
  const answer = await ask(dialog);
  const { value } = form.elements.secret;
  form.reset();
  return answer === 'use' ? value : '';
}

async function changeWay(keep) {
  const { way } = keep.status();
  if (way === 'memory') return void (await askNow(keep));
  const dialog = await screen('ways');
  dialog.querySelector('[value=not]').remove();
  const to = await ask(dialog);
  if (!to || to === way) return;
  const now = way === 'passphrase' ? await present('leaveVault') : undefined;
  if (way === 'passphrase' && !now) return;
  const next = to === 'passphrase' ? await fillPassphrase(await screen('new-passphrase')) : undefined;
  if (to === 'passphrase' && !next) return;
  await keep.changeWay(to, { now, next });
  await flush();
}

async function changePassphrase(keep) {
  const now = await present('change');
  if (!now) return false;
  const next = await fillPassphrase(await screen('new-passphrase'));
  if (!next) return false;
  await keep.changePassphrase(now, next);
  return true;
}

async function exportFile(keep) {
  const secret = await fillPassphrase(await screen('new-passphrase'));
  if (!secret) return false;
  const { name, bytes } = await keep.exportFile(secret);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
