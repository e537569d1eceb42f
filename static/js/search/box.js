// A box that answers while one types. What is typed stays in this document: in no address, storage, title or request.

import { keptLanguage } from '../kept.js';
import { tag } from '../page.js';

const PAUSE = 150; // Milliseconds without a key before it is looked for.
const QUIET = 900; // … and before the answer is said aloud: a screen reader should not talk into the typing.

// What was typed last, for the way back from a result. Forgotten as soon as nobody looks.
const typed = new Map();
let live;

document.addEventListener('visibilitychange', () => document.hidden && typed.clear());
addEventListener('pagehide', () => {
  typed.clear();
  live?.empty();
});

// `answer(text, stale)` shows what was found, now or later, and answers with a sentence about it; `stale()` tells that something else
// has been asked meanwhile. `prepare()` makes ready what is looked through.
export function box(element, answer, prepare) {
  const input = element.querySelector('input[type=search]');
  const status = element.querySelector('[role=status]');
  const name = element.dataset.start;
  let turn = 0;
  let pausing;
  let saying;

  const ask = async () => {
    clearTimeout(pausing);
    clearTimeout(saying);
    const mine = (turn += 1);
    const stale = () => mine !== turn;
    const text = input.value.trim();
    typed.set(name, text);
    if (!text) status.textContent = '';
    const sentence = await answer(text, stale);
    if (!stale()) saying = setTimeout(() => { status.textContent = sentence; }, QUIET);
  };

  input.addEventListener('input', () => {
    clearTimeout(pausing);
    pausing = setTimeout(ask, input.value.trim() ? PAUSE : 0);
  });
  input.addEventListener('keydown', ({ key, isComposing }) => {
    if (key !== 'Enter' || isComposing) return;
    ask();
    // The keyboard on the screen gives its room to the answer.
    if (matchMedia('(pointer: coarse)').matches) input.blur();
  });
  // Ready before the first word is; but nothing is fetched for somebody who only passes by.
  const early = () => prepare().catch(() => {});
  input.addEventListener('focus', early, { once: true });
  keptLanguage(tag).then((kept) => kept && early());
  live = { empty: () => { input.value = ''; ask(); } };

  if (cameByLink()) typed.delete(name);
  input.value ||= typed.get(name) ?? '';
  if (input.value) ask();
}

// Whether a link within the guide led here: navigate.js has then put the focus on the heading. After Back, and on a new page, it has not.
export function cameByLink() {
  return document.activeElement?.matches('main h1') ?? false;
}
