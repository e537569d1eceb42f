"""From revisions to what readers get: the layer as of a mark, publishing it as an edition, and taking that back. Knows no Flask.

One publication is made at a time, by whoever holds the lock `publishing.lock` in the data folder. The lock goes with the process that makes it:
where nobody holds it, a publication that has no edition was interrupted. What was pressed is a row before anything is built, so that pressing
twice publishes once. How far it is, and why it failed, is in `publishing.json` beside the lock, for other processes to show.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from peewee import JOIN, fn

from app.database import connect, faults, session
from app.edition.inputs import inputs
from app.edition.layer import NONE, OWN_KINDS, Contact, Layer, OwnText
from app.edition.store import Edition, Editions, Progress, StoreError, layer_hash
from app.models import DamagedError, Person, Publication, Revision, database, writing
from app.settings import Settings
from app.strings.catalog import CatalogError, translation

if TYPE_CHECKING:
    from pathlib import Path

    from app.guide.prose import Lookup

PASSAGE, REVIEW, TEXT, CONTACT, AGREEMENTS, CHOICE, ORDER = "passage", "review", "text", "contact", "agreements", "choice", "order"
"""Kinds of revisions. Their values:

    passage     {tag, domain, source, text, place}: the group's words for a source text, which stood at `place`; null gives the shipped ones
                back. Of a plural, `source` is the text for one, and `text` all the forms
    review      {tag, domain, fingerprint}: a second reader's mark on exactly this source and translation
    text        the fields of OwnText
    contact     the fields of Contact
    agreements  {text}: Markdown; the key is the language
    choice      {value}: a setting, one of layer.CHOICES; the key is its name
    order       {ids}: of what the key names (`contact`), in the order in which readers get them; what is not named comes last
