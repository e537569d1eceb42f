// Fetches a language's bundle, by patch where that is possible, checks it, and puts it away. Until then the old copy stands, whole.

const BUNDLE_FORM = 3;
const SHORT = 16; // Letters of an id by which the list names patches.
const LOOK_EVERY = 5 * 60 * 1000;
const LIST_TIMEOUT = 30 * 1000;

const keeping = new Map();
const looked = new Map();

// Keeps a language, or brings it up to date. Several calls at once share one run.
// Answers { state: 'ready' | 'none' | 'failed' | 'full' | 'away', news?: boolean }. Pages are told of 'keeping' meanwhile, once with `readable`.
function keep(tag, { automatic = false } = {}) {
  if (!keeping.has(tag)) {
    keeping.set(tag, keepNow(tag, automatic).finally(() => keeping.delete(tag)));
  }
  return keeping.get(tag);
}

async function keepNow(tag, automatic) {
  let kept;
  try {
    kept = await language(tag);
    if (automatic) {
      if ((await choice('keep')) === 'no') return { state: 'none' };
      if (kept && !kept.lacks && Date.now() - (looked.get(tag) ?? 0) < LOOK_EVERY) return { state: 'ready' };
    } else {
      await choose('keep', 'yes');
    }
    if (!kept || kept.lacks) await tell({ tag, state: 'keeping' });
    const list = await latest(tag);
    looked.set(tag, Date.now());
    const same = kept?.id === list.id;
    if (same && !kept.lacks) return { state: 'ready', news: false };
    const text = same ? await keptText(tag) : await bundleText(tag, kept, list);
    const bundle = JSON.parse(new TextDecoder().decode(text));
    if (bundle.v !== BUNDLE_FORM || bundle.lang !== tag) throw new TypeError('The bundle has a form that this worker does not know.');
    // The text is first, so that it can be read without a network while the scripts are still on their way. A newer edition comes all at once.
    if (!kept) {
      if (await refused(automatic)) return { state: 'none' };
      await putAway(list, text, bundle, new Map());
      await tell({ tag, state: 'keeping', readable: true });
    }
    const brought = await missingPacks(bundle.assets);
    if (await refused(automatic)) return { state: 'none' };
    if (!kept || same) await putPacksAway(tag, list.id, brought);
    else await putAway(list, text, bundle, brought);
    return { state: 'ready', news: Boolean(kept) && !same };
  } catch (error) {
    if (error.name === 'QuotaExceededError') return { state: 'full', kept: Boolean(kept) };
    return { state: kept && !kept.lacks ? 'away' : 'failed' };
  }
}

// Somebody may choose to remove the guide while it is on its way.
async function refused(automatic) {
  return automatic && (await choice('keep')) === 'no';
}

async function latest(tag) {
  const response = await fetch(`/${tag}/edition.json`, { cache: 'no-cache', signal: AbortSignal.timeout(LIST_TIMEOUT) });
  if (!response.ok) throw new TypeError(`The list answered ${response.status}.`);
  return response.json();
}

// The bundle in UTF-8, checked. The list carries a short patch itself.
async function bundleText(tag, kept, list) {
  const [from, to] = [kept?.id, list.id].map((id) => id?.slice(0, SHORT));
  const patch = list.patches[from];
  if (patch) {
    try {
      const operations = Array.isArray(patch) ? patch : await (await fetched(`/${tag}/patch/${from}.${to}.json`)).json();
      const before = new TextDecoder().decode(await keptText(tag));
      return await checked(new TextEncoder().encode(applyPatch(before, operations)), list.id);
    } catch {
      // A patch that does not lead to the new edition is no loss: the whole bundle follows.
    }
  }
  const coded = await (await fetched(`/${tag}/bundle/${list.id}.txt`)).arrayBuffer();
  return checked(decodeBundle(new Uint8Array(coded)), list.id);
}

async function checked(text, id) {
  if ((await sha256(text)) !== id) throw new TypeError('The bundle is not what its name says.');
  return text;
}

// Scripts, styles and the icon come in a pack, the words for a passphrase in another. Address of a pack that is not here yet → its files.
async function missingPacks({ root, packs: hashes }) {
  const found = new Map();
  await Promise.all(Object.entries(hashes).map(async ([pack, hash]) => {
    if (await isPackKept(root + pack)) return;
    const bytes = await (await fetched(root + pack)).arrayBuffer();
    if ((await sha256(bytes)) !== hash) throw new TypeError('The scripts are not what the bundle says.');
    found.set(root + pack, JSON.parse(new TextDecoder().decode(bytes)));
  }));
  return found;
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new TypeError(`${address} answered ${response.status}.`);
  return response;
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}
