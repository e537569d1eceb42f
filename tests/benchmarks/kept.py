"""What a phone keeps, on a network that is dead or hangs: opening a page, following a link in place. And putting the bundle away."""

import socket
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from app.settings import Settings
from tests.benchmarks.phone import SLOWER, browser, first_paint, longest_task, slow_down, tab
from tests.benchmarks.row import Row
from tests.browser.conftest import Site, wait_until_kept

LONGEST = 300
WALK = ["checklists/", "checklists/first-day/", "guide/their-perspective/", "arguments/they-need-support/", "", "guide/first-hours/", "guide/power/"]
PATIENCE = 5_000
"""Milliseconds after which a page counts as never painted."""

QUIET = 1_700
"""Milliseconds until a page has asked all that it asks by itself."""

NETWORK_FIRST = """addEventListener('install', (event) => {
  skipWaiting();
  event.waitUntil(caches.open('pages').then((cache) => cache.addAll(%s)));
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(fetch(event.request).catch(() => caches.match(event.request))));"""

# From pressing the link until the frame with the new text has been drawn.
SWAP = """([address]) => new Promise((resolve) => {
  const main = document.getElementById('main');
  const link = Object.assign(document.createElement('a'), { href: address });
  main.append(link);
  const { port1, port2 } = new MessageChannel();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => port2.postMessage(''));
  });
  watch.observe(main, { childList: true });
  port1.onmessage = () => resolve(performance.now() - began);
  const began = performance.now();
  link.click();
})"""

# The worker's own functions, in a page, where Chromium slows them. The database is open before, as it is when the bundle has come.
PUT_AWAY = """async () => {
  const list = await latest('en');
  const text = await bundleText('en', undefined, list);
  const read = () => JSON.parse(new TextDecoder().decode(text));
  const brought = await missingPacks(read().assets);
  await languages();
  const began = performance.now();
  await putAway(list, text, read(), new Map());
  const readable = performance.now() - began;
  await putPacksAway('en', list.id, brought);
  return [readable, performance.now() - began];
}"""

PUT_IN_A_CACHE = """async () => {
  const text = await bundleText('en', undefined, await latest('en'));
  const cache = await caches.open('pages');
  const began = performance.now();
  const { pages } = JSON.parse(new TextDecoder().decode(text));
  await Promise.all(Object.entries(pages).map(([path, [, main]]) => cache.put(`/en/${path}`, new Response(main))));
  return performance.now() - began;
}"""


class Workers:
    """The workers of a page's browser, and whether they run."""

    def __init__(self, page: Page):
        self.page = page
        self.status: dict[str, str] = {}
        self.session = page.context.new_cdp_session(page)
        self.session.on("ServiceWorker.workerVersionUpdated", self._note)
        self.session.send("ServiceWorker.enable")

    def _note(self, told: dict) -> None:
        self.status |= {version["versionId"]: version["runningStatus"] for version in told["versions"]}

    def stop(self) -> None:
        self.session.send("ServiceWorker.stopAllWorkers")
        for _ in range(100):
            if self.status and set(self.status.values()) == {"stopped"}:
                return
            self.page.wait_for_timeout(20)
        raise RuntimeError(f"the worker did not stop: {self.status}")


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as data, browser() as phone:
        site = Site(Settings(data=Path(data), port=0))
        try:
            yield from _putting_away(phone, site)
            with _visited(phone, site) as page, _network_first(phone, site) as other:
                workers = Workers(page)
                site.stop()
                yield from _opened("dead", site, page, workers, other)
                with socket.create_server(("127.0.0.1", int(site.port)), backlog=500):
                    yield from _opened("hanging", site, page, workers, other)
        finally:
            site.stop()


