"""The editor's database: migrations with a copy first, several processes at once, in SQLite and in PostgreSQL."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from group import contact, passage

import app
from app import backup, database, inspection
from app.database import DatabaseMissing
from app.models import ConflictError, DamagedError, Person, Revision
from app.settings import Settings

pytest_plugins = ["postgres"]

ROOT = Path(app.__file__).parent.parent

GOOD = """
from peewee import TextField

def up(migrator, db):
    migrator.migrate(migrator.add_column("person", "pronoun", TextField(default="")))
"""
BAD = """
def up(migrator, db):
    db.execute_sql("UPDATE person SET name = 'nobody'")
    raise ValueError("the third does not work")
"""


@pytest.fixture
def settings(both: Settings) -> Settings:
    return both


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch) -> Path:
    """The program's migrations, to be added to."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in database.MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_text(file.read_text())
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    return folder


def write(settings: Settings, text: str = "Ours.", key: str = "en:x") -> Revision:
    with database.session(database.connect(settings)):
        return Revision.add("passage", key, passage(text), None)


def names(settings: Settings) -> list[str]:
    with database.session(database.use(settings)):
        return [row[0] for row in database.use(settings).execute_sql("SELECT name FROM person ORDER BY id")]


def columns(settings: Settings) -> set[str]:
    with database.session(database.use(settings)) as _:
        return {column.name for column in database.use(settings).get_columns("person")}


# Migrations


def test_a_new_database_has_every_table_and_no_copy(settings):
    opened = database.connect(settings)
    with database.session(opened):
        assert set(backup.names()) <= set(opened.get_tables())
    assert not list(settings.data.glob("before-*"))


def test_an_upgrade_changes_the_tables_and_keeps_a_copy_from_before(settings, migrations, tmp_path):
    write(settings)
    with database.session(database.use(settings)):
        Person.create(name="Edda", folded="edda", role="editor")
    (migrations / "0002_pronouns.py").write_text(GOOD)
    database.connect(settings)
    assert "pronoun" in columns(settings) and names(settings) == ["Edda"]
    (copy,) = settings.data.glob("before-0002_pronouns-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    if settings.database:
        assert [row["name"] for row in backup.read(copy).rows["person"]] == ["Edda"]
    else:
        line = sqlite3.connect(copy)
        assert line.execute("SELECT name FROM person").fetchall() == [("Edda",)]
        assert "pronoun" not in {row[1] for row in line.execute("PRAGMA table_info(person)")}
        line.close()
    database.connect(settings)
    assert len(list(settings.data.glob("before-*"))) == 1


def test_an_upgrade_that_fails_leaves_the_database_as_it_was_and_says_where_the_copy_is(settings, migrations):
    write(settings)
    with database.session(database.use(settings)):
        Person.create(name="Edda", folded="edda", role="editor")
    (migrations / "0002_pronouns.py").write_text(GOOD)
    (migrations / "0003_broken.py").write_text(BAD)
    with pytest.raises(DatabaseMissing) as failed:
        database.connect(settings)
    (copy,) = settings.data.glob("before-*")
    assert "the third does not work" in str(failed.value) and "as it was before" in str(failed.value) and str(copy) in str(failed.value)
    assert "pronoun" not in columns(settings) and names(settings) == ["Edda"]
    for name in ("0002_pronouns.py", "0003_broken.py"):
        (migrations / name).unlink()
    assert write(settings, key="en:y").id == 2


def test_an_upgrade_by_two_processes_at_once_happens_once(settings, migrations):
    write(settings)
    (migrations / "0002_pronouns.py").write_text(GOOD)
    ended = at_once(settings, "database.MIGRATIONS = Path(sys.argv[3])", str(migrations), processes=4)
    assert "pronoun" in columns(settings) and ended == [""] * 4
    assert len(list(settings.data.glob("before-*"))) == 1


def test_a_database_of_a_later_program_is_refused_clearly(settings):
    opened = database.connect(settings)
    with database.session(opened):
        opened.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01 00:00:00')")
    with pytest.raises(DatabaseMissing, match=r"comes from a later version of Handrail \(9999_later\)\. Install that version, or restore"):
        database.connect(settings)


def test_a_first_start_of_several_processes_makes_the_tables_once(settings):
    assert at_once(settings, "", "", processes=4) == [""] * 4
    assert write(settings).id == 1


# What is not there or not a database


def test_a_file_that_is_no_database_is_a_message(tmp_path):
    settings = Settings(data=tmp_path)
    (tmp_path / "handrail.sqlite3").write_bytes(b"no database " * 1000)
    with pytest.raises(DatabaseMissing, match=r"handrail\.sqlite3\) cannot be used: file is not a database\. .*check"):
        database.connect(settings)


def test_a_postgresql_that_does_not_answer_is_a_message(tmp_path):
    with pytest.raises(DatabaseMissing, match="PostgreSQL at HANDRAIL_DATABASE"):
        database.connect(Settings(data=tmp_path, database=f"postgresql://nobody@/none?host={tmp_path}"))


def test_a_folder_that_cannot_be_written_is_a_message():
    with pytest.raises(DatabaseMissing, match="cannot be written"):
        database.connect(Settings(data=Path("/proc/handrail")))


def test_the_database_is_for_its_user_alone(tmp_path):
    settings = Settings(data=tmp_path)
    write(settings)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("handrail.sqlite3*")} == {0}


