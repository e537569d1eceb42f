// Agreements: what a group will do differently. Kept as kind 'agreement':
// { what, owner (a role), due: 'YYYY-MM-DD', made: 'YYYY-MM-DD', from: an exercise's id or 'meeting', state: 'open' | 'kept' | 'dropped',
// settled: 'YYYY-MM-DD', when it was last kept or dropped }.

import { all, hold, isLocked } from '../entries.js';
import { button, tag } from '../page.js';
import { show as showTrouble } from '../trouble.js';
import { isDay, show, today } from './dates.js';
import { element, newId } from './elements.js';
import { roleLooksLikeName, speaksOf } from './names.js';
import { fill } from './sentences.js';

const SIX_WEEKS = 42;
const SOON = 14;

// [[id, agreement]] in one state, the earliest date first: what is overdue stands on top.
export function agreements(state) {
  return all('agreement').filter(([, agreement]) => (agreement.state ?? 'open') === state).sort((a, b) => (a[1].due ?? '').localeCompare(b[1].due ?? ''));
}

export function isOverdue({ due }) {
  return isDay(due) && due < today();
}

export function isSoon({ due }) {
  return isDay(due) && due <= today(SOON);
}

// The form from the page's template. `from` is what it comes from; `owners` are roles to pick; `agreed(agreement)` is told.
export function agreementForm(root, { from, owners = [], offered = owners, agreed }) {
  const form = root.querySelector('template[data-agreement-form]').content.firstElementChild.cloneNode(true);
  const said = form.querySelector('[role=status]');
  const { what, owner, due } = form.elements;
  const say = (text, ...more) => said.replaceChildren(element('span', {}, text), ...more);
  const clear = () => {
    what.value = '';
    owner.value = '';
    due.value = today(SIX_WEEKS);
  };
  const keep = async () => {
    const agreement = { what: tidy(what.value), owner: tidy(owner.value), due: due.value, made: today(), from, state: 'open' };
    // At once: the next one may be typed while this one is still being written, and the question about keeping opens.
    clear();
    if (!(await hold('agreement', newId(), agreement)) && isLocked()) showTrouble({ name: 'Locked' });
    say(fill(said.dataset.agreed, { date: show(agreement.due) }));
    agreed?.(agreement);
  };
  form.noValidate = true;
  due.min = today();
  clear();
  form.querySelector('[data-owners]').replaceChildren(...owners.map((role) => button(role, () => {
    owner.value = role;
    owner.focus();
  })));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const role = tidy(owner.value);
    const missing = [what, owner, due].find((field) => !tidy(field.value)) ?? (isDay(due.value) ? null : due);
    if (missing) {
      say(said.dataset.missing);
      missing.focus();
    } else if (speaksOf(role, said.dataset.never)) say(said.dataset.neverHint);
    else if (roleLooksLikeName(role, offered, tag)) say(fill(said.dataset.nameHint, { text: role }), button(said.dataset.nameAnyway, keep));
    else keep();
  });
  return form;
}

function tidy(text) {
  return text.replace(/\s+/g, ' ').trim();
}
