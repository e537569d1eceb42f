"""One language's two catalogs, read for rendering: source text → translation. Fuzzy entries are never shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po

from app.guide.prose import Lookup, same
from app.locales import SOURCE, TRANSLATIONS
from app.strings.review import Reviewed

DOMAINS = ("messages", "guide")

NPLURALS = re.compile(rb"nplurals\s*=\s*([0-9]+)")
MOST_FORMS = 6
"""Plural forms; Arabic has the most of all languages. A file that claims a thousand million would keep Babel busy for minutes."""


class CatalogError(Exception):
    """A catalog cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Share:
    """How far a translation is: texts in all, translated, and of these reviewed by a person."""

    texts: int
    translated: int
    reviewed: int


@dataclass(frozen=True)
class Translation:
    """A language's texts, as lookups. A lookup answers None where there is no translation."""

    interface: Lookup
    guide: Lookup
    plural: object
    share: Share | None


def file(tag: str, domain: str, folder: Path = TRANSLATIONS) -> Path:
    return folder / tag / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path) -> Catalog:
    """Raises CatalogError."""
    data = path.read_bytes()
    if any(int(number) > MOST_FORMS for number in NPLURALS.findall(data)):
        raise CatalogError(f"{path}: it claims more than {MOST_FORMS} plural forms. Mend the line Plural-Forms.")
    try:
        with path.open("rb") as opened:
            return read_po(opened, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogError(f"{path}: it cannot be read: {error}. `msgfmt -c` shows the line.") from None


def translation(tag: str, folder: Path = TRANSLATIONS) -> Translation:
    """What `tag` is rendered with. Without catalogs every text stays in the source language."""
    if tag == SOURCE:
        return Translation(same, same, lambda one, many, number: one if number == 1 else many, None)
    catalogs = [read(path) if (path := file(tag, domain, folder)).is_file() else Catalog() for domain in DOMAINS]
    interface, guide = (_texts(catalog) for catalog in catalogs)
    return Translation(_lookup(interface), _lookup(guide), _plural(catalogs[0], interface), share(catalogs, Reviewed.of(tag, folder)))


def share(catalogs: list[Catalog], reviewed: Reviewed) -> Share:
    every = [message for catalog in catalogs for message in catalog if message.id]
    done = [message for message in every if is_done(message)]
    return Share(len(every), len(done), sum(1 for message in done if message in reviewed))


def is_done(message) -> bool:
    """Whether readers see it: translated in all of its forms, and not fuzzy."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(forms)


def _texts(catalog: Catalog) -> dict[str, str | tuple[str, ...]]:
    return dict(_done(catalog))


def _done(catalog: Catalog) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for message in catalog:
        if message.id and is_done(message):
            yield (message.id if isinstance(message.id, str) else message.id[0]), message.string


def _lookup(texts: dict) -> Lookup:
    def look(text: str) -> str | None:
        found = texts.get(text)
        return found if isinstance(found, str) else None

    return look


def _plural(catalog: Catalog, texts: dict):
    which = c2py(catalog.plural_expr)

    def plural(one: str, many: str, number: int) -> str:
        forms = texts.get(one)
        if not isinstance(forms, tuple | list):
            return one if number == 1 else many
        return forms[which(number)]

    return plural
