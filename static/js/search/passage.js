// The passage of a text that shows why it was found, with the found words marked.

import { cut } from './words.js';

const BEFORE = 50; // Letters before the first marked word …
const LENGTH = 170; // … and altogether.
const FAINT = 0.35; // Words that say little beside the most telling one are not marked.

// The block that holds the most telling words, or the first one.
export function bestBlock({ blocks, words }, weights) {
  const worth = words.map((some) => [...new Set(some)].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0));
  return blocks[worth.indexOf(Math.max(...worth))];
}

// Nodes: text, and <mark> around what was found.
export function marked(text, weights, tag) {
  const least = Math.max(...weights.values()) * FAINT;
  const nodes = [];
  let done = 0;
  for (const { start, end, word } of cut(text, tag)) {
    if (!((weights.get(word) ?? 0) >= least)) continue;
    const mark = document.createElement('mark');
    mark.textContent = text.slice(start, end);
    nodes.push(text.slice(done, start), mark);
    done = end;
  }
  return [...nodes, text.slice(done)];
}

// A stretch of the text around its first telling word, cut between words.
export function stretch(text, weights, tag) {
  if (text.length <= LENGTH) return text;
  const words = cut(text, tag);
  const top = Math.max(...weights.values());
  const hit = words.find(({ word }) => weights.get(word) === top) ?? words.find(({ word }) => weights.has(word)) ?? words[0];
  const from = words.find(({ start }) => start >= hit.start - BEFORE).start;
  const to = words.findLast(({ end }) => end <= from + LENGTH)?.end ?? text.length;
  const begin = from > words[0].start ? '… ' : '';
  return begin + text.slice(begin ? from : 0, to) + (to < words.at(-1).end ? ' …' : text.slice(to));
}
