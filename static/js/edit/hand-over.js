// Handing a link over: copy it, or give it to what the phone shares with. With scripts only, so the page hides the buttons until then.

const place = document.querySelector('[data-hand-over]');
const field = document.getElementById(place.dataset.handOver);
const said = place.querySelector('[role=status]');

offer('copy', async () => {
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = place.dataset.copied;
  } catch {
    field.select();
    said.textContent = place.dataset.notCopied;
  }
});
if (navigator.share) {
  offer('share', async () => {
    try {
      await navigator.share({ text: field.value });
    } catch (error) {
      // Thought better of it: nothing went wrong.
      if (error.name !== 'AbortError') said.textContent = place.dataset.notShared;
    }
  });
}

function offer(name, act) {
  const button = place.querySelector(`[data-act=${name}]`);
  button.hidden = false;
  button.addEventListener('click', act);
}
