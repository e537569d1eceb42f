// How pages lie in the phone's database: for the worker, whose file holds this too, and for pages.
//
// Some dozen kilobytes of pages are one record: [tag, id, first path] → [[path, title, main], …], in the order of their paths. Before, a page was one:
// [tag, id, path] → { title, main }. Both are found alike: in the last record whose path does not come after the page's.

// { title, main } or undefined. `store` is that of the pages, in a transaction.
export async function pageIn(store, tag, id, path) {
  const found = await recordBefore(store, tag, id, path);
  const [, title, main] = (found && pagesOf(found.key, found.value).find(([each]) => each === path)) ?? [];
  return main === undefined ? undefined : { title, main };
}

// [[path, { title, main }], …] of what lies under a path, in the order of the paths.
export async function pagesIn(store, tag, id, under = '') {
  const [, , from = under] = (await recordBefore(store, tag, id, under))?.key ?? [];
  const range = IDBKeyRange.bound([tag, id, from], [tag, id, `${under}\uffff`]);
  const [keys, records] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
  return keys.flatMap((key, at) => pagesOf(key, records[at]))
    .filter(([path]) => path.startsWith(under))
    .map(([path, title, main]) => [path, { title, main }]);
}

function recordBefore(store, tag, id, path) {
  return store.openCursor(IDBKeyRange.bound([tag, id], [tag, id, path]), 'prev');
}

function pagesOf([, , path], record) {
  return Array.isArray(record) ? record : [[path, record.title, record.main]];
}
