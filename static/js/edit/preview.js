// A live preview: what is being written is shown as readers will see it. The server renders and cleans it; the button does the same without scripts.

import { cleanFragment } from '../trusted.js';

const PAUSE = 300;

for (const form of document.querySelectorAll('form[data-preview]')) follow(form);

function follow(form) {
  const shown = document.querySelector('[data-preview-shown]');
  const here = shown.querySelector('[data-preview-here]');
  const said = shown.querySelector('[data-preview-said]');
  let waiting;
  let asked = 0;
  let request;

  form.addEventListener('input', () => {
    said.textContent = '';
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  // A preview that came beside the answer to the form would bring the session from before it, and with it lose what that answer says.
  form.addEventListener('submit', () => {
    clearTimeout(waiting);
    asked += 1;
    request?.abort();
  });

  async function ask() {
    asked += 1;
    const mine = asked;
    request = new AbortController();
    const answer = await rendered(form, request.signal);
    // An older answer may come last.
    if (mine !== asked) return;
    shown.hidden = false;
    said.textContent = answer === null ? said.dataset.failed : said.dataset.fresh;
    if (answer === null) return here.replaceChildren();
    here.replaceChildren(cleanFragment(answer));
    const passage = here.querySelector('.here');
    if (passage) here.scrollTop += passage.getBoundingClientRect().top - here.getBoundingClientRect().top - here.clientHeight / 2;
  }
}

async function rendered(form, signal) {
  const fields = new FormData(form);
  try {
    const answer = await fetch(form.dataset.preview, { method: 'POST', body: fields, cache: 'no-store', signal });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
