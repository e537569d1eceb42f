// The preview of a text, anew while somebody writes. Without this there is a button.

const PAUSE = 600; // Milliseconds without a key.

const form = document.querySelector('form[data-previews]');
const said = document.querySelector('[data-preview-said]');
let turn = 0;
let pausing;
let request;

form?.addEventListener('input', () => {
  clearTimeout(pausing);
  said.textContent = '';
  pausing = setTimeout(show, PAUSE);
});
// A preview that came beside the answer to the form would bring the session from before it, and with it lose what that answer says.
form?.addEventListener('submit', () => {
  clearTimeout(pausing);
  turn += 1;
  request?.abort();
});
if (form) show();

async function show() {
  const mine = (turn += 1);
  const page = await rendered(form.dataset.previews, new FormData(form));
  const fresh = page?.querySelector('[data-preview]');
  // An older answer may come last.
  if (mine !== turn) return;
  if (fresh) document.querySelector('[data-preview]').replaceWith(document.adoptNode(fresh));
  said.textContent = fresh ? said.dataset.fresh : said.dataset.failed;
}

// As a document of its own: so no text becomes HTML in this page, and the one policy for that stays what it is for.
function rendered(address, values) {
  return new Promise((resolve) => {
    request = new XMLHttpRequest();
    request.open('POST', address);
    request.responseType = 'document';
    request.addEventListener('loadend', ({ target }) => resolve(target.status === 200 ? target.response : null));
    request.send(values);
  });
}
