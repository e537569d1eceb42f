// Meeting mode: an agenda, one step a screen, and how long the group talked about what.
//
// A meeting is an entry of the kind 'meeting'. While it runs (and after its end, until "Finish" is pressed):
//
//   { v: 1, state: 'running' | 'ended',
//     agenda: 'ninety-minutes' | 'own',      // id of the agenda; 'own' for one that the group wrote or changed
//     title: '…',                            // only of an own agenda
//     steps: [{ id, minutes, about, text?, out? }],
//                                            // about: 'frame' | 'victim' | 'structures' | 'perpetrator' | 'break';
//                                            // text: only where the group wrote it, else it stands in the page under the id;
//                                            // out: true for a step that was left out
//     roles: { facilitator?, second?, notes?, contact? },
//     log: [{ at, step, topic }],            // from `at` (ms since 1970) on: the step on the screen (its index), the topic;
//                                            // topic: as `about`, or 'away' for minutes that do not count
//     drifts: [{ at, step, day? }],          // day: 'YYYY-MM-DD' that the topic was put off to
//     checks: [at, …],                       // when the victim's support person was asked
//     decisions: [id, …],                    // ids of entries of the kind 'agreement'
//     seen, gap?: { from, to },              // last sign of life; a stretch without one
//     ended? }                               // ms
//
// After it, only if the group chose so, and nothing else of it:
//
//   { v: 1, state: 'kept', made: 'YYYY-MM-DD',
//     planned: { victim, structures, perpetrator, frame, break },   // minutes
//     real:    { victim, structures, perpetrator, frame, break },   // minutes, to a tenth
//     drifts: 2 }                                                   // how many
//
// An agenda of the group's own is an entry of the kind 'agenda': { title, steps: [{ id, text?, minutes, about }] }.

import { isLocked } from './entries.js';
import { decisionsView } from './meeting/decisions.js';
import { driftView } from './meeting/drift.js';
import { endView } from './meeting/end.js';
import { dressHub } from './meeting/hub.js';
import { running } from './meeting/keeper.js';
import { ownView } from './meeting/own.js';
import { prepareView } from './meeting/prepare.js';
import { rolesView } from './meeting/roles.js';
import { makeStage } from './meeting/stage.js';
import { pauseView, stepView } from './meeting/step.js';
import { stepsView } from './meeting/plan.js';
import { liesOnTheTable } from './meeting/table.js';
import { wordsView } from './meeting/words.js';
import { onEntries } from './map/elements.js';

const views = {
  decisions: decisionsView,
  drift: driftView,
  end: endView,
  own: ownView,
  pause: pauseView,
  prepare: prepareView,
  roles: rolesView,
  step: stepView,
  steps: stepsView,
  words: wordsView,
};

const BEFORE_A_MEETING = ['prepare', 'own'];
const closed = () => isLocked() && !liesOnTheTable();

export function start(root) {
  const stage = makeStage(root, views, dressHub);
  const show = () => {
    const meeting = running();
    if (meeting && (!stage.at || BEFORE_A_MEETING.includes(stage.at))) stage.resume();
    // Locked, wiped, or ended in another tab: nothing of it stays on the screen. What a group prepares on the table stays, like a meeting.
    else if (!meeting && stage.at && (!BEFORE_A_MEETING.includes(stage.at) || closed())) stage.home();
    stage.tick?.();
    dressHub(stage);
  };
  onEntries(root, show);
  show();
}
