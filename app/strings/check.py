"""What is wrong with a translation, as far as a program can tell."""

import re
from collections.abc import Iterator

from babel.messages import Catalog

from app.guide.content import Guide
from app.guide.prose import MARKDOWN
from app.strings.extract import guide_messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
LINK = re.compile(r"\]\(([^)\s]+)\)")
TAG = re.compile(r"</?[a-z][^>]*>|\{#")
LONGEST_SPOKEN = 200
"""Characters of a line to say aloud: two lines on a phone, in large type."""

FEWEST_WORDINGS = 4


def faults(catalog: Catalog, spoken: set[str] = frozenset()) -> Iterator[tuple[object, str]]:
    """(message, what is wrong and what to do) for everything that readers would see."""
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        if not any(forms):
            continue
        if not all(forms):
            yield message, "a plural form is missing. Fill in each of them."
        for at, text in enumerate(form for form in forms if form):
            yield from ((message, fault) for fault in _faults(sources[min(at, len(sources) - 1)], text, plural=len(sources) > 1))
            if message.id in spoken and len(text) > LONGEST_SPOKEN:
                yield message, f"it has {len(text)} characters to say aloud. At most {LONGEST_SPOKEN}."


def spoken_lines(guide: Guide) -> set[str]:
    return {text for text, kind, _, _ in guide_messages(guide) if kind == "say"}


def _emphasis(text: str) -> list[str]:
    """What a renderer would make of the stars: two gender stars in a paragraph would otherwise vanish into italics."""
    return sorted(token.type for token in MARKDOWN.parseInline(text, {})[0].children or [] if token.type in ("em_open", "strong_open"))


def _faults(source: str, text: str, plural: bool) -> Iterator[str]:
    wanted, found = sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(text))
    # Some languages spell small numbers out: a plural form may do without the number, but invents nothing.
    if wanted != found and not (plural and set(found) <= set(wanted)):
        yield f"its placeholders are {' '.join(found) or 'none'}, the source has {' '.join(wanted) or 'none'}. Copy them as they are."
    if sorted(LINK.findall(source)) != sorted(LINK.findall(text)):
        yield "its links lead elsewhere than the source’s. Copy the addresses as they are."
    if _emphasis(source) != _emphasis(text):
        yield "its * marks differ from the source’s. Put as many ** around words that carry weight; write \\* for a star that is only a star."
    if sorted(TAG.findall(source)) != sorted(TAG.findall(text)):
        yield "it holds tags or ids that the source does not have. Take them out."
    if source[:1].isspace() != text[:1].isspace() or source[-1:].isspace() != text[-1:].isspace():
        yield "it begins or ends with a space unlike the source."
    if "\n" in text and "\n" not in source:
        yield "it has a line break. Write it in one line."
