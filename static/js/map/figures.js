// A map → its pictures: [{ title, says: [sentence], paint, table: { head, rows } }]. `paint` is null where a sentence says it all.

import { before } from './before.js';
import { earlier, hasMarks } from './counts.js';
import * as lines from './of-lines.js';
import * as roles from './of-roles.js';

const KINDS = { ...roles, ...lines };

// Every picture that the sheet asks for and that has something to show.
export function figuresOf({ root, sheet, map, id, maps }) {
  if (!hasMarks(map)) return [];
  const figures = sheet.figures.flatMap((asked) => KINDS[asked.figure]({ root, sheet, map, asked }));
  const last = earlier(maps, id);
  return last ? [...figures, ...before({ root, sheet, map, last })] : figures;
}
