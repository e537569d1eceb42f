// What changed with the last editions, as this phone keeps it.

import { keptLanguage } from './kept.js';
import { manners, tag } from './page.js';

export async function start(element) {
  const show = async () => {
    const { changes = [] } = (await keptLanguage(tag)) ?? {};
    element.replaceChildren(...changes.map(line));
  };
  document.addEventListener('offline', show);
  await show();
}

function line([day, code, text]) {
  const item = document.createElement('li');
  const date = new Intl.DateTimeFormat(manners, { dateStyle: 'medium' }).format(new Date(`${day}T12:00`));
  item.textContent = `${date} · ${code} · ${text}`;
  return item;
}
