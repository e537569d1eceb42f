"""How a publication stands, and what readers have: done, running, failed or interrupted. How far it is, and why it failed, is in `publishing.json` beside
the lock, for other processes to show.
"""

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.edition.store import Editions, Progress
from app.models import DamagedError, Publication
from app.publishing.failing import PublishError
from app.publishing.lock import is_held
from app.publishing.written import layer_at
from app.settings import Settings


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


class Shown:
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


def _file(settings: Settings) -> Path:
    return settings.data / "publishing.json"


def _read(settings: Settings) -> dict:
    try:
        values = json.loads(_file(settings).read_text(encoding="utf-8"))
        return values if isinstance(values, dict) and {"publication", "done", "total"} <= values.keys() else {}
    except (OSError, ValueError):
        return {}
