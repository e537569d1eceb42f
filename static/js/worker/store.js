// What this phone keeps of the guide: one database, apart from the notes. An edition is put away in one transaction, so that it is all there or not at all.
//
//   languages  tag → { tag, id, name, near, bytes, kept, previous, changes }     the newest kept edition of a language
//   editions   [tag, id] → { shell, styles, linked, headers, all, assets }
//   pages      [tag, id, path] → { title, main }; of a tool's words, path is # and a name, which no address can be
//   texts      tag → the bundle as it came, to patch
//   assets     address → { type, body }, or { of: [address, …] } for the file that brought them
//   choices    name → value

const STORES = ['languages', 'editions', 'pages', 'texts', 'assets', 'choices'];

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

async function keptEdition(tag, id) {
  return (await database()).get('editions', [tag, id]);
}

async function keptPage(tag, id, path) {
  return (await database()).get('pages', [tag, id, path]);
}

async function keptText(tag) {
  return (await database()).get('texts', tag);
}

async function keptAsset(address) {
  return (await database()).get('assets', address);
}

async function choice(name) {
  return (await database()).get('choices', name);
}

async function choose(name, value) {
  return (await database()).put('choices', value, name);
}

// The list's `id` and `changes`; `bundle` is the parsed text, `assets` maps addresses to { type, body } of those that are not here yet.
async function putAway({ id, changes }, text, bundle, assets) {
  const tag = bundle.lang;
  const db = await database();
  const before = await db.get('languages', tag);
  const previous = before && before.id !== id ? before.id : before?.previous;
  const packs = Object.keys(bundle.assets.packs).map((name) => bundle.assets.root + name);
  const used = await Promise.all(packs.map(async (pack) => [pack, ...(assets.get(pack) ?? (await keptAsset(pack))).of]));
  const transaction = db.transaction(STORES, 'readwrite');
  const store = Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)]));
  // No await before the last request: the transaction closes as soon as it has nothing to do.
  store.pages.delete(IDBKeyRange.bound([tag, id], [tag, id, []]));
  for (const [path, [title, main]] of Object.entries(bundle.pages)) store.pages.put({ title, main }, [tag, id, path]);
  for (const [name, main] of Object.entries(bundle.parts)) store.pages.put({ title: '', main }, [tag, id, `#${name}`]);
  for (const [address, asset] of assets) store.assets.put(asset, address);
  const { shell, styles, linked, headers, all } = bundle;
  store.editions.put({ shell, styles, linked, headers, all, assets: used.flat() }, [tag, id]);
  store.texts.put(text, tag);
  store.languages.put({ tag, id, name: bundle.name, near: bundle.near, bytes: new TextEncoder().encode(text).length, kept: Date.now(), previous, changes }, tag);
  await transaction.done;
  await sweep(tag, [id, previous]);
}

// Removes editions that no open page can still be reading from, and assets that nothing refers to.
async function sweep(tag, ids) {
  const transaction = (await database()).transaction(STORES, 'readwrite');
  const editions = transaction.objectStore('editions');
  const pages = transaction.objectStore('pages');
  const assets = transaction.objectStore('assets');
  const used = new Set();
  for (let cursor = await editions.openCursor(); cursor; cursor = await cursor.continue()) {
    const [owner, id] = cursor.key;
    if (owner === tag && !ids.includes(id)) {
      pages.delete(IDBKeyRange.bound([owner, id], [owner, id, []]));
      cursor.delete();
    } else {
      for (const address of cursor.value.assets) used.add(address);
    }
  }
  for (const address of await assets.getAllKeys()) if (!used.has(address)) assets.delete(address);
  await transaction.done;
}

// Everything but the choice not to be kept again.
async function removeAll() {
  const transaction = (await database()).transaction(STORES, 'readwrite');
  for (const name of STORES) if (name !== 'choices') transaction.objectStore(name).clear();
  transaction.objectStore('choices').put('no', 'keep');
  await transaction.done;
}
