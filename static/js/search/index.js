// An index of texts that are { id, title, blocks: [{ text }] }. Typing errors are forgiven; the last word may be half typed.

import MiniSearch from '../../vendor/minisearch-7.2.0/index.js';
import { unspaced, wordsOf } from './words.js';

const ENOUGH = 3; // With fewer results that hold every word, those that hold some of them follow.

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
        tokenize: (text) => wordsOf(text, tag),
        boost: { title: 3 },
        prefix: (word, at, words) => word.length > 3 || unspaced(word) || (at === words.length - 1 && word.length > 1),
        fuzzy: (word) => word.length > 4 && !unspaced(word) && 0.2,
      },
    });
  }

  add(text) {
    const title = wordsOf(text.title, this.tag);
    const words = text.blocks.map((block) => wordsOf(block.text, this.tag));
    this.search.add({ id: text.id, title, text: words.flat() });
    this.texts.set(text.id, { ...text, words });
    for (const word of new Set([...title, ...words.flat()])) this.spread.set(word, (this.spread.get(word) ?? 0) + 1);
  }

  // [{ text, weights }, …], the best first. `weights` says of each word that was found how telling it is.
  find(asked) {
    const all = this.search.search(asked, { combineWith: 'AND' });
    const some = all.length < ENOUGH ? this.search.search(asked) : [];
    const known = new Set(all.map(({ id }) => id));
    const telling = some.filter(({ id, score }) => !known.has(id) && score > some[0].score / 4);
    return [...all, ...telling].map(({ id, match }) => ({ text: this.texts.get(id), weights: this.weigh(Object.keys(match)) }));
  }

  weigh(words) {
    return new Map(words.map((word) => [word, Math.log(1 + this.texts.size / this.spread.get(word))]));
  }
}
