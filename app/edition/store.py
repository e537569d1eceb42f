"""Where editions live: `editions/<id>/`, written beside the current one and switched by renaming one link.

    editions/<id>/public/…      the files as readers get them, with their packed forms beside them
    editions/<id>/record.json   what is in it: hashes, sizes, encodings
    editions/<id>/layer.json    the group's own layer that it was built from
    current                     a link to editions/<id>

An edition that has to be made again while another of its id is there goes to `<id>-2`: no folder that readers see is ever changed.

A build can be killed at any moment: until the last rename, the current edition is the old one, whole.

What only writing needs is imported where it is written: a server that only reads spares the memory.
"""

import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.edition import disk
from app.edition.layer import NONE, Layer

if TYPE_CHECKING:
    from app.edition.packing import Packing

KEPT_EDITIONS = 6
"""How many editions stay on disk: to roll back to, and to make patches from."""

SUFFIXES = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Content encodings in the order of preference, smallest first, and their file endings."""

UNFINISHED = ".unfinished-"
LAYER = "layer.json"
Progress = Callable[[int, int], None]


class StoreError(Exception):
    """The folder cannot hold editions; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Form:
    """A packed form of a file."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition: its hash and size, media type, and packed forms by encoding."""

    sha256: str
    size: int
    type: str
    packed: dict[str, Form]


@dataclass(frozen=True)
class Edition:
    """A finished edition. `languages` maps a tag to the id of its bundle; `inputs` is the hash of what it was built from, `layer` that of
    the group's own layer, empty where there is none. `made` maps a tag to the hash of what this language was made from.
    """

    id: str
    folder: Path
    built: str
    inputs: str
    note: str
    languages: dict[str, str]
    headers: dict[str, str]
    files: dict[str, File]
    layer: str = ""
    made: dict[str, str] = field(default_factory=dict)

    @property
    def public(self) -> Path:
        return self.folder / "public"

    def body(self, path: str, encoding: str = "") -> bytes | None:
        """The bytes of a file in one of its forms; None where they are missing or are not what was built."""
        form = self.files[path].packed[encoding] if encoding else self.files[path]
        try:
            with open(f"{self.folder}/public/{path}{SUFFIXES.get(encoding, '')}", "rb", buffering=0) as file:
                data = file.readall()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == form.sha256 else None

    def own(self) -> Layer | None:
        """The group's own layer that it was built from; None where it is missing or is not what was written."""
        if not self.layer:
            return NONE
        try:
            data = (self.folder / LAYER).read_bytes()
        except OSError:
            return None
        return Layer.from_json(data.decode()) if hashlib.sha256(data).hexdigest() == self.layer else None

    def missing(self) -> list[str]:
        """Paths of files that are not there or have another size. Reads none: what they hold is looked at when they are asked for."""
        public = str(self.public)
        named = ((path + SUFFIXES.get(encoding, ""), form) for path, encoding, form in self._forms())
        return [name for name, form in named if _size(f"{public}/{name}") != form.size]

    def damaged(self) -> list[str]:
        """Paths of files that are missing or are not what was built. Reads every byte."""
        return [path + SUFFIXES.get(encoding, "") for path, encoding, _ in self._forms() if self.body(path, encoding) is None]

    def _forms(self) -> Iterator[tuple[str, str, File | Form]]:
        for path, file in self.files.items():
            yield path, "", file
            for encoding, form in file.packed.items():
                yield path, encoding, form


