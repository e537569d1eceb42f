// Keeps the screen on while a meeting runs, where the browser can.

let lock;
let wanted = false;
let state = 'wakeLock' in navigator ? 'awake' : 'awake-unsupported';

// The phrase that says how it stands.
export function awakeState() {
  return state;
}

export function keepAwake() {
  if (wanted) return;
  wanted = true;
  document.addEventListener('visibilitychange', ask);
  ask();
}

export function letSleep() {
  wanted = false;
  document.removeEventListener('visibilitychange', ask);
  lock?.release();
  lock = undefined;
}

// The browser takes the lock away whenever the page is hidden.
async function ask() {
  if (!wanted || document.hidden || !('wakeLock' in navigator)) return;
  try {
    const given = await navigator.wakeLock.request('screen');
    if (!wanted) {
      given.release();
      return;
    }
    lock = given;
    state = 'awake';
  } catch {
    state = 'awake-refused';
  }
}
