// The order of work: the perpetrator part opens after one question. Never a lock, and asked once while the page is open.

import { button, words } from './page.js';

let answered = false;

export function start(element) {
  const body = element.parentElement.querySelector('.body');
  if (answered || element.closest('.whole')) return;
  body.hidden = true;
  const row = Object.assign(document.createElement('p'), { className: 'tools' });
  const open = () => {
    answered = true;
    body.hidden = false;
    row.remove();
    // The button had the focus: the text takes it.
    body.tabIndex = -1;
    body.focus({ preventScroll: true });
  };
  const asked = button(words(element, 'asked'), open);
  asked.className = 'button';
  row.append(asked, button(words(element, 'open'), open));
  element.append(row);
}
