// The page's sentences, filled in. Where a number decides the form, the page holds each form under a sample number.

import { form as formOf, number } from '../manners.js';
import { filled } from '../page.js';

// → say(key, { name: value, … }); `n` is a number and chooses the form.
export function phrases(root) {
  const { content } = root.querySelector('template[data-phrases]');
  return (key, values = {}) => {
    const phrase = content.querySelector(`[data-say="${key}"]`);
    const { n } = values;
    return filled(form(phrase, n).textContent, n === undefined ? values : { ...values, n: number(n) });
  };
}

function form(phrase, n) {
  const forms = [...phrase.querySelectorAll('[data-n]')];
  return forms.find((each) => formOf(Number(each.dataset.n)) === formOf(n)) ?? forms.at(-1) ?? phrase;
}
