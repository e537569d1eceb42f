// A page is a shell with its slots filled: the same as app/edition/compose.py, byte for byte.

function compose(shell, slots) {
  return shell.map((part, at) => (at % 2 ? slots[part] : part)).join('');
}

function shortCode(id) {
  return id.slice(0, 4);
}

function joinAll(intro, fragments) {
  const sections = fragments.map(([path, main]) => `<section class="whole" data-path="${path}">${demote(main)}</section>`);
  return [intro, ...sections].join('\n');
}

function demote(fragment) {
  for (const level of [4, 3, 2, 1]) {
    fragment = fragment.replaceAll(`<h${level}`, `<h${level + 1}`).replaceAll(`</h${level}>`, `</h${level + 1}>`);
  }
  return fragment;
}
