"""The passages of the guide and of the interface, and what a group and its languages make of them. Plain values: knows neither Flask nor the database."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from gettext import c2py

from app.edition.layer import Layer
from app.guide.content import Guide
from app.guide.prose import plain
from app.locales import SOURCE, TRANSLATIONS
from app.strings.catalog import DOMAINS, Shipped, Text, first, shipped
from app.strings.check import PLACEHOLDER, links
from app.strings.extract import guide_messages, interface_catalog
from app.strings.review import Reviewed, fingerprint_of
from app.strings.terms import FIXED

EDITOR = ("interface/edit.", "interface/editing.")
"""Where the editor's own words stand. Readers never see them."""

SINGLE = ("words", "sources", "parts", "ways", "position")
"""Files of the guide that hold many short texts, or stand alone."""

LOOSELY, CLEARLY, NEARLY_THE_SAME = 0.45, 0.6, 0.75
"""How alike two texts are, from 0 to 1. Two sentences about anything at all reach 0.4."""


@dataclass(frozen=True)
class Passage:
    """One message of a catalog. `source` is a text, or both forms of a plural; `places` says where it stands, as `guide/first-hours`."""

    domain: str
    source: Text
    kind: str
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it goes by in addresses and keys."""
        return digest(first(self.source))

    @property
    def one(self) -> str:
        return first(self.source)

    @property
    def for_readers(self) -> bool:
        return not all(place.startswith(EDITOR) for place in self.places)


@dataclass(frozen=True)
class Tongue:
    """One language as a layer makes it: what is shipped, what is the group's own, what a second reader has marked."""

    tag: str
    shipped: Mapping[str, Shipped]
    own: Mapping[str, Mapping[str, object]]
    marks: frozenset[str]

    @classmethod
    def of(cls, tag: str, layer: Layer) -> "Tongue":
        catalogs = {} if tag == SOURCE else {domain: shipped(tag, domain) for domain in DOMAINS}
        marks = {*layer.reviewed.get(tag, ()), *(Reviewed.of(tag, TRANSLATIONS).marks if tag != SOURCE else ())}
        return cls(tag, catalogs, {domain: layer.words(tag, domain) for domain in DOMAINS}, frozenset(marks))

    def shipped_text(self, passage: Passage) -> Text | None:
        """None where it is not translated."""
        return passage.source if self.tag == SOURCE else self.shipped[passage.domain].texts.get(passage.one)

    def own_text(self, passage: Passage) -> Text | None:
        found = self.own[passage.domain].get(passage.one)
        return tuple(found) if isinstance(found, list | tuple) else found

    def text(self, passage: Passage) -> Text | None:
        return self.own_text(passage) or self.shipped_text(passage)

    def is_reviewed(self, passage: Passage) -> bool:
        text = self.text(passage)
        return text is not None and fingerprint_of(passage.source, text) in self.marks

    def forms(self, passage: Passage) -> int:
        """How many texts a translation of it has."""
        if isinstance(passage.source, str):
            return 1
        return 2 if self.tag == SOURCE else self.shipped[passage.domain].forms

    def examples(self, form: int) -> list[int]:
        """Numbers for which a plural's form is used."""
        which = c2py("n != 1" if self.tag == SOURCE else self.shipped["messages"].rule)
        return [number for number in (*range(31), 100, 101, 102, 103, 111, 200, 1000) if which(number) == form][:5]


@dataclass(frozen=True)
class Counts:
    """Of the texts of a place, or of a language."""

    texts: int = 0
    own: int = 0
    untranslated: int = 0
    unreviewed: int = 0


