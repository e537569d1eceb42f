// Starts what an element asks for by `data-start`. A page loads only the modules that it names.

const modules = {
  address: () => import('./share.js'),
  agreements: () => import('./agreements.js'),
  changes: () => import('./changes.js'),
  checked: () => import('./checked.js'),
  checklist: () => import('./checklist.js'),
  due: () => import('./due.js'),
  finder: () => import('./finder.js'),
  map: () => import('./map.js'),
  meeting: () => import('./meeting.js'),
  notes: () => import('./notes.js'),
  'offline-line': () => import('./offline-line.js'),
  'order-guard': () => import('./order-guard.js'),
  'page-notes': () => import('./page-notes.js'),
  phone: () => import('./phone.js'),
  review: () => import('./review.js'),
  search: () => import('./search.js'),
  share: () => import('./share.js'),
};

export function start(root) {
  for (const element of root.querySelectorAll('[data-start]')) {
    const load = modules[element.dataset.start];
    if (load && !element.dataset.started) {
      element.dataset.started = '';
      load().then((module) => module.start(element));
    }
  }
}
