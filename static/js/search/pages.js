// The pages of this document's own edition: as this phone keeps them, otherwise from the bundle, which never changes.

import { keptPages } from '../kept.js';
import { edition, tag } from '../page.js';

// [[path, main], …] of what lies under the given paths.
export async function pagesUnder(...paths) {
  const found = [];
  // One by one, so that a slow phone is not busy with all of them at a stretch.
  for (const under of paths) {
    found.push(...(await keptPages(tag, edition, under).catch(() => [])));
    // The first path is never empty: nothing is kept yet, and what comes to be kept meanwhile would be half of it.
    if (!found.length) break;
  }
  if (found.length) return found.map(([path, { main }]) => [path, main]);
  const pages = Object.entries(await bundled()).filter(([path]) => paths.some((under) => path.startsWith(under)));
  return pages.map(([path, [, main]]) => [path, main]);
}

// What the phone keeps, the worker has checked. This is checked here, where the browser can.
async function bundled() {
  const response = await fetch(`/${tag}/bundle/${edition}.txt`);
  if (!response.ok) throw new TypeError(`The bundle answered ${response.status}.`);
  const { decodeBundle } = await import('../coding.js');
  const text = decodeBundle(new Uint8Array(await response.arrayBuffer()));
  if (globalThis.crypto?.subtle && (await sha256(text)) !== edition) throw new TypeError('The bundle is not what its name says.');
  return JSON.parse(new TextDecoder().decode(text)).pages;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
