"""How often anybody may try a passphrase: by delay, never by lockout, and without anybody's address.

Counted in the database, so that all processes count together, and alike for names that nobody has.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from flask import current_app

from app import models
from app.models import Person, Tries, writing

LONGEST_WAIT = 60
"""Seconds."""

IN_A_MINUTE = 30
"""Failed tries under all names together: more than a group needs, too few for guessing."""

ALL = ""
MINUTE = timedelta(minutes=1)
FORGOTTEN = timedelta(hours=1)


def seconds_to_wait(name: str) -> int:
    """0: this try is on, and counted as failed until `succeeded` says otherwise. Two tries at once are never both on."""
    key = _key(name)
    if waiting := _waiting(key):
        return waiting
    with writing():
        if waiting := _waiting(key):
            return waiting
        at = models.now()
        Tries.delete().where((Tries.failed < at - FORGOTTEN) | (Tries.failed > at + FORGOTTEN)).execute()
        _count(key, at, _failures(key) + 1)
        everybody = Tries.get_or_none(Tries.name == ALL)
        if everybody and _is_within(everybody.failed, at, MINUTE):
            _count(ALL, everybody.failed, everybody.failures + 1)
        else:
            _count(ALL, at, 1)
    return 0


def succeeded(name: str) -> None:
    with writing():
        Tries.delete().where(Tries.name == _key(name)).execute()
        Tries.update(failures=Tries.failures - 1).where(Tries.name == ALL, Tries.failures > 0).execute()


def _waiting(key: str) -> int:
    at = models.now()
    found = Tries.get_or_none(Tries.name == key)
    if found:
        wait = timedelta(seconds=min(LONGEST_WAIT, 2 ** min(found.failures, 10)))
        if _is_within(found.failed, at, wait):
            return _rounded(found.failed + wait - at)
    everybody = Tries.get_or_none(Tries.name == ALL)
    if everybody and everybody.failures >= IN_A_MINUTE and _is_within(everybody.failed, at, MINUTE):
        return _rounded(everybody.failed + MINUTE - at)
    return 0


def _is_within(began: datetime, at: datetime, length: timedelta) -> bool:
    # A clock that was set back must not keep anybody out until it has caught up.
    return timedelta(0) <= at - began < length


def _failures(key: str) -> int:
    found = Tries.get_or_none(Tries.name == key)
    return found.failures if found else 0


def _count(key: str, at: datetime, failures: int) -> None:
    if not Tries.update(failures=failures, failed=at).where(Tries.name == key).execute():
        Tries.create(name=key, failures=failures, failed=at)


def _rounded(left: timedelta) -> int:
    return max(1, round(left.total_seconds() + 0.5))


def _key(name: str) -> str:
    """People type their passphrase into the wrong field: what they typed is not kept."""
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"sign-in\0{Person.fold(name[:200])}".encode(), hashlib.sha256).hexdigest()
