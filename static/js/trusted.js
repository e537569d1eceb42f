// The one Trusted Types policy: HTML only for fragments of the verified bundle and for the editor's previews, script addresses only for our worker.

const policy = globalThis.trustedTypes?.createPolicy('app', {
  createHTML: (html) => html,
  createScriptURL(address) {
    if (address !== '/sw.js') throw new TypeError('Only the worker is loaded this way.');
    return address;
  },
});

// `main` is the HTML of a kept page, whose bundle's hash was checked when it was put away.
export function keptFragment(main) {
  return document.createRange().createContextualFragment(policy?.createHTML(main) ?? main);
}

// `html` is what our own server has rendered and cleaned for somebody who writes.
export const cleanFragment = keptFragment;

export const workerAddress = policy?.createScriptURL('/sw.js') ?? '/sw.js';
