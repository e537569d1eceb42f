// The agreements on this phone: open ones by date, the overdue first; then what was kept and what was dropped.

import { all, hold, isLocked } from './entries.js';
import { agreementForm, agreements, isOverdue } from './map/agreement.js';
import { calendarFile, download } from './map/calendar.js';
import { isDay, show, today } from './map/dates.js';
import { element, onEntries, showClosed, tools } from './map/elements.js';
import { text } from './map/sheet.js';
import { button, words } from './page.js';

export function start(root) {
  const lists = element('div');
  const said = element('p', { class: 'map-said', role: 'status' });
  const form = agreementForm(root, { from: 'meeting', agreed: () => render() });
  const add = element('details', {}, element('summary', {}, words(root, 'add')), form);
  root.append(said, lists, add);
  let shown;
  const render = () => {
    const now = JSON.stringify([all('agreement'), isLocked()]);
    if (now === shown) return;
    shown = now;
    fill(root, lists, async (id, value, words_) => {
      await hold('agreement', id, value);
      render();
      said.textContent = words_;
      root.querySelector('h2').focus({ preventScroll: true });
    });
  };
  root.querySelector('h2').tabIndex = -1;
  render();
  onEntries(root, render);
}

function fill(root, lists, set) {
  const [open, kept, dropped] = ['open', 'kept', 'dropped'].map(agreements);
  const closed = (title, some) => (some.length
    ? element('details', {}, element('summary', {}, words(root, title, { n: some.length })), element('ul', { class: 'agreement-list' }, ...some.map((one) => closedOne(root, one, set)))) : '');
  const none = !showClosed(root) && !open.length && !kept.length && !dropped.length;
  lists.replaceChildren(
    none ? element('p', {}, words(root, 'none')) : '',
    open.length ? element('ul', { class: 'agreement-list' }, ...open.map((one) => openOne(root, one, set))) : '',
    closed('keptTitle', kept), closed('droppedTitle', dropped));
}

function openOne(root, [id, agreement], set) {
  const { what, due } = agreement;
  const later = element('div');
  const to = (state) => set(id, { ...agreement, state, settled: today() }, words(root, `said${state === 'kept' ? 'Kept' : 'Dropped'}`));
  const actions = tools(
    button(words(root, 'kept'), () => to('kept')),
    button(words(root, 'dropped'), () => to('dropped')),
    button(words(root, 'later'), () => later.replaceChildren(newDate(root, agreement, (date) => set(id, { ...agreement, due: date }, words(root, 'saidDate', { date: show(date) }))))),
    isDay(due) ? button(words(root, 'calendar'), () => download(calendarFile(due, words(root, 'calendarTitle')), 'review.ics', 'text/calendar')) : '');
  return element('li', { class: isOverdue(agreement) ? 'is-over' : '' }, ...describe(root, agreement), named(actions, what), later);
}

function closedOne(root, [id, agreement], set) {
  const actions = tools(
    button(words(root, 'reopen'), () => set(id, { ...agreement, state: 'open' }, words(root, 'saidOpen'))),
    button(words(root, 'remove'), () => set(id, undefined, words(root, 'saidRemoved'))));
  return element('li', {}, ...describe(root, agreement), named(actions, agreement.what));
}

function describe(root, agreement) {
  const { what, owner, due, from } = agreement;
  const source = from === 'meeting' ? words(root, 'meeting') : text(document.querySelector(`.rows a[href$="/exercises/${CSS.escape(from ?? '')}/"] b`));
  return [
    element('b', {}, what),
    element('p', { class: 'agreement-date' }, words(root, isOverdue(agreement) && (agreement.state ?? 'open') === 'open' ? 'over' : 'due', { date: show(due) })),
    element('p', { class: 'meta' }, [words(root, 'owner', { owner }), source && words(root, 'from', { from: source })].filter(Boolean).join(' · ')),
  ];
}

// Buttons that are the same for each agreement say which one they belong to.
function named(row, what) {
  for (const one of row.children) one.setAttribute('aria-label', `${one.textContent}: ${what}`);
  return row;
}

function newDate(root, { due }, set) {
  const input = element('input', { type: 'date', value: due, min: today(), autocomplete: 'off', required: true });
  const form = element('form', { class: 'map-add' }, element('label', {}, `${words(root, 'newDate')} `, input), element('button', {}, words(root, 'save')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isDay(input.value)) set(input.value);
  });
  return form;
}
