// A running meeting's screen: one step, what happens in it, how much time is left. And the break.

import { moreOf, textOf } from './agendas.js';
import { awakeState } from './awake.js';
import { weDrift } from './drift.js';
import { change, running, trouble, wakeUp } from './keeper.js';
import { goOn, here, MINUTE, move, neighbour, recount, spent, stretches, talkAbout } from './record.js';
import { on, part } from './stage.js';

const ASK_AGAIN = 40 * MINUTE; // After so long without asking the support person, the step asks.

export function stepView(stage) {
  const view = stage.screen('step');
  const meeting = running();
  const { step: at } = here(meeting);
  const step = meeting.steps[at];
  part(view, 'where').textContent = stage.say('where', { at: at + 1, count: meeting.steps.length });
  part(view, 'title').textContent = textOf(stage, step);
  part(view, 'happens').append(...moreOf(stage, step));
  part(view, 'consent').hidden = step.about !== 'perpetrator';
  part(view, 'decisions').textContent = stage.say('decisions', { n: meeting.decisions.length });
  view.querySelector('[data-does=pause]').hidden = step.about === 'break';
  wireWay(stage, view, meeting);
  wireTalk(stage, view, step);
  wireNotices(stage, view, meeting, at);
  for (const button of view.querySelectorAll('[data-does=words]')) button.addEventListener('click', () => stage.go('words', button.dataset.page));
  for (const name of ['decisions', 'steps', 'roles']) on(view, name, () => stage.go(name));
  on(view, 'drift', () => weDrift(stage));
  on(view, 'pause', () => {
    change((value, now) => talkAbout(value, 'break', now));
    stage.go('pause');
  });
  keepTime(stage, view, at);
  return view;
}

function wireWay(stage, view, meeting) {
  const ahead = neighbour(meeting, 1);
  const before = neighbour(meeting, -1);
  const go = (to) => {
    change((value, now) => {
      delete value.gap;
      move(value, to, now);
    });
    stage.go('step');
  };
  const next = view.querySelector('[data-does=next]');
  next.textContent = stage.say(ahead === undefined ? 'to-end' : 'next');
  on(view, 'next', () => (ahead === undefined ? end(stage) : go(ahead)));
  view.querySelector('[data-does=previous]').disabled = before === undefined;
  on(view, 'previous', () => go(before));
  on(view, 'skip', () => {
    change((value) => { value.steps[here(value).step].out = true; });
    if (ahead === undefined) end(stage);
    else go(ahead);
  });
  on(view, 'end', () => end(stage));
}

function end(stage) {
  change((value, now) => Object.assign(value, { state: 'ended', ended: now }));
  stage.go('end');
}

// What the group talks about now, whatever the step is about.
function wireTalk(stage, view, step) {
  const buttons = [...view.querySelectorAll('[data-topic]')];
  const elsewhere = part(view, 'elsewhere');
  const show = () => {
    const { topic } = here(running());
    for (const each of buttons) each.setAttribute('aria-pressed', each.dataset.topic === topic);
    elsewhere.textContent = topic === 'perpetrator' && step.about !== 'perpetrator' ? stage.say('elsewhere') : '';
  };
  for (const each of buttons) {
    each.addEventListener('click', () => {
      change((value, now) => talkAbout(value, each.dataset.topic, now));
      show();
    });
  }
  show();
}

function wireNotices(stage, view, meeting, at) {
  const check = part(view, 'check');
  check.hidden = !timeToAsk(meeting, at);
  on(view, 'checked', () => {
    change((value, now) => value.checks.push(now));
    check.hidden = true;
    focusTitle(stage);
  });
  const settleGap = (out) => () => {
    change((value) => {
      if (out) recount(value, value.gap.from, value.gap.to, 'away');
      delete value.gap;
    });
    focusTitle(stage);
    stage.tick();
  };
  on(view, 'leave-out', settleGap(true));
  on(view, 'count', settleGap(false));
}

// In a break, at the close, and when nobody has asked for long. The perpetrator question has a question of its own.
function timeToAsk(meeting, at) {
  const last = meeting.checks.at(-1) ?? meeting.log[0].at;
  const arrived = stretches(meeting, Date.now()).findLast(({ step }) => step !== at)?.to ?? meeting.log[0].at;
  const fitting = meeting.steps[at].about === 'break' || (at > 0 && neighbour(meeting, 1) === undefined);
  return (fitting && !(meeting.checks.at(-1) >= arrived)) || Date.now() - last > ASK_AGAIN;
}

function focusTitle(stage) {
  stage.root.querySelector('.run h1').focus({ preventScroll: true });
}

function keepTime(stage, view, at) {
  const left = part(view, 'left');
  const course = part(view, 'course');
  const gap = part(view, 'gap');
  const gapText = part(view, 'gap-text');
  const awake = part(view, 'awake');
  const check = part(view, 'check');
  const unkept = part(view, 'trouble');
  stage.tick = () => {
    wakeUp();
    const meeting = running();
    if (!meeting) return;
    const used = spent(meeting, at, Date.now());
    const { minutes } = meeting.steps[at];
    left.textContent = timeLeft(stage, minutes * MINUTE - used);
    course.setAttribute('width', `${Math.min(100, Math.round((100 * used) / (minutes * MINUTE)))}%`);
    gap.hidden = !meeting.gap;
    if (meeting.gap) gapText.textContent = stage.say('gap', { n: Math.round((meeting.gap.to - meeting.gap.from) / MINUTE) });
    if (timeToAsk(meeting, at)) check.hidden = false;
    unkept.hidden = !trouble();
    for (const line of unkept.children) line.hidden = line.dataset.when !== trouble();
    awake.textContent = awakeState() === 'awake' ? '' : stage.say(awakeState());
  };
}

// Whole minutes, no seconds, no alarm.
function timeLeft(stage, ms) {
  const n = Math.round(Math.abs(ms) / MINUTE);
  if (n === 0) return stage.say('used');
  return stage.say(ms > 0 ? 'left' : 'over', { n });
}

export function pauseView(stage) {
  const view = stage.screen('pause');
  const meeting = running();
  const { step, at: begun } = here(meeting);
  const left = part(view, 'left');
  part(view, 'where').textContent = stage.say('where', { at: step + 1, count: meeting.steps.length });
  stage.tick = () => {
    const n = Math.round((Date.now() - begun) / MINUTE);
    left.textContent = n ? stage.say('paused', { n }) : stage.say('paused-now');
  };
  on(view, 'resume', () => {
    change(goOn);
    stage.go('step');
  });
  return view;
}
