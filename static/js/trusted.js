// The one Trusted Types policy: HTML only for fragments of the verified bundle, script addresses only for our worker.

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

export const workerAddress = policy?.createScriptURL('/sw.js') ?? '/sw.js';
