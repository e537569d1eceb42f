"""One server and one browser a worker; a fresh profile a test. No browser is a failure, never a skip."""

import gzip
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect
from waitress import create_server

from app.edition import build as builder
from app.edition import compress, disk
from app.edition.store import Edition
from app.guide.load import CONTENT
from app.serving import Serving
from app.settings import Settings

WAITING = 15_000
"""Milliseconds until what a test expects has to be there. A bound for a busy machine, no promise: what is there at once is taken at once."""

expect.set_options(timeout=WAITING)

SWITCHED_OFF = (
    # The browser's own window: two pages behind its address bar, made anew for every context, took a third of the time that one needs.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    # What Playwright switches off: of two such arguments, Chromium takes the last.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)

CHROMIUM_ARGUMENTS = [
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    found = os.environ.get("HANDRAIL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.fail("There is no Chromium. Install Debian's package chromium, or set HANDRAIL_CHROMIUM to its path.")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {"executable_path": chromium(), "args": CHROMIUM_ARGUMENTS}


def build(settings: Settings, **given) -> Edition:
    """Builds with the encoders' quick levels, and leaves the disk to itself: a second instead of ten."""
    quickly = {
        "gzip": lambda data: gzip.compress(data, 1, mtime=0),
        "br": lambda data: compress.brotli.compress(data, quality=3),
        "zstd": lambda data: compress.zstandard.ZstdCompressor(level=1).compress(data),
    }
    there = {name: quickly[name] for name in compress.encoders()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "flush", lambda folder: None)
        patch.setattr(compress, "encoders", lambda: there)
        return builder.build(settings, **given)


class Site:
    """A running Handrail. `stop` cuts the network for good, `down` for a while; `faults` bend single answers."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.content = CONTENT
        self.edition = build(settings)
        self.faults: list[Callable] = []
        self.port = 0
        self.start()

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.serving = Serving(self.settings)
        self.server = create_server(self._answer, host="127.0.0.1", port=self.port, threads=8, clear_untrusted_proxy_headers=True)
        self.port = self.server.effective_port
        self.thread = threading.Thread(target=self._run, args=(self.server,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        server, self.server = self.server, None
        if server is None:
            return
        # The loop's own thread closes its sockets; a channel kept alive would still answer.
        server.pull_trigger() if hasattr(server, "pull_trigger") else None
        server.close()
        for channel in list(server.active_channels.values()):
            channel.will_close = True
            channel.socket.close()
        self.thread.join(timeout=5)

    @contextmanager
    def down(self) -> Iterator[None]:
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def fault(self, bend: Callable) -> Iterator[None]:
        """`bend(environ, start_response)` answers, or returns None to let the request pass."""
        self.faults.append(bend)
        try:
            yield
        finally:
            self.faults.remove(bend)

    def publish(self, note: str = "", **edits: Callable[[str], str]) -> Edition:
        """Builds and switches to an edition in which content files (`guide/first-hours` as `guide__first_hours`) are edited."""
        folder = self.settings.data / f"content-{time.monotonic_ns()}"
        shutil.copytree(CONTENT, folder)
        for name, edit in edits.items():
            file = folder / f"{name.replace('__', '/').replace('_', '-')}.md"
            file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
        self.edition = build(self.settings, note=note, content=folder)
        shutil.rmtree(folder)
        return self.edition

    def _answer(self, environ, start_response):
        for bend in self.faults:
            answer = bend(environ, start_response)
            if answer is not None:
                return answer
        return self.serving(environ, start_response)

    @staticmethod
    def _run(server) -> None:
        # Closing the sockets from another thread ends the loop this way.
        with suppress(OSError):
            server.run()


@pytest.fixture(scope="session")
def session_site(tmp_path_factory) -> Iterator[Site]:
    site = Site(Settings(data=tmp_path_factory.mktemp("site"), port=0))
    yield site
    site.stop()


@pytest.fixture
def running(session_site: Site) -> Iterator[Site]:
    """The server, with the shipped edition current again afterwards."""
    yield session_site
    session_site.faults.clear()
    if session_site.server is None:
        session_site.start()
    if build_needed(session_site):
        session_site.edition = build(session_site.settings)


def build_needed(site: Site) -> bool:
    from app.edition.inputs import inputs

    return site.edition.inputs != inputs(site.settings)


@pytest.fixture
def site(running: Site) -> str:
    """The address of the running server."""
    return running.base


@pytest.fixture
def make_site(tmp_path) -> Iterator[Callable[..., Site]]:
    """A server of the test's own, with settings of its own."""
    made: list[Site] = []

    def make(**settings) -> Site:
        made.append(Site(replace(Settings(data=tmp_path / f"site{len(made)}", port=0), **settings)))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address at which nobody answers. Browsers refuse the low ports on their own."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"https://localhost:{taken.getsockname()[1]}/away"


@pytest.fixture
def browser_context_args() -> dict:
    return {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "permissions": ["clipboard-read", "clipboard-write"]}


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test on any script error or message of the console's error kind, save those in `page.expected`."""
    page = context.new_page()
    watch(page)
    yield page
    assert_quiet(page)


def watch(page: Page) -> None:
    page.expected = []
    page.heard = []
    page.on("pageerror", lambda error: page.heard.append(f"page error: {error}"))

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            page.heard.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    page.on("console", listen)


def assert_quiet(page: Page) -> None:
    unexpected = [heard for heard in page.heard if not any(part in heard for part in page.expected)]
    assert not unexpected, unexpected


def wait_until_kept(page: Page) -> None:
    """Until this phone keeps the guide and its worker answers for it."""
    page.wait_for_selector("html[data-offline=ready]", timeout=20_000)
    # Playwright's own polling evaluates strings, which the page's policy forbids.
    page.evaluate(
        """() => navigator.serviceWorker.controller
            ? true : new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }))"""
    )


@pytest.fixture
def kept(page: Page, site: str) -> Page:
    """A page on the start of a guide that this phone keeps."""
    page.goto(f"{site}/en/")
    wait_until_kept(page)
    return page


def keep_until_closed(page: Page) -> None:
    """Answers the one question about keeping: nothing is stored."""
    page.get_by_role("button", name="Until I close this").click()


@pytest.fixture
def second_tab(kept: Page) -> Iterator[Page]:
    """Another tab of the same phone."""
    page = kept.context.new_page()
    watch(page)
    yield page
    assert_quiet(page)
    page.close()


@pytest.fixture
def elsewhere(context: BrowserContext) -> None:
    """An ordinary site, for leaving to."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Elsewhere</title><h1>An ordinary site</h1>", content_type="text/html")

    context.route("https://**", answer)


@pytest.fixture
def patience(context: BrowserContext) -> None:
    """For pages that make keys from passphrases, on a busy machine."""
    context.set_default_timeout(15_000)
