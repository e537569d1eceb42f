// A text → the words that are compared: folded, so that accents, capitals, apostrophes and ways of writing Arabic make no difference.

// Where spaces divide words, this pattern finds the same ones as Intl.Segmenter, in a tenth of the time.
// An apostrophe joins an ending (don’t, he’s), and divides what is elided (l’homme).
const WORD = /[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]+(?:['’ʼ][\p{L}\p{M}]{1,2}(?![\p{L}\p{M}\p{N}]))*/gu;

// Scripts that put no spaces between words.
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const ONE_LETTER = new RegExp(`${UNSPACED.source}\\p{M}*|${WORD.source}`, 'gu');

// Accents of Latin, Greek and Cyrillic; Hebrew points; Arabic vowel signs; what cannot be seen. Signs of Indic scripts are letters and stay.
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200c\u200d'’ʼ]/gu;
const ARTICLE = /^(?:[وفبك]?ال|لل)(?=.{3})/u;
const SAME = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', ς: 'σ', ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ة: 'ه', ە: 'ه', ہ: 'ه', ک: 'ك' };
const ODD = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');

const folded = new Map();
const segmenters = new Map();

export function fold(word) {
  if (!folded.has(word)) {
    const plain = word.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '');
    folded.set(word, plain.replace(ODD, (letter) => SAME[letter]).replace(ARTICLE, ''));
  }
  return folded.get(word);
}

// [{ start, end, word }, …]: where each word stands in the text, and its folded form.
export function cut(text, tag) {
  const found = [];
  for (const { index, 0: raw } of pieces(text, tag)) {
    const word = fold(raw);
    if (word) found.push({ start: index, end: index + raw.length, word });
  }
  return found;
}

export function wordsOf(text, tag) {
  return cut(text, tag).map(({ word }) => word);
}

export function unspaced(word) {
  return UNSPACED.test(word);
}

function pieces(text, tag) {
  if (!UNSPACED.test(text)) return text.matchAll(WORD);
  return segmenter(tag) ? segmented(text, tag) : text.matchAll(ONE_LETTER);
}

function* segmented(text, tag) {
  for (const { index, segment, isWordLike } of segmenter(tag).segment(text)) if (isWordLike) yield { index, 0: segment };
}

function segmenter(tag) {
  if (!Intl.Segmenter) return null;
  if (!segmenters.has(tag)) segmenters.set(tag, new Intl.Segmenter(tag, { granularity: 'word' }));
  return segmenters.get(tag);
}
