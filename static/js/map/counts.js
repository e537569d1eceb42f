// What a map says in numbers. A row is { text, part, marks: { role: number } }, with `count` or `state` where no role stands.

export function rowsOf(map, parts) {
  return map.rows.filter((row) => parts.includes(row.part));
}

export function hasMarks(map) {
  return map.rows.some((row) => row.count || row.state || holders(row, map.roles).length);
}

function holders(row, roles) {
  return roles.filter((role) => row.marks[role] > 0);
}

export function sum(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}

export function marksOf(row, roles) {
  return sum(roles.map((role) => row.marks[role] ?? 0));
}

// [{ role, n }] in the order of the roles. A line that is held counts once, strokes count each.
export function load(rows, roles, kind) {
  const worth = (row, role) => (kind === 'hold' ? Number(row.marks[role] > 0) : (row.marks[role] ?? 0));
  return roles.map((role) => ({ role, n: sum(rows.map((row) => worth(row, role))) }));
}

// Of how much: all lines where lines are held, all strokes where strokes are counted.
export function whole(rows, roles, kind) {
  return kind === 'hold' ? rows.length : sum(rows.map((row) => marksOf(row, roles)));
}

// [{ role, n }]: under how many lines a role stands at all.
export function spread(rows, roles) {
  return load(rows, roles, 'hold');
}

// [{ role, rows }] for the roles that hold something alone.
export function alone(rows, roles) {
  return roles
    .map((role) => ({ role, rows: rows.filter((row) => row.marks[role] > 0 && holders(row, roles).length === 1) }))
    .filter(({ rows: held }) => held.length);
}

export function nobody(rows, roles) {
  return rows.filter((row) => !holders(row, roles).length);
}

// The entries with the highest `n`, none when all are zero.
export function top(entries) {
  const most = Math.max(0, ...entries.map(({ n }) => n));
  return most ? entries.filter(({ n }) => n === most) : [];
}

// The map of the same exercise that was made before this one; `maps` are [id, map] in the order in which they came.
export function earlier(maps, id) {
  const place = (entry) => maps.findIndex(([other]) => other === entry[0]);
  const own = maps.find(([other]) => other === id);
  const before = maps.filter((entry) => entry !== own && entry[1].exercise === own[1].exercise && (entry[1].made < own[1].made || (entry[1].made === own[1].made && place(entry) < place(own))));
  return before.sort((a, b) => a[1].made.localeCompare(b[1].made) || place(a) - place(b)).at(-1)?.[1];
}
