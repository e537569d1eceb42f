// Who does what: letters or roles. What looks like a name is asked about, and not taken over unasked.

import { roleLooksLikeName } from '../map/names.js';
import { tag } from '../page.js';
import { back } from './plan.js';
import { change, running } from './keeper.js';
import { on, part } from './stage.js';

export function rolesView(stage) {
  const view = stage.screen('roles-aside');
  const roles = { ...running().roles };
  part(view, 'roles').append(roleFields(stage, roles, () => change((meeting) => Object.assign(meeting, { roles }))));
  view.append(back(stage));
  return view;
}

// Fields that write into `roles` and call `changed`.
export function roleFields(stage, roles, changed) {
  const fields = stage.screen('roles');
  for (const input of fields.querySelectorAll('input')) {
    input.value = roles[input.name] ?? '';
    careful(stage, input, () => Object.values(roles), (text) => {
      if (text) roles[input.name] = text;
      else delete roles[input.name];
      changed();
    });
  }
  return fields;
}

// `taken()` are letters that are given away; `take(text)` gets what is no name, or is said to be none.
// Returns a function that says whether the field may be used as it stands.
export function careful(stage, input, taken, take) {
  let allowed = input.value;
  const doubtful = () => input.value.trim() !== allowed && roleLooksLikeName(input.value, [], tag);
  const accept = (text) => {
    input.closest('label').parentNode.querySelector(`[data-hint-for="${input.name}"]`)?.remove();
    input.removeAttribute('aria-invalid');
    input.value = allowed = text;
    take(text);
  };
  const look = () => {
    if (doubtful()) ask(stage, input, taken(), accept);
    else accept(input.value.trim());
    return !doubtful();
  };
  input.addEventListener('change', look);
  return look;
}

function ask(stage, input, taken, accept) {
  const field = input.closest('label');
  field.parentNode.querySelector(`[data-hint-for="${input.name}"]`)?.remove();
  const letters = stage.say('alphabet').trim().split(/\s+/u);
  const letter = letters.find((each) => !taken.includes(each)) ?? letters[0];
  const hint = stage.screen('hint').firstElementChild;
  hint.dataset.hintFor = input.name;
  hint.querySelector('[data-does=letter]').textContent = stage.say('letter', { letter });
  const choose = (text) => () => {
    accept(text);
    input.focus();
  };
  on(hint, 'letter', choose(letter));
  on(hint, 'role', choose(input.value.trim()));
  input.setAttribute('aria-invalid', 'true');
  field.after(hint);
}
