// The page that says how this phone stands, and changes it.

import { keeping } from './entries.js';
import { keepingRefused, keptLanguages } from './kept.js';
import { longDay, size } from './manners.js';
import { keep, remove, supported } from './offline.js';
import { button, edition, tag, words } from './page.js';

export function start(element) {
  const status = element.querySelector('.status');
  // What was told last says more than the page's attribute, also when it is asked about again.
  let told;
  const show = () => report(element, status, told);
  document.addEventListener('offline', ({ detail }) => {
    told = detail;
    show();
  });
  document.addEventListener('entries', () => element.isConnected && show());
  show();
}

async function report(element, status, detail = {}) {
  const state = detail.state ?? document.documentElement.dataset.offline;
  const kept = supported ? await keptLanguages() : [];
  const lines = [await verdict(element, state, kept)];
  for (const language of kept) lines.push(describe(element, language));
  if (kept.some((language) => language.tag === tag && language.id !== edition)) lines.push(words(element, 'newer'));
  if (kept.length) lines.push(words(element, (await safe()) ? 'safe' : 'unsafe'));
  if (supported) lines.push(words(element, matchMedia('(display-mode: standalone)').matches ? 'homeScreen' : 'tab'));
  const notes = await keeping();
  lines.push(words(element, standing(notes)));
  status.dataset.state = state;
  status.replaceChildren(...lines.map(paragraph), actions(element, state, kept, notes));
}

async function verdict(element, state, kept) {
  if (state === 'full') {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    const needed = Number(document.documentElement.dataset.bytes ?? 0) || 500_000;
    return words(element, 'full', { needed: size(needed), free: size(Math.max(quota - usage, 0)) });
  }
  if (state === 'none' && !kept.length && (await keepingRefused())) return words(element, 'removed');
  return words(element, state);
}

function describe(element, { name, id, bytes, kept }) {
  return words(element, 'kept', { language: name, code: id.slice(0, 4), size: size(bytes), date: longDay(kept) });
}

function standing({ status }) {
  const { state, way, unavailable } = status();
  const word = unavailable ? 'unavailable' : state === 'open' ? way : state;
  return `notes${word[0].toUpperCase()}${word.slice(1)}`;
}

function actions(element, state, kept, notes) {
  const row = document.createElement('p');
  row.className = 'tools';
  const said = document.createElement('span');
  const act = (name, work) => button(words(element, name), async (event) => {
    event.target.disabled = true;
    const answer = await work();
    event.target.disabled = false;
    if (!answer) return;
    if (answer.state === 'away') said.textContent = words(element, 'away');
    else if (answer.news === false) said.textContent = words(element, 'same');
  });
  if (kept.some((language) => language.tag === tag)) row.append(act('look', () => keep()));
  else if (state !== 'unsupported') row.append(act('keep', () => keep()));
  if (kept.length) row.append(act('remove', () => remove()));
  if (notes.status().state === 'open' && notes.status().way === 'passphrase') row.append(button(words(element, 'lock'), () => notes.lock()));
  row.append(button(words(element, 'wipe'), async () => (await import('./wipe.js')).wipe(notes)), said);
  return row;
}

async function safe() {
  return (await navigator.storage?.persisted?.()) ?? false;
}

function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
