// Which argument was it? Ranks the cards by what was said: how well a card fits as a whole, and how well its best line does.
//
// Measured with phrasings that the cards do not hold (tests/fixtures/said_*, spoken_*, heard_*, overheard_*). More fields, pairs of words and
// stop words made it worse. Endings taken off made it better in each of three languages, and so does a share of the best line between a
// fifth and a half; where exactly in between does not matter.

import MiniSearch from '../../vendor/minisearch-7.2.0/index.js';
import { stemmer } from './endings.js';
import { unspaced, wordsOf } from './words.js';

const BEST_LINE = 0.35;

// Below this, nothing but words that stand everywhere has been typed ("he is"), and any card would be a guess.
const ENOUGH = 3;

const OPTIONS = {
  prefix: (word) => word.length > 3 || unspaced(word),
  fuzzy: (word) => word.length > 4 && !unspaced(word) && 0.25,
};

// Cards are { id, lines }: the ways in which people say it.
export class Ranking {
  constructor(tag) {
    const options = { fields: ['words'], tokenize: (words) => words, stringifyField: (words) => words, processTerm: (word) => word };
    const stem = stemmer(tag);
    this.words = (text) => wordsOf(text, tag).map(stem);
    const searchOptions = { ...OPTIONS, tokenize: this.words };
    this.cards = new MiniSearch({ ...options, searchOptions });
    this.lines = new MiniSearch({ ...options, searchOptions, storeFields: ['card', 'line'] });
  }

  add({ id, lines }) {
    const words = lines.map(this.words);
    this.cards.add({ id, words: words.flat() });
    this.lines.addAll(words.map((some, line) => ({ id: `${id} ${line}`, card: id, line, words: some })));
  }

  // [{ id, line }, …], the best card first, each with the number of its line that fits best.
  find(said) {
    const whole = this.cards.search(said);
    if (!(whole[0]?.score > ENOUGH)) return [];
    const best = new Map();
    for (const { card, line, score } of this.lines.search(said)) if (!best.has(card)) best.set(card, { line, score });
    const top = whole[0]?.score;
    const topLine = Math.max(...[...best.values()].map(({ score }) => score));
    return whole
      .map(({ id, score }) => ({ id, line: best.get(id).line, score: ((1 - BEST_LINE) * score) / top + (BEST_LINE * best.get(id).score) / topLine }))
      .sort((one, other) => other.score - one.score);
  }
}
