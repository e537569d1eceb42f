// The tabs of one browser: one writes at a time, and they tell each other that something happened, never what.

const NAME = 'records';
const channel = openChannel();
let queue = Promise.resolve();

// Runs `work` while no other tab does. Where the browser has no Web Locks, this orders the work within the tab, and between
// tabs the revision check inside the transaction finds what collides.
export async function alone(work) {
  let begun = false;
  const once = () => {
    begun = true;
    return work();
  };
  try {
    if (navigator.locks) return await navigator.locks.request(NAME, once);
  } catch (error) {
    // Refused before the work began: a private window of some browsers.
    if (begun) throw error;
  }
  const turn = queue.then(once);
  queue = turn.catch(() => {});
  return turn;
}

function openChannel() {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    // An old browser, or one where storage is blocked: tabs have nothing in common then.
    return null;
  }
}

export function tell(word) {
  channel?.postMessage(word);
}

export function listen(listener) {
  channel?.addEventListener('message', ({ data }) => listener(data));
}
