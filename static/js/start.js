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
      begin(element, load);
    }
  }
}

async function begin(element, load) {
  let module;
  try {
    [module] = await Promise.all([load(), element.dataset.words && supplied(element)]);
  } catch {
    // What the tool is made of did not come. The page stays readable, and it is tried again when there is a network.
    missing(element, load);
    return;
  }
  module.start(element);
}

async function supplied(element) {
  const { supply } = await import('./parts.js');
  return supply(element);
}

function missing(element, load) {
  const line = Object.assign(document.createElement('p'), { className: 'quiet', textContent: document.querySelector('[data-exit]').dataset.away });
  line.setAttribute('role', 'status');
  element.append(line);
  addEventListener('online', () => {
    line.remove();
    if (element.isConnected) begin(element, load);
  }, { once: true });
}
