// Where somebody reads, said so that another language has the same place: the last id above it, how many blocks after that, and how far into the block.

const BLOCKS = 'h1, h2, h3, h4, h5, p, li, dt, dd, blockquote, summary, tr, svg[role=img]';
const FORM = /^#at:([\w-]*):(\d{1,4}):(0|1|0\.\d{1,3})$/;
const SETTLING = 1000; // Milliseconds in which a page's scripts add what they add.
const TOP = 40; // Pixels that are no reading yet: the page stays at its beginning.

// The place at the upper edge when the page is scrolled down by `y`, as an address's hash; empty at the page's beginning.
export function placeAt(main, y) {
  const edge = y + coveredAbove();
  const block = y > TOP && blocksOf(main).findLast((each) => top(each) <= edge + 1);
  if (!block) return '';
  const anchor = [...main.querySelectorAll('[id]')].findLast((each) => each === block || precedes(each, block));
  const after = between(main, anchor).indexOf(block);
  const { height } = block.getBoundingClientRect();
  const part = height ? Math.min(Math.max((edge - top(block)) / height, 0), 1) : 0;
  return `#at:${anchor?.id ?? ''}:${after}:${Number(part.toFixed(3))}`;
}

// Scrolls there and answers the block; null where this page has no such place. What scripts add above it does not move it, until somebody touches the page.
export function stayAt(main, hash) {
  const block = goTo(main, hash);
  const observer = new ResizeObserver(() => goTo(main, hash));
  const done = () => observer.disconnect();
  if (block) observer.observe(main);
  for (const touch of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(touch, done, { once: true, passive: true });
  setTimeout(done, SETTLING);
  return block;
}

function goTo(main, hash) {
  const [, id, after, part] = FORM.exec(hash) ?? [];
  const anchor = id ? document.getElementById(id) : undefined;
  if (id === undefined || (id && !main.contains(anchor))) return null;
  const blocks = between(main, anchor);
  const block = blocks[Math.min(Number(after), blocks.length - 1)];
  if (block) scrollTo(0, top(block) + Number(part) * block.getBoundingClientRect().height - coveredAbove());
  return block ?? null;
}

// The blocks from `anchor` on, itself among them where it is one.
function between(main, anchor) {
  return blocksOf(main).filter((each) => !anchor || each === anchor || precedes(anchor, each));
}

function blocksOf(main) {
  return [...main.querySelectorAll(BLOCKS)].filter((each) => each.getClientRects().length);
}

function precedes(one, other) {
  return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function top(element) {
  return element.getBoundingClientRect().top + scrollY;
}

// On wide screens the bar stays at the upper edge, over the text.
function coveredAbove() {
  const { top: start, bottom, height } = document.querySelector('.bar').getBoundingClientRect();
  return start <= 0 && bottom > 0 && bottom < innerHeight ? height : 0;
}
