// Chromium writes the databases of a site into one log. Killed between two halves of a write, it leaves a torn end there; it starts, writes on
// behind the torn end, and at the next start cannot read its log and deletes all databases of the site, with everything that was said to be
// safe since (seen in 156; `test_faults.py` tears a log). Deleting a database, any database, makes it begin a new log.

import { deleteDB, openDB } from '../vendor/idb-8.0.4/index.js';

const NAME = 'fresh-log';

let renewed;

// Once a page. To be awaited before anything is called safe; what it cannot do is no reason not to write.
export function renewLog() {
  // Other browsers have no such log, and none of them has this.
  renewed ??= navigator.userAgentData ? renew().catch(() => {}) : Promise.resolve();
  return renewed;
}

async function renew() {
  (await openDB(NAME, 1, { upgrade: (db) => { db.createObjectStore(NAME); } })).close();
  await deleteDB(NAME);
}

// What a kill in between leaves behind.
export function removeTraces() {
  return deleteDB(NAME).catch(() => {});
}
