// Decisions as short lines: what, which role, by when. Each is an agreement of this phone from the moment it is added.

import { hold, recall } from '../entries.js';
import { newId } from '../map/elements.js';
import { show as dayInWords, today } from '../map/dates.js';
import { back } from './plan.js';
import { careful } from './roles.js';
import { change, running } from './keeper.js';
import { on, part } from './stage.js';

const FOUR_WEEKS = 28;

// What stands half typed when the group goes elsewhere: in this tab's memory alone, for the meeting that began at `of`.
let half = {};
document.addEventListener('forget', () => { half = {}; });

export function decisionsView(stage) {
  const view = stage.screen('decisions');
  const form = part(view, 'form');
  const list = part(view, 'list');
  const said = part(view, 'said');
  const { what, owner, due } = form.elements;
  const of = running().log[0].at;
  due.value = today(FOUR_WEEKS);
  due.min = today();
  const fine = careful(stage, owner, () => Object.values(running().roles), () => {});
  if (half.of === of) [what.value, owner.value, due.value] = half.values;
  form.addEventListener('input', () => { half = { of, values: [what.value, owner.value, due.value] }; });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!fine()) return;
    const decided = { what: what.value.trim(), owner: owner.value.trim(), due: due.value };
    // At once: the next decision may be typed while this one is still being written.
    form.reset();
    half = {};
    due.value = today(FOUR_WEEKS);
    what.focus();
    const safe = await add(decided);
    said.textContent = stage.say(safe ? 'added' : 'added-here');
    if (running()) fillDecisions(stage, list);
  });
  fillDecisions(stage, list);
  view.append(back(stage));
  return view;
}

async function add({ what, owner, due }) {
  const id = newId();
  const safe = await hold('agreement', id, { what, owner, due, made: today(), from: 'meeting', state: 'open' });
  change((meeting) => meeting.decisions.push(id));
  return safe;
}

// The lines of this meeting, each with a button that takes it out.
export function fillDecisions(stage, place) {
  const lines = running().decisions.map((id) => [id, recall('agreement', id)]).filter(([, agreement]) => agreement);
  if (!lines.length) {
    const none = document.createElement('p');
    none.textContent = stage.say('no-decisions');
    place.replaceChildren(none);
    return;
  }
  const list = stage.screen('decision-list');
  part(list, 'lines').append(...lines.map(([id, agreement]) => line(stage, place, id, agreement)));
  place.replaceChildren(list);
}

function line(stage, place, id, { what, owner, due }) {
  const item = stage.screen('decision');
  part(item, 'what').textContent = what;
  part(item, 'who').textContent = stage.say('by', { owner, day: dayInWords(due) });
  on(item, 'remove', async () => {
    await hold('agreement', id, undefined);
    change((meeting) => { meeting.decisions = meeting.decisions.filter((each) => each !== id); });
    fillDecisions(stage, place);
    stage.root.querySelector('.run h1').focus({ preventScroll: true });
  });
  return item;
}
