// A field says `change` when one leaves it. Where the page goes first, or a question covers it, that would come too late or, in some browsers,
// never: what was typed since is told here.

const TEXT = 'textarea, input:not([type=checkbox], [type=radio], [type=file], [type=search])';

let untold;

document.addEventListener('input', ({ target }) => {
  if (target.matches(TEXT)) untold = target;
}, { capture: true });
document.addEventListener('change', ({ target }) => {
  if (target === untold) untold = undefined;
}, { capture: true });
document.addEventListener('forget', () => { untold = undefined; });
// Said by navigate.js, which comes with every page, where this file does not.
document.addEventListener('swap', tellTyped);

export function tellTyped() {
  const field = untold;
  untold = undefined;
  if (field?.isConnected) field.dispatchEvent(new Event('change', { bubbles: true }));
}
