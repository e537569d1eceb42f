"""A language's texts with the group's own work in them, out to translators' tools as PO and in again. Plain values: knows neither Flask nor the database."""

import codecs
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog

from app import po_reader
from app.locales import babel_name
from app.passages import Passage, Texts, Tongue
from app.strings import extract
from app.strings.catalog import DOMAINS, MOST_FORMS, NPLURALS, Text, file, read
from app.strings.work import as_po

LARGEST = 1_000_000
"""Bytes."""

PATIENCE = 2 * po_reader.SECONDS
"""Seconds by the clock for reading a file: on a busy machine the reader's own two seconds of a processor take longer."""

CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)", re.I)


class PoError(Exception):
    """A file that is not taken. `code` says why: large, empty, utf8, plurals, slow, broken (with `line`, 0 where unknown), language."""

    def __init__(self, code: str, line: int = 0):
        super().__init__(code)
        self.code, self.line = code, line


@dataclass(frozen=True)
class Entry:
    source: Text
    text: Text
    fuzzy: bool = False


@dataclass(frozen=True)
class Change:
    """`before` is what stands (None: nothing), `after` what would (None: the shipped text again)."""

    passage: Passage
    before: Text | None
    after: Text | None


@dataclass
class Proposal:
    """What a file would change. `refused` are (entry, what is wrong with it), `unknown` the sources that the guide has not."""

    changes: list[Change] = field(default_factory=list)
    refused: list[tuple[Entry, list]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    fuzzy: int = 0
    empty: int = 0
    same: int = 0


def out(domain: str, tongue: Tongue, texts: Texts, lost: Iterable[Mapping] = ()) -> bytes:
    """The catalog as the files in translations/ are, with the group's own words in the place of the shipped ones.

    `lost` are values of passages whose source the guide has no more: they stand at the end, as the tools keep such texts.
    """
    fresh = extract.guide_catalog(texts.guide, babel_name(tongue.tag)) if domain == "guide" else extract.interface_catalog(babel_name(tongue.tag))
    path = file(tongue.tag, domain)
    catalog = read(path) if path.is_file() else fresh
    for message in fresh:
        if message.id and message.id not in catalog:
            catalog[message.id] = message
    for message in catalog:
        passage = texts.named(domain, message.id if isinstance(message.id, str) else message.id[0]) if message.id else None
        own = tongue.own_text(passage) if passage else None
        if own is not None:
            message.string = own
            message.flags.discard("fuzzy")
    for value in lost:
        if value["domain"] == domain and isinstance(value["text"], str):
            _obsolete(catalog, value["source"], value["text"])
    return as_po(catalog, tongue.tag)


def _obsolete(catalog: Catalog, source: str, text: str) -> None:
    from babel.messages.catalog import Message

    catalog.obsolete[source] = Message(source, text)


def entries(data: bytes, tongue: Tongue) -> list[Entry]:
    """What a PO file holds. Raises PoError. Whatever the file is, this takes two seconds and 200 MB at most, in a process of its own."""
    if len(data) > LARGEST:
        raise PoError("large")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise PoError("utf8") from None
    if not data.strip():
        raise PoError("empty")
    if any(charset.lower() not in (b"utf-8", b"utf8", b"us-ascii", b"charset") for charset in CHARSET.findall(data[:5_000])):
        raise PoError("utf8")
    if any(len(number.lstrip(b"0")) > 2 or int(number[-2:]) > MOST_FORMS for number in NPLURALS.findall(data)):
        raise PoError("plurals")
    return _entries(_parsed(data), tongue)


def _parsed(data: bytes) -> dict:
    """The reader's answer. Raises PoError."""
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [_python(), "-P", po_reader.__file__], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise PoError("slow") from None
    if done.returncode == po_reader.UNREADABLE:
        raise PoError("broken", int(done.stdout) if done.stdout.isdigit() else 0)
    if done.returncode:
        # Stopped by its limits: the signal for time, or an exception for want of memory.
        raise PoError("slow")
    return json.loads(done.stdout)


def _python() -> str:
    """The interpreter; a server that has Python built in is not one."""
    name = Path(sys.executable or "").name
    return sys.executable if name.startswith("python") else str(Path(sys.prefix) / "bin" / "python3")


def _entries(parsed: dict, tongue: Tongue) -> list[Entry]:
    said = parsed["language"].strip().replace("_", "-").casefold()
    if said and said.split("-")[0] != tongue.tag.casefold().split("-")[0]:
        raise PoError("language")
    found = []
    for ids, strings, fuzzy, context, _line in parsed["entries"]:
        is_plural = len(ids) > 1
        source: Text = tuple(ids) if is_plural else ids[0]
        if context is None:
            found.append(Entry(source, tuple(strings) if is_plural else strings[0], fuzzy))
    return found


def propose(found: Iterable[Entry], tongue: Tongue, texts: Texts, wrong: Callable[[Passage, Text], list], domain: str = "") -> Proposal:
    """What would change if the group took these entries. `wrong` tells the faults of a text. An empty entry changes nothing.

    `domain` is the catalog that they are of; without it, the one that they fit.
    """
    found = list(found)
    domain = domain or domain_of(found, texts)
    proposal = Proposal()
    for entry in found:
        passage = _passage(entry, domain, texts)
        if entry.fuzzy:
            proposal.fuzzy += 1
        elif not any(entry.text):
            proposal.empty += 1
        elif passage is None:
            proposal.unknown.append(entry.source if isinstance(entry.source, str) else entry.source[0])
        elif entry.text == tongue.text(passage):
            proposal.same += 1
        elif entry.text == tongue.shipped_text(passage):
            proposal.changes.append(Change(passage, tongue.text(passage), None))
        elif faults := wrong(passage, as_long(entry.text, tongue.forms(passage))):
            proposal.refused.append((entry, faults))
        else:
            proposal.changes.append(Change(passage, tongue.text(passage), entry.text))
    return proposal


def as_long(text: Text, forms: int) -> Text:
    """A plural in as many forms as the language has: one that is missing is empty, and found by the check."""
    return text if isinstance(text, str) else (*text[:forms], *[""] * (forms - len(text)), *([""] if len(text) > forms else ()))


def domain_of(found: Iterable[Entry], texts: Texts) -> str:
    """Which catalog a file is: the one that knows more of its texts."""
    found = list(found)
    return max(reversed(DOMAINS), key=lambda domain: sum(1 for entry in found if _passage(entry, domain, texts)))


def _passage(entry: Entry, domain: str, texts: Texts) -> Passage | None:
    passage = texts.named(domain, entry.source if isinstance(entry.source, str) else entry.source[0])
    return passage if passage and passage.source == entry.source else None
