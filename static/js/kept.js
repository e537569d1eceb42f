// Reads what the worker has put away. The worker alone writes, and alone makes the database.

import { openDB } from '../vendor/idb-8.0.4/index.js';
import { pageIn, pagesIn } from './page-records.js';

let opened;
let refused = false;

async function database() {
  try {
    opened ??= openDB('guide', 1, {
      upgrade(_db, _old, _new, transaction) {
        transaction.done.catch(() => {});
        transaction.abort();
      },
      blocking(_current, _blocked, event) {
        event.target.close();
        opened = undefined;
      },
      terminated() {
        opened = undefined;
      },
    });
    const found = await opened;
    refused = false;
    return found;
  } catch (error) {
    // Nothing is kept here (we broke off making it ourselves), or this browser does not let us look.
    opened = undefined;
    refused = !['AbortError', 'VersionError', 'QuotaExceededError'].includes(error.name);
    return null;
  }
}

// Whether this browser lets nothing be opened at all. Some still list what there is, so that asking for a list does not tell.
export async function storageRefused() {
  return !(await database()) && refused;
}

// { title, main } or undefined.
export async function keptPage(tag, id, path) {
  const store = await pagesStore();
  return store && pageIn(store, tag, id, path);
}

// [[path, { title, main }], …] of an edition, or of what lies under a path of it; empty where it is not kept.
export async function keptPages(tag, id, under = '') {
  const store = await pagesStore();
  return store ? pagesIn(store, tag, id, under) : [];
}

async function pagesStore() {
  return (await database())?.transaction('pages').store;
}

// What stands around every page of an edition: [literal, slot, literal, …], or undefined.
export async function keptShell(tag, id) {
  return (await (await database())?.get('editions', [tag, id]))?.shell;
}

// { tag, id, name, bytes, kept } or undefined.
export async function keptLanguage(tag) {
  return (await database())?.get('languages', tag);
}

export async function keptLanguages() {
  return (await database())?.getAll('languages') ?? [];
}

export async function keptChoice(name) {
  return (await database())?.get('choices', name);
}

export async function keepingRefused() {
  return (await keptChoice('keep')) === 'no';
}
