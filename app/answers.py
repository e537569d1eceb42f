"""The server's own short answers, where no page of an edition can stand: what they say, in the reader's language.

The words come out of the edition (`<tag>/answers.json`), the group's own among them. Without one they come out of the shipped catalogs,
which are read line by line: an answer that says "not yet" needs no library.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.edition.store import Edition
from app.locales import SOURCE, TRANSLATIONS, direction, negotiate

FILE = "answers.json"
LANGUAGE = re.compile(r"/([A-Za-z0-9-]{2,35})(?:/|$)")

PAGE = """<!doctype html>
<html lang="{tag}" dir="{dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<body><main><h1>{title}</h1><p>{text}</p><p><a href="/">{start}</a></p></main></body></html>
"""


@dataclass(frozen=True)
class Said:
    """A title and a sentence or two, in English."""

    title: str
    text: str


def words(text: str) -> str:
    """Marks a text for translators; it is translated when it is said."""
    return text


START = words("Start")
UNKNOWN_NAME = Said(
    words("Unknown name"),
    words("This server does not answer to that name. If you run it: add the name to HANDRAIL_HOSTS."),
)
TOO_LONG = Said(words("Address too long"), words("That address is too long to be one of ours."))
ONLY_READ = Said(words("Not possible"), words("This address can only be read."))
NOT_READY = Said(words("Not ready yet"), words("The guide is being prepared. Try again in a minute."))
BROKEN = Said(words("Try again"), words("Something broke on our side. Nothing is lost. Try again in a minute."))
NOTHING_REMOVED = Said(words("Nothing was removed"), words("Use the phone page of the guide to remove what is kept on this phone."))
TOO_LARGE = Said(words("Too large"), words("What was sent is larger than this server takes. Nothing was changed."))
NOT_UNDERSTOOD = Said(words("Not understood"), words("What was sent could not be read. Nothing was changed. Begin again from the first page."))
NO_EDITOR = Said(
    words("The editor cannot start"),
    words(
        "Nothing is lost, and readers notice nothing. Tell the person who runs this server: its terminal says why. "
        "Then open this page again. If you have just sent something, go back: your text is still in the form."
    ),
)
ALL = (UNKNOWN_NAME, TOO_LONG, ONLY_READ, NOT_READY, BROKEN, NOTHING_REMOVED, TOO_LARGE, NOT_UNDERSTOOD, NO_EDITOR)


def file(tag: str, lookup: Callable[[str], str | None]) -> bytes:
    """What an edition holds for one language: its direction, and what is translated."""
    texts = {text: translated for text in _texts() if (translated := lookup(text))}
    return json.dumps({"dir": direction(tag), "words": texts}, ensure_ascii=False, separators=(",", ":")).encode()


def page(said: Said, edition: Edition | None, languages: tuple[str, ...], path: str, accepted: str) -> bytes:
    """The whole answer. `languages` are those of the host, for when there is no edition."""
    tag = language(tuple(edition.languages) if edition else languages, path, accepted)
    known = _of_edition(edition, tag) or _of_catalog(tag)
    texts = [known["words"].get(text) for text in (said.title, said.text, START)]
    if not all(texts):
        # Half an answer in each language would help nobody.
        tag, known, texts = SOURCE, {"dir": "ltr"}, [said.title, said.text, START]
    # Its tables of entities are large, and these answers seldom.
    from html import escape

    title, text, start = map(escape, texts)
    return PAGE.format(tag=tag, dir=known["dir"], title=title, text=text, start=start).encode()


def language(offered: tuple[str, ...], path: str, accepted: str) -> str:
    """The language of an address where it names one that is offered; otherwise the one that fits `Accept-Language`."""
    found = LANGUAGE.match(path)
    return found[1] if found and found[1] in offered else negotiate(accepted, offered)


def _of_edition(edition: Edition | None, tag: str) -> dict | None:
    name = f"{tag}/{FILE}"
    body = edition.body(name) if edition and name in edition.files else None
    return json.loads(body) if body else None


@lru_cache(maxsize=16)
def _of_catalog(tag: str, folder: Path = TRANSLATIONS) -> dict:
    path = folder / tag / "LC_MESSAGES" / "messages.po"
    try:
        return {"dir": direction(tag), "words": _found(path, set(_texts()))}
    except OSError:
        return {"dir": direction(tag), "words": {}}


def _found(path: Path, wanted: set[str]) -> Mapping[str, str]:
    """The translations of `wanted` in a catalog that has each text on a line, as ours have. Fuzzy ones are no translations."""
    found, fuzzy, source = {}, False, ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#,"):
                fuzzy = "fuzzy" in line
            elif line.startswith("msgid "):
                source = _unquoted(line)
            elif line.startswith("msgstr "):
                if source in wanted and not fuzzy and (text := _unquoted(line)):
                    found[source] = text
                fuzzy = False
    return found


def _unquoted(line: str) -> str:
    try:
        return json.loads(line.partition(" ")[2])
    except ValueError:
        return ""


def _texts() -> list[str]:
    return [START, *(text for said in ALL for text in (said.title, said.text))]
