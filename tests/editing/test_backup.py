"""Backup, restore and check: from each database into each, while others write, and with files that were made to do harm."""

import hashlib
import json
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import traversal
from group import Group, contact, passage
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as examples

import app
from app import backup, database, inspection, publishing
from app.backup import BackupError, packing, restoring
from app.edition import build as builder
from app.models import Invitation, Person, Publication, Revision, now
from app.settings import Settings

pytest_plugins = ["postgres"]

ROOT = Path(app.__file__).parent.parent


@pytest.fixture
def settings(both: Settings) -> Settings:
    return both


@pytest.fixture
def guide(tmp_path, quick, monkeypatch) -> None:
    """Restoring builds the tiny guide."""
    monkeypatch.setattr(builder, "CONTENT", tmp_path / "content")
    real = builder.build
    monkeypatch.setattr(builder, "build", lambda *args, **given: real(*args, **({"content": tmp_path / "content"} | given)))


@pytest.fixture
def group(settings, tmp_path, guide) -> Group:
    return full(Group(settings, tmp_path))


@pytest.fixture
def lite(sqlite_settings, tmp_path, guide) -> Group:
    return full(Group(sqlite_settings, tmp_path))


def full(group: Group) -> Group:
    """Something of everything, published and not."""
    group.reword("Published 😀 \u202e Ö.")
    group.write("contact", "line", contact("The line"))
    group.publish("First.")
    group.write("contact", "line", None)
    group.reword("A draft.")
    with group.connected():
        Person.create(name="Tilda", folded="tilda", role="translator", languages="de", passphrase="scrypt:1:1:1$a$b", active=False)
        Invitation.create(token="t" * 64, name="Newcomer", role="editor", by=group.edgar, expires=now() + timedelta(hours=72))
    return group


@pytest.fixture(params=["into sqlite", "into postgresql"])
def elsewhere(request, tmp_path) -> Settings:
    """An empty place to restore to."""
    address = request.getfixturevalue("postgresql").database() if request.param == "into postgresql" else ""
    return Settings(data=tmp_path / "elsewhere", languages=("en",), database=address)


@pytest.fixture
def empty(tmp_path) -> Settings:
    return Settings(data=tmp_path / "elsewhere", languages=("en",))


def rows(settings: Settings) -> dict[str, list]:
    opened = database.use(settings)
    with database.session(opened):
        return {table: list(packing.rows_of(opened, table)) for table in backup.names()}


# There and back


def test_a_backup_restores_into_either_database(group, elsewhere, tmp_path):
    backup.backup(group.settings, tmp_path / "backup.zip")
    before = rows(group.settings)
    restored = backup.restore(elsewhere, tmp_path / "backup.zip")
    after = rows(elsewhere)
    assert after["revision"] == before["revision"] and after["publication"] == before["publication"]
    assert [{**row, "epoch": 0} for row in after["person"]] == [{**row, "epoch": 0} for row in before["person"]]
    assert restored.rows == {table: len(of) for table, of in before.items()}
    there = Group.__new__(Group)
    there.settings = elsewhere
    assert "Published 😀" in there.read() and "A draft." not in there.read()
    assert {change.kind for change in there.waiting()} == {"passage", "contact"}
    # Numbers go on where they were.
    with there.connected():
        assert Revision.add("passage", "en:y", passage("New."), None).id == before["revision"][-1]["id"] + 1
        assert Person.named("Tilda").active is False and Person.named("Tilda").made <= now()


def test_a_backup_of_a_restored_backup_says_the_same(group, elsewhere, tmp_path):
    backup.backup(group.settings, tmp_path / "one.zip")
    backup.restore(elsewhere, tmp_path / "one.zip")
    backup.backup(elsewhere, tmp_path / "two.zip")
    one, two = backup.read(tmp_path / "one.zip"), backup.read(tmp_path / "two.zip")
    assert one.rows["revision"] == two.rows["revision"] and one.migrations == two.migrations