def test_the_password_of_postgresql_is_in_no_message(tmp_path):
    with pytest.raises(DatabaseMissing) as failed:
        database.connect(Settings(data=tmp_path, database=f"postgresql://nobody:secret-word@/none?host={tmp_path}"))
    assert "secret-word" not in str(failed.value)


# Revisions


def test_a_text_that_was_changed_in_the_database_is_noticed(settings):
    write(settings)
    with database.session(database.use(settings)):
        assert Revision.newest("passage", "en:x").content["text"] == "Ours."
        for column, value in (("value", "{}"), ("key", "en:z"), ("kind", "text"), ("sha256", "0" * 64)):
            kept = Revision.get()
            Revision.update({getattr(Revision, column): value}).execute()
            with pytest.raises(DamagedError, match="restore"):
                _ = Revision.get().content
            Revision.update({getattr(Revision, column): getattr(kept, column)}).execute()


def test_who_began_from_an_older_text_is_told_and_overwrites_nothing(settings):
    first = write(settings, "First.")
    second = write(settings, "Second.")
    with database.session(database.use(settings)):
        with pytest.raises(ConflictError) as conflict:
            Revision.add("passage", "en:x", passage("Third."), None, base=first.id)
        assert conflict.value.newest == second and Revision.select().count() == 2


WRITES = """
for number in range(40):
    revision = Revision.add("passage", f"{me}:{number}", {"text": "x" * 500}, None)
    # Whoever looks now has to see every smaller number: a mark must never leave one out.
    seen = {id for (id,) in Revision.select(Revision.id).where(Revision.id <= revision.id).tuples()}
    missing = set(range(1, revision.id + 1)) - seen
    assert not missing, missing
"""
ALIKE = """
won = 0
for number in range(15):
    try:
        Revision.add("passage", f"same:{number}", {"text": me}, None, base=0)
        won += 1
    except ConflictError:
        pass
print("won", won)
"""


def test_numbers_come_in_the_order_in_which_they_are_committed(settings):
    database.connect(settings)
    assert at_once(settings, "", "", WRITES, processes=3) == [""] * 3
    with database.session(database.use(settings)):
        assert Revision.select().count() == 120


def test_of_two_who_write_the_same_from_the_same_beginning_one_is_told(settings):
    database.connect(settings)
    said = at_once(settings, "", "", ALIKE, processes=3)
    assert sum(int(line.split()[1]) for line in said) == 15
    with database.session(database.use(settings)):
        assert Revision.select().count() == 15


PROCESS = """
import sys
from pathlib import Path
from app import database
from app.models import ConflictError, Revision
from app.settings import Settings
{before}
me = sys.argv[4]
settings = Settings(data=Path(sys.argv[1]), languages=("en",), database=sys.argv[2])
with database.session(database.connect(settings)):
    pass
    {work}
"""


def at_once(settings: Settings, before: str, argument: str, work: str = "", processes: int = 2) -> list[str]:
    """Runs processes that open the database and work → what each said."""
    program = PROCESS.format(before=before, work=work.replace("\n", "\n    "))
    settings = replace(settings, data=settings.data.resolve())
    arguments = [sys.executable, "-c", program, str(settings.data), settings.database, argument]
    running = [subprocess.Popen([*arguments, str(number)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for number in range(processes)]
    ended = [process.communicate(timeout=120) for process in running]
    assert not any(process.returncode for process in running), "\n".join(said for _, said in ended)
    return [said.strip() for said, _ in ended]


def test_a_contact_comes_back_as_it_was_written(settings):
    odd = contact("Ö 😀 \u202e \\ ' \" \x7f") | {"hours": "line\nline\ttab"}
    with database.session(database.connect(settings)):
        Revision.add("contact", "odd", odd, None)
        assert Revision.newest("contact", "odd").content == odd


@pytest.mark.parametrize("written", [None, b"\xff\xfe", 7, ""])
def test_a_damaged_list_of_migrations_is_a_message(tmp_path, written):
    """One changed byte can make a name of it into nothing at all: found by changing bytes of the file."""
    settings = Settings(data=tmp_path)
    with database.session(database.connect(settings)):
        pass
    with sqlite3.connect(tmp_path / "handrail.sqlite3") as line:
        kept = line.execute("SELECT * FROM schema_migration").fetchall()
        columns = [row[1] for row in line.execute("PRAGMA table_info(schema_migration)")]
        line.execute("DROP TABLE schema_migration")
        line.execute(f"CREATE TABLE schema_migration ({', '.join(columns)})")
        line.execute(
            f"INSERT INTO schema_migration VALUES ({', '.join('?' * len(columns))})",
            [written if name == "name" else value for name, value in zip(columns, kept[0], strict=True)],
        )
    line.close()
    with pytest.raises(database.DatabaseMissing, match=r"migrations is damaged|later version"):
        database.connect(settings)
    assert any("damaged" in said or "later version" in said for said in inspection.problems(settings))
