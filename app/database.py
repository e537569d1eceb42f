"""The editor's database: SQLite in the data folder, or PostgreSQL. Opened when the first editor comes; readers never need it."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from peewee import Database, DatabaseError, InterfaceError, OperationalError, PostgresqlDatabase, SqliteDatabase

from app import models
from app.settings import DATABASE, Settings

if TYPE_CHECKING:
    from playhouse.migrations import Runner

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "busy_timeout": 5000, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
ADVISORY = 1_214_344_306
"""The number of our lock in PostgreSQL; any other program there has to use another."""


class DatabaseMissing(Exception):
    """The database cannot be used; the message says what to do."""


def connect(settings: Settings) -> Database:
    """The database behind the models, with its tables as this program needs them. Raises DatabaseMissing.

    Where tables have to be changed, a copy of an SQLite database is put beside it first.
    """
    opened = use(settings)
    with failing(settings), session(opened):
        migrate(opened, settings)
    return opened


def use(settings: Settings) -> Database:
    """Puts the database behind the models; looks at nothing in it. The same one stays where it is used already. Raises DatabaseMissing."""
    wanted = settings.database or str((settings.data / DATABASE).resolve())
    opened = models.database.obj
    if opened is None or getattr(opened, "address", None) != wanted:
        opened = _postgres(settings.database) if settings.database else _sqlite(settings.data / DATABASE)
        opened.address = wanted
        models.database.initialize(opened)
    elif not settings.database:
        _touch(settings.data / DATABASE)
    return opened


@contextmanager
def session(opened: Database) -> Iterator[None]:
    """A connection for this thread: the one it has, or one that is closed afterwards."""
    before = opened.is_closed()
    if before:
        opened.connect()
    try:
        yield
    finally:
        if before and not opened.is_closed():
            opened.close()


@contextmanager
def failing(settings: Settings) -> Iterator[None]:
    """Turns what a database says about itself into what an admin can do about it."""
    try:
        yield
    except (OperationalError, InterfaceError, DatabaseError, sqlite3.Error, UnicodeDecodeError) as error:
        # Peewee does not turn what happens between two rows into its own; and SQLite quotes what it stumbles over, which need not be text.
        where = "PostgreSQL at HANDRAIL_DATABASE" if settings.database else str(settings.data / DATABASE)
        said = " ".join(str(error).split())
        raise DatabaseMissing(f"The database ({where}) cannot be used: {said}. `flask --app app check` says more.") from None


def is_there(settings: Settings) -> bool:
    """Whether there is a database to look into: the editor makes one when its first request comes."""
    return bool(settings.database) or (settings.data / DATABASE).exists()


def runner(opened: Database) -> "Runner":
    from playhouse.migrations import Runner

    return Runner(opened, str(MIGRATIONS))


def level(opened: Database) -> list[str]:
    """The names of the migrations that this database has had. Raises DatabaseMissing where a later program has been at it, or damage."""
    try:
        known = runner(opened).status()
    except (TypeError, ValueError, AttributeError):
        # A changed byte can make a name into a number or into nothing.
        raise DatabaseMissing("The database’s list of migrations is damaged. Restore a backup: flask --app app restore FILE") from None
    if later := [migration.name for migration in known if migration.path is None]:
        raise DatabaseMissing(f"The database comes from a later version of Handrail ({later[-1]}). Install that version, or restore an older backup.")
    return [migration.name for migration in known if migration.applied]


def migrate(opened: Database, settings: Settings, target: str | None = None, copied: bool = True) -> list[str]:
    """Brings the tables up to date, or up to `target` → the names of what was done. All of it or, where one fails, nothing.

    A copy is kept first, unless `copied` is off. Inside a transaction, call it within `without_foreign_keys`.
    """
    had = level(opened)
    waiting = [migration.name for migration in runner(opened).migrations() if migration.name not in had]
    if not waiting:
        return []
    with _alone(opened, settings):
        # Another process may have done it while this one waited.
        had = level(opened)
        waiting = [name for name in waiting if name not in had]
        if not waiting:
            return []
        kept = _keep(opened, settings, waiting[0]) if had and copied else ""
        try:
            with without_foreign_keys(opened), opened.atomic():
                return runner(opened).up(target)
        except Exception as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise DatabaseMissing(
                f"The database could not be brought up to date ({waiting[0]}: {said}). It is as it was before{kept}. "
                "Go back to the version of Handrail that you had, and report this."
            ) from error


def _keep(opened: Database, settings: Settings, name: str) -> str:
    """A copy from before a migration → where it is, as part of a sentence. Without a copy, nothing is changed."""
    from app import backup

    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        if isinstance(opened, SqliteDatabase):
            kept = settings.data / f"before-{name}-{stamp()}.sqlite3"
            copy(settings.data / DATABASE, kept)
        else:
            kept = settings.data / f"before-{name}-{stamp()}.zip"
            backup.write(opened, kept)
    except (OSError, sqlite3.Error, backup.BackupError) as error:
        raise DatabaseMissing(f"The database has to be changed for this version, and no copy of it can be kept first: {error} Nothing was changed.") from None
    return f"; a copy is at {kept}"


@contextmanager
def _alone(opened: Database, settings: Settings) -> Iterator[None]:
    """Holds the one lock for changing tables; another process waits."""
    if isinstance(opened, SqliteDatabase):
        with open(settings.data / "migrating.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    else:
        opened.execute_sql("SELECT pg_advisory_lock(%s)", (ADVISORY,))
        try:
            yield
        finally:
            opened.execute_sql("SELECT pg_advisory_unlock(%s)", (ADVISORY,))


@contextmanager
def without_foreign_keys(opened: Database) -> Iterator[None]:
    """SQLite changes a table by making it anew, which would take along what points to it. Only outside of a transaction can that be switched off."""
    if not isinstance(opened, SqliteDatabase):
        yield
        return
    opened.pragma("foreign_keys", 0)
    try:
        yield
    finally:
        opened.pragma("foreign_keys", 1)


def copy(source: Path, target: Path) -> None:
    """A whole copy of a database that may be in use: by SQLite's own backup, for a copied file can be torn."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def faults(opened: Database) -> list[str]:
    """What SQLite finds wrong with its own file, a few of it; PostgreSQL looks after itself."""
    if not isinstance(opened, SqliteDatabase):
        return []
    said = [row[0] for row in opened.execute_sql("PRAGMA integrity_check(5)").fetchall()]
    if said == ["ok"]:
        said = [f"{row[0]} {row[1]} points to a missing {row[2]}" for row in opened.execute_sql("PRAGMA foreign_key_check").fetchmany(5)]
    return said