def test_after_restoring_nobody_is_signed_in_and_no_invitation_opens(lite, empty, tmp_path):
    with lite.connected():
        before = {person.id: person.epoch for person in Person.select()}
    backup.backup(lite.settings, tmp_path / "backup.zip")
    backup.restore(empty, tmp_path / "backup.zip")
    with database.session(database.connect(empty)):
        assert all(person.epoch != before[person.id] for person in Person.select())
        assert Invitation.get().withdrawn is not None


def test_a_backup_is_for_its_user_alone_and_holds_no_keys(lite, tmp_path):
    from app.editing.keys import keys

    secrets = keys(lite.settings.data)
    backup.backup(lite.settings, tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(tmp_path / "backup.zip") as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert secrets.session[0].encode() not in everything and secrets.forms.encode() not in everything
    assert b"Keep it like a key" in everything


def test_a_backup_overwrites_nothing_and_leaves_nothing_behind(lite, tmp_path):
    (tmp_path / "taken.zip").write_text("mine")
    with pytest.raises(BackupError, match="is there already"):
        backup.backup(lite.settings, tmp_path / "taken.zip")
    with pytest.raises(BackupError, match="cannot be written"):
        backup.backup(lite.settings, tmp_path / "nowhere" / "backup.zip")
    backup.backup(lite.settings, tmp_path / "backup.zip")
    assert (tmp_path / "taken.zip").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"taken.zip", "backup.zip", "content", "data"}


def test_a_backup_of_nothing_says_so(tmp_path):
    with pytest.raises(BackupError, match="nothing to back up"):
        backup.backup(Settings(data=tmp_path), tmp_path / "backup.zip")


WRITER = """
import sys, time
from pathlib import Path
from app import database
from app.models import Revision
from app.settings import Settings
settings = Settings(data=Path(sys.argv[1]), languages=("en",), database=sys.argv[2])
end = time.monotonic() + 60
with database.session(database.connect(settings)):
    for number in range(100_000):
        with database.models.database.atomic():
            # Two that belong together: a backup has both or neither.
            Revision.add("contact", f"a{number}", {"number": number, "filling": "x" * 3000}, None)
            Revision.add("contact", f"b{number}", {"number": number, "filling": "y" * 3000}, None)
        print(number, flush=True)
        if time.monotonic() > end:
            break
"""


def test_a_backup_while_another_process_writes_is_whole_and_of_one_moment(group, tmp_path):
    arguments = [sys.executable, "-c", WRITER, str(group.settings.data), group.settings.database]
    process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    written: list[int] = []
    reader = threading.Thread(target=lambda: written.extend(int(line) for line in process.stdout))
    reader.start()
    try:
        counts = []
        for number in range(5):
            wait_for(lambda: len(written) > 5 * (number + 1), process)  # noqa: B023
            acknowledged = len(written)
            backup.backup(group.settings, tmp_path / f"{number}.zip")
            found = backup.read(tmp_path / f"{number}.zip")
            keys = {row["key"] for row in found.rows["revision"]}
            assert {key[1:] for key in keys if key[0] == "a"} == {key[1:] for key in keys if key[0] == "b"}
            assert not found.damaged and {f"a{at}" for at in range(acknowledged)} <= keys
            counts.append(len(keys))
        assert counts == sorted(set(counts))
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        process.stderr.close()