"""


def layer_at(mark: int | None = None) -> Layer:
    """The layer of all revisions up to `mark`; None for all drafts too. Raises DamagedError."""
    passages: dict[str, dict[str, dict[str, str | list[str]]]] = {}
    for revision in Revision.standing(PASSAGE, mark).values():
        value = revision.content
        passages.setdefault(value["tag"], {}).setdefault(value["domain"], {})[value["source"]] = value["text"]
    reviewed: dict[str, list[str]] = {}
    for revision in Revision.standing(REVIEW, mark).values():
        reviewed.setdefault(revision.content["tag"], []).append(revision.content["fingerprint"])
    order = Revision.newest(ORDER, CONTACT, mark)
    place = {name: at for at, name in enumerate(order.content["ids"])} if order and order.content else {}
    contacts = [Contact(**revision.content) for revision in Revision.standing(CONTACT, mark).values()]
    texts = [OwnText(**revision.content) for revision in Revision.standing(TEXT, mark).values()]
    return Layer(
        passages=passages,
        reviewed={tag: sorted(marks) for tag, marks in reviewed.items()},
        texts=tuple(sorted(texts, key=lambda text: OWN_KINDS.index(text.kind))),
        contacts=tuple(sorted(contacts, key=lambda contact: place.get(contact.id, len(place)))),
        agreements={tag: revision.content["text"] for tag, revision in Revision.standing(AGREEMENTS, mark).items()},
        choices={name: revision.content["value"] for name, revision in Revision.standing(CHOICE, mark).items()},
    )


def last_published(settings: Settings) -> Layer:
    """What readers should have, by the database alone. Raises DatabaseMissing or DamagedError."""
    with session(connect(settings)):
        last = Publication.last()
        return layer_at(last.mark) if last else NONE


# What differs


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
    return Change(
        kind=kind,
        key=key,
        tag=key if kind == AGREEMENTS else tag,
        where=_where(kind, key, known),
        before=_fields(kind, old, known, shipped),
        after=_fields(kind, new, known, shipped),
        latest=latest.id,
        by=latest.by.name if latest.by else "",
        made=latest.made,
    )


def _where(kind: str, key: str, value: dict) -> str:
    if kind == REVIEW and (passage := Revision.newest(PASSAGE, key)) and passage.content:
        return _where(PASSAGE, key, passage.content)
    name = {PASSAGE: "place", TEXT: "title", CONTACT: "name"}.get(kind, "")
    return str(value.get(name) or key)


def _fields(kind: str, value: dict | None, known: dict, shipped: dict) -> dict[str, str]:
    if kind == PASSAGE:
        return {"text": _plain(value["text"]) if value else _shipped(known, shipped)}
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


# Publishing


class BusyError(Exception):
    """Somebody is publishing just now."""


class OutdatedError(Exception):
    """Somebody has published since what was asked for was looked at; `last` is that publication."""

    def __init__(self, last: Publication):
        super().__init__("It was published meanwhile.")
        self.last = last


class PublishError(Exception):
    """The edition could not be made; readers have what they had. `kind` and `key` say which writing is at fault, empty where none is."""

    def __init__(self, said: str, kind: str = "", key: str = ""):
        super().__init__(said)
        self.kind, self.key = kind, key


def publish(settings: Settings, by: Person | None, note: str = "", progress: Progress | None = None, **given) -> Publication:
    """All that is written becomes the edition that readers get. Raises BusyError or PublishError."""
    with alone(settings):
        return finish(settings, begin(settings, by, note), progress, **given)


def roll_back(settings: Settings, to: Publication | None, by: Person | None, progress: Progress | None = None, **given) -> Publication:
    """Readers get again what they had with `to`; None: the guide as it came. Drafts stay. Raises BusyError or PublishError."""
    with alone(settings):
        return finish(settings, begin(settings, by, mark=to.mark if to else 0, back=True), progress, **given)


@contextmanager
def alone(settings: Settings) -> Iterator[int]:
    """Holds the lock for whoever publishes → its file, which a child process can be handed. Raises BusyError or StoreError."""
    Editions(settings.data).prepare()
    lock = os.open(settings.data / "publishing.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        for attempt in range(10):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                # Another process may only have looked whether it is held.
                if attempt == 9:
                    raise BusyError from None
                time.sleep(0.02)
        yield lock
    finally:
        os.close(lock)


def is_held(settings: Settings) -> bool:
    """Whether somebody is publishing just now, in any process."""
    try:
        lock = os.open(settings.data / "publishing.lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def begin(settings: Settings, by: Person | None, note: str = "", mark: int | None = None, back: bool = False, after: int | None = None) -> Publication:
    """Writes down what is to be published: up to `mark`, everything without one. Call inside `alone`.

    `after` is the newest publication, 0 for none, that the person knew of. Raises OutdatedError where there is another by now.
    """
    settle(settings)
    with writing():
        newest = Publication.select().order_by(Publication.id.desc()).first()
        if after is not None and newest and newest.id > after:
            raise OutdatedError(newest)
        return Publication.create(note=note, mark=Revision.mark() if mark is None else mark, by=by, back=back)


def finish(settings: Settings, publication: Publication, progress: Progress | None = None, **given) -> Publication:
    """Builds or finds the edition of what was begun, and switches to it. Call inside `alone`. Raises PublishError."""
    shown = _Shown(settings, publication, progress)
    shown(0, 0)
    try:
        edition = _edition(settings, publication, shown, given)
    except Exception as error:
        failed = _explained(settings, publication, error, given)
        shown.failed(failed)
        raise failed from error
    publication.edition = edition.id
    publication.save(only=[Publication.edition])
    shown.over()
    return publication


def _edition(settings: Settings, publication: Publication, progress: Progress, given: dict) -> Edition:
    if said := faults(database.obj):
        raise DamagedError(f"The database is damaged ({said[0]}). Restore a backup: flask --app app restore FILE")
    layer = layer_at(publication.mark)
    if publication.back and (found := _on_disk(settings, layer, given)):
        return found
    from app.edition.build import build

    return build(settings, progress, publication.note, layer=layer, **given)


def _on_disk(settings: Settings, layer: Layer, given: dict) -> Edition | None:
    """Switches to the newest whole edition of `layer` that this program made; None where there is none."""
    editions, made_from = Editions(settings.data), inputs(settings, **given)
    with editions.building():
        for edition in editions.all():
            if edition.layer == layer_hash(layer) and edition.inputs == made_from and edition.own() is not None and not edition.damaged():
                editions.switch(edition)
                return edition
    return None


def _explained(settings: Settings, publication: Publication, error: Exception, given: dict) -> PublishError:
    """Which writing is at fault: found by trying, because a faulty text may show itself anywhere."""
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, StoreError | OSError | MemoryError | DamagedError):
        return PublishError(said)
    culprit = _culprit(settings, publication, given)
    return PublishError(said, culprit.kind, culprit.key) if culprit else PublishError(said)


def _culprit(settings: Settings, publication: Publication, given: dict) -> Revision | None:
    """The first revision with which no edition can be made; None where none can be made without it either."""
    last = Publication.last()
    ids = [id for (id,) in Revision.select(Revision.id).where(Revision.id <= publication.mark).order_by(Revision.id).tuples()]
    ids = [id for id in ids if not last or id > last.mark]
    good, bad = -1, len(ids) - 1
    if not ids or not _can_be_made(settings, ids[0] - 1, given):
        return None
    while bad - good > 1:
        middle = (good + bad) // 2
        if _can_be_made(settings, ids[middle], given):
            good = middle
        else:
            bad = middle
    return Revision.get_by_id(ids[bad])


def _can_be_made(settings: Settings, mark: int, given: dict) -> bool:
    from app.edition.build import assemble

    try:
        assemble(settings, [], layer=layer_at(mark), **given)
    except Exception:
        return False
    return True


# How it stands


@dataclass(frozen=True)
class State:
    """`name` is done, running, failed or interrupted; `done` of `total` files; of what failed: `said`, `kind` and `key` as in PublishError."""

    name: str
    done: int = 0
    total: int = 0
    said: str = ""
    kind: str = ""
    key: str = ""


def state(settings: Settings, publication: Publication) -> State:
    if publication.edition:
        return State("done")
    known = _read(settings)
    mine = known.get("publication") == publication.id
    if mine and "said" in known:
        return State("failed", said=known["said"], kind=known["kind"], key=known["key"])
    newest = Publication.select().order_by(Publication.id.desc()).first()
    if newest == publication and is_held(settings):
        return State("running", known["done"] if mine else 0, known["total"] if mine else 0)
    return State("done" if newest == publication and has_arrived(settings, publication) else "interrupted")


def has_arrived(settings: Settings, publication: Publication) -> bool:
    """Whether readers have it although nobody wrote so down: it was killed between the two."""
    current = Editions(settings.data).current()
    try:
        return bool(current) and current.own() == layer_at(publication.mark)
    except (DamagedError, TypeError, KeyError, ValueError):
        return False  # Of what cannot even be read, no edition was made.


def readers_mark(settings: Settings) -> int:
    """The mark of what readers have."""
    last, newest = Publication.last(), Publication.select().order_by(Publication.id.desc()).first()
    if newest and newest != last and not is_held(settings) and has_arrived(settings, newest):
        return newest.mark
    return last.mark if last else 0


def settle(settings: Settings) -> None:
    """Writes down the edition of a publication that was killed between the switch and that. Call inside `alone`."""
    newest = Publication.select().order_by(Publication.id.desc()).first()
    if newest and not newest.edition and has_arrived(settings, newest):
        newest.edition = Editions(settings.data).current().id
        newest.save(only=[Publication.edition])


class _Shown:
    """A progress that other processes can read. Where it cannot be written, publishing goes on all the same."""

    def __init__(self, settings: Settings, publication: Publication, further: Progress | None):
        self.file = _file(settings)
        self.publication = publication
        self.further = further
        self.written = 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.written > 0.2 or done == total:
            self.written = time.monotonic()
            self._write({"done": done, "total": total})
        if self.further and total:
            self.further(done, total)

    def failed(self, error: PublishError) -> None:
        self._write({"done": 0, "total": 0, "said": str(error), "kind": error.kind, "key": error.key})

    def over(self) -> None:
        with suppress(OSError):
            self.file.unlink()

    def _write(self, values: dict) -> None:
        temporary = self.file.with_name(f".{self.file.name}-{os.getpid()}")
        with suppress(OSError):
            temporary.write_text(json.dumps({"publication": self.publication.id, **values}), encoding="utf-8")
            os.replace(temporary, self.file)


def _file(settings: Settings) -> "Path":
    return settings.data / "publishing.json"


def _read(settings: Settings) -> dict:
    try:
        values = json.loads(_file(settings).read_text(encoding="utf-8"))
        return values if isinstance(values, dict) and {"publication", "done", "total"} <= values.keys() else {}
    except (OSError, ValueError):
        return {}
