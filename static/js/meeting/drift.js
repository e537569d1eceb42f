// The drift card: stop, name it, read the aims again, give it a date, go on.

import { button } from '../page.js';
import { isDay, show as dayInWords } from '../map/dates.js';
import { textOf } from './agendas.js';
import { change, running } from './keeper.js';
import { here, leaveOutTopic, MINUTE, move, neighbour, recount, since, talkAbout } from './record.js';
import { on, part } from './stage.js';

const TWICE = 2; // After so many drifts the card suggests to close the perpetrator question.
const LASTED = [2, 5, 10];

// { begun, log, lasted }: the log when the button was pressed, and the minutes that have been counted as drifted since. The card may be left for the
// words and opened again.
let before = {};

// The button, wherever it stands.
export function weDrift(stage) {
  change((value, now) => value.drifts.push({ at: now, step: here(value).step }));
  stage.go('drift');
}

export function driftView(stage) {
  const view = stage.screen('drift');
  const meeting = running();
  const { step } = here(meeting);
  const count = meeting.drifts.length;
  const begun = meeting.drifts.at(-1).at;
  if (before.begun !== begun) before = { begun, log: structuredClone(meeting.log), lasted: 0 };
  part(view, 'count').textContent = stage.say('drifted', { n: count });
  wireDay(stage, view);
  wireItem(stage, view, step);
  wireTwice(stage, view, count);
  wireLasted(stage, view);
  on(view, 'resume', () => {
    change((value, now) => {
      const to = value.steps[here(value).step].out ? neighbour(value, 1) : undefined;
      if (to !== undefined) move(value, to, now);
      else if (value.steps[here(value).step].about !== 'break') talkAbout(value, value.steps[here(value).step].about, now);
    });
    stage.resume();
  });
  on(view, 'not-drift', () => {
    change((value) => {
      value.drifts.pop();
      value.log = structuredClone(before.log);
    });
    stage.resume();
  });
  on(view, 'words', () => stage.go('words', 'when-it-drifts', () => stage.go('drift')));
  return view;
}

function wireDay(stage, view) {
  const day = part(view, 'day');
  const park = part(view, 'park');
  const say = () => {
    park.textContent = isDay(day.value) ? stage.say('park-day', { day: dayInWords(day.value) }) : stage.say('park');
  };
  day.value = running().drifts.at(-1).day ?? '';
  day.addEventListener('change', () => {
    change((value) => { value.drifts.at(-1).day = isDay(day.value) ? day.value : undefined; });
    say();
  });
  say();
}

// The item to go back to: the next one, once the perpetrator question is closed.
function wireItem(stage, view, step) {
  const meeting = running();
  const to = meeting.steps[step].about === 'perpetrator' ? (neighbour(meeting, 1) ?? step) : step;
  part(view, 'go-on').textContent = stage.say('go-on', { item: textOf(stage, meeting.steps[step]) });
  part(view, 'twice-say').textContent = stage.say('twice', { item: textOf(stage, meeting.steps[to]) });
}

function wireTwice(stage, view, count) {
  part(view, 'twice').hidden = count < TWICE;
  part(view, 'once').hidden = count >= TWICE;
  const closed = part(view, 'closed');
  on(view, 'close', (event) => {
    change((value) => {
      leaveOutTopic(value, 'perpetrator');
      const current = value.steps[here(value).step];
      if (current.about === 'perpetrator') current.out = true;
    });
    event.target.disabled = true;
    closed.textContent = stage.say('closed');
  });
}

// Drifting begins before anybody presses a button: on request, its minutes go where they belong.
function wireLasted(stage, view) {
  const { begun, log } = before;
  const buttons = LASTED.map((n) => button(stage.say('minutes', { n }), () => {
    before.lasted = before.lasted === n ? 0 : n;
    change((value) => {
      value.log = structuredClone(log);
      if (before.lasted) recount(value, Math.max(begun - n * MINUTE, since(value)), begun, 'perpetrator');
    });
    show();
  }));
  const show = () => buttons.forEach((each, at) => each.setAttribute('aria-pressed', LASTED[at] === before.lasted));
  part(view, 'lasted').append(...buttons);
  show();
}
