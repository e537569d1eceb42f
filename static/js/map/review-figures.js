// The pictures of a review: time, agreements, work; the last review beside this one where there is one.

import { percent } from '../manners.js';
import { words } from '../page.js';
import { sum } from './counts.js';
import { show } from './dates.js';
import { bars } from './pictures.js';
import { TOPICS } from './review-counts.js';
import { mostRole } from './sentences.js';

const STATES = ['kept', 'open', 'over', 'dropped'];

export function reviewFigures(root, now, last) {
  return [time(root, now, last), states(root, now, last), ...work(root, now, last)].filter(Boolean);
}

function time(root, now, last) {
  const title = words(root, 'timeTitle');
  const [then, share] = [last, now].map((review) => sharesOf(review?.time));
  if (!share) return { title, says: [words(root, 'noTime')], paint: null };
  const [victim, structures, perpetrator] = TOPICS.map((topic) => percent(share[topic]));
  const says = [words(root, 'timeSays', { victim, structures, perpetrator }), words(root, 'timeOf', { n: now.meetings.length })];
  if (then && share.perpetrator > then.perpetrator) says.push(words(root, 'grew'));
  const entries = TOPICS.map((topic) => ({ label: words(root, topic), now: share[topic], then: then?.[topic] }));
  return beside(root, { title, says, entries, name: words(root, 'topic'), limit: 1, format: percent }, now, then && last);
}

// Minutes → shares of the whole; undefined where nothing was counted.
function sharesOf(minutes = {}) {
  const whole = sum(TOPICS.map((topic) => minutes[topic] ?? 0));
  return whole ? Object.fromEntries(TOPICS.map((topic) => [topic, (minutes[topic] ?? 0) / whole])) : undefined;
}

function states(root, now, last) {
  const { kept, open, dropped, over } = now.agreements;
  if (!kept && !open && !dropped && !last) return null;
  const entries = STATES.map((state) => ({ label: words(root, state), now: now.agreements[state], then: last?.agreements?.[state] ?? 0 }));
  const says = [words(root, 'agreementsSays', { kept, open, dropped, over })];
  if (last) says.push(words(root, 'agreementsSince'));
  return beside(root, { title: words(root, 'agreementsTitle'), says, entries, name: words(root, 'state') }, now, last);
}

function work(root, now, last) {
  const exercises = Object.entries(now.work);
  if (!exercises.length) return [{ title: words(root, 'workTitleNone'), says: [words(root, 'workNoMap')], paint: null }];
  return exercises.map(([exercise, { made, roles, all }]) => {
    const before = last?.work?.[exercise];
    const shares = Object.entries(roles).map(([role, n]) => ({ role, n }));
    const names = [...new Set([...Object.keys(roles), ...Object.keys(before?.roles ?? {})])];
    const entries = names.map((role) => ({ label: role, now: roles[role] ?? 0, then: before?.roles[role] ?? 0 }));
    return beside(root, {
      title: words(root, 'workTitle', { exercise: root.dataset[camel(exercise)], date: show(made) }),
      says: [mostRole(root, root.dataset.workSays, shares, all)],
      entries,
      name: words(root, 'role'),
    }, now, before && last);
  });
}

// entries: [{ label, now, then }]; with a last review, two bars each.
function beside(root, { title, says, entries, name, limit = 0, format = String }, now, last) {
  const both = Boolean(last);
  const legend = both ? [words(root, 'last', { date: show(last.made) }), words(root, 'now', { date: show(now.made) })] : [words(root, 'number')];
  const values = ({ now: one, then }) => (both ? [then, one] : [one]);
  return {
    title,
    says,
    paint: bars(entries.map((entry) => ({ label: entry.label, values: values(entry) })), { legend, side: both, limit, format, looks: both ? ['map-open', 'map-full'] : undefined }),
    table: { head: [name, ...legend], rows: entries.map((entry) => [entry.label, ...values(entry).map(format)]) },
  };
}

function camel(id) {
  return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
