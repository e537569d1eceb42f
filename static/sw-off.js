// The kill switch: this worker replaces the other one, takes the kept guide off the phone and removes itself.
// The notes are in a database of their own, which it does not touch.
self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(removeAll());
});

async function removeAll() {
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase('guide');
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
  await self.registration.unregister();
}
