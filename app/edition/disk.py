"""Waiting until files are on the disk, so that a loss of power finds them whole.

One disk only: `sync()` would wait for a slow stick and a network drive that does not answer as well, and for what other programs write there.
"""

import errno
import os
from pathlib import Path


def flush(folder: Path) -> None:
    """Returns when everything in `folder` is on the disk. Raises OSError where the disk says that it is not."""
    import ctypes

    # One order for the whole disk; hundreds of single ones take minutes on a memory card.
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs and not syncfs(descriptor):
            return
        if syncfs and (error := ctypes.get_errno()) != errno.ENOSYS:
            raise OSError(error, os.strerror(error), str(folder))
    finally:
        os.close(descriptor)
    for place, _, files in os.walk(folder, topdown=False):
        for name in files:
            flush_one(Path(place) / name)
        flush_one(Path(place))


def flush_one(path: Path) -> None:
    """The same for one file, or for the names in one folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
