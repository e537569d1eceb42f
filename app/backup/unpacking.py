"""Reading a backup: bounded, and taken only where everything about it is as it was written."""

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from peewee import BooleanField, DateTimeField, Field, ForeignKeyField, IntegerField

from app import database
from app.backup.form import (
    FORMAT,
    HIGHEST_RATIO,
    LARGEST_CONTENT,
    LARGEST_FILE,
    LARGEST_LINE,
    LARGEST_MANIFEST,
    LARGEST_NUMBER,
    MANIFEST,
    MOST_ENTRIES,
    README,
    VERSION,
    BackupError,
    name_of,
    names,
)
from app.models import TABLES, Revision


@dataclass
class Found:
    """What is in a backup, checked."""

    migrations: list[str]
    rows: dict[str, list[dict]]
    damaged: list[int] = field(default_factory=list)


def read(file: Path) -> Found:
    """What is in a backup. Raises BackupError where anything about it is not as it was written."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BackupError(f"{file} is larger than any backup of Handrail. Take another file.")
        with zipfile.ZipFile(file) as packed:
            manifest = _manifest(packed, file)
            lines = {name: _lines(packed, name, part, file) for name, part in manifest["parts"].items()}
    except OSError as error:
        raise BackupError(f"{file} cannot be read ({error.strerror or error}).") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, KeyError, TypeError):
        raise _broken(file) from None
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise _broken(file) from None
        raise
    rows = {name.removesuffix(".jsonl"): parsed for name, parsed in lines.items()}
    try:
        _check(rows)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise BackupError(f"{file} holds what no Handrail has written ({error}). Take another backup. Nothing was changed.") from None
    damaged = [row["id"] for row in rows.get("revision", []) if not Revision.is_whole(row)]
    if damaged:
        rows["revision"] = [row for row in rows["revision"] if row["id"] not in set(damaged)]
    return Found(manifest["migrations"], rows, damaged)


def _broken(file: Path) -> BackupError:
    return BackupError(f"{file} is no backup of Handrail, or it is damaged. Take another one. Nothing was changed.")


def _manifest(packed: zipfile.ZipFile, file: Path) -> dict:
    """The list of what is in it; refuses what is too much, too tight, twice, or not named in it."""
    entries = packed.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise BackupError(f"{file} holds more than any backup of Handrail. Nothing was changed.")
    if any(entry.file_size > HIGHEST_RATIO * max(1, entry.compress_size) for entry in entries):
        raise BackupError(f"{file} is packed more tightly than any backup of Handrail. Nothing was changed.")
    manifest = json.loads(_bounded(packed, MANIFEST, LARGEST_MANIFEST))
    if manifest["format"] != FORMAT:
        raise _broken(file)
    if manifest["version"] != VERSION:
        raise BackupError(f"{file} comes from a later version of Handrail. Install that version first.")
    expected = [README, *manifest["parts"], MANIFEST]
    if sorted(entry.filename for entry in entries) != sorted(expected) or any(not re.fullmatch(r"[a-z]+\.jsonl", name) for name in manifest["parts"]):
        raise _broken(file)
    migrations = manifest["migrations"]
    if not isinstance(migrations, list) or not migrations or not all(isinstance(name, str) for name in migrations):
        raise _broken(file)
    if unknown := [f"{name}" for name in migrations if not (database.MIGRATIONS / f"{Path(name).name}.py").is_file()]:
        raise BackupError(f"{file} comes from a later version of Handrail ({unknown[-1][:60]}). Install that version first.")
    if set(manifest["parts"]) - {f"{table}.jsonl" for table in names()}:
        raise _broken(file)
    return manifest


def _bounded(packed: zipfile.ZipFile, name: str, most: int) -> bytes:
    with packed.open(name) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{name} is too long")
    return data


def _lines(packed: zipfile.ZipFile, name: str, part: dict, file: Path) -> list[dict]:
    digest, size, rows = hashlib.sha256(), 0, []
    with packed.open(name) as opened:
        while line := opened.readline(LARGEST_LINE + 1):
            size += len(line)
            if len(line) > LARGEST_LINE or size > part["bytes"]:
                raise ValueError(f"{name} is too long")
            digest.update(line)
            rows.append(json.loads(line))
    if (digest.hexdigest(), size, len(rows)) != (part["sha256"], part["bytes"], part["rows"]):
        raise _broken(file)
    return rows


def _check(rows: dict[str, list[dict]]) -> None:
    """That rows are such as our tables hold. Raises ValueError, KeyError or TypeError."""
    for model in TABLES:
        table = name_of(model)
        known = {each.column_name: each for each in model._meta.sorted_fields}
        last = 0
        for row in rows.get(table, []):
            if not isinstance(row, dict):
                raise ValueError(f"{table}: a line is no row")
            for name, value in row.items():
                _check_value(f"{table}.{name}", value, known.get(name))
            if row["id"] <= last:
                raise ValueError(f"{table}: the numbers are out of order")
            last = row["id"]
            if table == "revision":
                json.loads(row["value"])
    people = {row["id"] for row in rows.get("person", [])}
    for table in rows:
        if any(row.get("by_id") is not None and row["by_id"] not in people for row in rows[table]):
            raise ValueError(f"{table}: somebody is missing")


def _check_value(name: str, value: object, column: Field | None) -> None:
    if not re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", name):
        raise ValueError("a column has no name of ours")
    if value is None:
        if column is not None and not column.null:
            raise ValueError(f"{name} is missing")
    elif isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(f"{name} is of a wrong kind")
    elif isinstance(value, int):
        if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER or (isinstance(column, BooleanField) and value not in (0, 1)):
            raise ValueError(f"{name} is out of range")
    else:
        value.encode()
        if "\0" in value:
            raise ValueError(f"{name} holds what no text has")
        if isinstance(column, DateTimeField):
            datetime.fromisoformat(value)
    if column is not None and value is not None and isinstance(value, int) != isinstance(column, IntegerField | BooleanField | ForeignKeyField):
        raise ValueError(f"{name} is of a wrong kind")
