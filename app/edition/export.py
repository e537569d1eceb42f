"""The edition as a static site: the same files, and what another web server needs to send the same headers."""

import shutil
from pathlib import Path

from app.edition.build import current_or_build
from app.edition.store import Edition, Progress
from app.headers import ASSET_HEADERS, IMMUTABLE, LISTS, REVALIDATE
from app.settings import Settings

README = """This folder is a complete copy of the guide, edition {code}. Any web server can serve it as it is, at the root of a domain.

It works offline on phones when it is served over https (or from localhost).

Headers: `_headers` holds them in the form that several static hosts read. nginx.conf and Caddyfile hold them for these two servers.
The files ending in .gz and .br are the same files, packed; a server that can send them saves nine tenths of the bytes.
/sw.js must not be cached by the server or a network in front of it.
"""


UNFINISHED = ".unfinished"


class ExportError(Exception):
    """The export cannot be written; the message says why and what to do."""


def export(settings: Settings, folder: Path, progress: Progress) -> Edition:
    """Writes the current edition to `folder`, which must be empty or an earlier export. Raises ExportError."""
    folder = folder.resolve()
    try:
        if folder.exists() and not _may_be_filled(folder):
            raise ExportError(f"{folder} is there already and holds something else. Name a new or an empty folder.")
        edition = current_or_build(settings, progress)
        fresh = folder / UNFINISHED
        shutil.rmtree(fresh, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(edition.public, fresh)
        (fresh / "_headers").write_text(_headers(edition), encoding="utf-8")
        (fresh / "nginx.conf").write_text(_nginx(edition), encoding="utf-8")
        (fresh / "Caddyfile").write_text(_caddy(edition), encoding="utf-8")
        (fresh / "README.txt").write_text(README.format(code=edition.id[:12]), encoding="utf-8")
        _replace(folder, fresh)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written ({error.strerror or error}). Make room there, or name a folder that this user may write.") from None
    return edition


def _may_be_filled(folder: Path) -> bool:
    """Whether it is empty, or an earlier export by its README."""
    if not folder.is_dir():
        return False
    readme = folder / "README.txt"
    ours = readme.is_file() and readme.read_text(encoding="utf-8", errors="replace").startswith(README.partition("{")[0])
    return ours or all(entry.name == UNFINISHED for entry in folder.iterdir())


def _replace(folder: Path, fresh: Path) -> None:
    """Puts the fresh files in place of an earlier export's, folders first. What somebody else put there (.git, CNAME) stays."""
    languages = {entry.parent for entry in folder.glob("*/edition.json")}
    for left in languages - {folder / entry.name for entry in fresh.iterdir()}:
        shutil.rmtree(left)
    for entry in sorted(fresh.iterdir(), key=lambda entry: (entry.is_file(), entry.name)):
        target = folder / entry.name
        if target.is_dir():
            shutil.rmtree(target)
        entry.replace(target)
    fresh.rmdir()


def _rules(edition: Edition) -> list[tuple[str, dict[str, str]]]:
    """(path prefix, headers), the most general first."""
    never_changing = ["/s/", *(f"/{tag}/{kind}/" for kind in ("bundle", "patch", "parts") for tag in edition.languages)]
    lists = [f"/{tag}{name}" for name in LISTS for tag in edition.languages]
    return [
        ("/", {**edition.headers, "Cache-Control": REVALIDATE}),
        *((prefix, {**ASSET_HEADERS, "Cache-Control": IMMUTABLE}) for prefix in never_changing),
        *((prefix, {**ASSET_HEADERS, "Cache-Control": REVALIDATE}) for prefix in lists),
    ]


def _headers(edition: Edition) -> str:
    def block(prefix: str, headers: dict[str, str], remove: set[str]) -> str:
        lines = [f"{prefix}*", *(f"  ! {name}" for name in sorted(remove)), *(f"  {name}: {value}" for name, value in headers.items())]
        return "\n".join(lines)

    general = set(edition.headers) | {"Cache-Control"}
    return "\n\n".join(block(prefix, headers, general - set() if prefix != "/" else set()) for prefix, headers in _rules(edition)) + "\n"


def _nginx(edition: Edition) -> str:
    def lines(headers: dict[str, str], indent: str) -> str:
        return "\n".join(f'{indent}add_header {name} "{value}" always;' for name, value in headers.items())

    (_, general), *never_changing = _rules(edition)
    blocks = "\n".join(f"location {prefix} {{\n{lines(headers, '    ')}\n}}" for prefix, headers in never_changing)
    return f"""# Include this in a `server` block whose `root` is this folder. Over https, add Strict-Transport-Security yourself, in each block.
access_log off;
server_tokens off;
gzip_static on;
gzip_vary on;
# Files stay open for those who ask next; what is replaced is seen after five seconds.
open_file_cache max=200 inactive=60s;
open_file_cache_valid 5s;
# brotli_static on;    (with the module libnginx-mod-http-brotli-static)
types {{
    text/html html; text/css css; text/javascript js; application/json json;
    application/manifest+json webmanifest; image/svg+xml svg; image/png png; text/plain txt;
}}
charset utf-8;
charset_types text/css text/javascript text/plain;
error_page 404 /404.html;
{lines(general, "")}
{blocks}
"""


def _caddy(edition: Edition) -> str:
    def lines(headers: dict[str, str]) -> str:
        return "\n".join(f'\t\t{name} "{value}"' for name, value in headers.items())

    (_, general), *others = _rules(edition)
    alike: dict[str, list[str]] = {}
    for prefix, headers in others:
        alike.setdefault(lines(headers), []).append(f"{prefix}*")
    kinds = "\n".join(
        f"\t@kind{at} path {' '.join(paths)}\n\thandle @kind{at} {{\n\t\theader {{\n{given}\n\t\t}}\n\t\timport files\n\t}}"
        for at, (given, paths) in enumerate(alike.items())
    )
    # Pages come first: they end with a slash, which is told at once, and the other addresses are never looked at for them.
    return f"""(documents) {{
\theader {{
{lines(general)}
\t}}
}}
(files) {{
\tfile_server {{
\t\tprecompressed br gzip
\t}}
}}
# Replace guide.example.org by your domain, and set root to this folder.
guide.example.org {{
\troot * .
\t@page path */
\thandle @page {{
\t\timport documents
\t\timport files
\t}}
\t@manifest path *.webmanifest
\theader @manifest Content-Type application/manifest+json
{kinds}
\thandle {{
\t\timport documents
\t\timport files
\t}}
\thandle_errors {{
\t\timport documents
\t\t@missing expression {{err.status_code}} == 404
\t\thandle @missing {{
\t\t\trewrite * /404.html
\t\t\tfile_server
\t\t}}
\t}}
}}
"""
