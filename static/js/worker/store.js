// What this phone keeps of the guide: one database, apart from the notes. An edition's text is put away in one
// transaction, so that it is all there or not at all.
//
//   languages  tag → { tag, id, name, near, bytes, kept, previous, changes, lacks }     the newest kept edition; `lacks`: its packs are not here yet
//   editions   [tag, id] → { shell, styles, linked, headers, all, assets }          `assets` are the addresses of its packs
//   pages      [tag, id, path] → pages, as in page-records.js; of a tool's words, the path is # and a name, which no address can be
//   texts      tag → the bundle in UTF-8, to patch
//   assets     address of a pack → { files: { name: [type, text, 1 where that is base64], … } }
//   choices    name → value
//
// What was kept before stays readable until an update: a record for each page and each asset (address → { type, body }), the bundle as a string.

const STORES = ['languages', 'editions', 'pages', 'texts', 'assets', 'choices'];

// Of a record of pages. A record a page takes long to put away, and one for all to read; beyond 64 kB, Chromium makes a file of each.
const LETTERS = 30_000;

let opened;

function database() {
  opened ??= idb.openDB('guide', 1, {
    upgrade(db) {
      for (const name of STORES) db.createObjectStore(name);
    },
    blocking(_current, _blocked, event) {
      event.target.close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function languages() {
  return (await database()).getAll('languages');
}

async function language(tag) {
  return (await database()).get('languages', tag);
}

// What a page is composed of, as of one moment: { tag, id, edition, page }; `page` is undefined where the language has none of this path.
// Undefined where the language is not kept.
async function keptFor(tag, path) {
  const transaction = (await database()).transaction(['languages', 'editions', 'pages']);
  const kept = await transaction.objectStore('languages').get(tag);
  if (!kept) return undefined;
  const { id } = kept;
  const [edition, page] = await Promise.all([
    transaction.objectStore('editions').get([tag, id]),
    pageIn(transaction.objectStore('pages'), tag, id, path),
  ]);
  return { tag, id, edition, page };
}

// Path → { title, main } of an edition.
async function keptPages(tag, id) {
  return new Map(await pagesIn((await database()).transaction('pages').store, tag, id));
}

// The bundle in UTF-8.
async function keptText(tag) {
  const text = await (await database()).get('texts', tag);
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

async function isPackKept(address) {
  return Boolean(await (await database()).getKey('assets', address));
}

// Root → the promise of its packs' files. A page asks for dozens of them at once, and they never change.
const packs = new Map();

// { type, body } or undefined.
async function keptAsset(address) {
  const root = address.split('/', 3).join('/') + '/';
  if (!packs.has(root)) packs.set(root, filesBelow(root));
  const files = await packs.get(root).catch((error) => {
    packs.delete(root);
    throw error;
  });
  const [type, text, packed] = files.get(address) ?? [];
  if (type) return { type, body: packed ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : text };
  const alone = await (await database()).get('assets', address);
  return alone?.type ? alone : undefined;
}

async function filesBelow(root) {
  const found = await (await database()).getAll('assets', IDBKeyRange.bound(`${root}kept-`, `${root}kept-\uffff`));
  return new Map(found.flatMap(({ files = {} }) => Object.entries(files).map(([name, file]) => [root + name, file])));
}

async function choice(name) {
  return (await database()).get('choices', name);
}

async function choose(name, value) {
  return (await database()).put('choices', value, name);
}

// The list's `id` and `changes`; `text` is the bundle in UTF-8, `bundle` what it says, and `brought` maps the addresses of packs that are not here yet to
// their files. What no open page can still be reading from goes in the same transaction.
async function putAway({ id, changes }, text, bundle, brought) {
  const { lang: tag, name, near, shell, styles, linked, headers, all } = bundle;
  const pages = Object.entries(bundle.pages).map(([path, [title, main]]) => [path, title, main]);
  const parts = Object.entries(bundle.parts).map(([part, main]) => [`#${part}`, '', main]);
  const assets = Object.keys(bundle.assets.packs).map((pack) => bundle.assets.root + pack);
  const transaction = (await database()).transaction(STORES, 'readwrite', { durability: 'relaxed' });
  const store = Object.fromEntries(STORES.map((each) => [each, transaction.objectStore(each)]));
  transaction.done.catch(() => {}); // It is awaited below.
  try {
    const before = await store.languages.get(tag);
    const previous = before && before.id !== id ? before.id : before?.previous;
    const there = await store.assets.getAllKeys();
    await sweep(store, tag, [id, previous], there.filter((address) => !assets.includes(address)));
    store.pages.delete(IDBKeyRange.bound([tag, id], [tag, id, []]));
    for (const record of inRecords([...pages, ...parts])) store.pages.put(record, [tag, id, record[0][0]]);
    for (const [address, files] of brought) store.assets.put({ files }, address);
    store.editions.put({ shell, styles, linked, headers, all, assets }, [tag, id]);
    store.texts.put(text, tag);
    const lacks = assets.some((address) => !brought.has(address) && !there.includes(address));
    store.languages.put({ tag, id, name, near, bytes: text.length, kept: Date.now(), previous, changes, lacks }, tag);
    await transaction.done;
  } catch (error) {
    throw transaction.error ?? error; // Full storage shows there.
  } finally {
    packs.clear();
  }
}

// The packs that the language's text was put away without. Nothing where it has been removed or renewed since.
async function putPacksAway(tag, id, brought) {
  const transaction = (await database()).transaction(['languages', 'assets'], 'readwrite', { durability: 'relaxed' });
  transaction.done.catch(() => {}); // It is awaited below.
  try {
    const kept = await transaction.objectStore('languages').get(tag);
    if (kept?.id !== id) return;
    for (const [address, files] of brought) transaction.objectStore('assets').put({ files }, address);
    transaction.objectStore('languages').put({ ...kept, lacks: false }, tag);
    await transaction.done;
  } catch (error) {
    throw transaction.error ?? error;
  } finally {
    packs.clear();
  }
}

// [[path, title, main], …] as the records to put: [[[path, title, main], …], …].
function inRecords(pages) {
  const records = [];
  let room = 0;
  for (const page of [...pages].sort(([one], [other]) => (one < other ? -1 : 1))) {
    room -= page[2].length;
    if (room < 0) {
      records.push([]);
      room = LETTERS - page[2].length;
    }
    records.at(-1).push(page);
  }
  return records;
}

// Removes the language's editions but `ids`, and of `addresses` the assets that no edition uses any more.
async function sweep({ editions, pages, assets }, tag, ids, addresses) {
  const [keys, values] = await Promise.all([editions.getAllKeys(), editions.getAll()]);
  const needed = new Set();
  keys.forEach(([owner, id], at) => {
    if (owner !== tag || ids.includes(id)) return values[at].assets.forEach((address) => needed.add(address));
    editions.delete([owner, id]);
    pages.delete(IDBKeyRange.bound([owner, id], [owner, id, []]));
  });
  for (const address of addresses) if (!needed.has(address)) assets.delete(address);
}

// Everything but the choice not to be kept again.
async function removeAll() {
  const transaction = (await database()).transaction(STORES, 'readwrite');
  for (const name of STORES) if (name !== 'choices') transaction.objectStore(name).clear();
  transaction.objectStore('choices').put('no', 'keep');
  await transaction.done;
  packs.clear();
}
