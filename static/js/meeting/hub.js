// The page before a meeting: a button for each agenda, folded steps, and the group's own agendas.

import { all, hold, isLocked } from '../entries.js';
import { stockAgenda, titleOf } from './agendas.js';
import { on, part } from './stage.js';

export function dressHub(stage) {
  for (const section of stage.root.querySelectorAll('[data-agenda]')) dressAgenda(stage, section);
  const locked = part(stage.root, 'locked');
  if (!locked.childNodes.length) locked.append(stage.screen('locked'));
  locked.hidden = !isLocked();
  const own = part(stage.root, 'own');
  if (own.hidden) {
    own.hidden = false;
    own.append(stage.screen('own-agendas'));
    on(own, 'own', () => stage.go('own'));
  }
  part(own, 'own-list').replaceChildren(...all('agenda').map(([id, agenda]) => ownRow(stage, id, agenda)));
}

function dressAgenda(stage, section) {
  if (section.querySelector('[data-does=start]')) return;
  const steps = section.querySelector('details');
  steps.before(stage.screen('start'));
  // A screen reader says which agenda a button is for.
  const title = section.querySelector('h3');
  title.id = `title-${section.id}`;
  section.querySelector('[data-does=start]').setAttribute('aria-describedby', title.id);
  // Folded, so that five agendas fit on a phone; open where an address points at one.
  steps.open = location.hash === `#${section.id}`;
  on(section, 'start', () => stage.go('prepare', stockAgenda(section)));
}

function ownRow(stage, id, { title, steps }) {
  const row = stage.screen('own-row');
  const agenda = { agenda: 'own', title, steps };
  part(row, 'title').textContent = titleOf(stage, agenda);
  part(row, 'meta').textContent = stage.say('minutes', { n: steps.reduce((sum, step) => sum + step.minutes, 0) });
  on(row, 'start', () => stage.go('prepare', agenda, id));
  on(row, 'change', () => stage.go('own', agenda, id));
  on(row, 'remove', async () => {
    await hold('agenda', id, undefined);
    dressHub(stage);
    part(stage.root, 'own').querySelector('[data-does=own]').focus();
  });
  return row;
}
