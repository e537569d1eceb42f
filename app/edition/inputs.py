"""A hash of all that an edition is made from, so that a start can tell in milliseconds whether to build. Imports no builder."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from app.settings import Settings

PACKAGE = Path(__file__).parent.parent
ROOT = PACKAGE.parent
FOLDERS = (PACKAGE / "content", PACKAGE / "guide", PACKAGE / "edition", PACKAGE / "strings", ROOT / "templates", ROOT / "static", ROOT / "translations")
FILES = (PACKAGE / "headers.py", PACKAGE / "locales.py")
CHOICES = ("name", "languages", "exit", "address", "keeping", "icon", "worker")
"""The settings that change what readers see."""

PACKAGES = ("markdown-it-py", "jinja2", "babel", "segno", "nh3", "brotli", "zstandard")


def inputs(settings: Settings, content: Path = PACKAGE / "content") -> str:
    digest = hashlib.sha256()
    for folder in (content, *FOLDERS[1:]):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    for file in FILES:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    digest.update(repr([getattr(settings, name) for name in CHOICES]).encode())
    digest.update(repr([_version(package) for package in PACKAGES]).encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
