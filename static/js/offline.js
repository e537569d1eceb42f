// Where this phone stands: `<html data-offline>` says it, and the event `offline` tells of every change.

import { keepingRefused, keptChoice, keptLanguage } from './kept.js';
import { edition, tag } from './page.js';
import { workerAddress } from './trusted.js';

const root = document.documentElement;

// Milliseconds. A worker that is still busy with the page when a new one is ready hands over half a minute later (Chromium 156), idle or not.
const CALM = 1000;

export const supported = 'serviceWorker' in navigator && 'indexedDB' in globalThis;

// none | keeping | ready | failed | unsupported; `detail` is what the worker said.
export function show(state, detail = {}) {
  root.dataset.offline = state === 'full' ? 'failed' : state;
  document.dispatchEvent(new CustomEvent('offline', { detail: { ...detail, state } }));
}

export async function begin() {
  if (!supported) return show('unsupported');
  if (root.dataset.keeping === 'off') return letGo();
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data.tag === tag && data.state !== 'away') show(data.state, data);
  });
  try {
    const kept = await keptLanguage(tag);
    show(!kept ? 'none' : kept.lacks ? 'keeping' : 'ready');
    if (!kept) fetchEarly();
    const registration = await navigator.serviceWorker.register(workerAddress, { updateViaCache: 'none' });
    const { active } = registration;
    addEventListener('online', keepQuietly);
    addEventListener('appinstalled', () => navigator.storage?.persist?.());
    if (root.dataset.keeping === 'automatic') await keepQuietly();
    // Browsers look for a new worker some time after a page has loaded; a host that has switched the worker off should not wait.
    if (active) setTimeout(() => registration.update().catch(() => {}), CALM);
  } catch {
    if (root.dataset.offline !== 'ready') show('unsupported');
  }
}

// The worker asks for the bundle once it is there and knows the list, which takes a slow line seconds; so that it is on its way by then, and the worker
// finds it with the browser, which keeps what never changes.
async function fetchEarly() {
  if (root.dataset.keeping !== 'automatic' || (await keepingRefused())) return;
  const answer = await fetch(`/${tag}/bundle/${edition}.txt`).catch(() => null);
  await answer?.arrayBuffer().catch(() => null);
}

// The host has switched keeping off: what an old worker left is taken away. Notes are in another database.
async function letGo() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  indexedDB.deleteDatabase('guide');
  show('none');
}

async function keepQuietly() {
  if (root.dataset.keeping !== 'automatic' && !(await keptLanguage(tag))) return;
  if (!(await keepingRefused())) await ask({ does: 'keep', tag, automatic: true });
}

export function keep(language = tag) {
  return ask({ does: 'keep', tag: language });
}

export function remove() {
  return ask({ does: 'remove', tag });
}

// A choice that this phone remembers: 'keep' or 'way'. Where nothing can be remembered, until the page is closed.
const choices = new Map();

export async function chosen(name) {
  return choices.get(name) ?? keptChoice(name);
}

export async function choose(name, value) {
  choices.set(name, value);
  if (supported && navigator.serviceWorker.controller) await ask({ does: 'choose', name, value });
}

// Sends a wish to the worker and waits for its answer.
async function ask(message) {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(message, [port2]);
  });
}
