// An agenda of the group's own: steps to write, time and order. Held as it grows, so that a call does not lose it.

import { hold } from '../entries.js';
import { newId } from '../map/elements.js';
import { textOf } from './agendas.js';
import { running } from './keeper.js';
import { showOrder } from './order.js';
import { on, part } from './stage.js';

const BEGINNING = [
  { say: 'own-open', minutes: 10, about: 'frame' },
  { say: 'own-needs', minutes: 25, about: 'victim' },
  { say: 'own-structures', minutes: 20, about: 'structures' },
  { say: 'own-close', minutes: 5, about: 'frame' },
];

// `given` is an agenda to change, stock or own; `id` that of its entry, where it has one.
export function ownView(stage, given = beginning(stage), id = newId()) {
  const view = stage.screen('own');
  const draft = { title: given.title || '', steps: given.steps.map((step) => ({ ...step })) };
  const title = part(view, 'title');
  // A field that is taken off the screen because the notes closed says once more that it has changed.
  const keep = () => stage.at === 'own' && hold('agenda', id, structuredClone(draft));
  const list = makeList(stage, view, draft, keep);
  title.value = draft.title;
  title.placeholder = stage.say('own-title');
  title.addEventListener('input', () => {
    draft.title = title.value.trim();
  });
  title.addEventListener('change', keep);
  on(view, 'add', () => {
    draft.steps.push({ id: newId(), text: '', minutes: 10, about: 'frame' });
    list.fill();
    list.focus(draft.steps.length - 1, 'input');
    keep();
  });
  on(view, 'back', () => (running() ? stage.resume() : stage.home()));
  on(view, 'use', () => {
    if (!draft.steps.length) return;
    keep();
    stage.go('prepare', { agenda: 'own', ...structuredClone(draft) }, id);
  });
  return view;
}

function beginning(stage) {
  return { steps: BEGINNING.map(({ say, minutes, about }) => ({ id: newId(), text: stage.say(say), minutes, about })) };
}

function makeList(stage, view, draft, keep) {
  const place = part(view, 'steps');
  const order = part(view, 'order');
  const moved = part(view, 'moved');
  const total = part(view, 'total');
  const use = view.querySelector('[data-does=use]');
  const focus = (at, wanted) => (place.children[at] ?? place.lastElementChild)?.querySelector(wanted)?.focus();
  const look = () => {
    total.textContent = stage.say('total', { minutes: stage.say('minutes', { n: draft.steps.reduce((sum, step) => sum + step.minutes, 0) }) });
    use.disabled = !draft.steps.length;
    showOrder(stage, order, () => draft.steps, (mended) => {
      draft.steps = mended;
      changed();
      focus(mended.length - 1, 'input');
    });
  };
  const changed = () => {
    fill();
    keep();
  };
  const shift = (at, way) => {
    const to = at + way;
    [draft.steps[at], draft.steps[to]] = [draft.steps[to], draft.steps[at]];
    changed();
    const pressed = way < 0 ? 'up' : 'down';
    const stays = place.children[to].querySelector(`[data-does=${pressed}]`);
    (stays.disabled ? place.children[to].querySelector('input') : stays).focus();
    moved.textContent = stage.say('moved', { at: to + 1, text: textOf(stage, draft.steps[to]) });
  };
  const remove = (at) => {
    draft.steps.splice(at, 1);
    changed();
    if (draft.steps.length) focus(at, '[data-does=remove]');
    else stage.root.querySelector('[data-does=add]').focus();
  };
  const fill = () => {
    place.replaceChildren(...draft.steps.map((step, at) => row(stage, step, at, draft.steps.length, { shift, remove, edited: look, keep })));
    look();
  };
  fill();
  return { fill, focus };
}

function row(stage, step, at, count, { shift, remove, edited, keep }) {
  const line = stage.screen('own-step').firstElementChild;
  const text = part(line, 'text');
  const minutes = part(line, 'minutes');
  const about = part(line, 'about');
  const original = textOf(stage, { id: step.id });
  part(line, 'number').textContent = stage.say('where', { at: at + 1, count });
  text.value = step.text === '' ? '' : textOf(stage, step);
  minutes.value = step.minutes;
  about.value = step.about;
  text.addEventListener('input', () => {
    // A stock step that was not reworded stays a stock step, and speaks the page's language.
    if (text.value.trim() === original) delete step.text;
    else step.text = text.value.trim();
    edited();
  });
  minutes.addEventListener('input', () => {
    step.minutes = Math.min(240, Math.max(1, Math.round(Number(minutes.value)) || 1));
    edited();
  });
  about.addEventListener('change', () => {
    step.about = about.value;
    edited();
  });
  for (const field of [text, minutes, about]) field.addEventListener('change', keep);
  const up = line.querySelector('[data-does=up]');
  const down = line.querySelector('[data-does=down]');
  up.disabled = at === 0;
  down.disabled = at === count - 1;
  on(line, 'up', () => shift(at, -1));
  on(line, 'down', () => shift(at, 1));
  on(line, 'remove', () => remove(at));
  return line;
}
