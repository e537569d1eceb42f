"""The secrets that sign sessions and forms: made at the first start of the editor, in a file that only this user can read."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = "keys.json"
KEPT = 2
"""Older session keys that are still believed after a rotation."""

SHORTEST = 32
"""Characters."""


class KeysError(Exception):
    """The keys cannot be read or written; the message says what to do."""


@dataclass(frozen=True)
class Keys:
    """`session`: the newest first; `forms` signs what protects forms, and differs from it."""

    session: tuple[str, ...]
    forms: str


def keys(folder: Path) -> Keys:
    """The keys in `folder`, made where there are none. Raises KeysError."""
    file = folder / FILE
    try:
        found = _checked(json.loads(file.read_text(encoding="utf-8")))
        # A copy from a backup may have come back open to everybody on this machine.
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)
        return found
    except FileNotFoundError:
        return _write(file, Keys((_new(),), _new()), exclusive=True)
    except (OSError, ValueError, KeyError, TypeError):
        raise KeysError(f"The keys in {file} cannot be read. Put the file back from a backup; or remove it: everybody then signs in again.") from None


def rotate(folder: Path) -> Keys:
    """New keys in place of those in `folder`: sessions go on, forms that are open have to be sent again."""
    before = keys(folder)
    return _write(folder / FILE, Keys((_new(), *before.session)[: KEPT + 1], _new()))


def _checked(values: dict) -> Keys:
    """Raises ValueError, KeyError or TypeError for what are no keys: a short one would sign anything for anybody."""
    found = Keys(tuple(values["session"]), values["forms"])
    if isinstance(values["session"], str) or not found.session or any(not isinstance(key, str) or len(key) < SHORTEST for key in (*found.session, found.forms)):
        raise ValueError
    return found


def _new() -> str:
    return secrets.token_hex(32)


def _write(file: Path, made: Keys, exclusive: bool = False) -> Keys:
    temporary = file.with_name(f".{file.name}-{os.getpid()}-{secrets.token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
            json.dump({"session": made.session, "forms": made.forms}, opened)
            opened.flush()
            os.fsync(opened.fileno())
        if not exclusive:
            os.replace(temporary, file)
            return made
        try:
            # Two processes may start at once: the first one's keys are everybody's.
            os.link(temporary, file)
        except FileExistsError:
            return keys(file.parent)
        finally:
            temporary.unlink()
    except OSError as error:
        raise KeysError(f"The keys cannot be written to {file} ({error.strerror}). Make the data folder writable for this user.") from None
    return made
