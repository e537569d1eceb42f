// The fourth step: from what the pictures show to what the group does differently.

import { button, words } from '../page.js';
import { agreementForm, agreements } from './agreement.js';
import { alone, load, nobody, rowsOf, top } from './counts.js';
import { show, today } from './dates.js';
import { element } from './elements.js';
import { kindOf, wordsOf } from './sheet.js';

const FROM_EACH = 2;

export function agreePanel(tool) {
  const { root, sheet, map } = tool;
  const done = element('div');
  const form = agreementForm(root, {
    from: sheet.exercise,
    owners: map.roles,
    offered: [...map.roles, ...sheet.roles, ...sheet.often.map(({ owner }) => owner)],
    agreed: () => showAgreed(root, sheet, done),
  });
  const use = ({ what, owner = '' }) => button(what, () => {
    form.elements.what.value = what;
    if (owner) form.elements.owner.value = owner;
    form.scrollIntoView({ block: 'nearest' });
    form.elements[owner ? 'what' : 'owner'].focus();
  });
  const group = (title, prompts, open) => (prompts.length ? element('details', { class: 'map-prompts', open },
    element('summary', {}, title), element('div', {}, ...prompts.map(use))) : '');
  showAgreed(root, sheet, done);
  return element('div', {},
    element('h3', { tabindex: -1 }, words(root, 'agreeTitle')),
    element('p', {}, words(root, 'agreeHint')),
    group(words(root, 'fromPicture'), found(tool), true),
    group(words(root, 'often'), sheet.often, false),
    group(words(root, 'four'), sheet.prompts.map((what) => ({ what })), false),
    form, done,
    element('p', {}, element('a', { href: root.dataset.agreementsHref }, words(root, 'allAgreements'))));
}

function showAgreed(root, sheet, place) {
  const now = agreements('open').filter(([, { from, made }]) => from === sheet.exercise && made === today());
  const lines = now.map(([, { what, owner, due }]) => element('li', {}, element('b', {}, what), ` ${owner} · ${show(due)}`));
  place.replaceChildren(...(now.length ? [element('h4', {}, words(root, 'agreedNow')), element('ul', {}, ...lines)] : []));
}

// What the pictures ask for, where the sheet wants it: a second role (learn), somebody at all (hold), one task less for who has most (pass).
function found({ root, sheet, map }) {
  const carried = sheet.figures.find(({ figure }) => figure === 'load');
  if (!carried || map.roles.length < 2) return [];
  const rows = rowsOf(map, carried.parts);
  const most = top(load(rows, map.roles, kindOf(sheet, carried.parts[0])));
  if (!most.length) return [];
  const sentences = {
    learn: () => lines('learn', alone(rows, map.roles).sort((a, b) => b.rows.length - a.rows.length).flatMap((group) => group.rows)),
    hold: () => lines('hold', nobody(rows, map.roles)),
    pass: () => (most.length === 1 ? [words(root, 'pass', { role: most[0].role })] : []),
  };
  const lines = (name, some) => some.slice(0, FROM_EACH).map((row) => words(root, name, { row: wordsOf(sheet, row) }));
  return sheet.found.flatMap((name) => sentences[name]()).map((what) => ({ what }));
}
