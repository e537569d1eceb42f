"""Puts the files of an edition into its folder, packed; packing begins while other files are still being made, for the encoders let other threads run."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from app.edition.assets import media_type
from app.edition.compress import encoders, is_worth_packing, pack
from app.edition.store import SUFFIXES, Edition, File, Form, Progress


class Packing:
    """Use it in a `with`. What one of the `earlier` editions, newest first, has packed is taken over."""

    def __init__(self, earlier: Iterable[Edition]):
        self.pool = ThreadPoolExecutor(max_workers=_processors())
        self.known = {file.sha256: (edition, path) for edition in reversed(list(earlier)) for path, file in edition.files.items()}
        self.begun: dict[tuple[str, str], Future[dict[str, bytes]]] = {}

    def __enter__(self) -> "Packing":
        return self

    def __exit__(self, *_: object) -> None:
        self.pool.shutdown(cancel_futures=True)

    def begin(self, files: Mapping[str, bytes]) -> None:
        """Packs in the background what no earlier edition has."""
        for path in _largest_first(files):
            sha256 = hashlib.sha256(files[path]).hexdigest()
            if sha256 not in self.known and (sha256, media_type(path)) not in self.begun:
                self.begun[sha256, media_type(path)] = self.pool.submit(pack, files[path], media_type(path))

    def put(self, folder: Path, files: Mapping[str, bytes], progress: Progress) -> dict[str, File]:
        """Writes the files below `folder`. When it returns or raises, nothing is being written there any more."""
        for place in {os.path.dirname(f"{folder}/{path}") for path in files}:
            os.makedirs(place, exist_ok=True)
        # What was begun comes first in the same queue, so that nothing waits for what has no thread.
        written = {path: self.pool.submit(self._put, f"{folder}/{path}", path, files[path]) for path in _largest_first(files)}
        try:
            for done, future in enumerate(written.values(), 1):
                future.result()
                progress(done, len(files))
        except BaseException:
            for future in (*self.begun.values(), *written.values()):
                future.cancel()
            wait(written.values())
            raise
        return {path: written[path].result() for path in files}

    def _put(self, target: str, path: str, data: bytes) -> File:
        sha256, kind = hashlib.sha256(data).hexdigest(), media_type(path)
        edition, older = self.known.get(sha256, (None, ""))
        if edition and _is_packed_as_now(edition.files[older], data) and _take_over(edition, older, target):
            return edition.files[older]
        Path(target).write_bytes(data)
        begun = self.begun.get((sha256, kind))
        packed = begun.result() if begun else pack(data, kind)
        for encoding, body in packed.items():
            Path(target + SUFFIXES[encoding]).write_bytes(body)
        return File(sha256, len(data), kind, {encoding: Form(hashlib.sha256(body).hexdigest(), len(body)) for encoding, body in packed.items()})


def _largest_first(files: Mapping[str, bytes]) -> list[str]:
    """So that no processor waits for another's last one."""
    return sorted(files, key=lambda path: len(files[path]), reverse=True)


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_packed_as_now(file: File, data: bytes) -> bool:
    """Whether packing it again would give the same forms: an encoder may have come or gone since."""
    return file.packed.keys() == (encoders().keys() if is_worth_packing(data, file.type) else set())


def _take_over(older: Edition, path: str, target: str) -> bool:
    """Links the older edition's file and its packed forms to `target`; False, and nothing there, where one is not whole."""
    encodings = ["", *older.files[path].packed]
    if any(older.body(path, encoding) is None for encoding in encodings):
        return False
    linked = []
    for suffix in (SUFFIXES.get(encoding, "") for encoding in encodings):
        try:
            os.link(f"{older.folder}/public/{path}{suffix}", target + suffix)
        except OSError:
            for done in linked:
                os.unlink(done)
            return False
        linked.append(target + suffix)
    return True
