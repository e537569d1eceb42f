// "Show what I type": with scripts only, so the page hides it until then.

const line = document.querySelector('[data-show-typing]');
const fields = document.querySelectorAll('input[type=password]');

line.hidden = false;
line.querySelector('input').addEventListener('change', ({ target }) => {
  for (const field of fields) field.type = target.checked ? 'text' : 'password';
});
// A browser that keeps a page must not keep a plain field with it.
for (const field of fields) field.form.addEventListener('submit', () => (field.type = 'password'));
