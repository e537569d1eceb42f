// Forms of the editor: what is written stays in the form until the server has it.

const forms = document.querySelectorAll('form[data-writes]');

for (const form of forms) {
  // What came back from the server without being kept is as good as just written.
  let written = 'unsaved' in form.dataset;
  form.addEventListener('input', () => {
    written = true;
  });
  form.addEventListener('submit', async (event) => {
    if (form.dataset.sure) return;
    event.preventDefault();
    const { submitter } = event;
    if (!(await answers())) {
      say(form, form.dataset.away);
      return;
    }
    written = false;
    form.dataset.sure = 'yes';
    form.requestSubmit(submitter);
  });
  addEventListener('beforeunload', (event) => {
    if (written) event.preventDefault();
  });
}

// Whether the server can be reached: a browser that sends a form into the void shows an error in its place, and the text is gone.
async function answers() {
  try {
    return (await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })).ok;
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
