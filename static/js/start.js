// Starts what an element asks for by `data-start`. A page loads only the modules that it names.

const modules = {
  address: () => import('./share.js'),
  changes: () => import('./changes.js'),
  checklist: () => import('./checklist.js'),
  'offline-line': () => import('./offline-line.js'),
  phone: () => import('./phone.js'),
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
