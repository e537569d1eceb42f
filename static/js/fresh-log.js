// Chromium writes the databases of a site into one log. Killed between two halves of a write, it leaves a torn end there; it starts, writes on
// behind the torn end, and at the next start cannot read its log and deletes all databases of the site, with everything that was said to be
// safe since (seen in 156; `test_faults.py` tears a log). Deleting a database, any database, makes it begin a new log.
//
// A disk that fills up tears it as well, and there the same browser writes on (`test_full_disk.py`).

import { deleteDB, openDB } from '../vendor/idb-8.0.4/index.js';

const NAME = 'fresh-log';
const TRIES = 3;
const PAUSE = 300; // Milliseconds.

// How long the old log is given to be let go of, in milliseconds. Until what it held has been written elsewhere, which the browser does behind the
// page's back, a start reads it still. Nothing tells when that is done.
const LET_GO = 300;

let renewed;
let torn = false;

// Once a page, and again after a write that failed. To be awaited before anything is called safe. What it cannot do is no reason not to
// write, as long as nothing has failed; after that, it throws, for what is written behind a torn end is lost.
export async function renewLog() {
  // After a failure the browser closes its storage a moment later, and what is begun before that is worth nothing.
  for (let tries = TRIES; tries; tries -= 1) {
    if (torn) await pause(PAUSE);
    // Other browsers have no such log, and none of them has this.
    renewed ??= navigator.userAgentData ? renew().then(mended, failed) : Promise.resolve();
    await renewed;
    if (!torn) return;
  }
}

// A write has failed, here or in the worker.
export function distrustLog() {
  torn = true;
  renewed = undefined;
}

function mended() {
  torn = false;
}

function failed(error) {
  renewed = undefined;
  if (torn) throw error;
}

async function renew() {
  (await openDB(NAME, 1, { upgrade: (db) => { db.createObjectStore(NAME); } })).close();
  await deleteDB(NAME);
  await pause(LET_GO);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// What a kill in between leaves behind.
export function removeTraces() {
  return deleteDB(NAME).catch(() => {});
}
