// Agreements whose review date has passed or is near. Nothing at all when there are none.

import { agreements, isOverdue, isSoon } from './map/agreement.js';
import { show } from './map/dates.js';
import { element, onEntries } from './map/elements.js';
import { words } from './page.js';

const SHOWN = 3;

export function start(root) {
  const render = () => {
    const due = agreements('open').map(([, agreement]) => agreement).filter(isSoon);
    root.hidden = !due.length;
    root.replaceChildren(...(due.length ? [
      element('h2', {}, words(root, 'title')),
      element('ul', {}, ...due.slice(0, SHOWN).map((agreement) => line(root, agreement))),
      element('p', {}, element('a', { href: root.dataset.href }, words(root, due.length > SHOWN ? 'more' : 'all', { n: due.length - SHOWN }))),
    ] : []));
  };
  render();
  onEntries(root, render);
}

function line(root, agreement) {
  return element('li', { class: isOverdue(agreement) ? 'is-over' : '' },
    element('b', {}, agreement.what), ' ',
    element('span', {}, words(root, isOverdue(agreement) ? 'over' : 'soon', { date: show(agreement.due), owner: agreement.owner })));
}
