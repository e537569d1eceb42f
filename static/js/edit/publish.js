// How far the edition is, without loading the page again and again.

const place = document.querySelector('[data-state-of]');
const bar = place.querySelector('progress');

while (bar.isConnected) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  try {
    const answer = await fetch(place.dataset.stateOf, { cache: 'no-store' });
    // Signed out meanwhile: the page itself asks to sign in.
    if (!answer.ok) break;
    const { name, done, total } = await answer.json();
    if (name !== 'running') break;
    if (total) {
      bar.max = total;
      bar.value = done;
    }
  } catch {
    // Without a network for a moment: the server goes on, and so does this.
  }
}
location.reload();
