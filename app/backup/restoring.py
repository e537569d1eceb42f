"""Putting a backup into an empty database, and showing readers what they had."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from peewee import Database, SqliteDatabase

from app import database
from app.backup.form import LARGEST_NUMBER, BackupError, name_of, names
from app.backup.unpacking import Found, read
from app.edition.layer import NONE
from app.edition.store import Edition, Progress, StoreError
from app.guide.problems import GuideError
from app.models import TABLES, DamagedError, Invitation, Person, Publication, now
from app.settings import DATABASE, Settings, SettingsError
from app.strings.catalog import CatalogError


@dataclass(frozen=True)
class Restored:
    """`edition` is None where none could be made, and `why` says why. `without_passphrase` are those who need a link before they can sign in."""

    rows: dict[str, int]
    edition: Edition | None
    why: str = ""
    without_passphrase: tuple[str, ...] = ()


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
            waiting = tuple(person.name for person in Person.select().where(Person.passphrase == "", Person.active).order_by(Person.id))
    return Restored({table: len(rows) for table, rows in found.rows.items()}, edition, why, waiting)


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
            for table in (*map(name_of, reversed(TABLES)), "schema_migration"):
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
