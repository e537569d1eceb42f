"""Our pictures: SVG files whose texts are translated and broken into lines when they are drawn.

A `<text>` of such a file holds one message. `data-wrap` says how many characters fit on a line, `data-line` how high a
line is, in user units; its `y` is the middle of all its lines. Colours come from the stylesheet alone, by class:

    pic-box     a box with an outline      pic-line    a line or an arrow, without a fill
    pic-accent  what the picture points at pic-soft    a quiet area without an outline
    pic-text    text                       pic-strong  text that carries weight

For languages that are written from right to left, a picture is turned round: what stood on the left stands on the right. The letters stay
as they are, and so does what `data-upright` names the middle of, such as a check mark: it moves and is not mirrored. A picture whose
`<svg>` says `data-turn="no"`, such as a circle that runs like a clock, stays whole.
"""

import unicodedata
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from app.guide.prose import Lookup

SVG = "http://www.w3.org/2000/svg"
BASELINE = 0.28
"""How far below a line's middle its letters stand, in line heights: 0.35 em, where a line is 1.25 em high."""
COLUMN = 0.4
"""The width of a character on average, in line heights: half an em."""
WIDTH = "360"
"""In CSS pixels, where there is room: wider, its text would outgrow the page's."""
SHAPES = ("rect", "path", "circle", "ellipse", "line", "polyline", "polygon")
MEASURES = ("data-wrap", "data-line", "x", "y")
NEVER_FIRST = "、。，．・：；！？」』）】ー々"


def draw(svg_source: str, name: str, description: str, lookup: Lookup, direction: str = "ltr") -> str:
    """The picture as inline SVG, for a language of that direction. `description` is its full text equivalent, and names it for screen readers."""
    root = parse(svg_source)
    turns = root.attrib.pop("data-turn", "") != "no" and direction == "rtl"
    upright = {id(element): float(element.attrib.pop("data-upright")) for element in root.iter() if "data-upright" in element.attrib}
    if turns:
        _turn_round(root, upright)
    for text in _texts(root):
        translated = lookup(_message(text))
        if translated is None:
            # SVG knows no `dir`; `direction` is its attribute for the same.
            text.attrib |= {"lang": "en", "direction": "ltr"}
        _break_lines(text, translated or _message(text))
    title = Element("title", {"id": f"pic-{name}"})
    title.text = description
    root.insert(0, title)
    root.attrib |= {"xmlns": SVG, "role": "img", "aria-labelledby": f"pic-{name}", "width": WIDTH, "preserveAspectRatio": "xMidYMid meet"}
    return ElementTree.tostring(root, encoding="unicode")


def _turn_round(root: Element, upright: dict[int, float]) -> None:
    """Mirrors the picture, but not what stands in it: text, and what has to stay `upright` (its middle, by the element's identity)."""
    left, _, width, _ = map(float, root.attrib["viewBox"].split())
    axis = 2 * left + width
    for text in root.iter("text"):
        text.set("x", f"{axis - float(text.attrib['x']):g}")
    for parent, at, element in [(group, at, child) for group in root.iter() for at, child in enumerate(group)]:
        if id(element) in upright:
            _wrap(parent, at, f"translate({axis - 2 * upright[id(element)]:g} 0)")
        elif element.tag in SHAPES:
            _wrap(parent, at, f"matrix(-1 0 0 1 {axis:g} 0)")


def _wrap(parent: Element, at: int, transform: str) -> None:
    group = Element("g", {"transform": transform})
    group.append(parent[at])
    parent[at] = group


def messages(svg_source: str) -> Iterator[str]:
    """The texts that translators get. Numbers alone are not among them."""
    yield from map(_message, _texts(parse(svg_source)))


def parse(svg_source: str) -> Element:
    """The picture's root, its names without a namespace. Raises ValueError where it is no SVG that we would draw."""
    if "<!" in svg_source.replace("<!--", ""):
        raise ValueError("it declares a document type or entities")
    try:
        root = ElementTree.fromstring(svg_source)
    except (ElementTree.ParseError, ValueError) as error:
        raise ValueError(f"it is not XML: {error}") from error
    if root.tag != f"{{{SVG}}}svg" or "viewBox" not in root.attrib:
        raise ValueError("it is not an svg element with a viewBox")
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    for text in root.iter("text"):
        if "x" not in text.attrib:
            raise ValueError(f"the text “{_message(text)}” lacks an x")
    for text in _texts(root):
        try:
            _measures(text)
        except (KeyError, ValueError) as error:
            raise ValueError(f"the text “{_message(text)}” lacks a number: {error}") from error
    return root


def wrap(text: str, width: int) -> list[str]:
    """As few lines of `width` characters as hold the text, about equally long. A word that is too long stays whole."""
    lines = _fill(text, width)
    for narrower in range(width - 1, 0, -1):
        candidate = _fill(text, narrower)
        if len(candidate) > len(lines):
            break
        lines = candidate
    return lines


def columns(text: str) -> int:
    """The width in characters: two for a wide one, none for one that sits on another."""
    return sum(0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 2 if _is_wide(letter) else 1 for letter in text)


def _texts(root: Element) -> Iterator[Element]:
    return (text for text in root.iter("text") if any(letter.isalpha() for letter in _message(text)))


def _message(text: Element) -> str:
    return " ".join("".join(text.itertext()).split())


def _measures(text: Element) -> tuple[int, float, float, float]:
    """Characters a line, the line's height, x, and the middle of all lines."""
    wrap_at, line, x, y = (text.attrib[name] for name in MEASURES)
    return int(wrap_at), float(line), float(x), float(y)


def _break_lines(text: Element, message: str) -> None:
    width, height, x, middle = _measures(text)
    text.attrib = {name: value for name, value in text.attrib.items() if name not in MEASURES}
    text.text = None
    lines = wrap(message, width)
    for at, line in enumerate(lines):
        y = middle + (at - (len(lines) - 1) / 2 + BASELINE) * height
        tspan = ElementTree.SubElement(text, "tspan", {"x": f"{x:g}", "y": f"{y:g}"})
        if columns(line) > width:
            # A word longer than its box (German, Finnish) is drawn narrower rather than across the outline.
            tspan.attrib |= {"textLength": f"{width * COLUMN * height:g}", "lengthAdjust": "spacingAndGlyphs"}
        tspan.text = line


def _fill(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        for at, piece in enumerate(_pieces(word)):
            longer = f"{lines[-1]}{'' if at else ' '}{piece}".strip()
            if lines[-1] and columns(longer) > width:
                lines.append(piece)
            else:
                lines[-1] = longer
    return lines


def _pieces(word: str) -> list[str]:
    """Where a line may break inside a word: around the characters of scripts that write without spaces."""
    pieces = [""]
    for letter in word:
        breaks = pieces[-1] and (_is_wide(letter) or _is_wide(pieces[-1][-1])) and letter not in NEVER_FIRST
        if breaks:
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
