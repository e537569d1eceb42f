"""Hashes of what an edition, and each of its languages, is made from: so that a start can tell in milliseconds whether to build, and a build
which languages it has made before. Imports no builder.
"""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.settings import Settings

PACKAGE = Path(__file__).parent.parent
ROOT = PACKAGE.parent
TRANSLATIONS = ROOT / "translations"
FOLDERS = (PACKAGE / "guide", PACKAGE / "edition", PACKAGE / "strings", ROOT / "templates", ROOT / "static")
FILES = (PACKAGE / "answers.py", PACKAGE / "headers.py", PACKAGE / "locales.py", PACKAGE / "settings.py")
CHOICES = ("name", "languages", "exit", "address", "keeping", "icon", "worker")
"""The settings that change what readers see."""

PACKAGES = ("markdown-it-py", "jinja2", "babel", "segno", "nh3", "brotli", "zstandard")


def inputs(settings: Settings, content: Path = PACKAGE / "content") -> str:
    return _hash(_common(settings, content), _files(TRANSLATIONS))


def language_inputs(settings: Settings, content: Path = PACKAGE / "content") -> dict[str, str]:
    """Of each language, without the group's own layer."""
    common, templates = _common(settings, content), _hash(*(path.read_text(encoding="utf-8") for path in sorted(TRANSLATIONS.glob("*.pot"))))
    return {tag: _hash(common, templates, tag, _files(TRANSLATIONS / tag)) for tag in settings.languages}


def _common(settings: Settings, content: Path) -> str:
    return _hash(
        *map(_files, (content, *FOLDERS)),
        *(hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES),
        repr([getattr(settings, name) for name in CHOICES]),
        repr([_version(package) for package in PACKAGES]),
    )


def _files(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
