// The notes page: what is kept and how, all notes, search among them, and everything about keeping.

import { all, flush, keeping } from './entries.js';
import { current, openForm } from './note-form.js';
import { fill } from './note-list.js';
import { manage } from './notes-manage.js';
import { offerPhone, phoneLockExists } from './phone-lock.js';
import { words } from './page.js';
import { screen } from './screens.js';
import { sentence } from './trouble.js';
import { wipe } from './wipe.js';

export async function start(element) {
  const keep = await keeping();
  let shown;
  const show = async () => {
    if (!element.isConnected) return;
    const closed = keep.status().state === 'locked';
    if (closed !== shown) {
      shown = closed;
      element.replaceChildren(closed ? await unlockForm(keep) : await board(keep));
    }
    if (!closed) await refresh(element, keep);
  };
  document.addEventListener('entries', show);
  await show();
}

async function unlockForm(keep) {
  const form = await screen('unlock');
  const { secret } = form.elements;
  const said = form.querySelector('[role=alert]');
  // Left in another tab, a vault without a passphrase is closed here too.
  const plain = keep.status().way === 'plain';
  if (plain) for (const part of form.querySelectorAll('label, details')) part.remove();
  const open = async (work) => {
    said.textContent = '';
    form.ariaBusy = 'true';
    try {
      await work();
      await flush();
    } catch (error) {
      said.textContent = await sentence(error);
      secret.select();
    } finally {
      form.ariaBusy = 'false';
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    open(() => keep.unlock(plain ? undefined : secret.value));
  });
  offerPhone(form.querySelector('[data-do=phone]'), keep, open);
  form.querySelector('[data-do=wipe]')?.addEventListener('click', () => wipe(keep));
  return form;
}

async function board(keep) {
  const panel = await screen('board');
  const list = panel.querySelector('.notes');
  panel.querySelector('[data-do=write]').addEventListener('click', () => openForm((form) => list.before(form), {}));
  panel.querySelector('[data-do=lock]').addEventListener('click', () => keep.lock());
  panel.querySelector('input[type=search]').addEventListener('input', () => refresh(panel.parentElement, keep));
  manage(panel, keep);
  return panel;
}

async function refresh(element, keep) {
  const panel = element.querySelector('[data-screen=board]');
  if (!panel) return;
  const { state, way, phone, problems, unavailable } = keep.status();
  panel.querySelector('.standing').textContent = words(panel, unavailable ? 'unavailable' : state === 'memory' ? 'memory' : way);
  panel.querySelector('[data-do=lock]').hidden = state !== 'open' || way !== 'passphrase';
  panel.querySelector('[data-do=change]').hidden = way !== 'passphrase';
  for (const part of panel.querySelectorAll('[data-do=phone], .phone-risk')) part.hidden = way !== 'passphrase' || Boolean(phone) || !phoneLockExists();
  panel.querySelector('[data-do=no-phone]').hidden = !phone;
  const number = Object.values(problems).reduce((sum, count) => sum + count, 0);
  panel.querySelector('.problems').textContent = number ? words(panel, problems.gone ? 'gone' : 'problems', { number }) : '';
  panel.querySelector('[data-do=settle]').textContent = words(panel, problems.gone ? 'settleGone' : 'settle');
  for (const part of panel.querySelectorAll('.problems, .settle')) part.hidden = !number;
  const notes = current(all('note')).reverse();
  const asked = fold(panel.querySelector('input[type=search]').value);
  panel.querySelector('.search').hidden = notes.length < 2 && !asked;
  await fill(panel.querySelector('.notes'), notes.filter(([, { text }]) => fold(text).includes(asked)), { withPage: true });
}

function fold(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