@dataclass(frozen=True)
class Texts:
    """Every passage there is, by catalog and name, in the order in which they stand."""

    guide: Guide
    passages: dict[tuple[str, str], Passage]
    by_place: dict[str, tuple[Passage, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, guide: Guide) -> "Texts":
        found: dict[tuple[str, Text], tuple[str, dict[str, None]]] = {}
        for text, kind, file, _ in guide_messages(guide):
            found.setdefault(("guide", text), (kind, {}))[1][_place(file.relative_to(guide.folder).with_suffix("").as_posix())] = None
        for message in interface_catalog():
            if message.id:
                source = message.id if isinstance(message.id, str) else tuple(message.id)
                where = {_interface(path): None for path, _ in message.locations}
                found.setdefault(("messages", source), ("interface", {}))[1].update(where)
        passages = [Passage(domain, source, kind, tuple(places)) for (domain, source), (kind, places) in found.items()]
        by_place: dict[str, list[Passage]] = {}
        for passage in passages:
            for place in passage.places:
                by_place.setdefault(place, []).append(passage)
        return cls(guide, {(passage.domain, passage.name): passage for passage in passages}, {place: tuple(held) for place, held in by_place.items()})

    def find(self, domain: str, name: str) -> Passage | None:
        return self.passages.get((domain, name))

    def named(self, domain: str, source: str) -> Passage | None:
        """The passage with this source text; None where the guide has it no more."""
        passage = self.find(domain, digest(source))
        return passage if passage and passage.one == source else None


def digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def key(tag: str, domain: str, source: str) -> str:
    """Of the revisions of a passage in one language."""
    return f"{tag}|{domain}|{digest(source)}"


def count(passages: Iterable[Passage], tongue: Tongue) -> Counts:
    passages = list(passages)
    done = [passage for passage in passages if tongue.text(passage) is not None]
    own = sum(1 for passage in passages if tongue.own_text(passage) is not None)
    # English is what the others are made from: nobody has to compare it with itself.
    asked = [passage for passage in done if tongue.tag != SOURCE or tongue.own_text(passage) is not None]
    return Counts(len(passages), own, len(passages) - len(done), sum(1 for passage in asked if not tongue.is_reviewed(passage)))


# What has changed


@dataclass(frozen=True)
class Stale:
    """The group's words whose source text the guide has no more. `nearest` is what seems to stand there now; None where nothing is like it."""

    tag: str
    domain: str
    source: str
    text: Text
    place: str
    nearest: Passage | None

    @property
    def name(self) -> str:
        return digest(self.source)


def stale(values: Iterable[Mapping], texts: Texts) -> list[Stale]:
    """Of the passages that stand (`values`, as app/publishing/written.py describes them), those that the guide has no more."""
    return [_stale(value, texts) for value in values if texts.named(value["domain"], value["source"]) is None]


def _stale(value: Mapping, texts: Texts) -> Stale:
    text = value["text"] if isinstance(value["text"], str) else tuple(value["text"])
    is_plural = not isinstance(text, str)
    return Stale(
        value["tag"], value["domain"], value["source"], text, value["place"], nearest(value["domain"], value["source"], value["place"], texts, is_plural)
    )


def nearest(domain: str, source: str, place: str, texts: Texts, is_plural: bool = False) -> Passage | None:
    """The passage that a lost one most likely became: on its own page, or where it is nearly the same, elsewhere."""
    fitting = [passage for passage in texts.passages.values() if passage.domain == domain and isinstance(passage.source, tuple) == is_plural]
    here = [passage for passage in fitting if place in passage.places]
    return _likest(source, here, CLEARLY) or _likest(source, fitting, NEARLY_THE_SAME) or _likest(source, here, LOOSELY)


def _likest(source: str, passages: list[Passage], cutoff: float) -> Passage | None:
    by_text = {passage.one: passage for passage in passages}
    found = get_close_matches(source, by_text, n=1, cutoff=cutoff)
    return by_text[found[0]] if found else None


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """(`same`, `gone` or `new`, text) word by word; what is gone stands before what came in its place."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    parts: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(old[a:b])))
        else:
            parts += [(kind, "".join(words)) for kind, words in (("gone", old[a:b]), ("new", new[c:d])) if words]
    return parts


# What a translator wants to know


@dataclass(frozen=True)
class Term:
    """A word with a fixed meaning, what it is called in a language (empty where nobody has said), and its entry in the glossary, if it has one."""

    word: str
    translation: str
    entry: str


def terms(source: Text, tongue: Tongue, texts: Texts) -> list[Term]:
    """The glossary's words, and the other fixed ones, that occur in a source text."""
    bare = " ".join(plain(text) for text in ([source] if isinstance(source, str) else source)).casefold()
    fixed = FIXED.get(tongue.tag, {})
    found: dict[str, Term] = {}
    for entry in texts.guide.words:
        passage = texts.named("guide", entry.title)
        if _occurs(entry.title, bare) or f"words/{entry.id}" in links(first(source)):
            text = tongue.text(passage) if passage and tongue.tag != SOURCE else None
            fixed_one = fixed.get(entry.title.casefold(), "")
            found[entry.title.casefold()] = Term(entry.title, " · ".join(dict.fromkeys(filter(None, (text, fixed_one)))), entry.id)
    for word, translation in fixed.items():
        if word not in found and _occurs(word, bare):
            found[word] = Term(word, translation, "")
    return list(found.values())


def _occurs(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.casefold())}(?:s|es)?(?!\w)", text))


def must_stay(source: Text) -> list[str]:
    """What a translation copies as it is: placeholders, and where links lead."""
    forms = [source] if isinstance(source, str) else list(source)
    found = [mark for form in forms for mark in PLACEHOLDER.findall(form)] + [target for form in forms for target in links(form)]
    return list(dict.fromkeys(found))


def _place(name: str) -> str:
    return f"texts/{name}" if name in SINGLE else name


def _interface(path: str) -> str:
    name = path.removeprefix("templates/").removesuffix(".html").removesuffix(".py").removeprefix("app/")
    return f"interface/{name.replace('/', '.')}"


def places(texts: Texts) -> Iterator[str]:
    """Where passages for readers stand, in the guide's order."""
    guide = texts.guide
    kinds = {"guide": guide.pages, "arguments": guide.cards, "checklists": guide.checklists, "exercises": guide.exercises, "agendas": guide.agendas}
    known = [f"{kind}/{text.head.id}" for kind, held in kinds.items() for text in held]
    known += [f"texts/{name}" for name in SINGLE]
    known += sorted(place for place in texts.by_place if place.startswith("pictures/"))
    known += sorted(place for place in texts.by_place if place.startswith("interface/") and not place.startswith(EDITOR))
    return (place for place in known if place in texts.by_place)
