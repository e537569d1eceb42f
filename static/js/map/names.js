// What should not stand in a map: names, and the victim. A guess that asks; only the words of `never` are turned away.

// In these languages every noun begins with a capital, so that a capital says nothing.
const CAPITAL_NOUNS = /^(de|gsw|ksh|lb|nds|pdc)\b/;

// A role: any capitalised word that the page does not offer. `offered` are roles.
export function roleLooksLikeName(text, offered, language) {
  if (CAPITAL_NOUNS.test(language)) return false;
  const known = new Set(offered.flatMap(split).map((word) => word.toLocaleLowerCase()));
  return split(text).some((word) => isCapitalised(word) && !known.has(word.toLocaleLowerCase()));
}

// A line begins with a capital anyway; one further on is what tells.
export function lineLooksLikeName(text, language) {
  return !CAPITAL_NOUNS.test(language) && split(text).slice(1).some(isCapitalised);
}

// Whether the text speaks of those whom a map must leave alone. `never` are words, separated by commas.
export function speaksOf(text, never) {
  const lower = text.toLocaleLowerCase();
  return never.split(/[,،、]/).map((word) => word.trim().toLocaleLowerCase()).some((word) => word && lower.includes(word));
}

function split(text) {
  return text.split(/[^\p{L}\p{M}\p{N}'’]+/u).filter(Boolean);
}

// “Anna”, “McAnn”, not “B”, “IT” or “the”.
function isCapitalised(word) {
  return /^\p{Lu}\p{M}*['’]?\p{L}*\p{Ll}/u.test(word);
}
