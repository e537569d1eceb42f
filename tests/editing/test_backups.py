"""A backup that an editor takes away in the browser: whole, restorable, and with nothing in it that opens a door."""

import io
import zipfile

import pytest
from browsing import PASSPHRASE, Browser
from group import contact, passage

from app import backup, database, models
from app.editing import application
from app.inviting import invite
from app.models import EDITOR, TRANSLATOR, Person, Publication, Revision
from app.settings import Settings


@pytest.fixture
def written(editor, person, settings):
    tove = person("Tove", TRANSLATOR, "de")
    with models.database.connection_context():
        Revision.add("contact", "line", {**contact("The line"), "id": "line", "checked": "", "checked_by": ""}, tove)
        Revision.add("passage", "en:x", passage("A draft."), tove)
        invite("Nika", EDITOR)
        return [person.passphrase for person in Person.select()]


def taken(browser, tmp_path):
    answer = browser.post("/edit/backup/", buffered=True)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    file = tmp_path / "taken.zip"
    file.write_bytes(answer.data)
    return answer, file


def test_it_is_a_file_with_a_plain_name_that_no_browser_keeps(editor, written, tmp_path, settings):
    answer, _ = taken(editor, tmp_path)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=backup-20")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not [path for path in settings.data.iterdir() if "backup" in path.name]


def test_it_holds_no_passphrase_no_invitation_and_no_key(editor, written, tmp_path, settings):
    from app.editing.keys import keys

    answer, file = taken(editor, tmp_path)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        content = b"".join(packed.read(name) for name in packed.namelist())
        assert "invitation.jsonl" not in packed.namelist()
        assert b"holds no passphrases" in packed.read("README.txt")
    secrets = keys(settings.data)
    for secret in (*written, PASSPHRASE, *secrets.session, secrets.forms):
        assert secret and secret.encode() not in content
    assert {row["passphrase"] for row in backup.read(file).rows["person"]} == {""}


def test_it_restores_and_everybody_comes_in_by_a_link_with_what_they_wrote(editor, written, tmp_path, monkeypatch):
    from app.backup import restoring

    monkeypatch.setattr(restoring, "_shown", lambda *_args: (None, ""))
    _, file = taken(editor, tmp_path)
    elsewhere = Settings(data=tmp_path / "elsewhere", languages=("en", "de"))
    restored = backup.restore(elsewhere, file)
    assert restored.without_passphrase == ("Edda", "Tove")
    flask = application(elsewhere)
    with database.session(database.use(elsewhere)):
        assert [revision.by.name for revision in Revision.select().order_by(Revision.id)] == ["Tove", "Tove"]
        assert Publication.select().count() == 0
        _, token = invite("Edda", EDITOR)
    nobody = Browser(flask)
    assert nobody.post("/edit/sign-in", {"name": "Edda", "passphrase": PASSPHRASE}).status_code == 422
    assert nobody.post("/edit/sign-in", {"name": "Tove", "passphrase": ""}).status_code in (422, 429)
    edda = Browser(flask)
    edda.post("/edit/join", {"token": token})
    assert edda.post("/edit/join/passphrase", {"new": "violet anchor pretzel museum"}).status_code == 302
    assert "The line" in edda.get("/edit/contacts/").get_data(as_text=True)


def test_the_list_of_people_says_who_needs_a_link_first(editor, written, tmp_path, monkeypatch):
    from app.backup import restoring

    monkeypatch.setattr(restoring, "_shown", lambda *_args: (None, ""))
    assert "Who needs a link first" not in editor.get("/edit/people/").get_data(as_text=True)
    _, file = taken(editor, tmp_path)
    elsewhere = Settings(data=tmp_path / "elsewhere", languages=("en", "de"))
    backup.restore(elsewhere, file)
    flask = application(elsewhere)
    with database.session(database.use(elsewhere)):
        _, token = invite("Edda", EDITOR)
        tove = Person.named("Tove").id
    edda = Browser(flask)
    edda.post("/edit/join", {"token": token})
    edda.post("/edit/join/passphrase", {"new": "violet anchor pretzel museum"})
    page = edda.get("/edit/people/").get_data(as_text=True)
    can, needs = page.split("Who can sign in")[1].split("Who needs a link first")
    assert "Edda" in can and "Tove" not in can and "Tove" in needs.split("Open invitations")[0]
    one = edda.get(f"/edit/people/{tove}/").get_data(as_text=True)
    assert "There is no passphrase" in one and "old passphrase still works" not in one
    edda.post(f"/edit/people/{tove}/former")
    assert "There is no passphrase" not in (gone := edda.get(f"/edit/people/{tove}/").get_data(as_text=True)) and "after a link" in gone
    edda.post(f"/edit/people/{tove}/back")
    page = edda.get(f"/edit/people/{tove}/").get_data(as_text=True)
    assert "needs a link first" in page and "passphrase from before" not in page
    edda.post(f"/edit/people/{tove}/invite")
    link = edda.get("/edit/people/").get_data(as_text=True).split('id="link" value="')[1].split('"')[0]
    stranger = Browser(flask)
    stranger.post("/edit/join", {"token": link})
    assert stranger.post("/edit/join/passphrase", {"new": "violet anchor pretzel museum"}).status_code == 302
    assert "Who needs a link first" not in edda.get("/edit/people/").get_data(as_text=True)


def test_only_an_editor_takes_one_and_only_by_the_button(translator, stranger, editor, written):
    for browser, status in ((translator, 403), (stranger, 401)):
        assert browser.get("/edit/backup/").status_code == status
        assert browser.post("/edit/backup/").status_code == status
    page = editor.get("/edit/backup/")
    assert page.status_code == 200 and page.mimetype == "text/html"
    assert editor.post("/edit/backup/", token=False).status_code == 400


def test_a_damaged_text_is_said_and_no_half_backup_handed_out(editor, written):
    with models.database.connection_context():
        Revision.update(value="{}").where(Revision.kind == "contact").execute()
    answer = editor.post("/edit/backup/")
    assert answer.status_code == 503
    assert "flask --app app check" in answer.get_data(as_text=True)


def test_a_disk_that_is_full_is_said(editor, written, monkeypatch):
    from app.backup import packing

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "_pack", full)
    answer = editor.post("/edit/backup/")
    assert answer.status_code == 503
    assert "No space left" in answer.get_data(as_text=True)
