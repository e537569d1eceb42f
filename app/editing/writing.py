"""What the forms for the group's own texts, contacts and agreements have in common."""

import re
import secrets
import unicodedata
from dataclasses import replace
from functools import cache

from flask import current_app, request

from app.edition.layer import Layer
from app.edition.own import joined
from app.edition.templating import Language
from app.guide.content import OWN, Guide
from app.guide.load import load
from app.publishing import layer_at
from app.settings import Settings

UNSEEN = ("Cc", "Co", "Cs")
"""Kinds of characters that no text needs: controls, and those that mean something only to a program."""


def cleaned(text: str | None) -> str:
    """A text of several lines, without what cannot be seen and would break something later."""
    text = re.sub(r"\r\n?|[\u2028\u2029]", "\n", text or "")
    text = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in UNSEEN)
    return "\n".join(line.rstrip() if not line.endswith("  ") else line.rstrip() + "  " for line in text.split("\n")).strip("\n")


def one_line(text: str | None) -> str:
    return " ".join(cleaned(text).split())


def lines(text: str | None) -> list[str]:
    """A text with a piece on each line, with or without a dash before it."""
    return [piece for line in cleaned(text).split("\n") if (piece := one_line(line.strip().removeprefix("- ")))]


def base() -> int:
    """The id of the revision that a form began from."""
    given = request.form.get("base", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else -1


def new_id(taken: set[str], wish: str = "") -> str:
    """An id of the group's own that nothing has had before; of the words in `wish`, where these are of plain letters."""
    plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    name = OWN + "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")
    if name != OWN and name not in taken and sum(map(str.isalnum, wish)) == sum(map(str.isalnum, plain)):
        return name
    while (name := f"{OWN}{secrets.token_hex(3)}") in taken:
        pass
    return name


def host() -> Settings:
    return current_app.config["HANDRAIL"]


def settings_of(layer: Layer) -> Settings:
    """The settings with the group's choices, drafts too."""
    return layer.over(host())


def drafts() -> Layer:
    return layer_at()


@cache
def shipped() -> Guide:
    return load()


@cache
def language(tag: str) -> Language:
    """As it comes with the program."""
    return Language.of(tag)


def whole(layer: Layer) -> Guide:
    return joined(shipped(), layer)


def with_text(layer: Layer, text) -> Layer:
    return replace(layer, texts=(*(other for other in layer.texts if other.id != text.id), text))
