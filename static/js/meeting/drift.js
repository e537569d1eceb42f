// The drift card: stop, name it, read the aims again, give it a date, go on.

import { button } from '../page.js';
import { isDay, show as dayInWords } from '../map/dates.js';
import { textOf } from './agendas.js';
import { change, running } from './keeper.js';
import { here, leaveOutTopic, MINUTE, move, neighbour, recount, since, talkAbout } from './record.js';
import { on, part } from './stage.js';

const TWICE = 2; // After so many drifts the card suggests to close the perpetrator question.
const LASTED = [2, 5, 10];

export function driftView(stage) {
  const view = stage.screen('drift');
  const meeting = running();
  const { step } = here(meeting);
  const count = meeting.drifts.length;
  const begun = meeting.drifts.at(-1).at;
  part(view, 'count').textContent = stage.say('drifted', { n: count });
  wireDay(stage, view);
  wireItem(stage, view, step);
  wireTwice(stage, view, count);
  wireLasted(stage, view, begun);
  on(view, 'resume', () => {
    change((value, now) => {
      const to = value.steps[here(value).step].out ? neighbour(value, 1) : undefined;
      if (to !== undefined) move(value, to, now);
      else if (value.steps[here(value).step].about !== 'break') talkAbout(value, value.steps[here(value).step].about, now);
    });
    stage.resume();
  });
  on(view, 'not-drift', () => {
    change((value) => value.drifts.pop());
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
function wireLasted(stage, view, begun) {
  const log = running().log;
  const buttons = LASTED.map((n) => button(stage.say('minutes', { n }), (event) => {
    change((value) => {
      value.log = structuredClone(log);
      const pressed = event.target.getAttribute('aria-pressed') === 'true';
      if (!pressed) recount(value, Math.max(begun - n * MINUTE, since(value)), begun, 'perpetrator');
      for (const each of buttons) each.setAttribute('aria-pressed', each === event.target && !pressed);
    });
  }));
  part(view, 'lasted').append(...buttons);
  for (const each of buttons) each.setAttribute('aria-pressed', 'false');
}
