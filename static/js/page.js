// What the page says of itself.

const root = document.documentElement;

// They change when the page goes over to another language in place.
export let tag;
export let edition;
export let home;

// For Intl: the page's language as people here write it, where the phone speaks it too, with the digits that the texts have.
export let manners;

speak(root.lang, root.dataset.edition);

export function speak(language, id) {
  tag = language;
  edition = id;
  home = `/${language}/`;
  const [base] = language.split('-');
  manners = mannersOf([...navigator.languages.filter((wanted) => wanted.split('-')[0] === base), language, base]);
}

// Calls `read` once for each edition that the page shows; after a failure, again.
export function oncePerEdition(read) {
  let of;
  let reading;
  return () => {
    if (of !== edition) reading = undefined;
    of = edition;
    reading ??= read().catch((error) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

// The words of an element, with {names} filled in.
export function words(element, name, values = {}) {
  return filled(element.dataset[name], values);
}

// A sentence with its {names} filled in. In right-to-left text each value is isolated, so that a code and the number after it keep their order.
export function filled(sentence, values) {
  const rtl = root.dir === 'rtl';
  return sentence.replace(/\{(\w+)\}/g, (_, key) => (rtl ? `\u2068${values[key]}\u2069` : values[key]));
}

export function button(text, pressed) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}

// A tag like `de-easy` is none of Intl's own: the next one is tried.
function mannersOf(tags) {
  for (const wanted of tags) {
    try {
      return new Intl.Locale(wanted, { numberingSystem: 'latn' }).toString();
    } catch {
      continue;
    }
  }
  return 'en';
}