def _opened(network: str, site: Site, page: Page, workers: Workers, other: Page) -> Iterator[Row]:
    """Each page of a walk, with the worker stopped before; then the same walk in place."""
    stopped, running, network_first = [], [], []
    for path in WALK:
        page.wait_for_timeout(QUIET)
        workers.stop()
        stopped.append(first_paint(page, f"{site.base}/en/{path}", PATIENCE))
    for path in WALK:
        running.append(first_paint(page, f"{site.base}/en/{path}", PATIENCE))
    for path in WALK[:3]:
        network_first.append(first_paint(other, f"{site.base}/en/{path}", PATIENCE))
    page.wait_for_timeout(QUIET)
    swaps = []
    for path in WALK:
        swaps.append(page.evaluate(SWAP, [f"{site.base}/en/{path}"]))
        page.wait_for_timeout(200)
    never = statistics.median(network_first) >= PATIENCE
    first = {f"network-first{', which never painted: waited' if never else ''}": statistics.median(network_first)}
    again = {"the browser's own way, worker running": statistics.median(running)}
    yield Row(f"kept page, {network} network, worker stopped, processor {SLOWER} times slower", statistics.median(stopped), 250, "ms", first | again)
    yield Row(f"kept page in place, {network} network, processor {SLOWER} times slower", statistics.median(swaps), 50, "ms", again)


@contextmanager
def _visited(phone: Browser, site: Site) -> Iterator[Page]:
    with tab(phone, 1) as page:
        page.goto(f"{site.base}/en/")
        wait_until_kept(page)
        slow_down(page)
        yield page


@contextmanager
def _network_first(phone: Browser, site: Site) -> Iterator[Page]:
    script = (NETWORK_FIRST % [f"/en/{path}" for path in WALK]).encode()

    def bend(environ, start_response):
        if environ["PATH_INFO"] != "/sw.js":
            return None
        start_response("200 OK", [("Content-Type", "text/javascript"), ("Content-Length", str(len(script)))])
        return [script]

    with tab(phone, 1) as page:
        with site.fault(bend):
            page.goto(f"{site.base}/en/")
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            page.reload()
            assert page.evaluate("navigator.serviceWorker.controller !== null")
        slow_down(page)
        yield page


def _putting_away(phone: Browser, site: Site) -> Iterator[Row]:
    took, cached, tasks = [], [], []
    for _ in range(5):
        with _bare(phone, site) as page:
            tasks.append(longest_task(page, lambda page=page: took.append(page.evaluate(PUT_AWAY))))
        with _bare(phone, site) as page:
            cached.append(page.evaluate(PUT_IN_A_CACHE))
    readable, whole = (statistics.median(times) for times in zip(*took, strict=True))
    references = {"its pages alone, each in a cache": statistics.median(cached)}
    yield Row(f"putting the bundle away, all at once, processor {SLOWER} times slower", readable, 60, "ms", references)
    yield Row("the same with scripts, styles and words after it", whole, None, "ms", references)
    meanwhile = statistics.median(_meanwhile(phone, site) for _ in range(3))
    references = {"put away by the page itself": statistics.median(tasks)}
    yield Row(f"longest task of the page meanwhile, processor {SLOWER} times slower", meanwhile, 50, "ms", references)


@contextmanager
def _bare(phone: Browser, site: Site) -> Iterator[Page]:
    """A page that keeps nothing and knows the worker's functions."""
    with tab(phone, bypass_csp=True, service_workers="block") as page:
        page.goto(f"{site.base}/en/")
        page.add_script_tag(url=f"{site.base}/sw.js")
        page.wait_for_timeout(300)
        yield page


def _meanwhile(phone: Browser, site: Site) -> float:
    """A page that stands still, whose reader asks to keep what had been removed."""
    with tab(phone) as page:
        page.goto(f"{site.base}/en/phone/")
        wait_until_kept(page)
        page.get_by_role("button", name="Remove from this phone").click()
        keep = page.get_by_role("button", name="Keep on this phone")
        keep.wait_for()
        page.wait_for_timeout(QUIET)
        place = keep.bounding_box()

        def press() -> None:
            page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
            page.wait_for_timeout(3_000)

        longest = longest_task(page, press)
        assert page.evaluate("document.documentElement.dataset.offline") == "ready"
        return longest
