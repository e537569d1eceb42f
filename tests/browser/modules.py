"""Fixtures for tests of the modules alone: static/ on an almost empty page, with the headers of a real one.

PYTEST_DONT_REWRITE: the tests import its constants before pytest loads it as a plugin.
"""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from app.headers import document_headers
from tests.browser.conftest import assert_quiet, watch

STATIC = Path(__file__).parent.parent.parent / "static"
PAGE = b'<!doctype html><html lang="en"><title>Modules</title>'
PASSPHRASE = "mild river stamp copper lantern"
OTHER = "seven green kettles in a field"

LATER, LATER_DATABASE = "/later", "/later-database"
"""Below these, the same modules as a later version of the format, or of the database, would ship them."""

RAISED = {
    LATER: {
        "vault.js": {"const VERSION = 1;": "const VERSION = 2;", "const SCHEMAS = { 1: 1 };": "const SCHEMAS = { 1: 1, 2: 2 };"},
        "exchange.js": {"const VERSION = 1;": "const VERSION = 2;", "const SCHEMA = 1;": "const SCHEMA = 2;"},
    },
    LATER_DATABASE: {"store.js": {"const VERSION = STEPS.length;": "STEPS.push((db) => db.createObjectStore('later'));\nconst VERSION = STEPS.length;"}},
}

LOAD = """async (prefix) => {
  const load = async (name) => { window[name] = await import(`${prefix}/js/${name}.js`); };
  for (const name of ['vault', 'store', 'exchange', 'passphrase', 'keep']) await load(name);
  // What a promise came to: its value, or the name of its error.
  window.outcome = (promise) => Promise.resolve(promise).then((value) => ['value', value], (error) => ['error', error.name, error.message]);
  window.errorOf = async (work) => { const [how, name] = await outcome((async () => work())()); return how === 'error' ? name : null; };
  // The database as it is on the disk, without the modules.
  window.raw = (mode, work) => new Promise((resolve, reject) => {
    const request = indexedDB.open('records');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      const transaction = db.transaction(['vault', 'records'], mode);
      const answer = work(transaction.objectStore('vault'), transaction.objectStore('records'));
      transaction.oncomplete = () => { db.close(); resolve(answer?.result ?? answer); };
      transaction.onabort = () => { db.close(); reject(transaction.error); };
    };
  });
  window.dump = async () => {
    const header = await raw('readonly', (vault) => vault.get('header'));
    const manifest = await raw('readonly', (vault) => vault.get('manifest'));
    return { header, manifest, records: await raw('readonly', (_vault, records) => records.getAll()) };
  };
  window.hex = (thing) => thing instanceof Uint8Array ? vault.toHex(thing) : Array.isArray(thing) ? thing.map(hex)
    : thing && typeof thing === 'object' ? Object.fromEntries(Object.entries(thing).map(([key, value]) => [key, hex(value)])) : thing;
}"""


def raised(prefix: str, path: str) -> bytes:
    """A module with its versions raised."""
    text = (STATIC / path.lstrip("/")).read_text(encoding="utf-8")
    for now, later in RAISED[prefix].get(Path(path).name, {}).items():
        assert text.count(now) == 1, f"{path} has no {now}"
        text = text.replace(now, later)
    return text.encode()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {".js": "text/javascript; charset=utf-8"}  # noqa: RUF012

    def do_GET(self) -> None:
        if self.path == "/":
            self._answer(200, PAGE)
        elif self.path == "/favicon.ico":
            self._answer(204, b"")
        elif prefix := next((prefix for prefix in RAISED if self.path.startswith(f"{prefix}/")), None):
            self._answer(200, raised(prefix, self.path.removeprefix(prefix)), "text/javascript")
        else:
            super().do_GET()

    def _answer(self, status: int, body: bytes, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        for name, value in document_headers().items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def modules() -> Iterator[str]:
    """The address of a page that may import `/js/*.js`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(STATIC)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def load(page: Page, address: str, prefix: str = "") -> Page:
    """Opens the page and puts the modules on `window`; with a prefix, those of a later version."""
    page.goto(address)
    page.evaluate(LOAD, prefix)
    return page


@pytest.fixture
def tab(context: BrowserContext, modules: str) -> Iterator[Callable[..., Page]]:
    """Opens a tab of one and the same phone. Its console has to stay empty."""
    opened: list[Page] = []

    def open_tab(begin: bool = True) -> Page:
        page = context.new_page()
        watch(page)
        load(page, modules)
        if begin:
            page.evaluate("keep.begin()")
        opened.append(page)
        return page

    yield open_tab
    for page in opened:
        assert_quiet(page)


@pytest.fixture
def phone(tab: Callable[..., Page]) -> Page:
    """One tab on a phone that keeps nothing yet."""
    return tab()


@pytest.fixture
def open_phone(phone: Page) -> Page:
    """A phone with an open vault and two entries."""
    phone.evaluate(
        """async (passphrase) => {
          await keep.put('note', 'first', { text: 'who brings the key' });
          await keep.createVault('passphrase', passphrase);
          await keep.put('tick', 'second', 'done');
        }""",
        PASSPHRASE,
    )
    return phone
