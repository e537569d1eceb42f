// The worker: it answers from what this phone keeps, first and always. Its parts are classic scripts, which every engine can load.
const policy = self.trustedTypes?.createPolicy('app', { createScriptURL: (address) => address });
const ours = (address) => policy?.createScriptURL(address) ?? address;

importScripts(
  ours('/static/vendor/idb-8.0.4/umd.js'),
  ours('/static/js/worker/store.js'),
  ours('/static/js/worker/compose.js'),
  ours('/static/js/worker/patch.js'),
  ours('/static/js/worker/keep.js'),
  ours('/static/js/worker/choose.js'),
  ours('/static/js/worker/answer.js'),
  ours('/static/js/worker/carry.js'),
  ours('/static/js/worker/events.js'),
);
