// The words and forms of a tool, which its page does not carry: from the kept copy of this page's edition, or from the server that the page came from.

import { keptPage } from './kept.js';
import { edition, tag } from './page.js';
import { keptFragment } from './trusted.js';

// The element that holds them, or undefined where this phone does not keep them.
export async function keptPart(name) {
  const kept = await keptPage(tag, edition, `#${name}`);
  return kept && fragment(kept.main);
}

export async function part(name) {
  return (await keptPart(name)) ?? fragment(await fetched(name));
}

async function fetched(name) {
  const response = await fetch(`/${tag}/parts/${edition}/${name}.txt`);
  if (!response.ok) throw new TypeError(`The words answered ${response.status}.`);
  return response.text();
}

function fragment(html) {
  return keptFragment(html).firstElementChild;
}

// Gives a tool what it does not carry: attributes with its words, and forms to copy from.
export async function supply(element) {
  const found = await part(element.dataset.words);
  for (const { name, value } of found.attributes) element.setAttribute(name, value);
  element.append(...found.childNodes);
}
