// Before a meeting begins: its steps, its roles, and what to know.

import { askFirst } from '../ask.js';
import { survivesReload } from '../carry.js';
import { keeping } from '../entries.js';
import { choose } from '../offline.js';
import { awakeState } from './awake.js';
import { titleOf } from './agendas.js';
import { begin } from './keeper.js';
import { linksAreSafe } from './links.js';
import { showOrder } from './order.js';
import { endOf, planLines } from './plan.js';
import { newMeeting } from './record.js';
import { roleFields } from './roles.js';
import { on, part } from './stage.js';

// `agenda` is { agenda, title?, steps }; `id` is that of an own agenda's entry.
export function prepareView(stage, agenda, id) {
  const view = stage.screen('prepare');
  const roles = {};
  const { steps } = agenda;
  part(view, 'title').textContent = titleOf(stage, agenda);
  part(view, 'ends').textContent = endOf(stage, steps, Date.now());
  part(view, 'plan').append(...planLines(stage, steps));
  showOrder(stage, part(view, 'order'), () => steps, (mended) => stage.go('prepare', { ...agenda, steps: mended }, id));
  part(view, 'roles').append(roleFields(stage, roles, () => {}));
  part(view, 'awake').textContent = stage.say(awakeState());
  part(view, 'links').hidden = linksAreSafe();
  on(view, 'change', () => stage.go('own', agenda, id));
  on(view, 'back', () => stage.home());
  sayHowItIsKept(view);
  on(view, 'begin', async () => {
    await settleKeeping();
    begin(newMeeting({ ...agenda, steps: steps.map((step) => ({ ...step })), roles }, Date.now()));
    stage.resume();
  });
  return view;
}

async function sayHowItIsKept(view) {
  const places = ['vault', 'memory', 'page'].map((place) => part(view, place));
  const { way } = (await keeping()).status();
  const kept = way === 'plain' || way === 'passphrase';
  const held = kept ? 'vault' : survivesReload() ? 'memory' : 'page';
  for (const place of places) place.hidden = place.dataset.part !== held;
}

// The one question about keeping comes before the clock starts. Without an answer it would come back with every sign of life.
async function settleKeeping() {
  const keep = await keeping();
  await askFirst(keep);
  if (keep.status().way === 'memory') await choose('way', 'memory');
}
