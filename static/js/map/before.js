// The last map of the same exercise beside this one: who carried, what hung on one role, what nobody held.

import { words } from '../page.js';
import { alone, load, nobody, rowsOf, sum, top, whole } from './counts.js';
import { show } from './dates.js';
import { table } from './of-roles.js';
import { bars } from './pictures.js';
import { kindOf } from './sheet.js';

export function before({ root, sheet, map, last }) {
  const asked = sheet.figures.find(({ figure }) => figure === 'load' || figure === 'each');
  if (!asked) return [];
  const kind = kindOf(sheet, asked.parts[0]);
  const [then, now] = [last, map].map((each) => measure(sheet, each, asked, kind));
  const roles = [...new Set([...last.roles, ...map.roles])];
  const entries = roles.map((role) => ({ label: role, values: [then, now].map(({ shares }) => of(shares, role)) }));
  const asks = (kind_) => sheet.figures.some(({ figure, parts }) => figure === kind_ && parts[0] === asked.parts[0]);
  if (asks('alone')) entries.push({ label: words(root, 'sole'), values: [then.sole, now.sole], strong: true });
  if (asks('nobody')) entries.push({ label: words(root, 'unheld'), values: [then.unheld, now.unheld], strong: true });
  const legend = [words(root, 'before', { date: show(last.made) }), words(root, 'now', { date: show(map.made) })];
  const first = top(then.shares)[0];
  if (!first) return [];
  return [{
    title: words(root, 'beforeTitle'),
    says: [words(root, 'change', { role: first.role, before: first.n, all_before: then.all, now: of(now.shares, first.role), all_now: now.all })],
    paint: bars(entries, { legend, side: true, looks: ['map-open', 'map-full'] }),
    table: table([words(root, 'role'), ...legend], entries),
  }];
}

function measure(sheet, map, { figure, parts }, kind) {
  // Where each line has a picture of its own, the first line stands for the rest.
  const first = figure === 'each' && sheet.parts.find(({ key }) => key === parts[0]).rows[0].key;
  const rows = rowsOf(map, parts).filter(({ key }) => !first || key === first);
  return {
    shares: load(rows, map.roles, kind),
    all: whole(rows, map.roles, kind),
    sole: sum(alone(rows, map.roles).map((group) => group.rows.length)),
    unheld: nobody(rows, map.roles).length,
  };
}

function of(shares, role) {
  return shares.find((share) => share.role === role)?.n ?? 0;
}
