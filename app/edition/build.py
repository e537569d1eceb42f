"""The guide, a host's settings and the static files → the files of an edition."""

import hashlib
import json
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from app.edition import assets as static
from app.edition import bundle as bundles
from app.edition import coding, compose, own, store
from app.edition.inputs import inputs
from app.edition.language import files_of, made_from, taken_over
from app.edition.layer import NONE, Layer
from app.edition.packing import Packing
from app.edition.store import Edition, Editions, Progress, StoreError
from app.guide.content import Guide
from app.guide.language import check_language
from app.guide.load import CONTENT, load
from app.guide.problems import GuideError
from app.headers import document_headers, style_hash
from app.locales import day
from app.settings import DATABASE, Settings

PATCHES_FROM = 4
"""How many earlier editions of a language get a patch; older phones fetch the whole bundle."""

SHORT = 16
"""Letters of an id that tell the last editions apart, where the whole one would cost more than what it names."""

INSIDE = 800
"""Bytes of a patch that the list itself carries: as large as the headers of an answer of its own. Only that from the edition before, which most phones have."""

LISTED_CHANGES = 8


def silent(done: int, total: int) -> None:
    """A progress that shows nothing."""


def build(settings: Settings, progress: Progress = silent, note: str = "", content: Path = CONTENT, layer: Layer | None = None) -> Edition:
    """Builds and switches to the edition that `settings`, the content and the group's own layer make; without one, with that of the current edition.

    Raises GuideError, SettingsError or StoreError; the current edition then stays as it was.
    """
    editions = Editions(settings.data)
    with editions.building(), Packing(earlier := editions.all()) as packing:
        layer = layer or published(settings)
        edition, files = assemble(settings, earlier, note, content, layer, packing.begin)
        asked = (edition.id, edition.inputs, edition.layer)
        # A line for readers stands in the lists of the edition: with another one, it is another edition.
        said = (other for other in earlier if not note or other.note == note)
        same = (other for other in said if (other.id, other.inputs, other.layer) == asked and other.own() is not None and not other.damaged())
        edition = next(same, None) or editions.write(files, edition, progress, layer, packing)
        editions.switch(edition)
        editions.prune({other.folder: other for other in (*earlier, edition)}.values())
    return edition


def published(settings: Settings) -> Layer:
    """The group's own layer that readers have. Raises StoreError where it is damaged and the database does not have it either."""
    current = Editions(settings.data).current()
    layer = current.own() if current else None
    if layer is None and (settings.database or (settings.data / DATABASE).exists()):
        from app.publishing import last_published

        layer = last_published(settings)
    if current and layer is None:
        raise StoreError(f"The group's own texts in the edition {current.id[:12]} are damaged. Restore a backup: flask --app app restore FILE")
    return layer or NONE


def current_or_build(settings: Settings, progress: Progress = silent, say=print) -> Edition:
    """The current edition where it is whole and made from what is here now; otherwise a fresh one, and why is said."""
    current = Editions(settings.data).current()
    if current is None:
        return build(settings, progress)
    if current.inputs != inputs(settings):
        say("The guide, the program or the settings have changed: building a new edition.")
    elif damaged := current.damaged():
        say(f"The edition {current.id[:12]} is damaged ({len(damaged)} files, first {damaged[0]}): building it again.")
    else:
        return current
    return build(settings, progress)


