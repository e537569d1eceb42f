// What should not stand in a map or beside a task: names, and the victim. A guess that asks; only the words of `never` are turned away.
//
// Where only names begin with a capital, a capital tells. In every language, a given name that many people carry does.

import { ALSO_WORDS, NAMES } from './given-names.js';

// In these languages every noun begins with a capital, so that a capital says nothing.
const CAPITAL_NOUNS = /^(de|gsw|ksh|lb|nds|pdc)\b/;

const MARKS = /[\p{M}\u0640\u200c\u200d]/gu;
const SAME = { ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ی: 'ي', ک: 'ك' };
const ODD = new RegExp(`[${Object.keys(SAME).join('')}]`, 'gu');
const ENDING = /['’]?s$/; // Anna’s, Annas
const JOINED = /^[ولب](?=\p{sc=Arab}{3})/u; // “and”, “for” and “by”, written as one word with the name

let given;
let alsoWords;

// A role: a name, or any capitalised word that the page does not offer. `offered` are roles.
export function roleLooksLikeName(text, offered, language) {
  const known = new Set(offered.flatMap(split).map((word) => word.toLocaleLowerCase()));
  const own = split(text).filter((word) => !known.has(word.toLocaleLowerCase()));
  if (own.some(isGiven) || (own.length === 1 && split(text).length === 1 && isAlsoWord(own[0]))) return true;
  return !CAPITAL_NOUNS.test(language) && own.some(isCapitalised);
}

// A line begins with a capital anyway; one further on is what tells.
export function lineLooksLikeName(text, language) {
  return split(text).some(isGiven) || (!CAPITAL_NOUNS.test(language) && split(text).slice(1).some(isCapitalised));
}

// Whether the text speaks of those whom a map must leave alone. `never` are words, separated by commas.
export function speaksOf(text, never) {
  const lower = text.toLocaleLowerCase();
  return never.split(/[,،、]/).map((word) => word.trim().toLocaleLowerCase()).some((word) => word && lower.includes(word));
}

function split(text) {
  return text.split(/[^\p{L}\p{M}\p{N}\u200c'’]+/u).filter(Boolean);
}

// “Anna”, “McAnn”, not “B”, “IT” or “the”.
function isCapitalised(word) {
  return /^\p{Lu}\p{M}*['’]?\p{L}*\p{Ll}/u.test(word);
}

function isGiven(word) {
  given ??= listed(NAMES);
  const plain = fold(word);
  return given.has(plain) || given.has(plain.replace(JOINED, '')) || (plain.length > 4 && given.has(plain.replace(ENDING, '')));
}

function isAlsoWord(word) {
  alsoWords ??= listed(ALSO_WORDS);
  return alsoWords.has(fold(word));
}

function listed(names) {
  return new Set(names.split(/\s+/).filter(Boolean).map(fold));
}

function fold(word) {
  return word.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '').replace(ODD, (letter) => SAME[letter]);
}
