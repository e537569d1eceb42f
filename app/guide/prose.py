"""Markdown to blocks to HTML, one translatable message a block.

A block's own id stands at its end in braces (`## Heading {#id}`); it is taken off before anybody translates the text.
"""

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.locales import SOURCE

TRAILING_ATTRIBUTES = re.compile(r"\s*\{#([^\s}]*)((?:\s+[^\s}=]+=[^\s}]*)*)\s*\}\s*$")
CHECKBOX = re.compile(r"^\[ \]\s+")

ORDERED = re.compile(
    r"""((?:https?://|\bwww\.)[^\s<>"”»]*[^\s<>"”».,;:!?)]"""
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|(?<![\w./-])(?:\+|\(?\d)(?:[ ()/\u00a0-]{0,2}\d){5,}(?![\w/-]))"
)
"""What reads from left to right in any text: addresses, and numbers to call of six digits or more."""

Lookup = Callable[[str], str | None]
"""Source text of a message → its translation, or None where there is none."""


def same(source: str) -> str:
    """The lookup of the source language."""
    return source


@dataclass(frozen=True)
class Rendering:
    """How prose becomes HTML for one language.

    `lookup` translates a message; `href` turns a reference (`guide/first-hours`) into an address;
    `picture` draws a picture by name with its text equivalent. Where `lookup` has no translation the source text is
    shown with the `lang` and `dir` of the source language. `leads` tells whether a reference or a picture is there; where it is not, the words
    of the link, or those for the picture, stand alone.
    """

    lookup: Lookup
    href: Callable[[str], str]
    picture: Callable[[str, str], str]
    source_lang: str = SOURCE
    source_dir: str = "ltr"
    leads: Callable[[str], bool] = lambda target: True


@dataclass(frozen=True)
class Link:
    """A reference found in prose: where it points and the line it stands on."""

    target: str
    line: int


@dataclass(frozen=True)
class Message:
    """One block's text, in Markdown without its id: what a translator gets."""

    text: str
    line: int
    kind: str


@dataclass
class Prose:
    """A run of balanced block tokens, with line numbers counted in the file they came from. `tag` is the language it is written in; `own`, whether
    a group wrote it.
    """

    tokens: list[Token] = field(default_factory=list)
    tag: str = SOURCE
    own: bool = False

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def messages(self) -> Iterator[Message]:
        for at, token in enumerate(self.tokens):
            if token.type == "inline" and token.content:
                yield Message(token.content, line_of(token), self.tokens[at - 1].type.removesuffix("_open"))

    def links(self) -> Iterator[Link]:
        for token in self.tokens:
            for child in token.children or []:
                if child.type == "link_open":
                    yield Link(str(child.attrGet("href") or ""), line_of(token))
                elif child.type == "image":
                    yield Link(str(child.attrGet("src") or ""), line_of(token))

    def ids(self) -> Iterator[tuple[str, int]]:
        for token in self.tokens:
            if token.attrGet("id") is not None:
                yield str(token.attrGet("id")), line_of(token)

    def html(self, rendering: Rendering) -> str:
        return MARKDOWN.renderer.render(_spoken(self.tokens, rendering), MARKDOWN.options, {"rendering": rendering})

    def plain(self) -> str:
        """The text alone, a line a block: for search and for counting words."""
        return "\n".join(_plain(token) for token in self.tokens if token.type == "inline")


def parse(text: str, first_line: int = 1) -> list[Token]:
    """Block tokens of Markdown text; `first_line` is the file's line on which the text begins."""
    return MARKDOWN.parse(text, {"first_line": first_line})


def inline_html(text: str, rendering: Rendering) -> str:
    """One message's Markdown as HTML, without a block around it."""
    tokens = _alive(_inline(text), rendering)
    return MARKDOWN.renderer.renderInline(tokens, MARKDOWN.options, {"rendering": rendering})


def plain(text: str) -> str:
    """One message's Markdown as bare text."""
    return "".join(_letters(child) for child in _inline(text))


def line_of(token: Token) -> int:
    return int(token.meta.get("line", 0))


def _plain(token: Token) -> str:
    return "".join(_letters(child) for child in token.children or [])


def _letters(child: Token) -> str:
    return " " if child.type in ("softbreak", "hardbreak") else child.content


def _inline(text: str) -> list[Token]:
    return MARKDOWN.parseInline(text, {})[0].children or []


