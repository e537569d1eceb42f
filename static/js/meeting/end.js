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
const SEEN = 0.005; // The least share that is not shown as 0 %.

export function endView(stage) {
  const view = stage.screen('end');
  const meeting = running();
  const times = timeByTopic(meeting, meeting.ended);
  const plan = planned(meeting.steps);
  const real = Object.fromEntries(Object.entries(times).map(([topic, ms]) => [topic, Math.round(ms / MINUTE)]));
  part(view, 'when').textContent = stage.say('when', { day: longDay(meeting.log[0].at), from: clock(meeting.log[0].at), to: clock(meeting.ended) });
  const short = tooShort(times, real);
  const talked = amounts(stage, real, short);
  part(view, 'picture').append(drawShares(stage, plan, real, talked));
  part(view, 'sentence').textContent = stage.say('talked', talked);
  part(view, 'planned').textContent = stage.say('planned', amounts(stage, plan));
  part(view, 'more').hidden = real.perpetrator < plan.perpetrator + WORTH_SAYING;
  part(view, 'rows').append(...rows(stage, plan, real, times, short));
  part(view, 'drifts').textContent = stage.say('drifted', { n: meeting.drifts.length });
  showParked(view, meeting);
  fillDecisions(stage, part(view, 'decisions'));
  wire(stage, view);
  return view;
}

// The topics of which there was less than half a minute, and which still are a share of the talk: "0" would contradict it.
function tooShort(times, real) {
  return TOPICS.filter((topic) => !real[topic] && times[topic] / sumOfTalk(times) >= SEEN);
}

// { total, victim, … } in words; the sum of the rounded minutes, so that a reader who adds up gets the same.
function amounts(stage, minutes, short = []) {
  const say = (n, under) => (under ? stage.say('under-minute') : stage.say('minutes', { n }));
  const total = sumOfTalk(minutes);
  return {
    total: say(total, !total && short.length),
    ...Object.fromEntries(TOPICS.map((topic) => [topic, say(minutes[topic], short.includes(topic))])),
  };
}

function rows(stage, plan, real, times, short) {
  const talk = sumOfTalk(times);
  return [...TOPICS, 'break'].map((topic) => element('tr', {},
    element('th', { scope: 'row' }, stage.say(topic)),
    element('td', {}, number(plan[topic])),
    element('td', {}, short.includes(topic) ? stage.say('under') : number(real[topic])),
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
