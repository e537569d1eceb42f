"""Hashes of what an edition, and each of its languages, is made from: so that a start can tell in milliseconds whether to build, and a build
which languages it has made before. Imports no builder.
"""

import hashlib
import os
import re
import sys
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

RECORD = re.compile(r"(?P<package>.+?)-(?P<version>[^-]+)(?:-py[0-9.]+)?\.(?:dist|egg)-info")
"""The name of the folder that an installed package leaves about itself."""


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
        repr(_versions()),
    )


def _files(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            with path.open("rb", buffering=0) as file:
                digest.update(f"{path.relative_to(folder)}\0".encode() + hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _versions() -> dict[str, str]:
    """Of those of PACKAGES that are installed, by the names of their records. `importlib.metadata` would say the same for two megabytes more."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if record := RECORD.fullmatch(name):
                found.setdefault(re.sub(r"[-_.]+", "-", record["package"]).lower(), record["version"])
    return {package: found.get(package, "") for package in PACKAGES}
