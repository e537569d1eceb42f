// The worker's own life, and what pages ask of it.

const NOT_OURS = ['/edit/', '/wipe', '/healthz', '/sw.js'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== self.location.origin || event.request.method !== 'GET' || NOT_OURS.some((path) => pathname.startsWith(path))) return;
  if (event.request.mode === 'navigate') {
    event.respondWith(setOut(event.resultingClientId).then(() => answerPage(event.request)));
  } else if (pathname.startsWith('/s/')) event.respondWith(answerAsset(event.request));
});

self.addEventListener('message', (event) => {
  const { does, tag, automatic, name, value } = event.data;
  if (does === 'carry') event.waitUntil(carry(event.source.id, name, value));
  if (does === 'take up') event.waitUntil(takeUp(event.source.id, name).then((found) => event.ports[0].postMessage(found)));
  if (does === 'arrive') onTheWay.delete(event.source.id);
  if (does === 'let go') letGoOfCarried(name);
  if (does === 'choose') event.waitUntil(choose(name, value).then(() => event.ports[0]?.postMessage({})));
  const work = { keep: () => keep(tag, { automatic }), remove: () => removeAll().then(() => ({ state: 'none' })) }[does];
  if (work) event.waitUntil(work().then(async (result) => {
    event.ports[0]?.postMessage(result);
    if (does === 'remove') for (const { tag: kept } of await languages()) await tell({ tag: kept, state: 'none' });
    await tell({ tag, ...result });
  }));
});
