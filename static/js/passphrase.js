// Offers a passphrase that people can remember and machines cannot guess, and refuses what falls within days.

import { normal } from './vault.js';

const BITS = 64; // Of chance in what is offered: at the vault's price for a try, far beyond a hall full of graphics cards. Five words of 7,776.
const SHORTEST = 15; // NIST SP 800-63B-4, 3.1.1.2, for a password that stands alone.
const SHORTEST_NUMBER = 20; // A digit is worth half a letter, and people choose dates and telephone numbers.
const FEWEST_SIGNS = 6;
const LEFT_OVER = 8; // Signs that must remain when what everybody uses is taken out.

// What lists of leaked passwords begin with, in several languages.
const COMMON =
  /correct ?horse ?battery ?staple|pass ?(?:word|wort|phrase|code)|p[a@]ssw[o0]rd|mot ?de ?passe|contrase[nñ]a|parola|senha|wachtwoord|has[lł]o|salasana|пароль|密码|비밀번호|let ?me ?in|welcome|willkommen|bienvenue|i ?love ?you|ich ?liebe ?dich|je ?t'?aime|te ?amo|admin(?:istrator)?|monkey|dragon|football|fussball|baseball|basketball|sunshine|princess|superman|batman|spiderman|pokemon|trust ?no ?1|secret|geheim|hallo|hello|change ?me|default|login|logmein|starwars|star ?wars|whatever|michael|jennifer|charlie|shadow|master|freedom|killer|cheese|summer|sommer|winter|spring|autumn|herbst|january|february|october|november|december/giu;

const ROWS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ضصثقفغعهخحجد'];
const RUN = 4;

// As many words of a list as it takes, each as likely as any other. `list` names a file of `wordlist/`: a language that has one.
export async function offer(list = 'en') {
  const { words, notOffered } = await import(`./wordlist/${list}.js`);
  const hurting = new Set(notOffered);
  const offered = words.filter((word) => !hurting.has(word));
  const number = Math.ceil(BITS / Math.log2(offered.length));
  return Array.from({ length: number }, () => offered[below(offered.length)]).join(' ');
}

// A random whole number below `limit` (at most 65,536). What lies above the last full round is drawn again, for it would favour the first words.
export function below(limit) {
  const even = 65_536 - (65_536 % limit);
  const drawn = new Uint16Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0] >= even);
  return drawn[0] % limit;
}

// Why this is no passphrase: 'empty', 'digits', 'short', 'repeated', 'pattern' or 'common'; null where it may serve. The page has the words.
export function tooShort(passphrase) {
  const text = normal(passphrase).toLowerCase();
  const signs = [...text.replace(/ /g, '')];
  const number = !/\p{Alphabetic}/u.test(text);
  if (!text) return 'empty';
  if (number && signs.length < SHORTEST_NUMBER) return 'digits';
  if (weight(text) < SHORTEST) return 'short';
  if (new Set(signs).size < FEWEST_SIGNS || /^(.{1,14}?)\1+.{0,3}$/su.test(signs.join(''))) return 'repeated';
  if (weight(withoutRuns(text)) < LEFT_OVER) return 'pattern';
  // A year and an exclamation mark behind a common word help little.
  const uncommon = text.replace(COMMON, '').replace(/[\p{N}\p{P}\p{S} ]/gu, '');
  if (!number && weight(withoutRuns(uncommon)) < LEFT_OVER) return 'common';
  return null;
}

// Signs of scripts that write a syllable or a word with one of them count twice.
function weight(text) {
  return [...text].length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0);
}

// Takes out what runs along the alphabet, the digits or a row of keys, forwards or backwards.
function withoutRuns(text) {
  const signs = [...text];
  let kept = '';
  for (let at = 0; at < signs.length; ) {
    const end = Math.max(...[1, -1].map((step) => runEnd(signs, at, step)));
    if (end - at < RUN) kept += signs.slice(at, end).join('');
    at = end;
  }
  return kept;
}

function runEnd(signs, start, step) {
  let end = start + 1;
  while (end < signs.length && follows(signs[end - 1], signs[end], step)) end += 1;
  return end;
}

function follows(one, next, step) {
  if (next.codePointAt(0) - one.codePointAt(0) === step) return true;
  return ROWS.some((row) => row.includes(one) && row[row.indexOf(one) + step] === next);
}
