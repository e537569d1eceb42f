// A field that adds a role or a line, asks when the text looks like a name, and turns away what a map must leave alone.

import { button, tag, words } from '../page.js';
import { element } from './elements.js';
import { lineLooksLikeName, roleLooksLikeName, speaksOf } from './names.js';

// `root` holds the words; `kind` is 'role' or 'line'; `offered` are roles that are no names; `accept(text)` gets what is fine.
export function careful(root, { kind, offered = [], length, accept }) {
  const input = element('input', {
    maxlength: length, autocomplete: 'off', autocapitalize: kind === 'role' ? 'none' : 'sentences', spellcheck: 'false', enterkeyhint: 'done',
  });
  const asking = element('div', { class: 'map-asking', role: 'status' });
  const form = element('form', { class: 'map-add' },
    element('label', {}, `${words(root, `${kind}Label`)} `, input),
    element('button', {}, words(root, 'add')),
    asking);
  const hint = kind === 'role' ? 'name' : 'line';
  const take = (text) => {
    asking.replaceChildren();
    input.value = '';
    accept(text);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.replace(/\s+/g, ' ').trim();
    asking.replaceChildren();
    if (!text) {
      input.focus();
      return;
    }
    const namelike = kind === 'role' ? roleLooksLikeName(text, offered, tag) : lineLooksLikeName(text, tag);
    if (speaksOf(text, root.dataset.never)) asking.append(element('p', {}, words(root, 'neverHint')));
    else if (namelike) asking.append(element('p', {}, words(root, `${hint}Hint`, { text })), button(words(root, `${hint}Anyway`), () => take(text)));
    else take(text);
  });
  return form;
}
