"""The group's own work in one file, and back: from SQLite or PostgreSQL, into SQLite or PostgreSQL.

A backup is a zip of `manifest.json`, a `README.txt`, and a file of JSON lines a table. The manifest has the SHA-256 and the number of rows of each
table's file, and the migrations that the tables have had. The keys of the server stay out: whoever restores signs in again.
"""

import hashlib
import json
import os
import re
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from peewee import BooleanField, Database, DateTimeField, Field, ForeignKeyField, IntegerField, SqliteDatabase

from app import database
from app.edition.layer import NONE
from app.edition.store import Edition, Progress, StoreError
from app.guide.problems import GuideError
from app.models import TABLES, DamagedError, Invitation, Person, Publication, Revision, Table, now
from app.settings import DATABASE, Settings, SettingsError
from app.strings.catalog import CatalogError

FORMAT = "handrail-backup"
VERSION = 1
MANIFEST, README = "manifest.json", "README.txt"
LARGEST_FILE, LARGEST_CONTENT, LARGEST_LINE = 500_000_000, 2_000_000_000, 4_000_000
"""Bytes: of a backup, of what is in it, of a row."""

LARGEST_MANIFEST = 100_000
MOST_ENTRIES = 20
HIGHEST_RATIO = 100
"""What is packed more tightly than this is made to fill a disk."""

LEFT_OUT = {"tries"}
"""Tables that say nothing of the group: who failed to sign in lately."""

LARGEST_NUMBER = 2**31 - 1
SAID = """This is a backup of a Handrail guide: the texts, contacts and settings of one group, and who may edit them.

To put it back, on a server with an empty database:

    flask --app app restore FILE

Keep it like a key: it holds the names of your editors and what they wrote, drafts included. It holds no note of any reader. The secret keys of
the server are not in it; after restoring it, everybody signs in again with name and passphrase. Invitations that were not used yet are void.
"""


class BackupError(Exception):
    """A backup cannot be written or read; the message says what to do."""


@dataclass(frozen=True)
class Written:
    """`rows` by table; `damaged` are the ids of revisions that are not what was written."""

    rows: dict[str, int]
    damaged: list[int]


@dataclass
class Found:
    """What is in a backup, checked."""

    migrations: list[str]
    rows: dict[str, list[dict]]
    damaged: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Restored:
    """`edition` is None where none could be made, and `why` says why."""

    rows: dict[str, int]
    edition: Edition | None
    why: str = ""


# Backup


def backup(settings: Settings, file: Path) -> Written:
    """Writes everything to `file`, while others may be writing. Raises BackupError or DatabaseMissing."""
    if file.exists():
        raise BackupError(f"{file} is there already. Choose another name: a backup overwrites nothing.")
    if not database.is_there(settings):
        raise BackupError("There is nothing to back up yet: nobody has edited here.")
    opened = database.use(settings)
    with database.failing(settings), database.session(opened):
        return write(opened, file)


