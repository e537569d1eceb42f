"""One language's two catalogs, read for rendering: source text → translation. Fuzzy entries are never shown."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from types import MappingProxyType

from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po

from app.guide.prose import Lookup, same
from app.locales import SOURCE, TRANSLATIONS, babel_name
from app.strings.review import Reviewed, fingerprint_of

DOMAINS = ("messages", "guide")

NPLURALS = re.compile(rb"nplurals\s*=\s*([0-9]+)")
MOST_FORMS = 6
"""Plural forms; Arabic has the most of all languages. A file that claims a thousand million would keep Babel busy for minutes."""


class CatalogError(Exception):
    """A catalog cannot be used; the message says which and what to do."""


Text = str | tuple[str, ...]
"""A text, or the forms of a plural."""

Own = Mapping[str, Mapping[str, "str | Sequence[str]"]]
"""A group's own words: catalog → source text → text. Of a plural, its first source text → its forms."""


@dataclass(frozen=True)
class Share:
    """How far a translation is: texts in all, translated, and of these reviewed by a person."""

    texts: int
    translated: int
    reviewed: int


@dataclass(frozen=True)
class Shipped:
    """One catalog as it comes with the program. `sources` has every text, `texts` what is translated of them, by the (first) source text."""

    sources: tuple[Text, ...]
    texts: dict[str, Text]
    forms: int
    rule: str


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


def shipped(tag: str, domain: str, folder: Path = TRANSLATIONS) -> Shipped:
    """What comes with the program; nothing translated where no catalog does. Raises CatalogError."""
    path = file(tag, domain, folder)
    if not path.is_file():
        # The template says how many texts there are to translate.
        path = folder / f"{domain}.pot"
    if not path.is_file():
        return _shipped(Catalog(locale=babel_name(tag)))
    found = path.stat()
    return _read_once(tag, path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=32)
def _read_once(tag: str, path: Path, _mtime: int, _size: int) -> Shipped:
    catalog = read(path)
    if path.suffix == ".pot":
        empty = Catalog(locale=babel_name(tag))
        return Shipped(tuple(_sources(catalog)), {}, empty.num_plurals, empty.plural_expr)
    return _shipped(catalog)


def _shipped(catalog: Catalog) -> Shipped:
    return Shipped(tuple(_sources(catalog)), dict(_done(catalog)), catalog.num_plurals, catalog.plural_expr)


def translation(tag: str, folder: Path = TRANSLATIONS, own: Own = MappingProxyType({}), marks: Collection[str] = ()) -> Translation:
    """What `tag` is rendered with: a group's own words first, then what is shipped. Without either a text stays in the source language.

    `marks` are fingerprints of texts that the group's second readers have marked.
    """
    words = {domain: {source: text if isinstance(text, str) else tuple(text) for source, text in own.get(domain, {}).items()} for domain in DOMAINS}
    if tag == SOURCE:
        return Translation(_first(words["messages"]), _first(words["guide"]), _plural("n != 1", words["messages"]), None)
    catalogs = {domain: shipped(tag, domain, folder) for domain in DOMAINS}
    texts = {domain: catalogs[domain].texts | words[domain] for domain in DOMAINS}
    known = {*Reviewed.of(tag, folder).marks, *marks}
    counted = [_count(catalogs[domain].sources, texts[domain], known) for domain in DOMAINS]
    total = Share(*(sum(numbers) for numbers in zip(*counted, strict=True)))
    return Translation(_lookup(texts["messages"]), _lookup(texts["guide"]), _plural(catalogs["messages"].rule, texts["messages"]), total)


def share(catalogs: list[Catalog], reviewed: Reviewed) -> Share:
    counted = [_count(tuple(_sources(catalog)), dict(_done(catalog)), reviewed.marks) for catalog in catalogs]
    return Share(*(sum(numbers) for numbers in zip(*counted, strict=True)))


def _count(sources: tuple[Text, ...], texts: Mapping[str, Text], marks: Collection[str]) -> tuple[int, int, int]:
    done = [(source, texts[first(source)]) for source in sources if first(source) in texts]
    return len(sources), len(done), sum(1 for source, text in done if fingerprint_of(source, text) in marks)


def is_done(message) -> bool:
    """Whether readers see it: translated in all of its forms, and not fuzzy."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(forms)


def first(source: Text) -> str:
    """What a text goes by: of a plural, the form for one."""
    return source if isinstance(source, str) else source[0]


def _sources(catalog: Catalog) -> Iterator[Text]:
    return (message.id if isinstance(message.id, str) else tuple(message.id) for message in catalog if message.id)


def _done(catalog: Catalog) -> Iterator[tuple[str, Text]]:
    for message in catalog:
        if message.id and is_done(message):
            yield first(message.id), message.string if isinstance(message.string, str) else tuple(message.string)


def _lookup(texts: Mapping[str, Text]) -> Lookup:
    def look(text: str) -> str | None:
        found = texts.get(text)
        return found if isinstance(found, str) else None

    return look


def _first(words: Mapping[str, Text]) -> Lookup:
    look = _lookup(words)
    return (lambda text: look(text) or text) if words else same


def _plural(rule: str, texts: Mapping[str, Text]):
    which = c2py(rule)

    def plural(one: str, many: str, number: int) -> str:
        forms = texts.get(one)
        if not isinstance(forms, tuple | list):
            return one if number == 1 else many
        return forms[min(which(number), len(forms) - 1)]

    return plural