def assemble(
    settings: Settings,
    earlier: list[Edition],
    note: str = "",
    content: Path = CONTENT,
    layer: Layer = NONE,
    made_anew: Callable[[dict[str, bytes]], None] = lambda files: None,
) -> tuple[Edition, dict[str, bytes]]:
    """The edition and all of its files, in memory. Languages that one of the `earlier` editions made from the same are taken from it;
    the files of others are handed to `made_anew` as soon as they are there.
    """
    fingerprint = inputs(settings, content)
    made_before = any(edition.inputs == fingerprint for edition in earlier)
    settings = layer.over(settings)
    assets = static.load(settings.worker)
    headers = document_headers((style_hash(assets.css),))
    guide = cache(lambda: own.joined(_guide(content, made_before), layer))
    files: dict[str, bytes] = {assets.root.lstrip("/") + name: body for name, body in assets.files.items()}
    files["sw.js"] = assets.worker
    for tag in settings.languages:
        files |= {assets.root.lstrip("/") + name: pack for name, pack in assets.packs(settings.icon, tag).items()}
    lists: dict[str, bytes] = {}
    ids: dict[str, str] = {}
    made = made_from(settings, content, layer)
    for tag in settings.languages:
        older = next((edition for edition in earlier if edition.made.get(tag) == made[tag]), None)
        found = older and taken_over(older, tag)
        if not found:
            older, found = None, files_of(tag, guide(), settings, assets, headers, layer)
            made_anew(found[1])
        ids[tag], own_files = found
        files |= own_files
        text = cache(partial(coding.decode, own_files[bundles.address(tag, ids[tag])]))
        lists |= _list(tag, ids[tag], text, earlier, note, older)
    files["index.html"] = _front(settings, files)
    files["404.html"] = files[f"{settings.languages[0]}/404.html"]
    identity = _identity(files)
    return store.new(identity, fingerprint, note, ids, headers, layer, made), files | lists


def _guide(content: Path, made_before: bool) -> Guide:
    guide = load(content)
    # The shipped guide keeps to its own rules of plain language; other people's texts are their own affair.
    if content == CONTENT and not made_before and (problems := check_language(guide)):
        raise GuideError(problems)
    return guide


def _list(tag: str, identity: str, text: Callable[[], str], earlier: list[Edition], note: str, same: Edition | None) -> dict[str, bytes]:
    """The list that phones look at for news, and the patches that it offers: by the beginning of the id that they lead from, itself or 1 for a file.
    `same` is an edition whose files of the language are the same.
    """
    older = _older_bundles(tag, identity, earlier)
    files, offered = {}, {}
    for old, body in older:
        name = f"{tag}/patch/{old[:SHORT]}.{identity[:SHORT]}.json"
        patch = (same.body(name) if same and name in same.files else None) or bundles.patch(body, text()).encode()
        if old == older[0][0] and len(patch) <= INSIDE:
            offered[old[:SHORT]] = json.loads(patch)
        elif len(zlib.compress(patch)) < len(zlib.compress(text().encode())) / 2:
            offered[old[:SHORT]] = 1
            files[name] = patch
    size = json.loads(same.body(f"{tag}/edition.json") or b"{}").get("bytes") if same else None
    listed = {"id": identity, "bytes": size or len(text().encode()), "patches": offered, "changes": _changes(tag, identity, earlier, note)}
    return files | {f"{tag}/edition.json": json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()}


def _changes(tag: str, identity: str, earlier: list[Edition], note: str) -> list[list[str]]:
    """[day as the language writes it, code, line for readers] of the editions that said what they change, newest first."""
    lines = [[day(store.now()[:10], tag), compose.short_code(identity), note]] if note else []
    lines += [
        [day(edition.built[:10], tag), compose.short_code(edition.languages[tag]), edition.note]
        for edition in earlier
        if edition.note and tag in edition.languages
    ]
    return lines[:LISTED_CHANGES]


def _older_bundles(tag: str, identity: str, earlier: list[Edition]) -> list[tuple[str, str]]:
    """(id, text) of the language's last bundles, newest first, each once, only those that are what their id says."""
    found: dict[str, str] = {}
    for edition in earlier:
        old = edition.languages.get(tag)
        if old and old != identity and old not in found and (text := bundles.text_of(edition, tag)):
            found[old] = text
        if len(found) == PATCHES_FROM:
            break
    return list(found.items())


def _front(settings: Settings, files: dict[str, bytes]) -> bytes:
    """What a static host shows at `/`: the first language's start. Handrail's own server picks by Accept-Language instead."""
    return files[f"{settings.languages[0]}/index.html"]


def _identity(files: dict[str, bytes]) -> str:
    """The hash of what is in an edition. Lists and patches tell of other editions and stay out of it."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path} {hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return digest.hexdigest()
