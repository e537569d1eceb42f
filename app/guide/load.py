"""Files → Guide. A broken file stops the build: every problem is collected, then raised together."""

import re
import tomllib
from pathlib import Path

from app.guide import pictures
from app.guide.content import (
    AGENDA_TOPICS,
    CARD_SECTIONS,
    EXERCISE_SECTIONS,
    Agenda,
    Card,
    Checklist,
    Claim,
    Entry,
    Exercise,
    Group,
    Guide,
    Page,
    Way,
)
from app.guide.problems import GuideError, Problem
from app.guide.prose import Prose, line_of
from app.guide.references import check_references
from app.guide.source import Source, list_items

CONTENT = Path(__file__).parent.parent / "content"
MINUTES = re.compile(r"[0-9]{1,3}")


def load(folder: Path = CONTENT) -> Guide:
    """The guide in `folder`, checked. Raises GuideError with every problem found."""
    problems: list[Problem] = []
    guide = read(folder, problems)
    problems += check_references(guide)
    if problems:
        raise GuideError(problems)
    return guide


def read(folder: Path, problems: list[Problem]) -> Guide:
    """The guide as far as it can be read; what could not be is added to `problems`."""
    sources = {
        kind: [Source.read(file, problems) for file in sorted((folder / kind).glob("*.md"))]
        for kind in ("guide", "arguments", "checklists", "exercises", "agendas")
    }
    pages = [Page(source.head(), Prose(source.tokens)) for source in sources["guide"]]
    order = {letter: at for at, letter in enumerate("PVTRHML")}
    return Guide(
        folder=folder,
        pages=tuple(sorted(pages, key=lambda page: (order.get(page.head.letter, 99), page.head.number))),
        cards=_ordered(_card(source) for source in sources["arguments"]),
        checklists=_ordered(_checklist(source) for source in sources["checklists"]),
        exercises=_ordered(_exercise(source) for source in sources["exercises"]),
        agendas=_ordered(_agenda(source) for source in sources["agendas"]),
        parts=_entries(_single(folder / "parts.md", problems)),
        words=_entries(_single(folder / "words.md", problems)),
        sources=_entries(_single(folder / "sources.md", problems)),
        ways=_ways(_single(folder / "ways.md", problems)),
        position=_position(_single(folder / "position.md", problems)),
        claims=_claims(folder / "claims.toml", problems),
        pictures=_pictures(folder / "pictures", problems),
    )


def _ordered(texts):
    return tuple(sorted(texts, key=lambda text: (text.head.letter, text.head.number)))


def _card(source: Source) -> Card:
    sections = source.sections(CARD_SECTIONS)
    return Card(
        head=source.head(),
        heard=source.lines(sections["heard"]),
        does=sections["does"],
        unsaid=sections["unsaid"],
        say=source.lines(sections["say"]),
        longer=sections["longer"],
        ask=sections["ask"],
        short=source.front.get("short", False) is True,
    )


def _checklist(source: Source) -> Checklist:
    before, rest = source.split_headings()
    first_list = next((at for at, token in enumerate(before) if token.type == "bullet_list_open"), len(before))
    groups = [Group("", source.items(before[first_list:], checkboxes=True))] if before[first_list:] else []
    groups += [Group(title, source.items(tokens, checkboxes=True)) for title, _, _, tokens in rest]
    checklist = Checklist(source.head(), Prose(before[:first_list]), tuple(groups))
    if not checklist.items:
        source.fault(0, "the checklist has no items", "Add lines that begin with - [ ].")
    return checklist


def _exercise(source: Source) -> Exercise:
    return Exercise(source.head(), source.minutes(), source.sections(EXERCISE_SECTIONS))


def _agenda(source: Source) -> Agenda:
    first_list = next((at for at, token in enumerate(source.tokens) if token.type == "bullet_list_open"), len(source.tokens))
    items = source.items(source.tokens[first_list:], checkboxes=False)
    total = 0
    for item in items:
        minutes = item.options.get("minutes", "")
        if not MINUTES.fullmatch(minutes):
            source.fault(item.line, f"the item {item.id!r} has no minutes", "Write {#some-id minutes=10 about=victim}.")
        if item.options.get("about") not in AGENDA_TOPICS:
            source.fault(item.line, f"the item {item.id!r} is about {item.options.get('about')!r}", f"Write about= one of: {', '.join(AGENDA_TOPICS)}.")
        total += int(minutes) if MINUTES.fullmatch(minutes) else 0
    minutes = source.minutes()
    if total != minutes:
        source.fault(0, f"the items take {total} minutes, the agenda says {minutes}", "Make them agree.")
    return Agenda(source.head(), minutes, Prose(source.tokens[:first_list]), items)


def _single(file: Path, problems: list[Problem]) -> Source:
    if file.is_file():
        return Source.read(file, problems)
    problems.append(Problem(file, 0, "the file is missing", "Write it; docs/writing.md shows its form."))
    return Source(file, [], {}, [])


def _entries(source: Source) -> tuple[Entry, ...]:
    before, rest = source.split_headings()
    if before:
        source.fault(line_of(before[0]), "text stands before the first entry", "Begin with ## Title {#id}.")
    entries = []
    for title, heading, line, tokens in rest:
        if heading.attrGet("id") is None or not tokens:
            source.fault(line, f"the entry {title!r} has no id or no text", "Write ## Title {#id} and a paragraph below it.")
        entries.append(Entry(str(heading.attrGet("id") or ""), title, Prose(tokens), source.file, line, heading.meta.get("options", {})))
    return tuple(entries)


def _ways(source: Source) -> tuple[Way, ...]:
    ways = []
    for open_token, inner in list_items(source.tokens):
        children = (inner[1].children or []) if len(inner) > 1 else []
        more = [token.content for token in inner[3:] if token.type == "inline"]
        if [child.type for child in children] != ["link_open", "text", "link_close"] or len(more) != 1:
            source.fault(
                line_of(open_token),
                "a way in is not a link with one line below it",
                "Write - [Situation](guide/some-page), an empty line, and an indented line.",
            )
            continue
        ways.append(Way(str(children[0].attrGet("href")), children[1].content, more[0], line_of(open_token)))
    return tuple(ways)


def _position(source: Source) -> Page:
    return Page(source.head(), Prose(source.tokens))


def _claims(file: Path, problems: list[Problem]) -> dict[str, Claim]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        return {code: Claim(code, table["text"], bool(table["attributed"])) for code, table in tables.items()}
    except FileNotFoundError:
        problems.append(Problem(file, 0, "the file is missing", "Write it; docs/writing.md shows its form."))
    except (ValueError, RecursionError) as error:
        problems.append(Problem(file, 0, f"it is no TOML: {error}", "Mend the line; save the file as UTF-8."))
    except (KeyError, TypeError) as error:
        problems.append(Problem(file, 0, f"a claim lacks {error}", 'Give each claim text = "…" and attributed = true or false.'))
    return {}


def _pictures(folder: Path, problems: list[Problem]) -> dict[str, str]:
    found = {}
    for file in sorted(folder.glob("*.svg")):
        try:
            found[file.stem] = file.read_text(encoding="utf-8")
            pictures.parse(found[file.stem])
        except ValueError as error:
            problems.append(Problem(file, 0, f"the picture cannot be drawn: {error}", "Mend it; app/guide/pictures.py says what a picture is made of."))
    return found
