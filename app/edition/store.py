"""Where editions live: `editions/<id>/`, written beside the current one and switched by renaming one link.

    editions/<id>/public/…      the files as readers get them, with their packed forms beside them
    editions/<id>/record.json   what is in it: hashes, sizes, encodings
    current                     a link to editions/<id>

A build can be killed at any moment: until the last rename, the current edition is the old one, whole.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.edition.assets import media_type
from app.edition.compress import SUFFIXES, encoders, pack

KEPT_EDITIONS = 6
"""How many editions stay on disk: to roll back to, and to make patches from."""

UNFINISHED = ".unfinished-"
Progress = Callable[[int, int], None]


class StoreError(Exception):
    """The folder cannot hold editions; the message says what to do."""


@dataclass(frozen=True)
class File:
    """A file of an edition: its hash and size, media type, and size by encoding."""

    sha256: str
    size: int
    type: str
    packed: dict[str, int]


@dataclass(frozen=True)
class Edition:
    """A finished edition. `languages` maps a tag to the id of its bundle; `inputs` is the hash of what it was built from."""

    id: str
    folder: Path
    built: str
    inputs: str
    note: str
    languages: dict[str, str]
    headers: dict[str, str]
    files: dict[str, File]

    @property
    def public(self) -> Path:
        return self.folder / "public"

    def damaged(self) -> list[str]:
        """Paths of files that are missing or are not what was built. Reads every byte."""
        return [path for path, size, sha256 in self._expected() if not _is_whole(self.public / path, size, sha256)]

    def _expected(self) -> Iterator[tuple[str, int, str | None]]:
        for path, file in self.files.items():
            yield path, file.size, file.sha256
            for encoding, size in file.packed.items():
                yield path + SUFFIXES[encoding], size, None


class Editions:
    """The editions below one folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.pointer = folder / "current"
        self.store = folder / "editions"

    def prepare(self) -> None:
        """Makes the folder. Raises StoreError where that is not possible."""
        try:
            self.store.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.store):
                pass
        except OSError as error:
            raise StoreError(
                f"The data folder {self.folder} cannot be written ({error.strerror}). Make it writable for this user, or choose another with --data or HANDRAIL_DATA."
            ) from None

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
        temporary = self.folder / f"{UNFINISHED}{os.getpid()}"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(Path("editions") / edition.id)
        os.replace(temporary, self.pointer)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Holds the one lock for builders; a second one waits. Sweeps what a killed build left."""
        self.prepare()
        with open(self.folder / "building.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in self.store.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    def write(self, files: Mapping[str, bytes], edition: Edition, progress: Progress) -> Edition:
        """Writes a finished edition to its folder, taking over packed files that an older one has. Call inside `building`."""
        temporary = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.store))
        temporary.chmod(0o755)
        known = {file.sha256: (older, path) for older in reversed(self.all()) for path, file in older.files.items()}
        done = 0

        def put(entry: tuple[str, bytes]) -> tuple[str, File]:
            nonlocal done
            path, data = entry
            written = _put(temporary / "public" / path, path, data, known)
            done += 1
            progress(done, len(files))
            return path, written

        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            written = dict(pool.map(put, files.items()))
        finished = Edition(**{**vars(edition), "files": written, "folder": self.store / edition.id})
        _write_record(temporary, finished)
        os.sync()
        _move_into_place(temporary, finished.folder)
        return finished

    def prune(self) -> None:
        """Removes the oldest editions, never the current one."""
        current = self.current()
        for edition in self.all()[KEPT_EDITIONS:]:
            if current is None or edition.id != current.id:
                shutil.rmtree(edition.folder, ignore_errors=True)


def read(folder: Path) -> Edition | None:
    """The edition in `folder`; None where there is none that can be read."""
    try:
        record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
        files = {path: File(**file) for path, file in record.pop("files").items()}
        return Edition(folder=folder, files=files, **record)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def now() -> str:
    """The time in UTC, in ISO 8601, to the microsecond: editions are ordered by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new(identity: str, inputs: str, note: str, languages: dict[str, str], headers: dict[str, str]) -> Edition:
    """An edition yet to be written."""
    return Edition(identity, Path(), now(), inputs, note, languages, headers, {})


def _put(target: Path, path: str, data: bytes, known: dict[str, tuple[Edition, str]]) -> File:
    sha256 = hashlib.sha256(data).hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    older = known.get(sha256)
    if older and set(older[0].files[older[1]].packed) <= set(encoders()) and _take_over(older[0], older[1], target):
        return older[0].files[older[1]]
    target.write_bytes(data)
    packed = pack(data, media_type(path))
    for encoding, body in packed.items():
        target.with_name(target.name + SUFFIXES[encoding]).write_bytes(body)
    return File(sha256, len(data), media_type(path), {encoding: len(body) for encoding, body in packed.items()})


def _take_over(older: Edition, path: str, target: Path) -> bool:
    """Links the older edition's file and its packed forms to `target`; False, and nothing there, where one is not whole."""
    file = older.files[path]
    if not _is_whole(older.public / path, file.size, file.sha256):
        return False
    linked = []
    for suffix, size in [("", file.size), *((SUFFIXES[encoding], size) for encoding, size in file.packed.items())]:
        source, link = older.public / (path + suffix), target.with_name(target.name + suffix)
        try:
            if source.stat().st_size != size:
                raise OSError
            os.link(source, link)
        except OSError:
            for done in linked:
                done.unlink()
            return False
        linked.append(link)
    return True


def _is_whole(path: Path, size: int, sha256: str | None) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return len(data) == size and (sha256 is None or hashlib.sha256(data).hexdigest() == sha256)


def _write_record(folder: Path, edition: Edition) -> None:
    record = {name: value for name, value in asdict(edition).items() if name != "folder"}
    (folder / "record.json").write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _move_into_place(temporary: Path, target: Path) -> None:
    """Puts the finished folder under its name; what stood there before (the same content, damaged) is swept by the next build."""
    if target.exists():
        os.replace(target, target.with_name(f"{UNFINISHED}old-{os.getpid()}-{target.name[:12]}"))
    os.replace(temporary, target)
