// A calendar file for one day. It says "Review" and nothing else: calendars are shared, and shown on lock screens.

import { today } from './dates.js';
import { newId } from './elements.js';

export function calendarFile(day, title) {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//calendar//1', 'BEGIN:VEVENT',
    `UID:${newId()}`, `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${plain(day)}`, `DTEND;VALUE=DATE:${plain(after(day))}`,
    `SUMMARY:${title.replace(/[\\;,]/g, '\\$&')}`, 'TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n');
}

export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // Some browsers read it only after the click has passed.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function plain(day) {
  return day.replaceAll('-', '');
}

// The end of an all-day event is the day after.
function after(day) {
  const days = Math.round((Date.parse(day) - Date.parse(today())) / 86_400_000);
  return today(days + 1);
}
