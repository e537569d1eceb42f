// A reload: what this tab holds in memory alone waits in the worker's memory for the document that takes this one's place. Nothing is stored.
// Meanwhile the tab has a random name, which says nothing and by which the next document asks. Browsers forget it with the tab.

import { supported } from './offline.js';

const PATIENCE = 5000; // Milliseconds; a worker of an older version does not answer.

// `holds`: whether there is something in memory alone.
export function nameTab(holds) {
  if (holds && survivesReload()) window.name ||= crypto.randomUUID();
  else if (window.name) window.name = '';
}

// Whether a reload keeps what is in memory alone.
export function survivesReload() {
  return supported && Boolean(navigator.serviceWorker.controller);
}

export function carry(entries) {
  if (entries.length && window.name) send({ does: 'carry', name: window.name, value: entries });
}

// What the document before this one handed over.
export async function takeUp() {
  if (!survivesReload()) return [];
  if (!window.name) {
    send({ does: 'arrive' });
    return [];
  }
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data.entries);
    setTimeout(resolve, PATIENCE, []);
  });
  send({ does: 'take up', name: window.name }, [port2]);
  return answer;
}

// To be called when it is in this document's memory: the worker forgets it.
export function arrived() {
  send({ does: 'let go', name: window.name });
}

// Whoever leaves, or removes everything, waits for nothing.
export function letGoOfCarried() {
  if (survivesReload()) send({ does: 'let go' });
}

function send(message, ports = []) {
  navigator.serviceWorker.controller?.postMessage(message, ports);
}
