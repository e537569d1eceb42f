// A list of what was found: the kind, the title, and the passage with the words marked.

import { tag } from '../page.js';
import { bestBlock, marked, stretch } from './passage.js';

// `kinds` holds the words for the kinds, marked `data-kind`.
export function fill(list, found, kinds) {
  list.replaceChildren(...found.map((result) => row(result, kinds)));
}

function row({ text, weights, named }, kinds) {
  const { kind, title, href } = text;
  const block = named ? { ...text.blocks[0], id: '' } : bestBlock(text, weights);
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = block?.id && !href.includes('#') ? `${href}#${block.id}` : href;
  // One's own notes have neither a kind nor a title.
  const name = kinds.querySelector(`[data-kind=${kind}]`);
  if (name) link.append(part('span', name.textContent, 'kind'), ' ');
  if (title) link.append(part('b', marked(title, weights, tag)), ' ');
  if (block?.text) link.append(part('span', marked(stretch(block.text, weights, tag), weights, tag), 'passage'));
  link.dir = 'auto';
  item.append(link);
  return item;
}

function part(name, content, kind = '') {
  const element = document.createElement(name);
  element.className = kind;
  element.append(...[content].flat());
  return element;
}
