// Small pieces of a page that several tools build.

import { isLocked } from '../entries.js';
import { button } from '../page.js';

// element('p', { class: 'quiet', hidden: true }, 'text', child, …)
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

export function primary(text, pressed) {
  const made = button(text, pressed);
  made.className = 'button';
  return made;
}

export function tools(...children) {
  return element('p', { class: 'tools' }, ...children);
}

// While the vault is locked, the line that says so stands where its entries would. Answers whether it is.
export function showClosed(root) {
  const locked = Boolean(isLocked());
  root.querySelector('[data-closed]').hidden = !locked;
  return locked;
}

// A random id, also where the page came over plain http and `randomUUID` is not there.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Calls `render` on every change of the entries, as long as the element is in the page.
export function onEntries(anchor, render) {
  const heard = () => {
    if (anchor.isConnected) render();
    else document.removeEventListener('entries', heard);
  };
  document.addEventListener('entries', heard);
}