@contextmanager
def exclusive():
    """A transaction that waits until nobody else is writing."""
    opened = models.database.obj
    if isinstance(opened, SqliteDatabase):
        with opened.atomic("IMMEDIATE") if not opened.in_transaction() else opened.atomic():
            yield
    else:
        with opened.atomic():
            opened.execute_sql("LOCK TABLE revision IN EXCLUSIVE MODE")
            yield


def stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")


def _sqlite(file: Path) -> Database:
    _touch(file)
    return SqliteDatabase(file, pragmas=PRAGMAS)


def _touch(file: Path) -> None:
    """SQLite would make the file for everybody to read."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseMissing(f"The database {file} cannot be written ({error.strerror}). Make the data folder writable, or choose another.") from None


def _postgres(address: str) -> Database:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise DatabaseMissing("PostgreSQL needs its driver: .venv/bin/pip install -e '.[postgres]'") from None
    parts = urlsplit(address)
    options = {"connect_timeout": "10"} | dict(parse_qsl(parts.query))
    return PostgresqlDatabase(
        unquote(parts.path.lstrip("/")),
        user=options.pop("user", None) or unquote(parts.username or "") or None,
        password=options.pop("password", None) or unquote(parts.password or "") or None,
        host=options.pop("host", None) or parts.hostname,
        port=parts.port,
        prefer_psycopg3=True,
        **options,
    )
