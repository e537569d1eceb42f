// The form for a new passphrase: words are offered, weak ones are refused with the reason, and it is typed twice.

import { offer, tooShort } from './passphrase.js';
import { words } from './page.js';
import { ask } from './screens.js';

// Answers the passphrase, or an empty text where the person turned back.
export async function fillPassphrase(dialog) {
  const form = dialog.querySelector('form');
  const [first, again] = form.querySelectorAll('input');
  const offered = form.querySelector('.offered');
  const said = form.querySelector('[role=alert]');
  const draw = async () => {
    offered.textContent = await offer(offered.lang);
  };
  form.querySelector('[data-do=other]').addEventListener('click', draw);
  form.querySelector('[data-do=show]').addEventListener('change', ({ target }) => {
    for (const input of [first, again]) input.type = target.checked ? 'text' : 'password';
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter?.value === 'back') return;
    const reason = tooShort(first.value) ?? (first.value === again.value ? null : 'different');
    if (!reason) return;
    event.preventDefault();
    said.textContent = words(form, reason);
    first.focus();
  });
  await draw();
  const answer = await ask(dialog);
  const secret = answer === 'use' ? first.value : '';
  first.value = again.value = '';
  return secret;
}
