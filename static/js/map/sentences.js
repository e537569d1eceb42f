// The sentences under the pictures. They come from the page, with {names} to fill in.

import { list } from '../manners.js';
import { filled, words } from '../page.js';
import { sum, top } from './counts.js';

export { filled as fill, list };

// Who has most, of `shares` [{ role, n }]; several who have as much are named together.
export function mostRole(root, reading, shares, all) {
  const first = top(shares);
  if (!first.length) return '';
  if (first.length === 1) return filled(reading, { role: first[0].role, n: first[0].n, all });
  if (first.length === shares.length) return words(root, 'even', { n: first[0].n });
  return words(root, 'tie', { roles: list(first.map(({ role }) => role)), n: first[0].n, all });
}

// Which line has most, of `lines` [{ row, n }].
export function mostRow(root, reading, lines) {
  const first = top(lines);
  const all = sum(lines.map(({ n }) => n));
  if (!first.length) return '';
  if (first.length === 1) return filled(reading, { row: first[0].row, n: first[0].n, all });
  return words(root, 'tieRows', { rows: list(first.map(({ row }) => row)), n: first[0].n, all });
}
