"""What all languages share: scripts, styles, icons. One folder named by the hash of all that is in it, so that it never changes."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from app.locales import SOURCE
from app.settings import ICONS

STATIC = Path(__file__).parent.parent.parent / "static"
INLINED = "css/base.css"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
}
PRELOADED = (
    "js/main.js",
    "js/start.js",
    "js/navigate.js",
    "js/offline.js",
    "js/kept.js",
    "js/entries.js",
    "js/carry.js",
    "js/exit.js",
    "js/page.js",
    "js/trusted.js",
    "vendor/idb-8.0.4/index.js",
)
"""The modules that every page uses: named in its head, so that they arrive together and not one after the other."""

KEPT = (".js", ".css", ".svg", ".png")
WORDLISTS = "js/wordlist/"
NOT_KEPT = ("screenshots/", "js/edit/", "css/edit.css")


@dataclass(frozen=True)
class Assets:
    """`files` by name below `root` (`/s/<hash>/`); `css` is the stylesheet that every page carries in itself."""

    root: str
    files: dict[str, bytes]
    css: str
    worker: bytes

    def address(self, name: str) -> str:
        if name not in self.files:
            raise KeyError(f"There is no static file {name}")
        return self.root + name

    def kept(self, icon: str, tag: str) -> dict[str, list[str]]:
        """Address → [SHA-256, media type] of what a phone needs without a network: of the icons and the lists of words, only those of `icon` and `tag`."""
        others = tuple(f"icons/{other}" for other in ICONS if other != icon)
        others += tuple(name for name in self.files if name.startswith(WORDLISTS) and name != f"{WORDLISTS}{wordlist(tag)}.js")
        names = [name for name in self.files if name.endswith(KEPT) and not name.startswith(NOT_KEPT + others) and "/worker/" not in name]
        return {self.root + name: [hashlib.sha256(self.files[name]).hexdigest(), media_type(name)] for name in sorted(names)}


def wordlist(tag: str) -> str:
    """The language in which words for a passphrase are offered to readers of `tag`."""
    return next((name for name in (tag, tag.split("-")[0]) if (STATIC / f"{WORDLISTS}{name}.js").is_file()), SOURCE)


def media_type(name: str) -> str:
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def load(worker: str, folder: Path = STATIC) -> Assets:
    """`worker` is the setting: `on`, or `off` for the one that removes itself."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = {name: (folder / name).read_bytes() for name in names if Path(name).suffix in TYPES and name not in ("sw.js", "sw-off.js")}
    css = small(files.pop(INLINED).decode())
    files = {name: small(body.decode()).encode() if name.endswith(".css") else body for name, body in files.items()}
    digest = hashlib.sha256()
    for name, body in files.items():
        digest.update(f"{name} {hashlib.sha256(body).hexdigest()}\n".encode())
    root = f"/s/{digest.hexdigest()[:12]}/"
    script = (folder / ("sw.js" if worker == "on" else "sw-off.js")).read_text(encoding="utf-8")
    return Assets(root, files, css, script.replace("/static/", root).encode())


def small(css: str) -> str:
    """CSS without comments and needless space. Strings in our CSS hold neither comments nor runs of space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": ", ":", css).replace(";}", "}").strip()
