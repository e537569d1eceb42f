// The first step: which letters and roles a map has.

import { button, words } from '../page.js';
import { careful } from './careful.js';
import { element } from './elements.js';

// `tool` is { root, sheet, map, change }.
export function rolesPanel({ root, sheet, map, change }) {
  const groups = [
    { label: words(root, 'letters'), roles: sheet.letters },
    { label: words(root, 'wordsLabel'), roles: sheet.roles },
  ].filter(({ roles }) => roles.length);
  const offered = groups.flatMap(({ roles }) => roles);
  const own = element('div', { class: 'chips', role: 'group', 'aria-label': words(root, 'own') });

  const chip = (role) => {
    const made = button(role, () => {
      set(role, !map.roles.includes(role));
      made.setAttribute('aria-pressed', map.roles.includes(role));
    });
    made.setAttribute('aria-pressed', map.roles.includes(role));
    return made;
  };
  const set = (role, has) => {
    const order = [...offered, ...map.roles, role];
    const roles = new Set(map.roles);
    if (has) roles.add(role);
    else roles.delete(role);
    map.roles = [...roles].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    change();
  };
  const add = (text) => {
    const same = (role) => role.toLocaleLowerCase() === text.toLocaleLowerCase();
    const known = [...panel.querySelectorAll('.chips button')].find((made) => same(made.textContent));
    const role = known?.textContent ?? text;
    set(role, true);
    if (known) known.setAttribute('aria-pressed', true);
    else own.append(chip(role));
  };

  for (const role of map.roles) if (!offered.includes(role)) own.append(chip(role));
  const panel = element('div', {},
    element('h3', { tabindex: -1 }, words(root, 'rolesTitle')),
    element('p', {}, words(root, 'rolesHint')),
    ...groups.map(({ label, roles }) => element('div', { class: 'chips', role: 'group', 'aria-label': label }, ...roles.map(chip))),
    own,
    careful(root, { kind: 'role', offered, length: 28, accept: add }));
  return panel;
}
