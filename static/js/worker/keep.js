// Fetches a language's bundle, by patch where that is possible, checks it, and puts it away. Until then the old copy stands, whole.

const BUNDLE_FORM = 2;
const SHORT = 16; // Letters of an id by which the list names patches.
const LOOK_EVERY = 5 * 60 * 1000;
const LIST_TIMEOUT = 30 * 1000;

const keeping = new Map();
const looked = new Map();

// Keeps a language, or brings it up to date. Several calls at once share one run.
// Answers { state: 'ready' | 'none' | 'failed' | 'full' | 'away', news?: boolean }.
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
      if (kept && Date.now() - (looked.get(tag) ?? 0) < LOOK_EVERY) return { state: 'ready' };
    } else {
      await choose('keep', 'yes');
    }
    if (!kept) await tell({ tag, state: 'keeping' });
    const list = await latest(tag);
    looked.set(tag, Date.now());
    if (kept?.id === list.id) return { state: 'ready', news: false };
    const text = await bundleText(tag, kept, list);
    const bundle = JSON.parse(text);
    if (bundle.v !== BUNDLE_FORM || bundle.lang !== tag) throw new TypeError('The bundle has a form that this worker does not know.');
    const assets = await missingAssets(bundle.assets);
    // Somebody may have chosen to remove the guide while it was on its way.
    if (automatic && (await choice('keep')) === 'no') return { state: 'none' };
    await putAway(list, text, bundle, assets);
    return { state: 'ready', news: Boolean(kept) };
  } catch (error) {
    if (error.name === 'QuotaExceededError') return { state: 'full', kept: Boolean(kept) };
    return { state: kept ? 'away' : 'failed' };
  }
}

async function latest(tag) {
  const response = await fetch(`/${tag}/edition.json`, { cache: 'no-cache', signal: AbortSignal.timeout(LIST_TIMEOUT) });
  if (!response.ok) throw new TypeError(`The list answered ${response.status}.`);
  return response.json();
}

// The list carries a short patch itself.
async function bundleText(tag, kept, list) {
  const [from, to] = [kept?.id, list.id].map((id) => id?.slice(0, SHORT));
  const patch = list.patches[from];
  if (patch) {
    try {
      const operations = Array.isArray(patch) ? patch : await (await fetched(`/${tag}/patch/${from}.${to}.json`)).json();
      return await checked(applyPatch(await keptText(tag), operations), list.id);
    } catch {
      // A patch that does not lead to the new edition is no loss: the whole bundle follows.
    }
  }
  return checked(await (await fetched(`/${tag}/bundle/${list.id}.json`)).text(), list.id);
}

async function checked(text, id) {
  if ((await sha256(new TextEncoder().encode(text))) !== id) throw new TypeError('The bundle is not what its name says.');
  return text;
}

// Scripts, styles and the icon come in a file, the words for a passphrase in another. Address → { type, body }; a file's own address → the others
// that it brought, so that it is not fetched again.
async function missingAssets({ root, packs }) {
  const found = new Map();
  await Promise.all(Object.entries(packs).map(async ([pack, hash]) => {
    if (await keptAsset(root + pack)) return;
    const bytes = await (await fetched(root + pack)).arrayBuffer();
    if ((await sha256(bytes)) !== hash) throw new TypeError('The scripts are not what the bundle says.');
    const brought = Object.entries(JSON.parse(new TextDecoder().decode(bytes)));
    for (const [name, [type, text, packed]] of brought) {
      found.set(root + name, { type, body: packed ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : text });
    }
    found.set(root + pack, { of: brought.map(([name]) => root + name) });
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
