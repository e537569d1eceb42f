// Long work in short pieces, so that typing and scrolling never wait for it, on slow phones neither.

const AT_MOST = 8; // Milliseconds at a stretch. One piece of work may run over; on a slow phone that makes about 30.

// Calls `work` on each; between two, others get their turn when it has been long enough.
export async function inSlices(things, work) {
  let begun = performance.now();
  for (const thing of things) {
    if (performance.now() - begun > AT_MOST) {
      await othersFirst();
      begun = performance.now();
    }
    work(thing);
  }
}

// Not scheduler.yield(): that comes back before timers have had their turn, and an answer to somebody who types waits on one.
function othersFirst() {
  return new Promise((resolve) => setTimeout(resolve));
}
