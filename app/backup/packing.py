"""Writing a backup, while others may be writing."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import Database, SqliteDatabase

from app import database
from app.backup.form import FORMAT, HIGHEST_RATIO, MANIFEST, README, SAID, SAID_WITHOUT, VERSION, BackupError, names
from app.models import Revision, now
from app.settings import DATABASE, Settings


@dataclass(frozen=True)
class Written:
    """`rows` by table; `damaged` are the ids of revisions that are not what was written."""

    rows: dict[str, int]
    damaged: list[int]


def backup(settings: Settings, file: Path) -> Written:
    """Writes everything to `file`, while others may be writing. Raises BackupError or DatabaseMissing."""
    if file.exists():
        raise BackupError(f"{file} is there already. Choose another name: a backup overwrites nothing.")
    if not database.is_there(settings):
        raise BackupError("There is nothing to back up yet: nobody has edited here.")
    opened = database.use(settings)
    with database.failing(settings), database.session(opened):
        return write(opened, file)


def write(opened: Database, file: Path, without_passphrases: bool = False) -> Written:
    """As `backup`, of a database that is open. Without passphrases, and without invitations, there is nothing in it to be guessed at."""
    temporary = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        with open(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b") as target:
            with _at_one_moment(opened, file.parent) as moment:
                written = _pack(moment, target, without_passphrases)
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


def _pack(moment: Database, target, without_passphrases: bool) -> Written:
    migrations = database.level(moment)
    there = set(moment.get_tables())
    parts, rows, damaged = {}, {}, []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry(README), SAID + (SAID_WITHOUT if without_passphrases else ""))
        for table in (table for table in names() if table in there and not (without_passphrases and table == "invitation")):
            with tempfile.TemporaryFile() as lines:
                digest, count = hashlib.sha256(), 0
                for row in rows_of(moment, table):
                    if without_passphrases and table == "person":
                        row["passphrase"] = ""
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


def rows_of(moment: Database, table: str) -> Iterator[dict]:
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
