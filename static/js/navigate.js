// Links within the guide swap <main> in place from the kept copy: at once, without a network, and what is in memory stays.
// Where there is no kept copy of this page's own edition, the browser follows the link as ever.

import { keptLanguage, keptPage } from './kept.js';
import { holdsSomething } from './entries.js';
import { edition, home, tag } from './page.js';
import { start } from './start.js';
import { keptFragment } from './trusted.js';

const main = document.getElementById('main');

export function begin() {
  history.scrollRestoration = 'manual';
  history.replaceState({ at: scrollY, steps: 0 }, '');
  mark();
  document.addEventListener('click', onClick);
  addEventListener('popstate', onPop);
  addEventListener('scroll', remember, { passive: true });
}

function onClick(event) {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.download || !link.pathname.startsWith(home)) return;
  if ('exit' in link.dataset || (link.pathname === location.pathname && link.hash)) return;
  event.preventDefault();
  follow(link.href);
}

async function follow(address) {
  const url = new URL(address);
  const page = await find(url);
  if (!page) {
    location.href = address;
    return;
  }
  history.pushState({ at: 0, steps: stepsHere() + 1 }, '', address);
  showPage(page, url);
  settle(url);
}

// The page in this document's own edition. A newer one is taken up by a full navigation, unless something in memory would be lost.
async function find(url) {
  const path = url.pathname.slice(home.length);
  if (path === 'all/') return null;
  const kept = await keptLanguage(tag);
  if (!kept || (kept.id !== edition && !holdsSomething())) return null;
  return keptPage(tag, edition, path);
}

function showPage(page, url) {
  document.title = plainText(page.title);
  main.replaceChildren(keptFragment(page.main));
  for (const link of document.querySelectorAll('.foot a[hreflang]')) link.pathname = `/${link.hreflang}/${url.pathname.slice(home.length)}`;
  mark();
  start(main);
}

function plainText(html) {
  return keptFragment(html).textContent;
}

// Focus goes to the heading, so that a screen reader begins there.
function settle(url) {
  const target = url.hash && document.getElementById(decodeURIComponent(url.hash.slice(1)));
  if (target) {
    target.scrollIntoView();
    return;
  }
  scrollTo(0, 0);
  const heading = main.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  (heading ?? main).focus({ preventScroll: true });
}

// How many entries of the history before this one belong to this document: what leaving takes back.
export function stepsHere() {
  return history.state?.steps ?? 0;
}

async function onPop({ state }) {
  if ('leaving' in document.documentElement.dataset) return;
  const url = new URL(location.href);
  const page = url.pathname.startsWith(home) && (await find(url));
  if (!page) {
    location.reload();
    return;
  }
  showPage(page, url);
  scrollTo(0, state?.at ?? 0);
}

let remembering;

function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(() => history.replaceState({ ...history.state, at: scrollY }, ''), 200);
}

function mark() {
  for (const link of document.querySelectorAll('.bar a, .top a, .foot a')) {
    if (link.pathname === location.pathname && link.origin === location.origin) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
