// Pictures by role: who carries how much.

import { words } from '../page.js';
import { load as loadOf, marksOf, rowsOf, spread as spreadOf, sum, top, whole } from './counts.js';
import { bars } from './pictures.js';
import { fill, mostRole } from './sentences.js';
import { kindOf, readingOf, titlesOf, wordsOf } from './sheet.js';

// Everything in `parts`, one bar a role; the parts stand end to end.
export function load({ root, sheet, map, asked }) {
  const { title, reading, parts, second, of } = asked;
  const kind = kindOf(sheet, parts[0]);
  const rows = rowsOf(map, parts);
  const shares = loadOf(rows, map.roles, kind);
  if (!top(shares).length) return [];
  const all = whole(rows, map.roles, kind);
  const titles = titlesOf(sheet, parts);
  const entries = sorted(shares).map(({ role }) => ({ label: role, values: parts.map((part) => loadOf(rowsOf(map, [part]), [role], kind)[0].n) }));
  return [{
    title,
    says: [mostRole(root, reading, shares, all), second && secondly(map, second, rowsOf(map, [of]), kind)],
    paint: bars(entries, { limit: kind === 'hold' ? all : 0, legend: titles }),
    table: table([words(root, 'role'), ...(titles.length > 1 ? titles : [words(root, 'number')])], entries),
  }];
}

// Who has most in one part of it, said only where it is one role.
function secondly(map, sentence, rows, kind) {
  const first = top(loadOf(rows, map.roles, kind));
  return first.length === 1 ? fill(sentence, { role: first[0].role, n: first[0].n, all: whole(rows, map.roles, kind) }) : '';
}

// A picture of its own for each line.
export function each({ root, sheet, map, asked }) {
  return rowsOf(map, asked.parts).filter((row) => marksOf(row, map.roles)).map((row) => {
    const shares = loadOf([row], map.roles, 'count');
    const reading = readingOf(sheet, row);
    return ofShares(root, wordsOf(sheet, row), reading ? mostRole(root, reading, shares, marksOf(row, map.roles)) : '', shares);
  });
}

// Under how many lines a role stands at all.
export function spread({ root, map, asked }) {
  const rows = rowsOf(map, asked.parts);
  const shares = spreadOf(rows, map.roles);
  if (!top(shares).length) return [];
  return [ofShares(root, asked.title, mostRole(root, asked.reading, shares, rows.length), shares, rows.length)];
}

function ofShares(root, title, says, shares, limit = 0) {
  const entries = sorted(shares).map(({ role, n }) => ({ label: role, values: [n] }));
  return { title, says: [says], paint: bars(entries, { limit }), table: table([words(root, 'role'), words(root, 'number')], entries) };
}

// Two parts below one another for each role, such as care given and care received.
export function pair({ root, sheet, map, asked }) {
  const [one, other] = asked.parts.map((part) => loadOf(rowsOf(map, [part]), map.roles, 'count'));
  const entries = map.roles.map((role, at) => ({ label: role, values: [one[at].n, other[at].n] }));
  const all = sum(other.map(({ n }) => n));
  if (map.roles.length < 2 || !all) return [];
  return [beside(asked.title, mostRole(root, asked.reading, other, all), entries, titlesOf(sheet, asked.parts), words(root, 'role'))];
}

export function beside(title, says, entries, titles, name) {
  return { title, says: [says], paint: bars(entries, { legend: titles, side: true }), table: table([name, ...titles], entries) };
}

export function table(head, entries) {
  return { head, rows: entries.map(({ label, values }) => [label, ...values]) };
}

function sorted(shares) {
  return [...shares].sort((a, b) => b.n - a.n);
}
