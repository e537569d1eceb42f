// The order victim, structures, perpetrator is suggested, never enforced.

export function warningOf(steps) {
  const first = (topic) => steps.findIndex((step) => step.about === topic);
  const perpetrator = first('perpetrator');
  if (perpetrator < 0) return '';
  if (first('victim') < 0) return 'warn-alone';
  if (perpetrator < first('victim')) return 'warn-first';
  return perpetrator < steps.findLastIndex((step) => step.about === 'structures') ? 'warn-structures' : '';
}

// The perpetrator question last, just before the close.
export function perpetratorLast(steps) {
  const late = steps.filter((step) => step.about === 'perpetrator');
  const rest = steps.filter((step) => step.about !== 'perpetrator');
  const close = rest.length > 1 && rest.at(-1).about === 'frame' ? rest.length - 1 : rest.length;
  return [...rest.slice(0, close), ...late, ...rest.slice(close)];
}

// Fills a place of the page with the plain warning and a button that mends the order. `read()` gives the steps as they are.
// The same warning is not put there again: a screen reader would say it at every letter typed.
export function showOrder(stage, place, read, mend) {
  const warning = warningOf(read());
  if (warning === (place.dataset.warning ?? '')) return;
  place.dataset.warning = warning;
  place.replaceChildren();
  if (!warning) return;
  const text = document.createElement('p');
  text.className = 'remind';
  text.textContent = stage.say(warning);
  place.append(text);
  if (warning === 'warn-alone') return;
  const row = stage.screen('order-last');
  row.querySelector('button').addEventListener('click', () => mend(perpetratorLast(read())));
  place.append(row);
}
