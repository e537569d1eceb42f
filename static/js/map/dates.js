// Days as 'YYYY-MM-DD', the way date fields have them, in the phone's own time zone.

import { longDay } from '../manners.js';

export function today(later = 0) {
  const day = new Date();
  day.setDate(day.getDate() + later);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

export function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

export function show(day) {
  if (!isDay(day)) return day ?? '';
  const [year, month, date] = day.split('-').map(Number);
  return longDay(new Date(year, month - 1, date));
}
