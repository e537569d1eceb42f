"""The guide and the templates → messages for translators, through the same parsers that render them."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from jinja2.ext import babel_extract

from app.guide import pictures
from app.guide.content import Guide
from app.guide.prose import Prose

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
SPEAKING = (ROOT / "app/answers.py", ROOT / "app/edition/site.py", ROOT / "app/edition/templating.py", *sorted((ROOT / "app/editing").glob("*.py")))
"""Modules that call the interface's `words("…")` or `n_words("…", "…", number)`, or hold its places."""

KEYWORDS = {"_": None, "n_": (1, 2)}
PLURALS = ("n_",)
NOTE = "Translators:"

KINDS = {
    "title": "Title of a page.",
    "tab": "Title in the browser’s tab and history: must not tell what this is about.",
    "summary": "One line below a title in lists.",
    "next_say": "The one next step at the end.",
    "heading": "Heading.",
    "paragraph": "Paragraph.",
    "item": "Item of a list; begins with what to do.",
    "heard": "How people say it, for the search: write as your people really say it, not word by word. Further ways may follow, separated by commas.",
    "say": "Spoken aloud by a nervous person: short, no more than two lines.",
    "word": "A word of the glossary.",
    "source": "Name of a source.",
    "part": "A part of the guide.",
    "way": "A situation on the first page.",
    "picture": "In a picture: keep it short.",
}
"""What a translator is told about a message, by its kind."""

Found = tuple[str, str, Path, int]
"""text, kind, file, line"""


def guide_catalog(guide: Guide, locale: str | None = None) -> Catalog:
    """Every text of the guide that readers see, one message a block."""
    catalog = _catalog("guide", locale)
    for text, kind, file, line in guide_messages(guide):
        notes = [KINDS[kind]]
        if any(mark in text for mark in ("](", "**")):
            notes.append("Keep links’ addresses and marks as they are.")
        catalog.add(text, locations=[(str(Path("app/content") / file.relative_to(guide.folder)), line)], auto_comments=notes)
    return catalog


def interface_catalog(locale: str | None = None) -> Catalog:
    """Every text of templates, and of the modules that name pages."""
    catalog = _catalog("messages", locale)
    for file in sorted(TEMPLATES.rglob("*.html")):
        with file.open("rb") as opened:
            for line, function, message, comments in babel_extract(
                opened, tuple(KEYWORDS), (NOTE,), {"trimmed": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
            ):
                text = tuple(message[:2]) if function in PLURALS else message if isinstance(message, str) else message[0]
                flags = ("python-format",) if "%(" in "".join(text) else ()
                catalog.add(
                    text,
                    locations=[(str(file.relative_to(ROOT)), line)],
                    auto_comments=[comment.removeprefix(NOTE).strip() for comment in comments],
                    flags=flags,
                )
    for file in SPEAKING:
        for text, line in _spoken_by(file):
            flags = ("python-format",) if "%(" in "".join(text) else ()
            catalog.add(text, locations=[(str(file.relative_to(ROOT)), line)], flags=flags)
    return catalog


def guide_messages(guide: Guide) -> Iterator[Found]:
    for text in guide.texts():
        head = text.head
        fields = ((getattr(head, name), name) for name in ("title", "tab", "summary", "next_say"))
        yield from ((value, name, head.file, _line(head.file, name)) for value, name in fields if value)
    for page in (*guide.pages, guide.position):
        yield from _prose(page.body, page.head.file)
    for card in guide.cards:
        file = card.head.file
        yield from ((line, "heard", file, _line_of(file, line)) for line in card.heard)
        yield from _prose(card.does, file)
        yield from _prose(card.unsaid, file)
        yield from ((line, "say", file, _line_of(file, line)) for line in card.say)
        yield from _prose(card.longer, file)
        yield from _prose(card.ask, file)
    for checklist in guide.checklists:
        yield from _prose(checklist.intro, checklist.head.file)
        for group in checklist.groups:
            if group.title:
                yield group.title, "heading", checklist.head.file, _line_of(checklist.head.file, group.title)
            yield from _items(group.items, checklist.head.file)
    for exercise in guide.exercises:
        for prose in exercise.sections.values():
            yield from _prose(prose, exercise.head.file)
    for agenda in guide.agendas:
        yield from _prose(agenda.intro, agenda.head.file)
        yield from _items(agenda.items, agenda.head.file)
    for kind, entries in (("part", guide.parts), ("word", guide.words), ("source", guide.sources)):
        for entry in entries:
            yield entry.title, kind, entry.file, entry.line
            yield from _prose(entry.body, entry.file)
    for way in guide.ways:
        yield way.text, "way", guide.folder / "ways.md", way.line
        yield way.more, "way", guide.folder / "ways.md", way.line
    for name, svg in guide.pictures.items():
        for text in pictures.messages(svg):
            yield text, "picture", guide.folder / "pictures" / f"{name}.svg", 1


def _items(items, file: Path) -> Iterator[Found]:
    for item in items:
        yield item.text, "item", file, item.line
        yield from _prose(item.more, file)


def _prose(prose: Prose, file: Path) -> Iterator[Found]:
    for message in prose.messages():
        yield message.text, "heading" if message.kind == "heading" else "paragraph", file, message.line


def _line(file: Path, name: str) -> int:
    return next((at for at, line in enumerate(_lines(file), start=1) if re.match(rf"{name}\s*=", line)), 1)


def _line_of(file: Path, text: str) -> int:
    return next((at for at, line in enumerate(_lines(file), start=1) if text in line), 1)


def _lines(file: Path) -> list[str]:
    """None for a group's own text, which has no file."""
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def _spoken_by(file: Path) -> Iterator[tuple[str | tuple[str, str], int]]:
    """Texts in `words("…")` and `n_words("…", "…", number)`, and the values of the dictionary `places`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = [argument.value for argument in node.args if isinstance(argument, ast.Constant) and isinstance(argument.value, str)]
            if node.func.id == "words" and given:
                yield given[0], node.lineno
            if node.func.id == "n_words" and len(given) == 2:
                yield (given[0], given[1]), node.lineno
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Dict)
            and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["places"]
        ):
            yield from ((value.value, value.lineno) for value in node.value.values if isinstance(value, ast.Constant))


def _catalog(domain: str, locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        domain=domain,
        project="Handrail",
        version="1",
        copyright_holder="the Handrail authors",
        fuzzy=False,
        revision_date=datetime.now(UTC) if locale else None,
        last_translator="a draft that no reader has reviewed",
        language_team=locale or "every language",
        msgid_bugs_address="the project’s issues",
        header_comment=f"# Handrail: {'the guide' if domain == 'guide' else 'the interface'}. docs/translating.md says how to work with this file.",
    )
