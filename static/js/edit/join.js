// Takes the code out of the link that somebody was given: into the form, and out of the address and this tab's history.

const form = document.querySelector('form[data-join]');
const field = form.querySelector('[name=token]');

function take() {
  const code = location.hash.slice(1);
  if (!code) return;
  field.value = code;
  form.querySelector('[data-code]').hidden = true;
  history.replaceState(null, '', location.pathname);
}

take();
addEventListener('hashchange', take);
