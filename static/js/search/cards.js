// The argument cards, ranked by what was said. They are read once a document.

import { home, tag, oncePerEdition } from '../page.js';
import { keptFragment } from '../trusted.js';
import { pagesUnder } from './pages.js';
import { Ranking } from './ranking.js';
import { inSlices } from './slices.js';

// A function from what was said to [{ href, title, say, line }, …], the best first. `title`, `say` and `line` are elements to copy from.
export const findCards = oncePerEdition(read);

async function read() {
  const ranking = new Ranking(tag);
  const cards = new Map();
  await inSlices(await pagesUnder('arguments/'), ([path, main]) => {
    const card = keptFragment(main);
    const say = [...card.querySelectorAll('.aloud p')];
    if (!say.length) return;
    const lines = [card.querySelector('h1'), ...card.querySelectorAll('details li')];
    cards.set(path, { href: home + path, lines, say });
    ranking.add({ id: path, lines: lines.map((line) => line.textContent) });
  });
  return (said) => ranking.find(said).map(({ id, line }) => {
    const { href, lines, say } = cards.get(id);
    // The title stands beside it anyway.
    return { href, title: lines[0], say, line: line ? lines[line] : null };
  });
}