class Editions:
    """The editions below one folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pointer = folder / "current"
        self.store = folder / "editions"

    def prepare(self) -> None:
        """Makes the folder. Raises StoreError where that is not possible."""
        with self._writing():
            import tempfile

            self.store.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.store):
                pass

    def current(self) -> Edition | None:
        try:
            return read(self.store / self.pointer.readlink().name)
        except OSError:
            return None

    def all(self) -> list[Edition]:
        """Every edition that can be read, newest first."""
        folders = self.store.iterdir() if self.store.is_dir() else ()
        found = [read(folder) for folder in folders if not folder.name.startswith(".")]
        return sorted((edition for edition in found if edition), key=lambda edition: edition.built, reverse=True)

    def switch(self, edition: Edition) -> None:
        """Makes `edition` the current one: one rename, so that a reader sees the old or the new, nothing between."""
        if self._current_name() == edition.folder.name:
            return
        temporary = self.folder / f"{UNFINISHED}{os.getpid()}"
        with self._writing():
            temporary.unlink(missing_ok=True)
            temporary.symlink_to(Path("editions") / edition.folder.name)
            os.replace(temporary, self.pointer)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Holds the one lock for builders; a second one waits. Sweeps what earlier builds left."""
        self.prepare()
        with self._lock():
            with self._writing():
                self._sweep()
            yield

    def write(self, files: Mapping[str, bytes], edition: Edition, progress: Progress, layer: Layer, packing: "Packing") -> Edition:
        """Writes a finished edition to a folder of its own, taking over packed files that an older one has. Call inside `building`."""
        import shutil
        import tempfile

        with self._writing():
            temporary = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.store))
            try:
                return self._fill(temporary, files, edition, progress, layer, packing)
            except BaseException:
                shutil.rmtree(temporary, ignore_errors=True)
                raise

    def prune(self, known: Iterable[Edition]) -> None:
        """Removes the oldest of these, never the current one."""
        for edition in sorted(known, key=lambda edition: edition.built, reverse=True)[KEPT_EDITIONS:]:
            if edition.folder.name != self._current_name():
                _discard(edition.folder)

    def _fill(self, temporary: Path, files: Mapping[str, bytes], edition: Edition, progress: Progress, layer: Layer, packing: "Packing") -> Edition:
        temporary.chmod(0o755)
        written = packing.put(temporary / "public", files, progress)
        names = (edition.id if number == 1 else f"{edition.id}-{number}" for number in count(1))
        folder = next(self.store / name for name in names if not (self.store / name).exists())
        finished = Edition(**{**vars(edition), "files": written, "folder": folder})
        if edition.layer:
            (temporary / LAYER).write_text(layer.to_json(), encoding="utf-8")
        _write_record(temporary, finished)
        disk.flush(temporary)
        os.replace(temporary, folder)
        disk.flush_one(self.store)
        return finished

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with self._writing():
            lock = os.open(self.folder / "building.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _sweep(self) -> None:
        """Removes what killed builds left, and folders of the current edition's id that it stands in for."""
        import shutil

        for left in (*self.store.glob(f"{UNFINISHED}*"), *self.folder.glob(f"{UNFINISHED}*")):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left, ignore_errors=True)
        current = self.current()
        for folder in self.store.glob(f"{current.id}*") if current else ():
            if folder != current.folder:
                _discard(folder)

    def _current_name(self) -> str:
        try:
            return self.pointer.readlink().name
        except OSError:
            return ""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turns a full disk or a missing right into what an admin can do about it."""
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"The data folder {self.folder} cannot be written ({error.strerror}). "
                "Make room there, make it writable for this user, or choose another with --data or HANDRAIL_DATA."
            ) from None


def read(folder: Path) -> Edition | None:
    """The edition in `folder`; None where there is none, or its record is not what was written."""
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        edition = record["edition"]
        if record["sha256"] != _hash_of(edition):
            return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return Edition(**{**edition, "folder": folder, "files": {path: _file(**file) for path, file in edition["files"].items()}})


def _file(packed: dict, type: str, **values) -> File:
    return File(packed={encoding: Form(**form) for encoding, form in packed.items()}, type=sys.intern(type), **values)


def _size(path: str) -> int | None:
    try:
        return os.stat(path).st_size
    except OSError:
        return None


def now() -> str:
    """The time in UTC, in ISO 8601, to the microsecond: editions are ordered by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new(
    identity: str,
    inputs: str,
    note: str,
    languages: dict[str, str],
    headers: dict[str, str],
    layer: Layer = NONE,
    made: Mapping[str, str] = MappingProxyType({}),
) -> Edition:
    """An edition yet to be written."""
    return Edition(identity, Path(), now(), inputs, note, languages, headers, {}, layer_hash(layer), dict(made))


def layer_hash(layer: Layer) -> str:
    """Empty for no layer."""
    return "" if layer == NONE else hashlib.sha256(layer.to_json().encode()).hexdigest()


def _write_record(folder: Path, edition: Edition) -> None:
    record = {name: value for name, value in asdict(edition).items() if name != "folder"}
    text = _json(record)
    (folder / "record.json").write_text(f'{{"sha256":"{hashlib.sha256(text.encode()).hexdigest()}","edition":{text}}}', encoding="utf-8")


def _hash_of(record: object) -> str:
    """Shows whether a record is the one that was written."""
    return hashlib.sha256(_json(record).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _discard(folder: Path) -> None:
    """Removes an edition's folder. Killed halfway, what is left is no edition, and the next build sweeps it."""
    import shutil

    left = folder.with_name(f"{UNFINISHED}{folder.name}")
    with suppress(OSError):
        folder.rename(left)
    shutil.rmtree(left, ignore_errors=True)
