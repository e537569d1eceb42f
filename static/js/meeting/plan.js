// All steps of a meeting: before it as a plan, during it to see where one is and to go elsewhere.

import { button } from '../page.js';
import { element } from '../map/elements.js';
import { textOf } from './agendas.js';
import { weDrift } from './drift.js';
import { change, running } from './keeper.js';
import { clock } from '../manners.js';
import { here, MINUTE, move, spent } from './record.js';
import { on, part } from './stage.js';

export function planLines(stage, steps) {
  return steps.map((step) => element('li', { 'data-about': step.about },
    element('b', {}, textOf(stage, step)), ' ', element('span', { class: 'meta' }, stage.say('minutes', { n: step.minutes }))));
}

// When a meeting ends if its steps from now on take the time that they have.
export function endOf(stage, steps, now) {
  return stage.say('ends', { time: clock(now + steps.reduce((sum, step) => sum + (step.out ? 0 : step.minutes), 0) * MINUTE) });
}

export function stepsView(stage) {
  const view = stage.screen('steps');
  const meeting = running();
  const now = Date.now();
  const at = here(meeting).step;
  const left = { ...meeting.steps[at], minutes: Math.max(0, meeting.steps[at].minutes - spent(meeting, at, now) / MINUTE) };
  part(view, 'ends').textContent = endOf(stage, [left, ...meeting.steps.slice(at + 1)], now);
  part(view, 'plan').append(...meeting.steps.map((_, step) => line(stage, meeting, step, now)));
  view.append(back(stage));
  return view;
}

function line(stage, meeting, step, now) {
  const { minutes, about, out } = meeting.steps[step];
  const planned = stage.say('minutes', { n: minutes });
  const used = Math.round(spent(meeting, step, now) / MINUTE);
  const says = used ? stage.say('step-both', { planned, used: stage.say('minutes', { n: used }) }) : stage.say('step-planned', { minutes: planned });
  const go = button(textOf(stage, meeting.steps[step]), () => {
    change((value, time) => {
      delete value.steps[step].out;
      if (here(value).step !== step) move(value, step, time);
    });
    stage.resume();
  });
  if (here(meeting).step === step) go.setAttribute('aria-current', 'step');
  return element('li', { 'data-about': about }, go, element('span', { class: 'meta' }, out ? stage.say('left-out') : says));
}

// The bar with the way back, and with the drift card, which is one tap away beside a step too. `goBack` leads elsewhere than to the step.
export function back(stage, goBack) {
  const bar = stage.screen('back');
  on(bar, 'back', goBack ?? (() => stage.resume()));
  if (goBack) bar.querySelector('[data-does=drift]').remove();
  else on(bar, 'drift', () => weDrift(stage));
  return bar;
}
