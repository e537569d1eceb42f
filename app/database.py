"""The editor's database: SQLite in the data folder, or PostgreSQL. Opened when the first editor comes; readers never need it."""

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from peewee import Database, DatabaseError, InterfaceError, OperationalError, PostgresqlDatabase, SqliteDatabase

from app import models
from app.settings import DATABASE, Settings

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "busy_timeout": 5000, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}


class DatabaseMissing(Exception):
    """The database cannot be used; the message says what to do."""


def connect(settings: Settings) -> Database:
    """The database behind the models, with its tables as this program needs them. Raises DatabaseMissing.

    Where tables have to be changed, a copy of an SQLite database is put beside it first.
    """
    opened = _postgres(settings.database) if settings.database else _sqlite(settings.data / DATABASE)
    models.database.initialize(opened)
    try:
        with opened.connection_context():
            migrate(opened, settings)
    except (OperationalError, InterfaceError, DatabaseError) as error:
        raise DatabaseMissing(f"The database cannot be used: {error}. `flask --app app check` says more; a backup is put back with `restore`.") from None
    return opened


def migrate(opened: Database, settings: Settings) -> list[str]:
    """Brings the tables up to date → the names of what was done."""
    from playhouse.migrations import Runner

    runner = Runner(opened, str(MIGRATIONS))
    known = runner.status()
    if later := [migration.name for migration in known if migration.path is None]:
        raise DatabaseMissing(f"The database comes from a later version of Handrail ({later[-1]}). Install that version, or restore an older backup.")
    waiting = [migration.name for migration in known if not migration.applied]
    if waiting and opened.get_tables() and isinstance(opened, SqliteDatabase):
        copy(settings.data / DATABASE, settings.data / f"before-{waiting[0]}-{stamp()}.sqlite3")
    runner.up()
    return waiting


def copy(source: Path, target: Path) -> None:
    """A whole copy of a database that may be in use: by SQLite's own backup, for a copied file can be torn."""
    with _closing(sqlite3.connect(source)) as old, _closing(sqlite3.connect(target)) as new:
        old.backup(new)
    target.chmod(0o600)


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


@contextmanager
def _closing(connection: sqlite3.Connection):
    try:
        yield connection
    finally:
        connection.close()


def _sqlite(file: Path) -> Database:
    new = not file.exists()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if new:
            file.touch(mode=0o600)
    except OSError as error:
        raise DatabaseMissing(f"The database {file} cannot be written ({error.strerror}). Make the data folder writable, or choose another.") from None
    return SqliteDatabase(file, pragmas=PRAGMAS)


def _postgres(address: str) -> Database:
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise DatabaseMissing("PostgreSQL needs its driver: .venv/bin/pip install -e '.[postgres]'") from None
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return PostgresqlDatabase(
        unquote(parts.path.lstrip("/")),
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        host=options.pop("host", None) or parts.hostname,
        port=parts.port,
        prefer_psycopg3=True,
        **options,
    )
