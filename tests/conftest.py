"""What the server's tests share: the shipped guide built once, a client, and a way to call the short cut directly."""

import io
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from small_site import small_site

from app import create_app
from app.edition import compress
from app.edition.build import build
from app.edition.store import Edition
from app.serving import Serving
from app.settings import Settings


@dataclass(frozen=True)
class Reply:
    """What a WSGI application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Wsgi:
    """A WSGI application, called directly."""

    def __init__(self, application):
        self.application = application

    def __call__(self, path: str, method: str = "GET", query: str = "", scheme: str = "http", **headers: str) -> Reply:
        """`path` is decoded already, as servers pass it on; `headers` are named as in `accept_encoding="br"`."""
        said = []

        def start_response(status, given, exc_info=None):
            assert not said, "answered twice"
            names = [name for name, _ in given]
            assert len(names) == len(set(names)), f"a header stands twice: {names}"
            said.append((status, given))

        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = b"".join(self.application(environ, start_response))
        status, given = said[0]
        return Reply(int(status.split()[0]), dict(given), body)


@pytest.fixture
def wsgi():
    """Makes something callable with a path from a WSGI application."""
    return Wsgi


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """The shipped guide, built once, and the application over it."""
    settings = Settings(data=tmp_path_factory.mktemp("data"))
    return build(settings), create_app(settings)


@pytest.fixture(scope="session")
def edition(shipped) -> Edition:
    return shipped[0]


@pytest.fixture(scope="session")
def edition_dir(edition: Edition) -> Path:
    """The data folder that holds the shipped guide."""
    return edition.folder.parent.parent


@pytest.fixture(scope="session")
def get(edition_dir: Path) -> Wsgi:
    """The shipped guide, as the short cut answers."""
    return Wsgi(Serving(Settings(data=edition_dir)))


@pytest.fixture
def client(shipped):
    """Flask's test client over the whole application."""
    return shipped[1].test_client()


class Publisher:
    """The tiny guide with a data folder of its own."""

    def __init__(self, folder: Path):
        self.guide = small_site(folder / "content")
        self.settings = Settings(data=folder / "data")
        self.count = 0

    def build(self, **given) -> Edition:
        return build(self.settings, content=self.guide.folder, **given)

    def publish(self, **given) -> Edition:
        """Builds an edition that nobody has built before."""
        self.count += 1
        self.guide.change("guide/first-page.md", "## A heading {#a-heading}\n", f"## A heading {{#a-heading}}\n\nThis is text number {self.count}.\n")
        return self.build(**given)

    def choose(self, **settings) -> None:
        self.settings = replace(self.settings, **settings)

    def get(self, **given) -> Wsgi:
        return Wsgi(Serving(self.settings, **given))


@pytest.fixture
def publisher(tmp_path: Path, quick) -> Publisher:
    return Publisher(tmp_path)


@pytest.fixture
def quick(monkeypatch) -> None:
    """Packs with gzip alone, which takes a tenth of the time."""
    monkeypatch.setattr(compress, "brotli", None)
    monkeypatch.setattr(compress, "zstandard", None)
