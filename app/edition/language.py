"""The files of one language: rendered, or taken from an earlier edition that made them from the same."""

import hashlib
import json
from pathlib import Path

from markupsafe import Markup

from app import answers
from app.edition import assets as static
from app.edition import bundle as bundles
from app.edition import coding, compose
from app.edition.assets import Assets
from app.edition.inputs import language_inputs
from app.edition.layer import Layer
from app.edition.site import AWAY, BROKEN, MISSING, Site, render
from app.edition.store import Edition
from app.edition.templating import Language
from app.guide.content import Guide
from app.locales import locale
from app.settings import Settings

STATUS_PAGES = {MISSING: "404.html", BROKEN: "500.html"}

Files = tuple[str, dict[str, bytes]]
"""The id of a language's bundle, and its files by path: all but the list and the patches, which tell of other editions."""


def made_from(settings: Settings, content: Path, layer: Layer) -> dict[str, str]:
    """Of each language, the hash of all that its files are made from. `settings` are those with the group's choices."""
    shipped = language_inputs(settings, content)
    return {tag: hashlib.sha256(f"{shipped[tag]} {layer.of_language(tag).to_json()}".encode()).hexdigest() for tag in settings.languages}


def taken_over(edition: Edition, tag: str) -> Files | None:
    """None where one of its files is not what was built."""
    files = {path: edition.body(path) for path in edition.files if path.startswith(f"{tag}/") and not _tells_of_others(path)}
    return None if None in files.values() else (edition.languages[tag], files)


def files_of(tag: str, guide: Guide, settings: Settings, assets: Assets, headers: dict[str, str], layer: Layer) -> Files:
    """Raises CatalogError, or ValueError for a tag that is no language."""
    language = Language.of(tag, layer)
    others = tuple(locale(other) for other in settings.languages if other != tag)
    shared = {"asset": assets.address, "css": Markup(assets.css), "modules": static.PRELOADED}
    site = render(guide, language, settings, shared, others, layer)
    text = bundles.bundle(site, assets.kept(settings.icon, tag), headers)
    identity = bundles.identity(text)
    files = _pages(site, identity)
    files[f"{tag}/{answers.FILE}"] = answers.file(tag, language.interface)
    files |= {f"{tag}/parts/{identity}/{name}.txt": html.encode() for name, html in site.parts.items()}
    files[f"{tag}/manifest.webmanifest"] = _manifest(site, settings, assets)
    files[bundles.address(tag, identity)] = coding.encode(text)
    return identity, files


def _tells_of_others(path: str) -> bool:
    return path.endswith("/edition.json") or "/patch/" in path


def _pages(site: Site, edition: str) -> dict[str, bytes]:
    pages = {}
    for path in site.pages:
        slots = site.slots(path, edition)
        if path in (MISSING, BROKEN, AWAY):
            slots["path"] = ""
        if path != AWAY:
            pages[f"{site.tag}/{STATUS_PAGES.get(path, path + 'index.html')}"] = compose.compose(site.shell, slots).encode()
    return pages


def _manifest(site: Site, settings: Settings, assets: Assets) -> bytes:
    """Neutral in every language: the name that the host chose, plain icons, shortcuts that tell nothing."""
    tag = site.tag
    icon, name = assets.address, settings.icon
    titles = {path: site.pages[path].title.partition(" · ")[0] for path in ("arguments/", "checklists/", "meeting/")}
    values = {
        "id": "/",
        "name": settings.name,
        "short_name": settings.name[:12],
        "lang": tag,
        "dir": site.language.locale.dir,
        "start_url": f"/{tag}/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f6f1",
        "theme_color": "#f8f6f1",
        "icons": [
            {"src": icon(f"icons/{name}.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": icon(f"icons/{name}-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": icon(f"icons/{name}-512.png"), "sizes": "512x512", "type": "image/png"},
            {"src": icon(f"icons/{name}-maskable-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "screenshots": [
            {"src": icon("screenshots/narrow.png"), "sizes": "780x1688", "type": "image/png", "form_factor": "narrow", "label": settings.name},
            {"src": icon("screenshots/wide.png"), "sizes": "1280x800", "type": "image/png", "form_factor": "wide", "label": settings.name},
        ],
        "shortcuts": [
            {"name": title, "url": f"/{tag}/{path}", "icons": [{"src": icon(f"icons/{name}-192.png"), "sizes": "192x192"}]} for path, title in titles.items()
        ],
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
