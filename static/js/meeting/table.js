// A phone that lies on the table during a meeting is not touched for long, and the notes lock by themselves. The meeting then goes on
// in memory: locked notes are no reason to lose the words for the next minute. Whoever locks by hand, or puts the phone away, closes it.

const IDLE = 4.5 * 60_000; // A little less than the guard's five minutes, which are counted from the same touch.
const PUT_AWAY = 60_000; // As for the notes: hidden for so long, nothing may be visible on return.

let touched = Date.now();
let hiddenAt = 0;

for (const kind of ['pointerdown', 'keydown', 'input', 'scroll']) {
  addEventListener(kind, () => { touched = Date.now(); }, { passive: true, capture: true });
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) hiddenAt = Date.now();
  // Whoever asks because of this very return still sees how long it was.
  else setTimeout(() => { hiddenAt = 0; });
});

export function wasPutAway() {
  return hiddenAt > 0 && Date.now() - hiddenAt > PUT_AWAY;
}

// Whether the notes have just locked because nobody touched a phone that shows the meeting.
export function liesOnTheTable() {
  return !document.hidden && !wasPutAway() && Date.now() - touched > IDLE;
}
