// Pictures by line: where the marks stand, what hangs on one role, what nobody holds.

import { words } from '../page.js';
import { alone as aloneOf, marksOf, nobody as nobodyOf, rowsOf, sum, top } from './counts.js';
import { beside, table } from './of-roles.js';
import { bars, frames, hooks, ladders } from './pictures.js';
import { fill, list, mostRow } from './sentences.js';
import { statesOf, titlesOf, wordsOf } from './sheet.js';

export function rows({ root, sheet, map, asked }) {
  return counted(root, sheet, map, asked, (row) => marksOf(row, map.roles));
}

export function totals({ root, sheet, map, asked }) {
  return counted(root, sheet, map, asked, (row) => row.count ?? 0);
}

function counted(root, sheet, map, { title, reading, parts }, count) {
  const found = rowsOf(map, parts).map((row) => ({ row: wordsOf(sheet, row), n: count(row) }));
  if (!top(found).length) return [];
  const entries = found.map(({ row, n }) => ({ label: row, values: [n] }));
  return [{ title, says: [mostRow(root, reading, found)], paint: bars(entries), table: table([words(root, 'row'), words(root, 'number')], entries) }];
}

// Two parts that have the same lines, one below the other.
export function match({ root, sheet, map, asked }) {
  const all = rowsOf(map, asked.parts);
  const keys = [...new Map(all.map((row) => [row.key, row])).values()];
  const marks = (part, { key }) => sum(all.filter((row) => row.part === part && row.key === key).map((row) => marksOf(row, map.roles)));
  const entries = keys.map((row) => ({ label: wordsOf(sheet, row), values: asked.parts.map((part) => marks(part, row)) }));
  if (!sum(entries.flatMap(({ values }) => values))) return [];
  const says = mostRow(root, asked.reading, entries.map(({ label, values }) => ({ row: label, n: values[1] })));
  return [beside(asked.title, says, entries, titlesOf(sheet, asked.parts), words(root, 'row'))];
}

// What is in place, how far.
export function states({ root, sheet, map, asked }) {
  const known = statesOf(sheet, asked.parts[0]);
  const found = rowsOf(map, asked.parts);
  if (!found.some(({ state }) => state)) return [];
  const entries = found.map((row) => ({ label: wordsOf(sheet, row), step: known.findIndex(([state]) => state === row.state) }));
  const names = known.map(([, word]) => word);
  return [{
    title: asked.title,
    says: [fill(asked.reading, { n: entries.filter(({ step }) => step === 0).length, all: entries.length })],
    paint: ladders(entries, names),
    table: { head: [words(root, 'row'), words(root, 'state')], rows: entries.map(({ label, step }) => [label, names[step] ?? '–']) },
  }];
}

// With one role there is nothing to compare, and without marks nothing to say.
export function alone({ root, sheet, map, asked }) {
  const found = rowsOf(map, asked.parts);
  if (map.roles.length < 2 || !marked(found, map)) return [];
  const groups = aloneOf(found, map.roles).map(({ role, rows: held }) => ({ role, things: held.map((row) => wordsOf(sheet, row)) }));
  groups.sort((a, b) => b.things.length - a.things.length);
  const n = sum(groups.map(({ things }) => things.length));
  return [{
    title: asked.title,
    says: [n ? fill(asked.reading, { n, all: found.length }) : asked.none],
    paint: n ? hooks(groups) : null,
    table: { head: [words(root, 'role'), words(root, 'row')], rows: groups.map(({ role, things }) => [role, list(things)]) },
  }];
}

export function nobody({ root, sheet, map, asked }) {
  const found = rowsOf(map, asked.parts);
  if (!marked(found, map)) return [];
  const things = nobodyOf(found, map.roles).map((row) => wordsOf(sheet, row));
  return [{
    title: asked.title,
    says: [things.length ? fill(asked.reading, { n: things.length, all: found.length }) : asked.none],
    paint: things.length ? frames(things) : null,
    table: { head: [words(root, 'row'), words(root, 'role')], rows: things.map((thing) => [thing, words(root, 'noneHeld')]) },
  }];
}

function marked(found, map) {
  return sum(found.map((row) => marksOf(row, map.roles)));
}
