// Days, times, numbers and lists as people here write them: by the browser, where it knows the page's language and with it the region's habits;
// otherwise by the patterns that the page brings along (app/edition/manners.py).

import { manners } from './page.js';

// The page's own patterns; null where the browser knows the language. Looked up each time: the page can go over to another language.
function patterns() {
  const brought = document.querySelector('.foot').dataset.manners;
  return brought ? JSON.parse(brought) : null;
}

// `at` is a Date or milliseconds.
export function longDay(at) {
  const own = patterns();
  if (!own) return new Intl.DateTimeFormat(manners, { dateStyle: 'long' }).format(at);
  const day = new Date(at);
  return put(own.days[day.getMonth()], { d: day.getDate(), y: day.getFullYear() });
}

export function clock(at) {
  const own = patterns();
  if (!own) return new Intl.DateTimeFormat(manners, { timeStyle: 'short' }).format(at);
  const time = new Date(at);
  const hour = own.half ? time.getHours() % 12 || 12 : time.getHours();
  return put(own.times[Number(time.getHours() >= 12)], { h: hour, hh: String(hour).padStart(2, '0'), m: String(time.getMinutes()).padStart(2, '0') });
}

export function number(value) {
  const own = patterns();
  return own ? String(value).replace('.', own.decimal) : new Intl.NumberFormat(manners).format(value);
}

export function percent(share) {
  const own = patterns();
  return own ? put(own.percent, { n: Math.round(share * 100) }) : new Intl.NumberFormat(manners, { style: 'percent' }).format(share);
}

export function size(bytes) {
  const large = bytes >= 1e6;
  const value = large ? Math.round(bytes / 1e5) / 10 : Math.ceil(bytes / 1e3);
  const own = patterns();
  if (own) return put(own.sizes[Number(large)], { n: number(value) });
  return new Intl.NumberFormat(manners, { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', maximumFractionDigits: 1 }).format(value);
}

// “A, B and C”
export function list(items) {
  const own = patterns();
  if (!own) return new Intl.ListFormat(manners, { type: 'conjunction' }).format(items);
  const [two, start, middle, end] = own.list;
  if (items.length < 3) return items.length === 2 ? put(two, { a: items[0], b: items[1] }) : (items[0] ?? '');
  // CLDR joins from the end; its start and middle differ in no language that comes here without its browser.
  const first = items.slice(2, -1).reduce((a, b) => put(middle, { a, b }), items.length > 3 ? put(start, { a: items[0], b: items[1] }) : '');
  return put(end, { a: first || put(start, { a: items[0], b: items[1] }), b: items.at(-1) });
}

// What numbers have in common that take the same plural form.
export function form(n) {
  const own = patterns();
  if (!own) return new Intl.PluralRules(manners).select(n);
  return own.forms[n < 200 ? n : 100 + (n % 100)];
}

function put(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
