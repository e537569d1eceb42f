"""What only the whole guide can tell: ids used twice, dead references, unknown claims, pages out of order."""

from collections.abc import Iterator
from itertools import groupby

from app.guide.content import PART_LETTERS, PLACES, Agenda, Card, Checklist, Exercise, Guide, Head, Page
from app.guide.problems import Problem
from app.guide.prose import Link, Prose, is_outside
from app.guide.source import ID

KINDS = {Page: PART_LETTERS, Card: "A", Checklist: "K", Exercise: "X", Agenda: "G"}


def check_references(guide: Guide) -> list[Problem]:
    return [*_ids(guide), *_order(guide), *_heads(guide), *_links(guide), *_parts(guide)]


def proses(text: Page | Card | Checklist | Exercise | Agenda) -> Iterator[Prose]:
    """Every run of prose of a text."""
    match text:
        case Page():
            yield text.body
        case Card():
            yield from (text.does, text.unsaid, text.longer, text.ask)
        case Checklist():
            yield text.intro
            yield from (item.more for item in text.items)
        case Exercise():
            yield from text.sections.values()
        case Agenda():
            yield text.intro
            yield from (item.more for item in text.items)


def _ids(guide: Guide) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, line, name in _all_ids(guide):
        if not ID.fullmatch(name):
            yield Problem(file, line, f"the id {name!r} is not in form", "Use lower-case words joined by hyphens.")
        elif name in first:
            yield Problem(file, line, f"the id {name!r} is used twice, first at {first[name]}", "Give one of the two another id.")
        else:
            first[name] = f"{file.name}:{line}" if line else file.name


def _all_ids(guide: Guide):
    for text in guide.texts():
        yield text.head.file, 0, text.head.id
        for prose in proses(text):
            yield from ((text.head.file, line, name) for name, line in prose.ids())
        for item in getattr(text, "items", ()):
            if item.id:
                yield text.head.file, item.line, item.id
    for entry in (*guide.parts, *guide.words, *guide.sources):
        yield entry.file, entry.line, entry.id


def _order(guide: Guide) -> Iterator[Problem]:
    """Codes run from 1 without gaps, letter by letter, and each letter belongs to the kind of its folder."""
    for texts in (guide.pages, guide.cards, guide.checklists, guide.exercises, guide.agendas):
        for text in texts:
            if text.head.letter not in KINDS[type(text)]:
                yield Problem(
                    text.head.file, 1, f"the code {text.head.code} does not belong in this folder", f"Codes here begin with one of: {KINDS[type(text)]}."
                )
        for letter, run in groupby(texts, key=lambda text: text.head.letter):
            for expected, text in enumerate(run, start=1):
                if text.head.number != expected:
                    yield Problem(
                        text.head.file,
                        1,
                        f"{text.head.code} is out of order: {letter}{expected} comes here",
                        "Number the texts of a part from 1, without gaps or doubles.",
                    )
                    break


def _heads(guide: Guide) -> Iterator[Problem]:
    known = guide.by_reference()
    sources = {entry.id for entry in guide.sources}
    for text in guide.texts():
        head = text.head
        for claim in head.claims:
            if claim not in guide.claims:
                yield Problem(head.file, 1, f"the claim {claim!r} is unknown", "Claims are S1 to S75, as in claims.toml.")
        for source in head.sources:
            if source not in sources:
                yield Problem(head.file, 1, f"the source {source!r} is unknown", "Name an id of sources.md, or add the source there.")
        for target in filter(None, (head.next, *head.see)):
            if not _leads_somewhere(target, known):
                yield Problem(head.file, 1, f"the reference {target!r} leads nowhere", "Point to folder/id of something that is there.")


def _links(guide: Guide) -> Iterator[Problem]:
    known = guide.by_reference()
    for text in guide.texts():
        for prose in proses(text):
            yield from _dead(text.head, prose.links(), known, guide)
    for entry in (*guide.parts, *guide.words, *guide.sources):
        yield from _dead(entry, entry.body.links(), known, guide)
    for way in guide.ways:
        if not _leads_somewhere(way.target, known):
            yield Problem(guide.folder / "ways.md", way.line, f"the reference {way.target!r} leads nowhere", "Point to folder/id of something that is there.")


def _dead(owner: Head, links: Iterator[Link], known: dict, guide: Guide) -> Iterator[Problem]:
    for link in links:
        if link.target.startswith("pictures/"):
            if link.target.removeprefix("pictures/") not in guide.pictures:
                yield Problem(
                    owner.file, link.line, f"the picture {link.target!r} is not there", "Draw it as an SVG in the pictures folder, or take the line out."
                )
        elif not is_outside(link.target) and not _leads_somewhere(link.target, known):
            yield Problem(owner.file, link.line, f"the reference {link.target!r} leads nowhere", "Point to folder/id of something that is there.")


def _leads_somewhere(target: str, known: dict) -> bool:
    return target in known or target in PLACES


def _parts(guide: Guide) -> Iterator[Problem]:
    letters = "".join(part.options.get("letters", "") for part in guide.parts)
    if letters != PART_LETTERS and guide.parts:
        yield Problem(
            guide.parts[0].file,
            guide.parts[0].line,
            f"the parts stand in the order {letters!r}",
            f"Their order is the guide's argument: {PART_LETTERS}, in letters=….",
        )
