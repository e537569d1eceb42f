// Links within the guide swap <main> in place from the kept copy: at once, without a network, and what is in memory stays.
// Where there is no kept copy of this page's own edition, the browser follows the link as ever.

import { holdsSomething } from './entries.js';
import { keptLanguage, keptPage } from './kept.js';
import { edition, tag } from './page.js';
import { start } from './start.js';
import { keptFragment } from './trusted.js';

const main = document.getElementById('main');

// Milliseconds without scrolling after which somebody has read there, and has not only come past.
const READING = 1000;

export function begin() {
  history.scrollRestoration = 'manual';
  arrive();
  history.replaceState({ at: scrollY, steps: 0 }, '');
  mark();
  document.addEventListener('click', onClick);
  addEventListener('popstate', onPop);
  addEventListener('scroll', remember, { passive: true });
}

function onClick(event) {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target || link.download || !isOurs(link)) return;
  if ('exit' in link.dataset || (link.pathname === location.pathname && link.hash)) return;
  event.preventDefault();
  if (leadsToOtherLanguage(link)) switchLanguage(link);
  else follow(link.href);
}

function leadsToOtherLanguage({ hreflang, pathname }) {
  return hreflang && hreflang !== tag && pathname === `/${hreflang}/${parts(location).path}`;
}

// The same place in the other language. The way to the links is a long one, so it is where somebody last stayed, not where the links stand.
async function switchLanguage(link) {
  const seen = link.closest('nav').getBoundingClientRect().top < innerHeight ? read ?? scrollY : scrollY;
  const { placeAt } = await import('./place.js').catch(() => ({}));
  const place = placeAt?.(main, seen) ?? '';
  if (holdsSomething()) follow(link.href, place);
  else location.href = link.href + place;
}

// From another language, at the same place. The address says where, and forgets it.
async function arrive() {
  const { hash } = location;
  if (!hash.startsWith('#at:')) return;
  history.replaceState(history.state, '', location.pathname);
  settleAt(hash);
}

async function settleAt(place) {
  const { stayAt } = await import('./place.js');
  const block = stayAt(main, place);
  block?.setAttribute('tabindex', '-1');
  block?.focus({ preventScroll: true });
}

// Pages of this language, and the same ones in another.
function isOurs(link) {
  const { language } = parts(link);
  return language === tag || link.hreflang === language;
}

function parts({ pathname }) {
  const [, language = '', path = ''] = /^\/([^/]+)\/(.*)$/.exec(pathname) ?? [];
  return { language, path };
}

async function follow(address, place = '') {
  const url = new URL(address);
  const page = await find(url);
  if (!page) {
    location.href = address + place;
    return;
  }
  history.pushState({ at: 0, steps: stepsHere() + 1 }, '', address);
  showPage(page, url);
  if (place) settleAt(place);
  else settle(url);
}

// The page in this document's own edition. A newer one is taken up by a full navigation, unless something in memory would be lost.
async function find(url) {
  const { language, path } = parts(url);
  if (path === 'all/') return null;
  if (language !== tag) return holdsSomething() ? (await import('./other-language.js')).findIn(language, path) : null;
  const [kept, page] = await Promise.all([keptLanguage(tag), keptPage(tag, edition, path)]);
  return kept && (kept.id === edition || holdsSomething()) ? page : null;
}

function showPage(page, url) {
  document.dispatchEvent(new Event('swap'));
  page.goOver?.();
  document.title = plainText(page.title);
  main.replaceChildren(keptFragment(page.main));
  [rest, read] = [{ at: 0, since: Date.now() }, undefined];
  for (const link of document.querySelectorAll('.foot a[hreflang]')) link.pathname = `/${link.hreflang}/${parts(url).path}`;
  mark();
  start(main);
}

function plainText(html) {
  return keptFragment(html).textContent;
}

// Focus goes to the heading, or to what the address points at, so that a screen reader begins there.
function settle(url) {
  const target = url.hash && document.getElementById(decodeURIComponent(url.hash.slice(1)));
  if (target) {
    target.scrollIntoView();
    focusOn(target);
    return;
  }
  scrollTo(0, 0);
  focusOn(main.querySelector('h1') ?? main);
}

function focusOn(element) {
  if (!element.matches('a, button, input, [tabindex]')) element.setAttribute('tabindex', '-1');
  element.focus({ preventScroll: true });
}

// How many entries of the history before this one belong to this document: what leaving takes back.
export function stepsHere() {
  return history.state?.steps ?? 0;
}

async function onPop({ state }) {
  if ('leaving' in document.documentElement.dataset) return;
  const url = new URL(location.href);
  const page = await find(url);
  if (!page) {
    location.reload();
    return;
  }
  showPage(page, url);
  scrollTo(0, state?.at ?? 0);
}

let remembering;

// Where the page stands still and since when; where it last stood still for long.
let rest = { at: 0, since: Date.now() };
let read;

function remember() {
  if (Date.now() - rest.since > READING && rest.at !== scrollY) read = rest.at;
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    history.replaceState({ ...history.state, at: scrollY }, '');
    rest = { at: scrollY, since: Date.now() };
  }, 200);
}

function mark() {
  for (const link of document.querySelectorAll('.bar a, .top a, .foot a')) {
    if (link.pathname === location.pathname && link.origin === location.origin) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
