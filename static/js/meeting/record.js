// A meeting as a value, and its arithmetic. Every length comes from the times in the log, never from counting ticks:
// a phone in a pocket does not tick.

import { today } from '../map/dates.js';

export const TOPICS = ['victim', 'structures', 'perpetrator', 'frame'];
export const MINUTE = 60_000;

export function newMeeting({ agenda, title, steps, roles = {} }, now) {
  const meeting = { v: 1, state: 'running', agenda, steps, roles, log: [], drifts: [], checks: [], decisions: [], seen: now };
  if (title) meeting.title = title;
  move(meeting, 0, now);
  return meeting;
}

export function here(meeting) {
  return meeting.log.at(-1);
}

export function move(meeting, step, now) {
  meeting.log.push({ at: now, step, topic: meeting.steps[step].about });
}

export function talkAbout(meeting, topic, now) {
  if (here(meeting).topic !== topic) meeting.log.push({ ...here(meeting), at: now, topic });
}

// After a break: back to what was talked about before it.
export function goOn(meeting, now) {
  const { step } = here(meeting);
  const before = meeting.log.findLast((entry) => entry.topic !== 'break' && entry.topic !== 'away' && entry.step === step);
  talkAbout(meeting, before?.topic ?? meeting.steps[step].about, now);
}

// The step that comes after (1) or before (-1) this one and is not left out; undefined at either end.
export function neighbour(meeting, way) {
  for (let step = here(meeting).step + way; meeting.steps[step]; step += way) {
    if (!meeting.steps[step].out) return step;
  }
  return undefined;
}

// Leaves out what is still to come on a topic.
export function leaveOutTopic(meeting, topic) {
  meeting.steps.forEach((step, at) => {
    if (at > here(meeting).step && step.about === topic) step.out = true;
  });
}

// [{ step, topic, from, to, ms }], one after the other. A clock that was set back makes no negative time.
export function stretches(meeting, now) {
  const end = meeting.ended ?? now;
  return meeting.log.map(({ at, step, topic }, i) => {
    const to = meeting.log[i + 1]?.at ?? end;
    return { step, topic, from: at, to, ms: Math.max(0, to - at) };
  });
}

// ms that a step has taken, without breaks inside it.
export function spent(meeting, step, now) {
  const pauses = meeting.steps[step].about === 'break' ? ['away'] : ['away', 'break'];
  return sum(stretches(meeting, now).filter((stretch) => stretch.step === step && !pauses.includes(stretch.topic)));
}

// { victim: ms, … }
export function timeByTopic(meeting, now) {
  const all = stretches(meeting, now);
  return byTopic((topic) => sum(all.filter((stretch) => stretch.topic === topic)));
}

// { victim: minutes, … }: the agenda as it was meant, with what was left out.
export function planned(steps) {
  return byTopic((topic) => steps.filter((step) => step.about === topic).reduce((all, step) => all + step.minutes, 0));
}

export function sumOfTalk(times) {
  return TOPICS.reduce((all, topic) => all + times[topic], 0);
}

function byTopic(count) {
  return Object.fromEntries([...TOPICS, 'break'].map((topic) => [topic, count(topic)]));
}

function sum(all) {
  return all.reduce((total, { ms }) => total + ms, 0);
}

// Gives a stretch of time another topic: minutes that the phone was away, or talk that drifted before anyone pressed.
export function recount(meeting, from, to, topic) {
  const log = meeting.log;
  const start = Math.max(from, log[0].at);
  const at = (time) => log.findLast((entry) => entry.at <= time) ?? log[0];
  const before = log.filter((entry) => entry.at < start);
  const within = log.filter((entry) => entry.at > start && entry.at < to).map((entry) => ({ ...entry, topic }));
  const after = log.filter((entry) => entry.at > to);
  meeting.log = [...before, { ...at(start), at: start, topic }, ...within, { ...at(to), at: to }, ...after];
}

// Since when the group has been at this step without a break: drifted minutes never reach further back.
export function since(meeting) {
  const { step } = here(meeting);
  const last = meeting.log.findLastIndex((entry) => entry.step !== step || entry.topic === 'break' || entry.topic === 'away');
  return meeting.log[Math.min(last + 1, meeting.log.length - 1)].at;
}

// What the review may know of it.
export function summary(meeting, now) {
  const times = timeByTopic(meeting, now);
  const real = byTopic((topic) => Math.round(times[topic] / (MINUTE / 10)) / 10);
  return { v: 1, state: 'kept', made: today(), planned: planned(meeting.steps), real, drifts: meeting.drifts.length };
}