def _spoken(tokens: list[Token], rendering: Rendering) -> list[Token]:
    """Copies of the tokens in the rendering's language, marked where a block stays in the source language."""
    spoken = [copy(token) for token in tokens]
    for token in spoken:
        token.attrs = dict(token.attrs)
    for at, token in enumerate(spoken):
        if token.type != "inline" or not token.content:
            continue
        translated = rendering.lookup(token.content)
        if translated is None:
            block = next(spoken[i] for i in range(at - 1, -1, -1) if spoken[i].nesting == 1 and not spoken[i].hidden)
            block.attrSet("lang", rendering.source_lang)
            block.attrSet("dir", rendering.source_dir)
        elif translated != token.content:
            token.children = _inline(translated)
        token.children = _alive(token.children or [], rendering)
    return spoken


def _alive(children: list[Token], rendering: Rendering) -> list[Token]:
    """Without the links and pictures that lead nowhere: a page that a group's own text names may have gone with an upgrade."""
    kept: list[Token] = []
    dead: list[bool] = []
    for child in children:
        if child.type == "link_open":
            target = str(child.attrGet("href") or "")
            dead.append(not is_outside(target) and not rendering.leads(target))
        if child.type in ("link_open", "link_close") and (dead.pop() if child.type == "link_close" else dead[-1]):
            continue
        if child.type == "image" and not rendering.leads(str(child.attrGet("src") or "")):
            kept.append(Token("text", "", 0, content=child.content))
        else:
            kept.append(child)
    return kept


def _note_lines_and_ids(state: StateCore) -> None:
    first = state.env.get("first_line", 1)
    for at, token in enumerate(state.tokens):
        token.meta["line"] = first + token.map[0] if token.map else 0
        if token.type != "inline":
            continue
        found = TRAILING_ATTRIBUTES.search(token.content)
        if found:
            token.content = token.content[: found.start()]
            _owner(state.tokens, at).attrSet("id", found[1])
            _owner(state.tokens, at).meta["options"] = dict(pair.split("=", 1) for pair in found[2].split())
            _owner(state.tokens, at).meta["line"] = token.meta["line"]
        if CHECKBOX.match(token.content):
            token.content = CHECKBOX.sub("", token.content)
            _owner(state.tokens, at).meta["checkbox"] = True


def _frame_pictures(state: StateCore) -> None:
    """A paragraph that is nothing but a picture becomes a figure."""
    for at, token in enumerate(state.tokens):
        alone = token.type == "inline" and [child.type for child in token.children or []] == ["image"]
        if alone and at and state.tokens[at - 1].type == "paragraph_open":
            state.tokens[at - 1].tag = state.tokens[at + 1].tag = "figure"


def _owner(tokens: list[Token], at: int) -> Token:
    """The block that an inline token's id belongs to: the list item where it is an item's first line, else its own block."""
    block = tokens[at - 1]
    if block.type == "paragraph_open" and at >= 2 and tokens[at - 2].type == "list_item_open":
        return tokens[at - 2]
    return block


def _render_link(self, tokens, at, options, env):
    target = str(tokens[at].attrGet("href") or "")
    token = copy(tokens[at])
    token.attrs = dict(token.attrs)
    if is_outside(target):
        token.attrSet("rel", "noreferrer")
    else:
        token.attrSet("href", env["rendering"].href(target))
    return self.renderToken([token], 0, options, env)


def _render_picture(self, tokens, at, options, env):
    name = str(tokens[at].attrGet("src") or "").removeprefix("pictures/")
    return env["rendering"].picture(name, tokens[at].content)


def _render_text(_self, tokens, at, _options, _env):
    # The pattern is one group: every second piece is what it found.
    pieces = ORDERED.split(tokens[at].content)
    return "".join(f'<bdi dir="ltr">{escapeHtml(piece)}</bdi>' if number % 2 else escapeHtml(piece) for number, piece in enumerate(pieces))


def is_outside(target: str) -> bool:
    return target.startswith("https://")


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.core.ruler.after("block", "lines_and_ids", _note_lines_and_ids)
    markdown.core.ruler.push("pictures", _frame_pictures)
    markdown.add_render_rule("link_open", _render_link)
    markdown.add_render_rule("image", _render_picture)
    markdown.add_render_rule("text", _render_text)
    return markdown


MARKDOWN = _markdown()
