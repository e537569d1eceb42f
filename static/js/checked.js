// When a contact was last checked. After six months the line says so by itself: on a phone that keeps the guide, nobody else can.

import { isDay, show, today } from './map/dates.js';
import { words } from './page.js';

const MONTHS = 6;

export function start(element) {
  const { checked } = element.dataset;
  if (!isDay(checked) || !isOld(checked)) return;
  element.textContent = words(element, 'old', { date: show(checked) });
  element.dataset.state = 'old';
}

function isOld(checked) {
  const [year, month, day] = checked.split('-').map(Number);
  // The last day of a shorter month stands for one that it does not have.
  const last = new Date(year, month - 1 + MONTHS + 1, 0).getDate();
  const until = new Date(year, month - 1 + MONTHS, Math.min(day, last));
  return new Date(`${today()}T00:00`) > until;
}
