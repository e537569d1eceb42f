"""What differs between two marks, as the review lists it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from peewee import JOIN, fn

from app.models import Person, Revision
from app.publishing.written import AGREEMENTS, CONTACT, ORDER, PASSAGE, TEXT, contact_names
from app.strings.catalog import CatalogError, translation

if TYPE_CHECKING:
    from app.guide.prose import Lookup


@dataclass(frozen=True)
class Change:
    """What differs in one key between two marks. `before` and `after` map a field to its text; of passages without words of the group's own
    they hold the shipped ones. `latest` is the newest revision of the two, `by` who wrote it.
    """

    kind: str
    key: str
    tag: str
    where: str
    before: dict[str, str]
    after: dict[str, str]
    latest: int
    by: str
    made: datetime


def changes(mark_from: int, mark_to: int) -> list[Change]:
    """What differs between two marks, in the order in which it was written; a few queries, however much it is. Raises DamagedError."""
    first, last = sorted((mark_from, mark_to))
    written = Revision.select(Revision.kind, Revision.key, fn.MIN(Revision.id)).where(Revision.id > first, Revision.id <= last)
    keys = [(kind, key) for kind, key, _ in sorted(written.group_by(Revision.kind, Revision.key).tuples(), key=lambda row: row[2])]
    heads = [_heads(mark) for mark in (mark_from, mark_to)]
    found = _revisions({id for head in heads for pair in keys if (id := head.get(pair))})
    pairs = (tuple(found.get(head.get(pair)) for head in heads) for pair in keys)
    shipped: dict[tuple[str, str], Lookup] = {}
    listed = (_change(kind, key, *pair, shipped) for (kind, key), pair in zip(keys, pairs, strict=True))
    return [change for change in listed if change]


def _heads(mark: int) -> dict[tuple[str, str], int]:
    """The newest revision of each key up to `mark`."""
    rows = Revision.select(Revision.kind, Revision.key, fn.MAX(Revision.id)).where(Revision.id <= mark).group_by(Revision.kind, Revision.key)
    return {(kind, key): id for kind, key, id in rows.tuples()}


def _revisions(ids: set[int]) -> dict[int, Revision]:
    """With who wrote them."""
    found, ordered = {}, sorted(ids)
    for at in range(0, len(ordered), 500):
        rows = Revision.select(Revision, Person).join(Person, JOIN.LEFT_OUTER).where(Revision.id << ordered[at : at + 500])
        found |= {revision.id: revision for revision in rows}
    return found


def _change(kind: str, key: str, before: Revision | None, after: Revision | None, shipped: dict) -> Change | None:
    old, new = before.content if before else None, after.content if after else None
    if old == new:
        return None
    latest = max((revision for revision in (before, after) if revision), key=lambda revision: revision.id)
    known = new if new is not None else old
    tag = known.get("tag", "") if isinstance(known, dict) else ""
    fields = [_fields(kind, value, known, shipped) for value in (old, new)]
    if kind == ORDER and fields[0] == fields[1]:
        return None  # Moved, and moved back to where it would stand anyway.
    return Change(
        kind=kind,
        key=key,
        tag=key if kind == AGREEMENTS else tag,
        where=_where(kind, key, known),
        before=fields[0],
        after=fields[1],
        latest=latest.id,
        by=latest.by.name if latest.by else "",
        made=latest.made,
    )


def where_of(kind: str, key: str) -> str:
    """What the newest writing of a key says of its place or name; the key itself where it says nothing."""
    newest = Revision.newest(kind, key)
    return _where(kind, key, newest.content or {}) if newest else key


def _where(kind: str, key: str, value: dict) -> str:
    name = {PASSAGE: "place", TEXT: "title", CONTACT: "name"}.get(kind, "")
    return str(value.get(name) or key)


def _fields(kind: str, value: dict | None, known: dict, shipped: dict) -> dict[str, str]:
    if kind == PASSAGE:
        return {"text": _plain(value["text"]) if value else _shipped(known, shipped)}
    if kind == ORDER:
        names = contact_names()
        # Without an order they stand as they came.
        ids = value["ids"] if value else [name for name in names if name in known["ids"]]
        # A whole line each, so that one that was moved is marked whole.
        return {"ids": "".join(f"{names.get(name) or name}\n" for name in ids)}
    if value is None:
        return {}
    fields = {**value, **value.get("options", {})} if kind == TEXT else value
    hidden = {"id", "tag", "domain", "options", "fingerprint"}
    return {name: _plain(field) for name, field in fields.items() if name not in hidden and field not in ("", None, [], ())}


def _plain(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _shipped(passage: dict, known: dict) -> str:
    """The words that come with the program; each catalog is read once for `known`."""
    wanted = passage["tag"], passage["domain"]
    if wanted not in known:
        try:
            found = translation(passage["tag"])
            known[wanted] = found.interface if passage["domain"] == "messages" else found.guide
        except CatalogError:
            known[wanted] = lambda _text: None
    return known[wanted](passage["source"]) or ""
