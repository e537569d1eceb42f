"""What all languages share: scripts, styles, icons. One folder named by the hash of all that is in it, so that it never changes."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from app.locales import SOURCE
from app.settings import ICONS

STATIC = Path(__file__).parent.parent.parent / "static"
INLINED = "css/base.css"
IMPORTED = re.compile(r"'/static/([^']+)'")
"""Names the parts of the worker in sw.js."""

EXPORTED = re.compile(r"^export (?=function|async function)", re.M)
"""What makes a module of a part that pages load as well: the worker's file is a classic script."""

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
    "js/page-records.js",
    "js/entries.js",
    "js/carry.js",
    "js/exit.js",
    "js/page.js",
    "js/trusted.js",
    "vendor/idb-8.0.4/index.js",
)
"""The modules that every page uses: named in its head, so that they arrive together and not one after the other."""

KEPT = (".js", ".css", ".svg", "-180.png")
"""What phones keep. Of the pictures, the one that a phone asks for without a network: for a home screen of its own."""

WORDLISTS = "js/wordlist/"
NOT_KEPT = ("screenshots/", "js/edit/", "js/worker/", "css/edit.css", "vendor/idb-8.0.4/umd.js")
PACK = "kept-{}.json"
"""A file that holds what phones keep, by its own hash: it depends on the icon that the host chose, and on the language."""


@dataclass(frozen=True)
class Assets:
    """`files` by name below `root` (`/s/<hash>/`); `css` is the stylesheet that most pages carry in themselves."""

    root: str
    files: dict[str, bytes]
    css: str
    worker: bytes

    def address(self, name: str) -> str:
        if name not in self.files:
            raise KeyError(f"There is no static file {name}")
        return self.root + name

    def packs(self, icon: str, tag: str) -> dict[str, bytes]:
        """What a phone needs without a network, in two files by name: what all languages share, with no icon but `icon`, and the language's words for a
        passphrase. Each holds name → [media type, text], or [media type, bytes in base64, 1].
        """
        others = tuple(f"icons/{other}" for other in ICONS if other != icon)
        shared = [name for name in sorted(self.files) if name.endswith(KEPT) and not name.startswith((*NOT_KEPT, WORDLISTS, *others))]
        packs = [_pack(self.files, names) for names in (shared, [f"{WORDLISTS}{wordlist(tag)}.js"])]
        return {PACK.format(hashlib.sha256(pack).hexdigest()[:8]): pack for pack in packs}

    def kept(self, icon: str, tag: str) -> dict[str, object]:
        """Where the packs are, and their SHA-256: what a bundle says of them."""
        return {"root": self.root, "packs": {name: hashlib.sha256(pack).hexdigest() for name, pack in self.packs(icon, tag).items()}}


def wordlist(tag: str) -> str:
    """The language in which words for a passphrase are offered to readers of `tag`."""
    return next((name for name in (tag, tag.split("-")[0]) if (STATIC / f"{WORDLISTS}{name}.js").is_file()), SOURCE)


def media_type(name: str) -> str:
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def load(worker: str, folder: Path = STATIC) -> Assets:
    """`worker` is the setting: `on`, or `off` for the one that removes itself."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    files = {name: (folder / name).read_bytes() for name in names if Path(name).suffix in TYPES and name not in ("sw.js", "sw-off.js")}
    files = {name: _lean(name, body) for name, body in files.items()}
    digest = hashlib.sha256()
    for name, body in files.items():
        digest.update(f"{name} {hashlib.sha256(body).hexdigest()}\n".encode())
    root = f"/s/{digest.hexdigest()[:12]}/"
    script = (folder / ("sw.js" if worker == "on" else "sw-off.js")).read_text(encoding="utf-8")
    return Assets(root, files, files[INLINED].decode(), joined(script, files).encode())


def joined(worker: str, files: dict[str, bytes]) -> str:
    """The worker in one file: each part that it imports would be one more way to the server and back."""
    parts = IMPORTED.findall(worker)
    return "\n".join([EXPORTED.sub("", files[name].decode()).strip() for name in parts] or [worker])


def _pack(files: dict[str, bytes], names: list[str]) -> bytes:
    return json.dumps({name: _packed(name, files[name]) for name in names}, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(name: str, body: bytes) -> list:
    if name.endswith(".png"):
        return [media_type(name), base64.b64encode(body).decode(), 1]
    return [media_type(name), body.decode()]


def _lean(name: str, body: bytes) -> bytes:
    if name.endswith(".css"):
        return small(body.decode()).encode()
    return bare(body.decode()).encode() if name.endswith(".js") else body


def bare(script: str) -> str:
    """A script without the lines that are all comment, and without empty ones: a fifth of what phones would have to fetch. Nothing else is touched."""
    script = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*\n", "", script, flags=re.M | re.S)
    return re.sub(r"^[ \t]*(?://.*)?\n", "", script, flags=re.M)


def small(css: str) -> str:
    """CSS without comments and needless space. Strings in our CSS hold neither comments nor runs of space."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r": ", ":", css).replace(";}", "}").strip()
