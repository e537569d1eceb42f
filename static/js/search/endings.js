// Words of what was said, without the endings and the small words that grow on them: what people say differs in these more than in the rest.
// Rough on purpose: two words that fall together by mistake cost little, where a dozen others are compared as well.

// As they are spoken, and written in a hurry.
const SPOKEN = {
  de: { nich: 'nicht', nix: 'nichts', garnix: 'nichts', is: 'ist', jetz: 'jetzt', ne: 'eine', nen: 'einen', ner: 'einer', habts: 'habt', hats: 'hat', gehts: 'geht', wars: 'war', ers: 'er' },
};

const LEAST = 3; // Letters that stay.
const ENDINGS = {
  ar: /(?:هما|كما|تها|ها|هم|هن|كم|كن|نا|ني|وا|ون|ين|ات|تي|ته|ه|ي|ك|ت)$/u,
  de: /(?:ern|em|er|en|es|est|st|et|e|s|n|t)$/u,
  en: /(?:ing|ed|es|s)$/u,
};
const SHORT = { de: 4, en: 4 }; // Words of so many letters stay as they are.
const BEGINNINGS = { ar: /^(?:عال|هال|وال|بال|كال|فال|لل|ال|عم|[وبفلهحع](?=.{4}))(?=.{3})/u };

// A function from a folded word to what is compared, for a language.
export function stemmer(tag) {
  const [base] = tag.split('-');
  const [spoken, beginning, ending, short] = [SPOKEN[base] ?? {}, BEGINNINGS[base], ENDINGS[base], SHORT[base] ?? 0];
  return (word) => {
    const whole = Object.hasOwn(spoken, word) ? spoken[word] : word;
    if (!ending || whole.length <= short) return whole;
    const begun = beginning ? whole.replace(beginning, '') : whole;
    const bare = begun.replace(ending, '');
    return bare.length < LEAST ? begun : bare;
  };
}
