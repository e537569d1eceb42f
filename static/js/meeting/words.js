// A page of words to say, beside the meeting. Links to such pages open here too, and the meeting stays.

import { back } from './plan.js';

export function wordsView(stage, page, goBack) {
  const view = stage.screen(page);
  view.append(back(stage, goBack));
  return view;
}

// Inside a step, a link to a page that is kept beside the meeting opens it in place.
export function openBeside(stage, run) {
  run.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    const name = link && link.origin === location.origin && /\/guide\/([a-z-]+)\/$/.exec(link.pathname)?.[1];
    if (!name || !stage.root.querySelector(`template[data-screen="${name}"]`)) return;
    event.preventDefault();
    stage.go('words', name);
  });
}