def write(opened: Database, file: Path) -> Written:
    """As `backup`, of a database that is open."""
    temporary = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        with open(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b") as target:
            with _at_one_moment(opened, file.parent) as moment:
                written = _pack(moment, target)
            target.flush()
            os.fsync(target.fileno())
        os.link(temporary, file)
    except OSError as error:
        raise BackupError(
            f"The backup cannot be written to {file} ({error.strerror or error}). Choose a folder with room that this user may write to."
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()
    return written


@contextmanager
def _at_one_moment(opened: Database, folder: Path) -> Iterator[Database]:
    """The database as it is now, whatever others write meanwhile."""
    if isinstance(opened, SqliteDatabase):
        with tempfile.TemporaryDirectory(prefix=".handrail-backup-", dir=folder) as place:
            copy = Path(place) / DATABASE
            database.copy(Path(opened.database), copy)
            moment = SqliteDatabase(copy)
            with moment.connection_context():
                if said := database.faults(moment):
                    raise BackupError(f"The database is damaged ({said[0]}). Nothing was written. `flask --app app check` says what to do.")
                yield moment
    else:
        with opened.atomic():
            opened.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield opened


def _pack(moment: Database, target) -> Written:
    migrations = database.level(moment)
    there = set(moment.get_tables())
    parts, rows, damaged = {}, {}, []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry(README), SAID)
        for table in (table for table in names() if table in there):
            with tempfile.TemporaryFile() as lines:
                digest, count = hashlib.sha256(), 0
                for row in _rows(moment, table):
                    line = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
                    if table == "revision" and not Revision.is_whole(row):
                        damaged.append(row["id"])
                    digest.update(line)
                    lines.write(line)
                    count += 1
                rows[table] = count
                parts[f"{table}.jsonl"] = {"rows": count, "bytes": lines.tell(), "sha256": digest.hexdigest()}
                lines.seek(0)
                _put(packed, f"{table}.jsonl", lines, parts[f"{table}.jsonl"]["bytes"])
        manifest = {"format": FORMAT, "version": VERSION, "made": now().isoformat(), "migrations": migrations, "parts": parts}
        packed.writestr(_entry(MANIFEST), json.dumps(manifest, indent=1))
    return Written(rows, damaged)


def names() -> list[str]:
    """The tables that are kept, those first that others point to."""
    return [name for name in map(_name, TABLES) if name not in LEFT_OUT]


def _name(model: type[Table]) -> str:
    return model._meta.table_name


def _rows(moment: Database, table: str) -> Iterator[dict]:
    """Rows in the form that both databases share: texts, whole numbers and null."""
    cursor = moment.execute_sql(f'SELECT * FROM "{table}" ORDER BY id')
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        yield {name: _shared(value) for name, value in zip(columns, row, strict=True)}


def _shared(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, datetime) else value


def _put(packed: zipfile.ZipFile, name: str, lines, size: int) -> None:
    """Packed, or plain where it would be packed more tightly than `restore` believes."""
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        before = packed.fp.tell()
        lines.seek(0)
        with packed.open(_entry(name, method), "w") as into:
            while block := lines.read(1 << 20):
                into.write(block)
        if method == zipfile.ZIP_STORED or size <= HIGHEST_RATIO // 2 * max(1, packed.getinfo(name).compress_size):
            return
        # What was just written is taken back.
        packed.filelist.remove(packed.NameToInfo.pop(name))
        packed.fp.seek(before)
        packed.fp.truncate()
        packed.start_dir = before


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    return entry


# Restore


def restore(settings: Settings, file: Path, progress: Progress | None = None, without_damaged: bool = False) -> Restored:
    """Puts a backup into an empty database, makes the edition that readers had, and switches to it.

    Raises BackupError, DatabaseMissing or StoreError; nothing is written then.
    """
    found = read(file)
    if found.damaged and not without_damaged:
        numbers = ", ".join(map(str, found.damaged[:10]))
        raise BackupError(
            f"{len(found.damaged)} texts in {file} were damaged before the backup was made (revisions {numbers}). "
            "Take an older backup, or restore the rest: flask --app app restore --without-damaged FILE"
        )
    opened = database.use(settings)
    with database.failing(settings), database.session(opened):
        _demand_empty(opened, settings)
        _prepare(opened, settings, found)
        # The edition is switched before the database is committed: killed between the two, restoring again does all of it.
        with database.without_foreign_keys(opened), opened.atomic():
            for table in names():
                _insert(opened, table, found.rows.get(table, []))
            database.migrate(opened, settings, copied=False)
            if said := database.faults(opened):
                raise BackupError(f"{file} holds what does not fit together ({said[0]}). Take another backup. Nothing was changed.")
            _close_doors()
            edition, why = _shown(settings, progress)
    return Restored({table: len(rows) for table, rows in found.rows.items()}, edition, why)


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
        table = _name(model)
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


def _demand_empty(opened: Database, settings: Settings) -> None:
    there = set(opened.get_tables())
    counts = {table: opened.execute_sql(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in names() if table in there}
    if any(counts.values()):
        told = ", ".join(f"{table} {count}" for table, count in counts.items() if count)
        where = "another database in HANDRAIL_DATABASE" if settings.database else f"another folder in HANDRAIL_DATA, or move {settings.data / DATABASE} away"
        raise BackupError(f"There is something in this database already ({told}), which restoring would overwrite. Choose {where}. Nothing was changed.")


def _prepare(opened: Database, settings: Settings, found: Found) -> None:
    """Empty tables as they were when the backup was made; they are brought up to date once they are full."""
    had = database.level(opened)
    if had and had != found.migrations:
        with opened.atomic():
            for table in (*map(_name, reversed(TABLES)), "schema_migration"):
                opened.execute_sql(f'DROP TABLE IF EXISTS "{table}"')
        had = []
    if not had:
        database.migrate(opened, settings, found.migrations[-1])
    if database.level(opened) != found.migrations:
        raise BackupError("The tables that this version makes are not those of the backup. Install the version that made it, and restore it there.")


def _insert(opened: Database, table: str, rows: list[dict]) -> None:
    if not rows:
        return
    types = {column.name: column.data_type.lower() for column in opened.get_columns(table)}
    mark = "?" if isinstance(opened, SqliteDatabase) else "%s"
    for row in rows:
        if row.keys() != types.keys():
            raise BackupError(f"The columns of {table} in the backup are not those that it should have. Take another backup. Nothing was changed.")
        columns = ",".join(f'"{name}"' for name in row)
        values = [bool(value) if value is not None and types[name] == "boolean" else value for name, value in row.items()]
        opened.execute_sql(f'INSERT INTO "{table}" ({columns}) VALUES ({",".join([mark] * len(row))})', values)
    if not isinstance(opened, SqliteDatabase):
        opened.execute_sql(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), %s)", (rows[-1]["id"],))


def _close_doors() -> None:
    """No session and no invitation from before lets anybody in: the backup may be older than their end."""
    for person in Person.select():
        Person.update(epoch=secrets.randbelow(LARGEST_NUMBER - 2) + 1).where(Person.id == person.id).execute()
    Invitation.update(withdrawn=now()).where(Invitation.used.is_null(), Invitation.withdrawn.is_null()).execute()


def _shown(settings: Settings, progress: Progress | None) -> tuple[Edition | None, str]:
    """The edition of what readers had; what cannot be shown is restored all the same."""
    from app.edition.build import build, silent
    from app.publishing import layer_at

    last = Publication.last()
    try:
        return build(settings, progress or silent, layer=layer_at(last.mark) if last else NONE), ""
    except (GuideError, SettingsError, StoreError, CatalogError, DamagedError, KeyError, TypeError, ValueError) as error:
        return None, " ".join(str(error).split()) or type(error).__name__