def wait_for(holds: Callable[[], bool], process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert process.poll() is None and time.monotonic() < end, process.stderr.read()
        time.sleep(0.01)


# Restore: only onto an empty one


def test_restoring_over_something_is_refused_with_what_to_do(group, tmp_path):
    backup.backup(group.settings, tmp_path / "backup.zip")
    before, edition = rows(group.settings), group.edition()
    with pytest.raises(BackupError, match=r"something in this database already \(person 2.*Choose another (folder|database) in HANDRAIL_DATA"):
        backup.restore(group.settings, tmp_path / "backup.zip")
    assert rows(group.settings) == before and group.edition() == edition


def test_one_invitation_is_something_already(lite, empty, tmp_path):
    backup.backup(lite.settings, tmp_path / "backup.zip")
    with database.session(database.connect(empty)):
        Invitation.create(token="x", name="First", role="editor", expires=now())
    with pytest.raises(BackupError, match="invitation 1"):
        backup.restore(empty, tmp_path / "backup.zip")


def test_restoring_that_is_killed_before_its_end_can_be_done_again(lite, empty, tmp_path, monkeypatch):
    backup.backup(lite.settings, tmp_path / "backup.zip")

    def power_cut(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "_close_doors", power_cut)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(empty, tmp_path / "backup.zip")
    monkeypatch.undo()
    assert not any(rows(empty).values())


def test_what_cannot_be_shown_is_restored_all_the_same(lite, empty, tmp_path):
    with lite.connected():
        revision = Revision.add("text", "broken", {"id": "broken"}, None)
        Publication.create(mark=revision.id, edition="e" * 64)
    backup.backup(lite.settings, tmp_path / "backup.zip")
    restored = backup.restore(empty, tmp_path / "backup.zip")
    assert restored.edition is None and restored.why
    assert len(rows(empty)["revision"]) == restored.rows["revision"] > 3


def test_a_backup_from_before_an_upgrade_is_brought_up_to_date(lite, empty, tmp_path, monkeypatch):
    backup.backup(lite.settings, tmp_path / "backup.zip")
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in database.MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / "0099_pronouns.py").write_text(
        "from peewee import TextField\n\ndef up(migrator, db):\n    migrator.migrate(migrator.add_column('person', 'pronoun', TextField(default='they')))\n"
    )
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    # The server was started once, and made its own empty tables.
    database.connect(empty)
    backup.restore(empty, tmp_path / "backup.zip")
    assert {row["pronoun"] for row in rows(empty)["person"]} == {"they"} and len(rows(empty)["revision"]) == 4


def test_a_backup_of_a_later_program_is_refused_clearly(lite, empty, tmp_path):
    changed = change(lite, tmp_path, manifest=lambda values: values | {"migrations": [*values["migrations"], "9999_later"]})
    with pytest.raises(BackupError, match=r"later version of Handrail \(9999_later\)"):
        backup.restore(empty, changed)


# Restore: nothing but what a backup holds


