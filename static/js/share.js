// The address to pass on, and what the browser offers for it.

import { button, words } from './page.js';

export function start(element) {
  if (element.dataset.start === 'address') {
    element.textContent = `${location.origin}/`;
    return;
  }
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  const address = () => document.querySelector('.address').textContent.trim();
  const attempt = (action, success) => async () => {
    try {
      await action();
      said.textContent = success;
    } catch (error) {
      if (error.name !== 'AbortError') said.textContent = words(element, 'failed');
    }
  };
  if (navigator.share) element.append(button(words(element, 'share'), attempt(() => navigator.share({ url: address() }), '')));
  element.append(button(words(element, 'copy'), attempt(() => navigator.clipboard.writeText(address()), words(element, 'copied'))), said);
}
