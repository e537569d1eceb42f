"""The first visit on a slow line: when the first words are seen, when the whole language is kept, and which scripts come.

The line is `link.py`'s: 400 kbit/s, 400 ms there and back, TLS; HTTP/1.1, as waitress speaks it.
"""

import re
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from app.edition.assets import media_type
from app.edition.build import build
from app.edition.compress import encoders
from app.settings import Settings
from tests.benchmarks import mkdocs
from tests.benchmarks.link import Line, certificate, slow
from tests.benchmarks.phone import browser, first_paint, tab
from tests.benchmarks.row import Missing, Row
from tests.browser.conftest import Site

LONGEST = 480
TIMES = 5
A_PAGE = "a page of the guide"
PAGES = {"the start": "en/", A_PAGE: "en/guide/first-hours/", "a long page, which links its stylesheet": "en/words/"}

BESIDE = "mkdocs-material with the same text"
ISSUE = 94_000
"""Bytes of its first page, as they were measured on the prototype's text: for where it cannot be installed."""

KEPT = """window.readable = new Promise((resolve) => {
  document.addEventListener('offline', ({ detail }) => detail.readable && resolve(performance.now()));
});
window.kept = new Promise((resolve) => {
  const look = () => document.documentElement?.dataset.offline === 'ready' && resolve(performance.now());
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ['data-offline'] });
});"""

CAME = """(origin) => performance.getEntriesByType('resource')
  .map(({ name, responseEnd, encodedBodySize }) => [new URL(name).pathname, performance.timeOrigin + responseEnd - origin, encodedBodySize])"""

ONE_BY_ONE = """addEventListener('install', (event) => {
  event.waitUntil(caches.open('pages').then((cache) => cache.addAll(%s)));
});"""

KINDS = ("", "guide/first-hours/", "arguments/", "checklists/first-day/", "meeting/", "exercises/map-care/", "search/", "notes/", "phone/")
LOADED = "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)).filter((path) => path.endsWith('.js'))"
NOT_READERS = re.compile(r"/js/(?:edit|worker|wordlist)/|/umd\.js$")

INSTALLED = "navigator.serviceWorker.ready.then(() => performance.now())"


def rows() -> Iterator[Row]:
    if "br" not in encoders():
        raise Missing("brotli is not here: pip install brotli")
    tls, key = certificate()
    with ExitStack() as stack:
        data, beside = (stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(2))
        phone = stack.enter_context(browser(f"--ignore-certificate-errors-spki-list={key}"))
        settings = Settings(data=Path(data), port=0, languages=("en", "de", "ar"))
        build(settings)
        site = Site(settings)
        stack.callback(site.stop)
        yield from _scripts(phone, site)
        secure, line = stack.enter_context(slow(site.port, tls))
        plain, _ = stack.enter_context(slow(site.port, None))
        other = _beside(Path(beside))
        yield _first_page(phone, site, secure, line, other)
        yield from _first_paints(phone, site, secure, plain, other)
        yield from _keeping(phone, site, secure, line)


def _scripts(phone: Browser, site: Site) -> Iterator[Row]:
    """What a page loads by itself, without a line between."""
    packed = {path: file.packed["br"].size if "br" in file.packed else file.size for path, file in site.edition.files.items() if path.endswith(".js")}
    every = [size for path, size in packed.items() if path.startswith("s/") and not NOT_READERS.search(path)]
    for kind in KINDS:
        with tab(phone, 1, service_workers="block") as page:
            page.goto(f"{site.base}/en/{kind}", wait_until="networkidle")
            loaded = set(page.evaluate(LOADED))
        yield Row(
            f"scripts of /en/{kind}, {len(loaded)} modules (br)", sum(packed[path] for path in loaded), None, "B", {f"all {len(every)} modules": sum(every)}
        )


def _beside(folder: Path) -> Callable | Missing:
    try:
        return _files(mkdocs.built(folder))
    except Missing as missing:
        return missing


def _first_page(phone: Browser, site: Site, secure: str, line: Line, other: Callable | Missing) -> Row:
    """What a page and all that it loads are on the line."""
    size = _came(phone, line, f"{secure}/{PAGES[A_PAGE]}")
    if isinstance(other, Missing):
        references = {f"{other}; measured once, with less text": ISSUE}
    else:
        with site.fault(other):
            references = {BESIDE: _came(phone, line, f"{secure}/{PAGES[A_PAGE].replace('en', 'beside', 1)}")}
    return Row(f"{A_PAGE} with all that it loads, on the line, TLS and headers included", size, None, "B", references)


def _came(phone: Browser, line: Line, address: str) -> int:
    with tab(phone, 1, service_workers="block") as page:
        before = line.came
        page.goto(address, timeout=60_000)
        return line.came - before


