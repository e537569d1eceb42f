// What a review counts, from what this phone keeps.

import { all } from '../entries.js';
import { agreements, isOverdue } from './agreement.js';
import { load, rowsOf, sum } from './counts.js';
import { today } from './dates.js';

export const TOPICS = ['victim', 'structures', 'perpetrator', 'frame'];

// The parts of a map that are work. Being thanked, asked or obeyed is not.
const WORK = { 'map-tasks': { parts: ['seen', 'unseen'], kind: 'hold' }, 'map-care': { parts: ['given'], kind: 'count' } };

// What earlier reviews have counted is not counted again.
export function measure(earlier) {
  const meetings = all('meeting').filter(([id, meeting]) => meeting.state === 'kept' && meeting.real && !earlier.some((review) => review.meetings?.includes(id)));
  // One that was opened again and settled anew counts anew.
  const isNew = ([id, { settled }]) => !earlier.some((review) => review.settled?.includes(id) && !(settled > review.made));
  const [kept, dropped] = ['kept', 'dropped'].map((state) => agreements(state).filter(isNew));
  const open = agreements('open').map(([, agreement]) => agreement);
  return {
    made: today(),
    meetings: meetings.map(([id]) => id),
    settled: [...kept, ...dropped].map(([id]) => id),
    time: Object.fromEntries(TOPICS.map((topic) => [topic, sum(meetings.map(([, { real }]) => Number(real[topic]) || 0))])),
    agreements: { kept: kept.length, open: open.length, over: open.filter(isOverdue).length, dropped: dropped.length },
    work: Object.fromEntries(Object.keys(WORK).map((exercise) => [exercise, workOf(exercise)]).filter(([, work]) => work)),
  };
}

export function empty({ meetings, agreements: { kept, open, dropped }, work }) {
  return !meetings.length && !kept && !open && !dropped && !Object.keys(work).length;
}

// The newest map of an exercise that has marks.
function workOf(exercise) {
  const { parts, kind } = WORK[exercise];
  const maps = all('map').map(([, map]) => map).filter((map) => map.exercise === exercise).sort((a, b) => (a.made ?? '').localeCompare(b.made ?? ''));
  for (const map of maps.reverse()) {
    const rows = rowsOf({ rows: (map.rows ?? []).map((row) => ({ part: parts[0], marks: {}, ...row })) }, parts);
    const shares = load(rows, map.roles ?? [], kind);
    if (sum(shares.map(({ n }) => n))) return { made: map.made, roles: Object.fromEntries(shares.map(({ role, n }) => [role, n])), all: kind === 'hold' ? rows.length : sum(shares.map(({ n }) => n)) };
  }
  return null;
}
