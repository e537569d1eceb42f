"""What the server's tests share: the shipped guide built once, a client, and a way to call the short cut directly."""

from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from asking import Wsgi
from program import content, data, first_start, flask, project, start  # noqa: F401
from small_site import small_site

from app import create_app
from app.edition import compress, disk
from app.edition.build import build
from app.edition.store import Edition
from app.serving import Serving
from app.settings import Settings

# How long an example takes says something about the machine, nothing about the code.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")


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
    """Packs with gzip alone, which takes a tenth of the time, and leaves the disk to itself."""
    monkeypatch.setattr(disk, "flush", lambda folder: None)
    monkeypatch.setattr(compress, "brotli", None)
    monkeypatch.setattr(compress, "zstandard", None)