def _files(folder: Path) -> Callable:
    """Answers below /beside/ with the files of a folder, packed beforehand, as ours are."""
    packed = {path.relative_to(folder).as_posix(): (media_type(path.name), encoders()["br"](path.read_bytes())) for path in folder.rglob("*") if path.is_file()}

    def bend(environ, start_response):
        _, asked, name = environ["PATH_INFO"].partition("/beside/")
        found = packed.get(f"{name}index.html" if name.endswith("/") else name)
        if not asked or not found:
            return None
        start_response("200 OK", [("Content-Type", found[0]), ("Content-Encoding", "br"), ("Content-Length", str(len(found[1])))])
        return [found[1]]

    return bend


def _first_paints(phone: Browser, site: Site, secure: str, plain: str, other: Callable | Missing) -> Iterator[Row]:
    for name, path in PAGES.items():
        painted = _painted(phone, f"{secure}/{path}")
        references = {"without TLS": _painted(phone, f"{plain}/{path}")}
        if bend := _linked(site, path):
            with site.fault(bend):
                references["its stylesheet linked"] = _painted(phone, f"{secure}/{path}")
        if name == A_PAGE and not isinstance(other, Missing):
            with site.fault(other):
                references[BESIDE] = _painted(phone, f"{secure}/{path.replace('en', 'beside', 1)}")
        yield Row(f"first paint, cold, over TLS: {name}", painted, 1.6, "s", references)


def _painted(phone: Browser, address: str) -> float:
    def once() -> float:
        with tab(phone) as page:
            return first_paint(page, address) / 1000

    return statistics.median(once() for _ in range(TIMES))


def _linked(site: Site, path: str) -> Callable | None:
    """The page as it would be with its stylesheet in a file of its own; None where it is so already."""
    text = (site.edition.public / path / "index.html").read_text(encoding="utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    if not style:
        return None
    page = text.replace(style[0], '<link rel="stylesheet" href="/linked.css">')
    return _answers(site, {f"/{path}": (page, "text/html"), "/linked.css": (style[1], "text/css")})


def _answers(site: Site, files: dict[str, tuple[str, str]]) -> Callable:
    """Answers with texts of our own, as small as Handrail's and with its headers."""
    packed = {address: (encoders()["br"](text.encode()), kind) for address, (text, kind) in files.items()}

    def bend(environ, start_response):
        if environ["PATH_INFO"] not in packed:
            return None
        body, kind = packed[environ["PATH_INFO"]]
        own = {"Content-Type": f"{kind}; charset=utf-8", "Content-Encoding": "br", "Content-Length": str(len(body)), "Cache-Control": "no-cache"}
        start_response("200 OK", list({**site.edition.headers, **own}.items()))
        return [body]

    return bend


def _keeping(phone: Browser, site: Site, secure: str, line: Line) -> Iterator[Row]:
    visits = sorted((_kept(phone, secure, line) for _ in range(3)), key=lambda visit: visit["ready"])
    median = visits[1]
    paths = [f"/{name.removesuffix('index.html')}" for name in site.edition.files if re.fullmatch(r"en/(?!all/).*index\.html", name)]
    with site.fault(_answers(site, {"/sw.js": (ONE_BY_ONE % paths, "text/javascript")})), tab(phone) as page:
        before = line.came
        page.goto(f"{secure}/en/", timeout=60_000)
        one_by_one = page.evaluate(INSTALLED) / 1000
        came = line.came - before
    apart = f"the text page by page ({len(paths)} answers)"
    yield Row("whole language kept, from setting out on the first visit, over TLS", median["ready"], 2.5, "s", {apart: one_by_one})
    yield Row("until its whole text can be read without a network", median["readable"], 2.5, "s", {apart: one_by_one})
    yield Row("until its text has come", median["text"], None, "s", {"its bytes on an idle line": median["text bytes"] / line.rate})
    yield Row("until scripts, styles and words have come", median["packs"], None, "s", {"their bytes on an idle line": median["packs bytes"] / line.rate})
    yield Row("bytes on the line until then, page and handshakes included", median["came"], None, "B", {apart: came})


def _kept(phone: Browser, address: str, line: Line) -> dict[str, float]:
    """Seconds since setting out, and bytes."""
    with tab(phone) as page:
        page.add_init_script(KEPT)
        before = line.came
        page.goto(f"{address}/en/", timeout=60_000)
        found = {"readable": page.evaluate("window.readable") / 1000, "ready": page.evaluate("window.kept") / 1000, "came": line.came - before}
        [worker] = page.context.service_workers
        fetched = worker.evaluate(CAME, page.evaluate("performance.timeOrigin"))
    for name, part in (("text", "/bundle/"), ("packs", "/kept-")):
        some = [(end, size) for path, end, size in fetched if part in path]
        found |= {name: max(end for end, _ in some) / 1000, f"{name} bytes": sum(size for _, size in some)}
    return found
