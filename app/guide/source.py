"""Reads one content file: front matter, body, sections. Collects problems and goes on, so that an author sees all at once."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from app.guide.content import Head, Item
from app.guide.problems import Problem
from app.guide.prose import Prose, line_of, parse
from app.locales import SOURCE

FENCE = "+++"
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CODE = re.compile(r"[A-Z][1-9][0-9]?")
TEXTS = ("id", "code", "title", "tab", "summary", "next", "next_say")
LISTS = ("claims", "sources", "see")
TOML_LINE = re.compile(r"at line (\d+)")


@dataclass
class Source:
    """A content file being read, or a text that has none, whose `file` only names it. `problems` grows as it is taken apart."""

    file: Path
    problems: list[Problem]
    front: dict
    tokens: list[Token]
    text: str = ""
    tag: str = SOURCE
    own: bool = False

    @classmethod
    def read(cls, file: Path, problems: list[Problem]) -> "Source":
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            problems.append(Problem(file, 0, f"byte {error.start} is not UTF-8", "Save the file as UTF-8."))
            return cls(file, problems, {}, [])
        front, body, first = _split(text)
        return cls(file, problems, _front(front, file, problems), parse(body, first), text)

    def fault(self, line: int, what: str, advice: str) -> None:
        self.problems.append(Problem(self.file, line, what, advice))

    def head(self) -> Head:
        for name in (*TEXTS, *LISTS):
            if name not in self.front:
                self.fault(1, f"{name} is missing from the front matter", f"Add a line for {name}; docs/writing.md shows how.")
        values = {name: self._text(name) for name in TEXTS} | {name: self._list(name) for name in LISTS}
        if not ID.fullmatch(values["id"]):
            self.fault(self._line("id"), f"the id {values['id']!r} is not in form", "Use lower-case words joined by hyphens.")
        elif values["id"] != self.file.stem:
            self.fault(self._line("id"), f"the id {values['id']!r} is not the file's name", f'Write id = "{self.file.stem}", or rename the file.')
        if not CODE.fullmatch(values["code"]):
            self.fault(self._line("code"), f"the code {values['code']!r} is not in form", "Use a letter and a number, such as V1.")
            values["code"] = "Z1"
        return Head(file=self.file, **values)

    def minutes(self) -> int:
        minutes = self.front.get("minutes")
        if not isinstance(minutes, int) or not 1 <= minutes <= 480:
            self.fault(self._line("minutes"), "minutes is missing or no number from 1 to 480", "Add minutes = 90, say.")
            return 0
        return minutes

    def sections(self, names: tuple[str, ...]) -> dict[str, Prose]:
        """The body by its `##` headings, which must be exactly `names`, in that order."""
        found: dict[str, Prose] = {}
        before, rest = self.split_headings()
        if before:
            self.fault(line_of(before[0]), "text stands before the first section", f"Move it under one of: {', '.join(names)}.")
        for title, _, line, tokens in rest:
            if title not in names or title in found:
                self.fault(line, f"the section {title!r} is unknown or there twice", f"The sections are: {', '.join(names)}.")
            elif not tokens:
                self.fault(line, f"the section {title!r} is empty", "Write it.")
            found[title] = self.prose(tokens)
        for name in names:
            if name not in found:
                self.fault(0, f"the section {name!r} is missing", f"Add ## {name} and its text.")
        if [name for name in found if name in names] != [name for name in names if name in found]:
            self.fault(rest[0][2], "the sections are out of order", f"The order is: {', '.join(names)}.")
        return {name: found.get(name, Prose()) for name in names}

    def prose(self, tokens: list[Token]) -> Prose:
        return Prose(tokens, self.tag, self.own)

    def split_headings(self) -> tuple[list[Token], list[tuple[str, Token, int, list[Token]]]]:
        """What stands before the first `##`, then (title, heading token, line, tokens) for each."""
        before: list[Token] = []
        rest: list[tuple[str, Token, int, list[Token]]] = []
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.type == "heading_open" and token.tag == "h2" and token.level == 0:
                rest.append((self.tokens[at + 1].content, token, line_of(token), []))
                at += 3
                continue
            (rest[-1][3] if rest else before).append(token)
            at += 1
        return before, rest

    def lines(self, prose: Prose) -> tuple[str, ...]:
        """The items of a list of plain lines."""
        return tuple(token.content for token in prose.tokens if token.type == "inline")

    def items(self, tokens: list[Token], checkboxes: bool) -> tuple[Item, ...]:
        """The items of the lists in `tokens`. Each has an id, a first line, and perhaps prose below it."""
        items = []
        for open_token, inner in list_items(tokens):
            line = line_of(open_token)
            if not inner or inner[0].type != "paragraph_open":
                self.fault(line, "an item does not begin with a line of text", "Begin it with the text, then the id.")
                continue
            if checkboxes and not open_token.meta.get("checkbox"):
                self.fault(line, "a list item has no box", "Begin it with - [ ].")
            if open_token.attrGet("id") is None:
                self.fault(line, "an item has no id", "End its first line with {#some-id}.")
            items.append(Item(str(open_token.attrGet("id") or ""), inner[1].content, self.prose(inner[3:]), line, open_token.meta.get("options", {})))
        return tuple(items)

    def _text(self, name: str) -> str:
        value = self.front.get(name, "")
        if isinstance(value, str) and (value.strip() or name not in self.front):
            return value
        self.fault(self._line(name), f"{name} is not a text, or is empty", f'Write {name} = "…".')
        return ""

    def _list(self, name: str) -> tuple[str, ...]:
        value = self.front.get(name, [])
        if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        self.fault(self._line(name), f"{name} is not a list of texts", f'Write {name} = ["…", "…"], or [].')
        return ()

    def _line(self, name: str) -> int:
        for at, line in enumerate(self.text.splitlines(), start=1):
            if re.match(rf"{re.escape(name)}\s*=", line):
                return at
        return 1


def list_items(tokens: list[Token]) -> list[tuple[Token, list[Token]]]:
    """(opening token, tokens inside) of every item of the outermost lists."""
    items: list[tuple[Token, list[Token]]] = []
    depth = 0
    for token in tokens:
        if token.type == "list_item_close":
            depth -= 1
        if depth:
            items[-1][1].append(token)
        if token.type == "list_item_open":
            if not depth:
                items.append((token, []))
            depth += 1
    return items


def _split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line in the file."""
    lines = text.splitlines()
    if lines and lines[0].strip() == FENCE and FENCE in (line.strip() for line in lines[1:]):
        end = next(at for at, line in enumerate(lines) if at and line.strip() == FENCE)
        return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2
    return "", text, 1


def _front(text: str, file: Path, problems: list[Problem]) -> dict:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = TOML_LINE.search(str(error))
        problems.append(
            Problem(file, int(found[1]) + 1 if found else 1, f"the front matter is no TOML: {error}", "Mend the line; texts stand in quotation marks.")
        )
        return {}
