// What a page holds in memory alone, while the page reloads: in this worker's memory, for seconds, until it has arrived, never stored.
//
// It is given to the document that takes the old one's place in its tab, and to no other: its navigation had begun when the old page went,
// and it knows the tab's random name. A page that is closed, or left for another site, has no such successor, and nothing is held for it.

const CARRIED_FOR = 10 * 1000; // A slow phone takes its time to start the next page.
const ASKED_FOR = 3 * 1000; // The next page may ask before the old one has gone.
const ON_THE_WAY = 60 * 1000;
const ANSWERED_IN = 2 * 1000; // For the browser to say whether a document is there. Nobody waits longer for a page.

const onTheWay = new Map(); // client id of a document that is coming → since when
const carried = new Map(); // the tab's name → { entries, to: documents }
const asking = new Map(); // the tab's name → what to call when something is carried

// To be awaited before the document is answered: the one that it replaces goes when the answer comes.
async function setOut(client) {
  for (const [other, since] of onTheWay) if (Date.now() - since > ON_THE_WAY) onTheWay.delete(other);
  if (!client) return;
  onTheWay.set(client, Date.now());
  for (const held of carried.values()) await join(held, client);
}

// Somebody reloads once more before the next page has fetched it: the one after it may, if that one is still there.
async function join({ to }, client) {
  const there = await Promise.all([...to].map((other) => Promise.race([self.clients.get(other), later(ANSWERED_IN)])));
  if (there.some(Boolean)) to.add(client);
}

// Resolves when it is no longer here.
async function carry(client, tab, entries) {
  const to = new Set(onTheWay.keys());
  to.delete(client);
  if (!to.size) return;
  const held = { entries, to };
  carried.set(tab, held);
  asking.get(tab)?.();
  await later(CARRIED_FOR);
  if (carried.get(tab) === held) carried.delete(tab);
}

// The entries, or none.
async function takeUp(client, tab) {
  if (!onTheWay.has(client)) return { entries: [] };
  if (!carried.has(tab)) await somethingCarried(tab);
  const held = carried.get(tab);
  onTheWay.delete(client);
  return { entries: held?.to.has(client) ? held.entries : [] };
}

async function somethingCarried(tab) {
  await new Promise((resolve) => {
    asking.set(tab, resolve);
    setTimeout(resolve, ASKED_FOR);
  });
  asking.delete(tab);
}

function later(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// They have arrived; or, without a tab, nobody is to have any of it.
function letGoOfCarried(tab) {
  if (tab) carried.delete(tab);
  else carried.clear();
}
