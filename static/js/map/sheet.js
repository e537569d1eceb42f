// The sheet of an exercise, read from the page: its parts with their lines, the roles that it offers, its pictures and prompts.

export function readSheet(element) {
  const figures = (name) => [...element.querySelectorAll(`template[data-figures="${name}"]`)].map((template) => template.content);
  const own = figures(element.dataset.exercise);
  const hidden = [...figures(''), ...(own.length ? own : figures('any'))];
  const marked = (name) => hidden.flatMap((content) => [...content.querySelectorAll(`[data-${name}]`)]);
  return {
    exercise: element.dataset.exercise,
    letters: element.dataset.alphabet.trim().split(/\s+/u),
    roles: [...element.querySelectorAll('[data-roles] span')].map(text),
    parts: [...element.querySelectorAll('[data-part]')].map((section) => readPart(element, section)),
    figures: marked('figure').map(({ dataset }) => ({ ...dataset, parts: dataset.parts.split(' ') })),
    prompts: marked('prompt').map(text),
    found: marked('found').flatMap(({ dataset }) => dataset.found.split(' ')),
    often: often(element),
  };
}

// `kind`: hold, count, total or state; `states` are the words that a line of kind state can have.
function readPart(element, section) {
  const words = element.querySelectorAll(`[data-states=${section.dataset.part}] [data-state-word]`);
  return {
    key: section.dataset.part,
    kind: section.dataset.kind,
    fixed: 'fixed' in section.dataset,
    title: text(section.querySelector('h3, h4')),
    hint: text(section.querySelector('p')),
    rows: [...section.querySelectorAll('[data-row]')].map((line) => ({ key: line.dataset.row, text: text(line), reading: line.dataset.reading })),
    states: [...words].map((word) => [word.dataset.stateWord, text(word)]),
  };
}

// The agreements that the exercise's text names: what, then the owner, each label in bold.
function often(element) {
  const lines = element.closest('article')?.querySelectorAll('[data-section=agree] > ul > li') ?? [];
  return [...lines].map((line) => {
    const [owner, review] = line.querySelectorAll('strong');
    if (!owner) return { what: text(line), owner: '' };
    return { what: between(line, null, owner), owner: between(line, owner, review).replace(/[.。।۔]$/u, '') };
  });
}

function between(line, from, to) {
  const range = document.createRange();
  range.selectNodeContents(line);
  if (from) range.setStartAfter(from);
  if (to) range.setEndBefore(to);
  return range.toString().replace(/\s+/g, ' ').trim();
}

// The lines that a part starts with.
export function suggested(part) {
  return part.rows.map(({ key, text }) => ({ text, key, part: part.key, marks: {} }));
}

// A kept map in the form that the tool works with; lines that tell no part belong to the first.
export function readMap(sheet, map) {
  const rows = (map.rows ?? []).map((row) => ({ ...row, part: row.part ?? sheet.parts[0].key, marks: { ...row.marks } }));
  return { ...map, made: map.made ?? '', roles: [...(map.roles ?? [])], rows };
}

// The words of a line as the page has them now; the stored ones may be of another language.
export function wordsOf(sheet, row) {
  return lineOf(sheet, row)?.text ?? row.text;
}

export function readingOf(sheet, row) {
  return lineOf(sheet, row)?.reading;
}

function lineOf(sheet, row) {
  return partOf(sheet, row.part)?.rows.find(({ key }) => key === row.key);
}

function partOf(sheet, key) {
  return sheet.parts.find((part) => part.key === key);
}

export function kindOf(sheet, key) {
  return partOf(sheet, key).kind;
}

export function statesOf(sheet, key) {
  return partOf(sheet, key).states;
}

export function titlesOf(sheet, keys) {
  return keys.map((key) => partOf(sheet, key).title);
}

export function text(node) {
  return node?.textContent.replace(/\s+/g, ' ').trim() ?? '';
}
