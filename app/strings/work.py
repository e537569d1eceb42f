"""What `flask --app app strings …` does: catalogs are made, merged, counted and checked."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import write_po

from app.guide.content import Guide
from app.guide.load import load
from app.locales import SOURCE, TRANSLATIONS, babel_name, is_language
from app.strings import check, extract
from app.strings.catalog import DOMAINS, CatalogError, file, is_done, read
from app.strings.review import Reviewed

DATED = re.compile(rb'^"(?:POT-Creation-Date|Generated-By): .*\n', re.M)
"""Header lines that differ from run to run and tell translators nothing."""


@dataclass(frozen=True)
class Count:
    """Texts of one catalog: all of them, those done, reviewed ones among these, fuzzy ones."""

    tag: str
    domain: str
    texts: int
    done: int
    reviewed: int
    fuzzy: int


def languages(folder: Path = TRANSLATIONS) -> list[str]:
    return sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/guide.po"))


def templates(guide: Guide) -> dict[str, Catalog]:
    return {"messages": extract.interface_catalog(), "guide": extract.guide_catalog(guide)}


def write_templates(folder: Path = TRANSLATIONS) -> None:
    for domain, catalog in templates(load()).items():
        (folder / f"{domain}.pot").write_bytes(as_po(catalog))


def add(tag: str, folder: Path = TRANSLATIONS) -> None:
    """Makes both catalogs of a new language. Raises CatalogError."""
    if not is_language(tag) or tag == SOURCE:
        raise CatalogError(f"{tag!r} is no language tag that can be added. Write de, pt-BR, zh-Hant, ckb.")
    if file(tag, "guide", folder).exists():
        raise CatalogError(f"{tag} is there already. `strings update` brings it up to date.")
    write_templates(folder)
    guide = load()
    for domain, catalog in (("messages", extract.interface_catalog(babel_name(tag))), ("guide", extract.guide_catalog(guide, babel_name(tag)))):
        path = file(tag, domain, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog, tag))


def update(folder: Path = TRANSLATIONS) -> None:
    """Extracts anew and merges into every language, the previous source kept beside what has become fuzzy."""
    if not shutil.which("msgmerge"):
        raise CatalogError("msgmerge is missing. Install Debian’s package gettext.")
    write_templates(folder)
    for tag in languages(folder):
        for domain in DOMAINS:
            command = ["msgmerge", "--quiet", "--update", "--backup=off", "--no-wrap", "--previous", file(tag, domain, folder), folder / f"{domain}.pot"]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise CatalogError(f"msgmerge could not merge {file(tag, domain, folder)}: {done.stderr.strip()}")


def status(folder: Path = TRANSLATIONS) -> Iterator[Count]:
    for tag in languages(folder):
        reviewed = Reviewed.of(tag, folder)
        for domain in DOMAINS:
            messages = [message for message in read(file(tag, domain, folder)) if message.id]
            done = [message for message in messages if is_done(message)]
            yield Count(
                tag, domain, len(messages), len(done), sum(1 for message in done if message in reviewed), sum(1 for message in messages if message.fuzzy)
            )


def problems(folder: Path = TRANSLATIONS) -> Iterator[str]:
    """Everything that should stop a release of the catalogs, with what to do."""
    guide = load()
    spoken = check.spoken_lines(guide)
    fresh = templates(guide)
    for domain, catalog in fresh.items():
        wanted = _ids(catalog)
        for path in (folder / f"{domain}.pot", *(file(tag, domain, folder) for tag in languages(folder))):
            if not path.is_file():
                yield f"{path}: missing. Run `flask --app app strings update`."
            elif _ids(found := read(path)) != wanted:
                yield f"{path}: stale, {len(_ids(found) ^ wanted)} texts differ from the guide’s. Run `flask --app app strings update`."
            else:
                yield from (f"{path}:{message.lineno}: {fault}" for message, fault in check.faults(found, spoken))


def accept(tag: str, by: str, part: str = "", folder: Path = TRANSLATIONS) -> int:
    """Marks what is translated as reviewed by a person; `part` limits it to texts of one content file or template."""
    reviewed = Reviewed.of(tag, folder)
    count = 0
    for domain in DOMAINS:
        for message in read(file(tag, domain, folder)):
            if message.id and is_done(message) and any(part in location for location, _ in message.locations):
                reviewed.accept(message, by)
                count += 1
    reviewed.save()
    return count


def as_po(catalog: Catalog, tag: str = "") -> bytes:
    """The file as Poedit, Weblate and gettext's tools write it, without lines that change by the day."""
    for message in catalog:
        # Babel takes "30 % of" for a format; msgfmt would then refuse every translation that puts it otherwise.
        if "%(" not in "".join(message.id):
            message.flags.discard("python-format")
    written = io.BytesIO()
    write_po(written, catalog, width=0)
    data = DATED.sub(b"", written.getvalue()).rstrip(b"\n") + b"\n"
    if tag:
        data = re.sub(rb'"Language: [^\\]*\\n"', f'"Language: {tag.replace("-", "_")}\\\\n"'.encode(), data, count=1)
    return data


def _ids(catalog: Catalog) -> set:
    return {message.id for message in catalog if message.id}
