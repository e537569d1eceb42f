// "Copy the link": with scripts only, so the page hides it until then.

const place = document.querySelector('[data-copy]');
const field = document.getElementById(place.dataset.copy);

place.hidden = false;
place.querySelector('button').addEventListener('click', async () => {
  const said = place.querySelector('[role=status]');
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = place.dataset.copied;
  } catch {
    field.select();
    said.textContent = place.dataset.notCopied;
  }
});
