// The worker: it answers from what this phone keeps, first and always. Its parts are classic scripts, which every engine can load;
// app/edition/assets.py joins them into one file,
// and takes the word `export` from those that pages load as modules.
importScripts(
  '/static/vendor/idb-8.0.4/umd.js',
  '/static/js/coding.js',
  '/static/js/page-records.js',
  '/static/js/worker/store.js',
  '/static/js/worker/compose.js',
  '/static/js/worker/patch.js',
  '/static/js/worker/keep.js',
  '/static/js/worker/choose.js',
  '/static/js/worker/answer.js',
  '/static/js/worker/carry.js',
  '/static/js/worker/events.js',
);
