// The end of a meeting: how its time was spent, beside the plan; its decisions; what is kept of it.

import { element } from '../map/elements.js';
import { show as dayInWords } from '../map/dates.js';
import { fillDecisions } from './decisions.js';
import { change, finish, running } from './keeper.js';
import { clock, longDay, number, percent } from '../manners.js';
import { drawShares } from './picture.js';
import { here, MINUTE, planned, summary, sumOfTalk, timeByTopic, TOPICS } from './record.js';
import { on, part } from './stage.js';

const WORTH_SAYING = 2; // Minutes over the plan, before the page remarks on it.

export function endView(stage) {
  const view = stage.screen('end');
  const meeting = running();
  const times = timeByTopic(meeting, meeting.ended);
  const plan = planned(meeting.steps);
  const real = Object.fromEntries(Object.entries(times).map(([topic, ms]) => [topic, Math.round(ms / MINUTE)]));
  part(view, 'when').textContent = `${longDay(meeting.log[0].at)}, ${clock(meeting.log[0].at)}–${clock(meeting.ended)}`;
  part(view, 'picture').append(drawShares(stage, plan, real));
  part(view, 'sentence').textContent = stage.say('talked', amounts(stage, real));
  part(view, 'planned').textContent = stage.say('planned', amounts(stage, plan));
  part(view, 'more').hidden = real.perpetrator < plan.perpetrator + WORTH_SAYING;
  part(view, 'rows').append(...rows(stage, plan, real, times));
  part(view, 'drifts').textContent = stage.say('drifted', { n: meeting.drifts.length });
  showParked(view, meeting);
  fillDecisions(stage, part(view, 'decisions'));
  wire(stage, view);
  return view;
}

// { total, victim, … } in words; the sum of the rounded minutes, so that a reader who adds up gets the same.
function amounts(stage, minutes) {
  const say = (n) => stage.say('minutes', { n });
  return {
    total: say(sumOfTalk(minutes)),
    ...Object.fromEntries(TOPICS.map((topic) => [topic, say(minutes[topic])])),
  };
}

function rows(stage, plan, real, times) {
  const talk = sumOfTalk(times);
  return [...TOPICS, 'break'].map((topic) => element('tr', {},
    element('th', { scope: 'row' }, stage.say(topic)),
    element('td', {}, number(plan[topic])),
    element('td', {}, number(real[topic])),
    element('td', {}, topic === 'break' || !talk ? '–' : percent(times[topic] / talk))));
}

function showParked(view, meeting) {
  const days = meeting.drifts.map(({ day }) => day).filter(Boolean);
  part(view, 'parked').hidden = !days.length;
  part(view, 'days').append(...days.map((day) => element('li', {}, dayInWords(day))));
}

function wire(stage, view) {
  const keep = part(view, 'keep');
  on(view, 'decisions', () => stage.go('decisions'));
  on(view, 'print', () => print());
  on(view, 'reopen', () => {
    change((value, now) => {
      // Between end and reopening, nobody talked.
      value.log.push({ ...here(value), at: value.ended, topic: 'away' }, { ...here(value), at: now });
      value.state = 'running';
      value.seen = now;
      delete value.ended;
    });
    stage.resume();
  });
  on(view, 'finish', () => {
    const kept = keep.checked ? summary(running(), running().ended) : undefined;
    finish(kept);
    stage.home(stage.say(kept ? 'over-kept' : 'over-gone'));
  });
}
