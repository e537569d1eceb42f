// The page's sentences, filled in. Where a number decides the form, the page holds each form under a sample number.

import { filled, manners } from '../page.js';

const rules = () => new Intl.PluralRules(manners);
const numbers = () => new Intl.NumberFormat(manners);

// → say(key, { name: value, … }); `n` is a number and chooses the form.
export function phrases(root) {
  const { content } = root.querySelector('template[data-phrases]');
  return (key, values = {}) => {
    const phrase = content.querySelector(`[data-say="${key}"]`);
    const { n } = values;
    return filled(form(phrase, n).textContent, n === undefined ? values : { ...values, n: numbers().format(n) });
  };
}

function form(phrase, n) {
  const chosen = rules();
  const forms = [...phrase.querySelectorAll('[data-n]')];
  return forms.find((each) => chosen.select(Number(each.dataset.n)) === chosen.select(n)) ?? forms.at(-1) ?? phrase;
}

export function clock(time) {
  return new Intl.DateTimeFormat(manners, { timeStyle: 'short' }).format(time);
}

export function longDay(time) {
  return new Intl.DateTimeFormat(manners, { dateStyle: 'long' }).format(time);
}

export function number(value) {
  return numbers().format(value);
}

export function percent(share) {
  return new Intl.NumberFormat(manners, { style: 'percent' }).format(share);
}
