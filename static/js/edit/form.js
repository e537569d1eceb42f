// Forms of the editor that hold what somebody wrote: it stays in the form until the server can be reached, and is not left by mistake.

const PATIENCE = 10_000; // Milliseconds until a network that hangs counts as none.

for (const form of document.querySelectorAll('form[data-writes]')) guard(form);

function guard(form) {
  // What came back from the server without being kept is as good as just written.
  let isWritten = 'unsaved' in form.dataset;
  let isSure = false;
  form.addEventListener('input', () => {
    isWritten = true;
  });
  form.addEventListener('submit', async (event) => {
    if (isSure) return;
    event.preventDefault();
    form.ariaBusy = 'true';
    isSure = await canReachServer();
    form.ariaBusy = 'false';
    if (!isSure) return say(form, form.dataset.away);
    isWritten = false;
    form.requestSubmit(event.submitter);
  });
  addEventListener('beforeunload', (event) => {
    if (isWritten) event.preventDefault();
  });
  // Back from the next page: the form is as it was, and asks again.
  addEventListener('pageshow', () => {
    isSure = false;
  });
}

// A browser that sends a form into the void shows an error in its place, and the text is gone with the page.
async function canReachServer() {
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

function say(form, text) {
  const line = form.querySelector('.away') ?? document.createElement('p');
  line.className = 'away error';
  line.role = 'alert';
  line.textContent = text;
  form.append(line);
}
