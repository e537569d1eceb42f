"""One publication at a time, by whoever holds `publishing.lock` in the data folder. The lock goes with the process that holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.edition.store import Editions
from app.settings import Settings


class BusyError(Exception):
    """Somebody is publishing just now."""


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