def change(group: Group, folder: Path, manifest=None, lines=None, table: str = "revision", honest: bool = True) -> Path:
    """A backup with something changed in it; `honest` ones have the hashes of what they hold."""
    file, changed = folder / "whole.zip", folder / "changed.zip"
    if not file.exists():
        backup.backup(group.settings, file)
    changed.unlink(missing_ok=True)
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    values = json.loads(parts["manifest.json"])
    if lines:
        body = lines(parts[f"{table}.jsonl"])
        parts[f"{table}.jsonl"] = body
        if honest:
            values["parts"][f"{table}.jsonl"] = {"rows": body.count(b"\n"), "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    if manifest:
        values = manifest(values)
    parts["manifest.json"] = json.dumps(values).encode()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return changed


def row(**values) -> Callable[[bytes], bytes]:
    """The first row with other values."""

    def other(lines: bytes) -> bytes:
        first, rest = lines.split(b"\n", 1)
        return json.dumps(json.loads(first) | values).encode() + b"\n" + rest

    return other


REFUSED = {
    "a changed byte": {"lines": lambda body: body.replace(b"Published", b"Publithed"), "honest": False},
    "a row less": {"lines": lambda body: body.split(b"\n", 1)[1], "honest": False},
    "no number": {"lines": row(id="one")},
    "a number twice": {"lines": lambda body: body.split(b"\n")[0] + b"\n" + body},
    "a number too large": {"lines": row(id=2**40)},
    "somebody who is not there": {"lines": row(by_id=99)},
    "a value that is no JSON": {"lines": row(value="{")},
    "a value that is nested": {"lines": row(value="[" * 50_000)},
    "a time that is none": {"lines": row(made="yesterday")},
    "a list for a text": {"lines": row(key=["a"])},
    "null for a text": {"lines": row(key=None)},
    "a NUL": {"lines": row(key="a\0b")},
    "half a character": {"lines": lambda body: body.replace(b'"key":"', b'"key":"\\ud800', 1)},
    "another column": {"lines": row(more="x")},
    "a column that is none": {"lines": row(**{'x") VALUES (1); DROP TABLE revision; --': "x"})},
    "a yes that is a 7": {"lines": row(back=7), "table": "publication"},
    "a line that is no row": {"lines": lambda body: b"[]\n" + body},
    "a line that is no JSON": {"lines": lambda body: b"x\n" + body},
    "too many in the list": {"manifest": lambda values: values | {"parts": values["parts"] | {"more.jsonl": {"rows": 0, "bytes": 0, "sha256": ""}}}},
    "another format": {"manifest": lambda values: values | {"format": "another"}},
    "a later format": {"manifest": lambda values: values | {"version": 2}},
    "no list": {"manifest": lambda values: []},
    "a list without parts": {"manifest": lambda values: values | {"parts": None}},
    "migrations that are none": {"manifest": lambda values: values | {"migrations": [["0001_initial"]]}},
    "a migration elsewhere": {"manifest": lambda values: values | {"migrations": ["../../../etc/passwd"]}},
    "a list that is too long": {"manifest": lambda values: values | {"filling": "x" * 200_000}},
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A whole backup, written once, for all that break it."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "build", lambda settings, *_args, **_given: (_ for _ in ()).throw(AssertionError("not in these tests")))
        group = Group(Settings(data=folder / "data", languages=("en",)), folder)
        group.reword("Published 😀 \u202e Ö.")
        group.write("contact", "line", contact("The line"))
        with group.connected():
            Publication.create(mark=2, edition="e" * 64)
    return group, folder


def refused(settings: Settings, file: Path) -> str:
    with pytest.raises(BackupError) as said:
        backup.restore(settings, file)
    assert not settings.data.exists() or not any(rows(settings).values())
    return str(said.value)


@pytest.mark.parametrize("fault", REFUSED)
def test_a_backup_that_was_changed_is_refused_and_writes_nothing(whole, empty, fault):
    said = refused(empty, change(*whole, **REFUSED[fault]))
    assert "Traceback" not in said and len(said) < 500


def test_a_wrong_hash_of_a_text_is_named_and_can_be_left_out(whole, empty, tmp_path, monkeypatch):
    changed = change(*whole, lines=row(value='{"text":"of nobody"}'))
    assert "1 texts" in refused(empty, changed) and "--without-damaged" in refused(empty, changed)
    monkeypatch.setattr(restoring, "_shown", lambda *_args: (None, ""))
    restored = backup.restore(empty, changed, without_damaged=True)
    assert restored.rows["revision"] == 1


def zipped(file: Path, entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry, body in entries:
            packed.writestr(entry, body)
    return file


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_zips_that_were_made_to_do_harm_are_refused(whole, empty, tmp_path):
    change(*whole)
    with zipfile.ZipFile(whole[1] / "whole.zip") as packed:
        good = [(name, packed.read(name)) for name in packed.namelist()]
    link = zipfile.ZipInfo("link.jsonl")
    link.external_attr = 0o120777 << 16
    files = {
        "a bomb": [*good, ("bomb.jsonl", b"0" * 50_000_000)],
        "a bomb in the list": [("manifest.json", b'{"a":"' + b"0" * 50_000_000 + b'"}')],
        "many": [*good, *[(f"x{number}.jsonl", b"") for number in range(1001)]],
        "above": [*good, ("../above.jsonl", b"{}")],
        "absolute": [*good, ("/etc/handrail", b"{}")],
        "a link": [*good, (link, b"/etc/passwd")],
        "twice": [*good, good[-1]],
        "nothing": [],
        "no list": [entry for entry in good if entry[0] != "manifest.json"],
    }
    for name, entries in files.items():
        file = zipped(tmp_path / "harm.zip", entries)
        # Of the processor: a busy machine takes longer by the clock.
        began = time.process_time()
        refused(empty, file)
        assert time.process_time() - began < 2, name
    for body in (b"", b"PK", b"no zip " * 100, (whole[1] / "whole.zip").read_bytes()[:-30]):
        (tmp_path / "harm.zip").write_bytes(body)
        refused(empty, tmp_path / "harm.zip")
    assert {path.name for path in tmp_path.iterdir()} <= {"harm.zip", "elsewhere"}


def test_two_hundred_names_that_lead_elsewhere_are_refused_and_nothing_is_written(whole, empty, tmp_path):
    """As an entry more, and named in the list as if it were a table."""
    change(*whole)
    with zipfile.ZipFile(whole[1] / "whole.zip") as packed:
        good = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(good["manifest.json"])
    names = [name for name in traversal.NAMES if 0 < len(name) < 1000]
    assert len(names) >= 200
    for name in names:
        parts = {**manifest["parts"], name: {"rows": 0, "bytes": 0, "sha256": hashlib.sha256(b"").hexdigest()}}
        named = {**good, "manifest.json": json.dumps({**manifest, "parts": parts}).encode(), name: b""}
        for entries in ({**good, name: b"{}"}, named):
            refused(empty, zipped(tmp_path / "harm.zip", list(entries.items())))
    assert {path.name for path in tmp_path.iterdir()} <= {"harm.zip", "elsewhere"}


def test_a_size_that_lies_is_refused(whole, empty, tmp_path):
    """The directory of a zip says one size, what is packed has another."""
    change(*whole)
    body = zipped(tmp_path / "bomb.zip", [("manifest.json", b"0" * 5_000_000)]).read_bytes()
    for size in (10, 90_000):
        (tmp_path / "bomb.zip").write_bytes(body.replace((5_000_000).to_bytes(4, "little"), size.to_bytes(4, "little")))
        refused(empty, tmp_path / "bomb.zip")


@examples(max_examples=150, suppress_health_check=list(HealthCheck))
@given(strategies.data())
def test_no_changed_byte_of_a_backup_passes_as_whole(whole, data):
    """Every byte that is read is covered: what can be read at all is what was written."""
    change(*whole)
    body = bytearray((whole[1] / "whole.zip").read_bytes())
    at = data.draw(strategies.integers(0, len(body) - 1))
    body[at] ^= data.draw(strategies.integers(1, 255))
    file = whole[1] / "mutated.zip"
    file.write_bytes(body)
    try:
        found = backup.read(file)
    except BackupError:
        return
    assert found.rows == backup.read(whole[1] / "whole.zip").rows


def test_what_is_packed_tightly_by_nature_restores(whole, empty, tmp_path, monkeypatch):
    monkeypatch.setattr(restoring, "_shown", lambda *_args: (None, ""))
    group = Group(Settings(data=tmp_path / "tight"), tmp_path)
    for number in range(3):
        group.write("text", f"t{number}", {"body": "a" * 900_000})
    backup.backup(group.settings, tmp_path / "tight.zip")
    assert backup.restore(empty, tmp_path / "tight.zip").rows["revision"] == 3


# Check


def test_check_finds_nothing_wrong_where_nothing_is(group):
    assert inspection.problems(group.settings) == []


def test_check_names_a_damaged_text_and_what_to_do(group):
    group.publish()
    with group.connected():
        Revision.update(value='{"text": "of nobody"}').where(Revision.key == "en:sentence").execute()
    found = inspection.problems(group.settings)
    assert any("passage 'en:sentence'" in problem and "restore a backup" in problem for problem in found)
    assert any("older wording" in problem for problem in found)


def test_check_says_so_where_a_text_is_gone_without_a_trace(group):
    group.publish()
    with group.connected():
        Revision.delete().where(Revision.key == "en:sentence").execute()
    (found,) = inspection.problems(group.settings)
    assert "does not hold what readers were given" in found


def test_check_names_a_damaged_edition_and_layer(lite):
    lite.publish()
    (lite.edition().public / "en/index.html").write_text("of nobody")
    (lite.edition().folder / "layer.json").write_text("{}")
    found = inspection.problems(lite.settings)
    assert any("index.html: damaged" in problem for problem in found) and any("layer.json" in problem for problem in found)


def test_check_of_a_file_that_is_no_database_says_what_to_do(lite):
    file = lite.settings.data / "handrail.sqlite3"
    for left in lite.settings.data.glob("handrail.sqlite3*"):
        left.unlink()
    file.write_bytes(b"no database " * 1000)
    (found,) = inspection.problems(lite.settings)
    assert "not a database" in found and "restore FILE" in found


def test_check_makes_and_changes_nothing(tmp_path, lite):
    assert inspection.problems(Settings(data=tmp_path / "nothing")) == []
    assert not (tmp_path / "nothing").exists()


def test_check_of_a_database_that_waits_for_an_upgrade_says_so(lite, tmp_path, monkeypatch):
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in database.MIGRATIONS.glob("0*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / "0099_later.py").write_text("def up(migrator, db):\n    raise AssertionError\n")
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    (found,) = inspection.problems(lite.settings)
    assert "not up to date yet (0099_later)" in found


def mutate(settings: Settings, folder: Path, count: int, seed: int = 7) -> dict[str, int]:
    """Changes bytes of the database, each time anew from the whole one → how it ended: noticed, or what was published is still the same."""
    import random

    from app.publishing import layer_at

    chance = random.Random(seed)
    with sqlite3.connect(settings.data / "handrail.sqlite3") as line:
        line.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    line.close()
    opened = database.use(settings)
    with database.session(opened):
        mark = Publication.last().mark
        expected = layer_at(mark)
    body = (settings.data / "handrail.sqlite3").read_bytes()
    seen = {"noticed": 0, "the same": 0}
    for number in range(count):
        for left in settings.data.glob("handrail.sqlite3*"):
            left.unlink()
        changed = bytearray(body)
        for _ in range(chance.choice((1, 1, 4, 64))):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        if number % 5 == 0:
            at = chance.randrange(0, len(changed), 512)
            changed[at : at + 512] = bytes(512)
        if number % 17 == 0:
            changed = changed[: chance.randrange(1, len(changed))]
        (settings.data / "handrail.sqlite3").write_bytes(changed)
        if inspection.problems(settings):
            seen["noticed"] += 1
            continue
        with database.session(database.use(settings)):
            assert layer_at(mark) == expected, f"mutation {number} changed a text and nobody noticed"
        seen["the same"] += 1
    (settings.data / "handrail.sqlite3").write_bytes(body)
    return seen


def test_a_changed_database_file_is_noticed(lite, tmp_path):
    lite.publish()
    seen = mutate(lite.settings, tmp_path, 30)
    assert seen["noticed"] > 3, seen


@pytest.mark.faults
def test_three_hundred_mutations_of_the_database_are_noticed(lite, tmp_path, record_testsuite_property):
    for number in range(40):
        lite.write(key=f"en:{number}", value=passage(f"Text {number}. " * 40, source=f"Source {number}"))
    lite.publish()
    seen = mutate(lite.settings, tmp_path, 300)
    record_testsuite_property("seen", seen)
    print(seen)
    assert seen["noticed"] > 100, seen


# At a terminal


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess:
    import os

    from app.editing.builder import as_environment

    environ = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")} | as_environment(settings)
    command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)


def test_at_a_terminal_a_backup_is_written_and_what_goes_wrong_is_a_sentence(lite, tmp_path):
    done = run(lite.settings, "backup", str(tmp_path / "backup.zip"))
    assert done.returncode == 0 and "revision 4" in done.stdout and "Keep it like a key" in done.stdout
    again = run(lite.settings, "backup", str(tmp_path / "backup.zip"))
    assert again.returncode == 1 and again.stderr == f"{tmp_path / 'backup.zip'} is there already. Choose another name: a backup overwrites nothing.\n"
    with publishing.alone(lite.settings):
        busy = run(lite.settings, "publish")
    assert busy.returncode == 1 and busy.stderr.endswith("Somebody is publishing just now. Try again in a minute.\n")
    with lite.connected():
        Revision.update(value="{}").where(Revision.kind == "contact").execute()
    damaged = run(lite.settings, "check")
    assert damaged.returncode == 1 and "The contact 'line'" in damaged.stdout and "restore a backup" in damaged.stdout
    over = run(replace(lite.settings), "restore", str(tmp_path / "backup.zip"))
    assert over.returncode == 1 and over.stderr.startswith("There is something in this database already")
