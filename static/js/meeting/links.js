// Links that do not lose the meeting. On a phone that keeps the guide, pages are swapped in place and the meeting stays.
// Elsewhere a link would load a new document, and what is only in memory would be gone: there it opens beside this one.

import { running } from './keeper.js';

export function linksAreSafe() {
  return document.documentElement.dataset.offline === 'ready';
}

export function keepLinksBeside(run) {
  const beside = (event) => {
    if (!run.isConnected) {
      document.removeEventListener('click', beside, true);
      return;
    }
    const link = event.target.closest?.('a[href]');
    // Leaving is leaving: that link is never touched, and nothing here asks before the page goes.
    if (!link || !running() || linksAreSafe() || link.hasAttribute('data-exit') || link.origin !== location.origin) return;
    link.target = '_blank';
    link.rel = 'noopener';
  };
  document.addEventListener('click', beside, true);
}
