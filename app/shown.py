"""A page as readers will see it, with something beside each of its passages: for editing and for previews. Knows neither Flask nor the database.

Each passage of the page gets a mark of its own at its end, one private character, before the ordinary renderer takes it. What was rendered is
cleaned, and the marks are then replaced by what is to stand beside the passage.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from html.parser import HTMLParser

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from app.edition import compose
from app.edition.layer import Layer
from app.edition.site import speaking
from app.edition.templating import Language
from app.guide.content import Guide
from app.guide.pictures import draw
from app.guide.prose import Prose
from app.locales import locale
from app.passages import Passage, Texts
from app.settings import Settings

FIRST_MARK = 0xF0000
MARK = re.compile(" ?([\U000f0000-\U000ffffd])")
WORDED = {"title", "tab", "summary", "next_say", "heard", "say", "text", "more"}
"""Fields of the guide's texts that hold passages."""

NOT_WITHIN = {"a", "button", "summary", "svg", "h1", "h2", "h3", "h4", "h5", "h6", "dt"}
"""Elements after which, not in which, something beside a passage stands."""

VOID = {"br", "hr", "input", "img", "wbr"}

TAGS = {
    *("a", "article", "aside", "b", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("hr", "i", "input", "label", "li", "ol", "p", "pre", "section", "span", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    *("svg", "title", "g", "rect", "circle", "line", "path", "polygon", "text", "tspan"),
}
GONE = {"script", "style", "template", "noscript", "link", "iframe", "object", "form", "textarea", "select", "button"}
"""Taken out with all that is in them."""

SHAPES = {
    *("class", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "width", "height", "textLength", "lengthAdjust", "direction"),
    *("fill", "fill-opacity", "font-size", "font-weight", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width"),
    "text-anchor",
}
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir"},
    "a": {"href", "hreflang"},
    "input": {"type", "disabled"},
    "th": {"scope"},
    "svg": {"viewBox", "width", "height", "role", "aria-labelledby", "preserveAspectRatio"},
    **dict.fromkeys(("g", "rect", "circle", "line", "path", "polygon", "text", "tspan"), SHAPES),
}


@dataclass(frozen=True)
class Shown:
    """`html` is clean. `missing` are the passages of the place that readers meet elsewhere: the summary, the title of the tab."""

    html: Markup
    missing: tuple[Passage, ...]


def shown(place: str, texts: Texts, language: Language, settings: Settings, layer: Layer, beside: Callable[[Passage], Markup]) -> Shown:
    """The page of `place` with `beside` each passage. Raises KeyError for a place that is none."""
    held = texts.by_place[place]
    marks = {passage.one: chr(FIRST_MARK + at) for at, passage in enumerate(held)}
    by_mark = dict(zip(marks.values(), held, strict=True))
    rendered = _render(place, texts.guide, _hearing(language), settings, layer, marks)
    placing = Placing({mark: beside(passage) for mark, passage in by_mark.items()})
    placing.feed(compose.demote(clean(rendered)))
    placing.close()
    return Shown(Markup("".join(placing.parts)), tuple(passage for mark, passage in by_mark.items() if mark not in placing.met))


def clean(html: str) -> str:
    """Without anything that acts. Our pages hold nothing of the kind; this is the second lock on what people write."""
    return nh3.clean(html, tags=TAGS, clean_content_tags=GONE, attributes=ATTRIBUTES, url_schemes={"https"}, link_rel="noreferrer")


def is_page(place: str) -> bool:
    """Whether a place can be shown as readers see it. The interface's texts stand all over."""
    return not place.startswith("interface/")


def _hearing(language: Language) -> Language:
    """The language, with lookups that understand marked texts."""

    def look(text: str) -> str | None:
        found = MARK.search(text)
        translated = language.guide(MARK.sub("", text) if found else text)
        return translated if translated is None or not found else translated + found[0]

    return replace(language, guide=look, own=_Heard(language.own))


class _Heard(dict):
    """A group's own words, found for marked texts too."""

    def get(self, text: str, default: str | None = None) -> str | None:
        found = MARK.search(text)
        words = super().get(MARK.sub("", text), default)
        return words + found[0] if words and found else words


def _render(place: str, guide: Guide, language: Language, settings: Settings, layer: Layer, marks: dict[str, str]) -> str:
    kind, _, name = place.partition("/")
    marked = _marker(marks)

    def page(template: str, instead: Guide = guide, **values: object) -> str:
        shared = {"asset": lambda name: "", "css": "", "modules": ()}
        return speaking(instead, language, settings, shared, (), layer).get_template(template).render(**values)

    def one(held):
        return marked(next(text for text in held if text.head.id == name))

    match kind:
        case "guide":
            text = one(guide.pages)
            return page("page.html", page=text, part=next((part for part in guide.parts if text.head.letter in part.options["letters"]), None))
        case "arguments":
            return page("card.html", card=one(guide.cards))
        case "checklists":
            return page("checklist.html", list=one(guide.checklists))
        case "exercises":
            return page("exercise.html", exercise=one(guide.exercises))
        case "agendas":
            return page("edit/agenda.html", agenda=one(guide.agendas))
        case "pictures":
            return draw(guide.pictures[name], name, "", language.guide)
        case "texts":
            field, template = {
                "words": ("words", "words.html"),
                "sources": ("sources", "sources.html"),
                "position": ("position", "about.html"),
                "parts": ("parts", "guide.html"),
                "ways": ("ways", "home.html"),
            }[name]
            return page(template, replace(guide, **{field: marked(getattr(guide, field))}))
    raise KeyError(place)


def _marker(marks: dict[str, str]):
    """A function that gives back a text of the guide with each passage marked."""

    def marked(value, name: str = ""):
        if isinstance(value, Prose):
            return replace(value, tokens=[_token(token, marks) for token in value.tokens])
        if isinstance(value, str):
            return f"{value} {marks[value]}" if name in WORDED and value in marks else value
        if isinstance(value, tuple):
            return tuple(marked(part, name) for part in value)
        if isinstance(value, dict):
            return {key: marked(part) for key, part in value.items()}
        if is_dataclass(value):
            return replace(value, **{field.name: marked(getattr(value, field.name), field.name) for field in fields(value)})
        return value

    return marked


def _token(token: Token, marks: dict[str, str]) -> Token:
    if token.type != "inline" or token.content not in marks:
        return token
    made = copy(token)
    mark = f" {marks[token.content]}"
    made.content += mark
    made.children = [*(token.children or []), Token("text", "", 0, content=mark)]
    return made


class Placing(HTMLParser):
    """Takes clean HTML, and puts what belongs there in the place of each mark. `met` are the marks that stood in a text."""

    def __init__(self, beside: dict[str, Markup]):
        super().__init__(convert_charrefs=False)
        self.beside, self.parts, self.met = beside, [], set()
        self.within: list[str] = []
        self.waiting: list[Markup] = []

    def handle_starttag(self, tag, attrs):
        self.parts.append(MARK.sub("", self.get_starttag_text()))
        if tag in NOT_WITHIN:
            self.within.append(tag)

    def handle_endtag(self, tag):
        self.parts.append(f"</{tag}>")
        if self.within and self.within[-1] == tag:
            self.within.pop()
            if not self.within:
                self.parts += self.waiting
                self.waiting = []

    def handle_data(self, data):
        for at, part in enumerate(MARK.split(data)):
            if at % 2 == 0:
                self.parts.append(part)
            elif part in self.beside:
                self.met.add(part)
                (self.waiting if self.within else self.parts).append(Markup(" ") + self.beside[part])

    def handle_entityref(self, name):
        self.parts.append(f"&{name};")

    def handle_charref(self, name):
        self.parts.append(f"&#{name};")


def previewed(passage: Passage, place: str, text: object, texts: Texts, tag: str, settings: Settings, layer: Layer) -> Markup:
    """The page of `place` as readers would see it if the group's words for this passage were `text`, which stands marked in it."""
    spoken = locale(tag)
    if not is_page(place):
        forms = [text] if isinstance(text, str) else text
        return Markup("").join(Markup('<p lang="{}" dir="{}">{}</p>').format(spoken.tag, spoken.dir, form) for form in forms)
    passages = {**layer.passages, tag: {**layer.passages.get(tag, {}), passage.domain: {**layer.words(tag, passage.domain), passage.one: text}}}
    tried = replace(layer, passages=passages)
    here = Markup('<span class="here"></span>')
    found = shown(place, texts, Language.of(tag, tried), settings, tried, lambda other: here if other == passage else Markup())
    if passage not in found.missing:
        return found.html
    # Its page does not show it: a title of a tab, a line in lists, a word in a picture.
    line = Markup('<p lang="{}" dir="{}">{}{}</p>').format(spoken.tag, spoken.dir, text, here)
    return line + (found.html if passage.kind == "picture" else Markup())
