"""Pages put on trial: a real browser parses each of them without any policy that would stop it, and whatever runs, or would, is told."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Route

AT = "http://trial.test/"
AT_ONCE = 100
"""Pages handed to the browser in one go."""

LOOK = """
  const KEEPS = /^(javascript|vbscript|data|blob|file):/i;
  const LEADS = ['href', 'xlink:href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'background', 'cite', 'ping', 'manifest', 'content'];
  const NEVER = ['iframe', 'object', 'embed', 'base', 'math', 'marquee', 'foreignobject', 'animate', 'set', 'frame', 'applet', 'portal'];
  const bare = (value) => value.replace(/[\\0-\\x20]/g, '');

  function wrong(element) {
    const found = [];
    const name = element.localName.toLowerCase();
    if (NEVER.includes(name)) found.push(`<${name}>`);
    if (name === 'script' && !(element.type === 'module' && element.getAttribute('src')?.startsWith('/s/') && !element.textContent)) found.push('<script>');
    if (name === 'link' && !element.getAttribute('href')?.startsWith('/')) found.push('<link> from elsewhere');
    if (name === 'style' && element.textContent.includes('evil')) found.push('<style>');
    for (const { name: attribute, value } of element.attributes) {
      const is = attribute.toLowerCase();
      if (is.startsWith('on') || is === 'srcdoc' || is === 'style' || is === 'shadowrootmode') found.push(`${name} ${is}`);
      if (LEADS.includes(is) && KEEPS.test(bare(value))) found.push(`${name} ${is}=${value}`);
      if (is === 'src' && !/^\\/(?!\\/)/.test(value)) found.push(`${name} src=${value}`);
      if (is === 'http-equiv' && !(value === 'refresh' && /^\\d+$/.test(element.content))) found.push(`meta ${is}`);
    }
    return found;
  }

  // What lies in a template as well: it runs once somebody takes it out.
  function* all(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.content?.nodeType === Node.DOCUMENT_FRAGMENT_NODE) yield* all(element.content);
    }
  }
"""
"""What of an element acts, or would; and every element below a root."""

TRY = (
    "async (pages) => {"
    + LOOK
    + """
  // Written into one frame after the other: the browser's own parser, with scripts, and far quicker than a new frame for each.
  async function tried(page) {
    const inner = frame.contentWindow;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    inner.fired = [];
    inner.alert = inner.ALERT = inner.aLERT = (number) => inner.fired.push(String(number));
    frame.contentDocument.open();
    frame.contentDocument.write(page);
    frame.contentDocument.close();
    await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 5000))]);
    const found = [];
    try {
      for (const element of all(frame.contentDocument)) {
        found.push(...wrong(element));
        for (const kind of ['mouseover', 'focus', 'toggle', 'pointerdown']) element.dispatchEvent(new Event(kind));
        if (element.localName === 'a' && KEEPS.test(element.href)) element.click();
      }
    } catch (error) {
      found.push(`gone elsewhere: ${error.message}`);
    }
    // A text that hides what follows it is no better than one that acts.
    const { parts } = frame.contentDocument?.body?.dataset ?? {};
    if (parts && Number(parts) !== frame.contentDocument.querySelectorAll('body > [data-part-of-trial]').length) found.push('something is hidden');
    // What a failed picture or an opened detail does comes a turn later.
    await new Promise((resolve) => setTimeout(resolve, 0));
    found.push(...(inner.fired ?? []).map((number) => `ran alert(${number})`));
    return found;
  }

  function fresh() {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return frame;
  }

  const told = [];
  let frame = fresh();
  for (const page of pages) {
    const found = await tried(page);
    told.push(found);
    if (!found.length) continue;
    // Whatever acted may have spoilt the frame.
    frame.remove();
    frame = fresh();
  }
  frame.remove();
  return told;
}"""
)


@dataclass
class Trial:
    page: Page
    asked: list[str] = field(default_factory=list)

    def of(self, pages: Iterable[str]) -> list[list[str]]:
        """What each page did or would do; nothing, for what is harmless."""
        pages = list(pages)
        return self.page.evaluate(TRY, pages) if pages else []

    def guilty(self, pages: dict[str, str]) -> dict[str, list[str]]:
        """By name, those that did anything; and what was asked of other places meanwhile."""
        names, found = list(pages), {}
        for at in range(0, len(names), AT_ONCE):
            some = names[at : at + AT_ONCE]
            found |= {name: sorted(set(did)) for name, did in zip(some, self.of(pages[name] for name in some), strict=True) if did}
        elsewhere = sorted({address for address in self.asked if not address.startswith(AT)})
        self.asked.clear()
        return found | ({"requests": elsewhere} if elsewhere else {})


def together(pages: Iterable[str]) -> str:
    """One document of several pages or pieces of them, which takes the browser little longer than one page. What opens and does not close is noticed."""
    parts = [f"<section data-part-of-trial>{page}</section>" for page in pages]
    return f"<!doctype html><body data-parts={len(parts)}>{''.join(parts)}</body>"


@contextmanager
def trial(browser: Browser) -> Iterator[Trial]:
    context = browser.new_context(bypass_csp=True, service_workers="block")
    page = context.new_page()
    made = Trial(page)

    def answer(route: Route) -> None:
        made.asked.append(route.request.url)
        if route.request.url == AT:
            route.fulfill(body="<!doctype html><title>Trial</title><body></body>", content_type="text/html")
        else:
            route.abort()

    context.route("**/*", answer)
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(AT)
    yield made
    context.close()
