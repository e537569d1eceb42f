// A page in another language, in the same document: it stays, with all that is in memory.

import { keptLanguage, keptPage, keptShell } from './kept.js';
import { keep } from './offline.js';
import { speak } from './page.js';
import { start } from './start.js';
import { keptFragment } from './trusted.js';

const root = document.documentElement;
const AROUND = ['.skip', '.top', '.bar', '.draft', '.foot'];

// { title, main, goOver } or nothing. The language is kept first where it is not here yet.
export async function findIn(language, path) {
  if (!(await keptLanguage(language))) await keep(language);
  const { id } = (await keptLanguage(language)) ?? {};
  const [page, shell] = id ? await Promise.all([keptPage(language, id, path), keptShell(language, id)]) : [];
  return page && shell && { ...page, goOver: () => goOver(language, id, shell, path) };
}

// What stands around the page, in its language.
function goOver(language, id, shell, path) {
  const slots = { style: '', title: '', main: '', path, id, code: id.slice(0, 4) };
  const html = shell.map((part, at) => (at % 2 ? slots[part] : part)).join('');
  const around = keptFragment(html);
  for (const name of AROUND) {
    const [old, now] = [document.querySelector(name), around.querySelector(name)];
    if (old && now) old.replaceWith(now);
    else if (old) old.remove();
    else if (now) document.getElementById('main').before(now);
  }
  [, root.dir] = /<html[^>]* dir="(\w+)"/.exec(html);
  root.lang = language;
  root.dataset.edition = id;
  root.dataset.offline = 'ready';
  speak(language, id);
  start(document.querySelector('.foot'));
}
