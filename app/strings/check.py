"""What is wrong with a translation, as far as a program can tell."""

import re
import unicodedata
from collections.abc import Iterator

from babel.messages import Catalog

from app.guide.content import Guide
from app.guide.prose import MARKDOWN
from app.strings.extract import guide_messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}")
TAG = re.compile(r"</?[a-z][^>]*>|\{#")
LONGEST_SPOKEN = 200
"""Characters of a line to say aloud: two lines on a phone, in large type."""

FEWEST_WORDINGS = 4

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u00ad\u2060"
"""Characters without a shape that scripts need: joiners, marks of direction, places to break."""

ISOLATES, END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"

SAID = {
    "plural": "a plural form is missing. Fill in each of them.",
    "spoken": "it has %(count)s characters to say aloud. At most %(most)s.",
    "placeholders": "its placeholders are %(found)s, the source has %(wanted)s. Copy them as they are.",
    "percent": "a %% stands alone in it. Write %%%% for a sign that is only a sign.",
    "links": "its links lead elsewhere than the source’s. Copy the addresses as they are.",
    "marks": "its * marks differ from the source’s. Put as many ** around words that carry weight; write \\* for a star that is only a star.",
    "tags": "it holds tags or ids that the source does not have. Take them out.",
    "spaces": "it begins or ends with a space unlike the source.",
    "lines": "it has a line break. Write it in one line.",
    "unseen": "it holds characters that nobody sees and that turn or break the text (%(found)s). Take them out.",
}
"""What is said of each fault at a terminal."""

Fault = tuple[str, dict[str, object]]
"""A key of SAID, and what is filled into it."""


def faults(catalog: Catalog, spoken: set[str] = frozenset()) -> Iterator[tuple[object, str]]:
    """(message, what is wrong and what to do) for everything that readers would see."""
    for message in catalog:
        if not message.id or message.fuzzy:
            continue
        forms = (message.string,) if isinstance(message.string, str) else message.string
        if any(forms):
            yield from ((message, SAID[code] % values) for code, values in faults_of(message.id, message.string, message.id in spoken))


def faults_of(source: str | tuple[str, ...], text: str | tuple[str, ...], spoken: bool = False) -> Iterator[Fault]:
    """What is wrong with one translation, in all of its forms. `spoken`: whether it is a line to say aloud."""
    sources = [source] if isinstance(source, str) else list(source)
    forms = [text] if isinstance(text, str) else list(text)
    if not all(forms):
        yield "plural", {}
    for at, form in enumerate(form for form in forms if form):
        yield from _faults(sources[min(at, len(sources) - 1)], form, plural=len(sources) > 1)
        if spoken and len(form) > LONGEST_SPOKEN:
            yield "spoken", {"count": len(form), "most": LONGEST_SPOKEN}


def spoken_lines(guide: Guide) -> set[str]:
    return {text for text, kind, _, _ in guide_messages(guide) if kind == "say"}


def links(text: str) -> list[str]:
    """Where the links and pictures of a message lead, as the renderer sees them, however they are written."""
    children = MARKDOWN.parseInline(text, {})[0].children or []
    return sorted(str(token.attrGet("href" if token.type == "link_open" else "src") or "") for token in children if token.type in ("link_open", "image"))


def unseen(text: str) -> list[str]:
    """Characters that turn, break or hide what stands around them."""
    found = {letter for letter in text if letter != "\n" and _is_unseen(letter)}
    depth = 0
    for letter in text:
        depth += (letter in ISOLATES) - (letter == END_OF_ISOLATE)
        if depth < 0:
            break
    # An isolate that is closed stays in its place; one that is not turns all that follows.
    found |= {letter for letter in text if depth and letter in ISOLATES + END_OF_ISOLATE}
    return sorted(f"U+{ord(letter):04X}" for letter in found)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp") and letter not in UNSEEN + ISOLATES + END_OF_ISOLATE


def _emphasis(text: str) -> list[str]:
    """What a renderer would make of the stars: two gender stars in a paragraph would otherwise vanish into italics."""
    return sorted(token.type for token in MARKDOWN.parseInline(text, {})[0].children or [] if token.type in ("em_open", "strong_open"))


def _faults(source: str, text: str, plural: bool) -> Iterator[Fault]:
    wanted, found = sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(text))
    # Some languages spell small numbers out: a plural form may do without the number, but invents nothing.
    if wanted != found and not (plural and set(found) <= set(wanted)):
        yield "placeholders", {"found": " ".join(found) or "none", "wanted": " ".join(wanted) or "none"}
    # Where something is filled in, any other % would be taken for a place to fill, and break the page.
    if (plural or "%(" in source) and "%" in PLACEHOLDER.sub("", text).replace("%%", "") and "%" not in PLACEHOLDER.sub("", source).replace("%%", ""):
        yield "percent", {}
    if links(source) != links(text):
        yield "links", {}
    if _emphasis(source) != _emphasis(text):
        yield "marks", {}
    if sorted(TAG.findall(source)) != sorted(TAG.findall(text)):
        yield "tags", {}
    if source[:1].isspace() != text[:1].isspace() or source[-1:].isspace() != text[-1:].isspace():
        yield "spaces", {}
    if "\n" in text and "\n" not in source:
        yield "lines", {}
    if characters := unseen(text):
        yield "unseen", {"found": " ".join(characters)}
