// The regular review in pictures: this one, and the last one beside it.
//
// A review is kept as kind 'review': { made: 'YYYY-MM-DD', meetings: [id], settled: [id], time: { victim, … } in minutes,
// agreements: { kept, open, over, dropped }, work: { exercise: { made, roles: { role: number }, all } } }. `meetings` and `settled`, the agreements that
// were kept or dropped, are those that were counted: the next review does not count them again.

import { all, hold } from './entries.js';
import { today } from './map/dates.js';
import { element, newId, onEntries, primary, showClosed, tools } from './map/elements.js';
import { figureOf, printOnly } from './map/panel.js';
import { empty, measure } from './map/review-counts.js';
import { reviewFigures } from './map/review-figures.js';
import { button, words } from './page.js';

export function start(root) {
  if (root.closest('.whole')) return;
  const place = element('div', { class: 'map-view' });
  const said = element('p', { class: 'map-said', role: 'status' });
  root.append(place, said);
  let shown;
  const render = () => {
    const reviews = all('review').sort((a, b) => a[1].made.localeCompare(b[1].made));
    const mine = reviews.find(([, review]) => review.made === today());
    const last = reviews.filter(([, review]) => review.made < today()).at(-1)?.[1];
    const now = measure(reviews.filter((review) => review !== mine).map(([, review]) => review));
    const closed = showClosed(root);
    const state = JSON.stringify([now, last, mine, closed]);
    if (state === shown) return;
    shown = state;
    const keep = primary(words(root, mine ? 'keepAgain' : 'keep'), async () => {
      await hold('review', mine?.[0] ?? newId(), now);
      render();
      said.textContent = words(root, 'said');
      place.querySelector('.tools button')?.focus({ preventScroll: true });
    });
    place.replaceChildren(...(empty(now) && !last
      ? [closed ? '' : element('p', {}, words(root, 'nothing'))]
      : [...reviewFigures(root, now, last).map((figure) => figureOf(figure, words(root, 'table'))), tools(keep, button(words(root, 'print'), () => printOnly(root)))]));
  };
  render();
  onEntries(root, render);
}
