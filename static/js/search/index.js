// An index of texts that are { id, title, blocks: [{ text }] }. Typing errors are forgiven; the last word may be half typed.

import MiniSearch from '../../vendor/minisearch-7.2.0/index.js';
import { unspaced, wordsOf } from './words.js';

const TAIL = 0.15; // Of the best result’s score: what holds only some of the words and fits less than that is noise.
const COMMON = 0.3; // Of all texts: a word that stands in more of them tells little …
const FEW = 10; // … where there are more than these.

export class Index {
  constructor(tag) {
    this.tag = tag;
    this.texts = new Map();
    this.spread = new Map();
    this.search = new MiniSearch({
      fields: ['title', 'text'],
      tokenize: (words) => words,
      stringifyField: (words) => words,
      processTerm: (word) => word,
      searchOptions: {
        boost: { title: 3 },
        prefix: (word, at, words) => word.length > 3 || unspaced(word) || (at === words.length - 1 && word.length > 1),
        fuzzy: (word) => word.length > 4 && !unspaced(word) && 0.25,
      },
    });
  }

  add(text) {
    const title = wordsOf(text.title, this.tag);
    const words = text.blocks.map((block) => wordsOf(block.text, this.tag));
    this.search.add({ id: text.id, title, text: words.flat() });
    this.texts.set(text.id, { ...text, titled: title, words });
    for (const word of new Set([...title, ...words.flat()])) this.spread.set(word, (this.spread.get(word) ?? 0) + 1);
  }

  // [{ text, weights, named }, …], the best first. `weights` says of each word that was found how telling it is; `named`, that the
  // title alone holds them all. A text need not hold every word; one that holds more of them comes before one that holds fewer.
  find(asked) {
    const words = wordsOf(asked, this.tag);
    const found = this.holding(this.telling(words));
    return found.length ? found : this.holding(words);
  }

  holding(words) {
    const wanted = new Set(words);
    const results = this.search.search(' ', { tokenize: () => words });
    const fitting = results.filter(({ queryTerms, score }) => new Set(queryTerms).size === wanted.size || score > results[0].score * TAIL);
    return fitting.map(({ id, terms }) => {
      const text = this.texts.get(id);
      return { text, weights: this.weigh(terms, words), named: words.every((word) => text.titled.includes(word)) };
    });
  }

  // Without the words that stand everywhere, unless there are no others.
  telling(words) {
    const rare = words.filter((word) => !(this.spread.get(word) > Math.max(FEW, this.texts.size * COMMON)));
    return rare.length ? rare : words;
  }

  // Rare words tell more, and words as they were typed more than those that only resemble them.
  weigh(words, typed) {
    return new Map(words.map((word) => [word, Math.log(1 + this.texts.size / this.spread.get(word)) * (typed.includes(word) ? 1 : 0.5)]));
  }
}
