// Pages → what a search can lead to: a kind, a title, an address, and the text in blocks (paragraphs, items, lines).

import { home } from '../page.js';
import { keptFragment } from '../trusted.js';

// By the beginning of a path: the kind, and what on the page stands for itself, where that is not the whole page.
const KINDS = [
  ['guide/', 'guide'],
  ['arguments/', 'argument'],
  ['checklists/', 'checklist'],
  ['exercises/', 'exercise'],
  ['words/', 'word', '.words > [id]', 'dt'],
  ['meeting/', 'agenda', '.agenda[id]', 'h3'],
  ['about/', 'guide'],
  ['sources/', 'guide'],
  ['contacts/', 'guide'],
  ['house/', 'guide'],
  ['phone/', 'guide'],
];

export const PLACES = KINDS.map(([begin]) => begin);

// Lists of what is found anyway; tools; the ways on to other pages.
const LISTS = ['guide/', 'arguments/', 'checklists/', 'exercises/'];
const ASIDE = '[hidden], template, noscript, svg, link, button, form, .map, .review, .over, .next, .see, .guard, .meta, .tools, [data-start]:not([data-start=checklist])';
const BLOCKS = 'p, li, h2, h3, h4, h5, dt, dd, blockquote, figcaption, ul, ol, dl, div, section, article, details, summary, figure, label';

// [{ kind, href, title, blocks: [{ text, id }] }, …]; `id` is what the address can point at, or ''.
export function texts(path, main) {
  const [, kind, parts, name] = KINDS.find(([begin]) => path.startsWith(begin)) ?? [];
  if (!kind || LISTS.includes(path)) return [];
  const page = keptFragment(main);
  if (!parts) return [text(kind, path, page, page.querySelector('h1'))];
  return [...page.querySelectorAll(parts)].map((part) => text(kind, `${path}#${part.id}`, part, part.querySelector(name)));
}

function text(kind, path, root, heading) {
  heading.remove();
  return { kind, href: home + path, title: heading.textContent.trim(), blocks: blocks(root) };
}

function blocks(root) {
  const found = [];
  let open = '';
  const close = (id) => {
    const text = open.replace(/\s+/g, ' ').trim();
    if (text) found.push({ text, id });
    open = '';
  };
  const walk = (element, id) => {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) open += node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(ASIDE)) continue;
      const own = node.id || id;
      const block = node.matches(BLOCKS);
      if (block) close(id);
      walk(node, own);
      if (block) close(own);
    }
  };
  walk(root, '');
  close('');
  return found;
}
