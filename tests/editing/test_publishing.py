"""From drafts to what readers have, and back: without a browser, with the tiny guide, in both databases."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from group import SENTENCE, Group, contact, passage
from markupsafe import Markup
from peewee import OperationalError

import app
from app import models, publishing
from app.edition.build import build
from app.models import Publication, Revision
from app.publishing import CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT, BusyError, OutdatedError, PublishError
from app.serving import Serving
from app.settings import Settings

pytest_plugins = ["postgres"]

ROOT = Path(app.__file__).parent.parent


@pytest.fixture
def settings(both: Settings) -> Settings:
    return both


@pytest.fixture
def group(settings, tmp_path, quick) -> Group:
    return Group(settings, tmp_path)


@pytest.fixture
def lite(tmp_path, quick, sqlite_settings) -> Group:
    """Where the kind of database has nothing to do with it."""
    return Group(sqlite_settings, tmp_path)


# What readers see


def test_nothing_that_readers_see_changes_before_it_is_published(group):
    group.publish()
    group.reword("The group meets whenever it likes.")
    assert "whenever it likes" not in group.read()
    build(group.settings, content=group.guide.folder)
    assert "whenever it likes" not in group.read()
    group.publish()
    assert "whenever it likes" in group.read()


def test_a_publication_is_listed_under_changes_with_its_line(lite):
    lite.reword("Once.")
    lite.publish("The meeting is on Tuesdays now.")
    lite.reword("Twice.")
    published = lite.publish("And on Thursdays.")
    changes = json.loads(lite.read("en/edition.json"))["changes"]
    assert [line for _, _, line in changes] == ["And on Thursdays.", "The meeting is on Tuesdays now."]
    assert changes[0][1] == lite.edition().languages["en"][:4] and published.edition == lite.edition().id


def test_a_line_for_readers_is_listed_even_where_the_pages_are_as_they_were(lite):
    lite.reword("Once.")
    lite.publish("First.")
    lite.publish("Second.")
    assert next(line for _, _, line in json.loads(lite.read("en/edition.json"))["changes"]) == "Second."


def test_what_was_written_after_the_review_is_not_published_with_it(lite):
    seen = lite.reword("Looked at.").id
    lite.reword("Not looked at yet.")
    with lite.connected(), publishing.alone(lite.settings):
        begun = publishing.begin(lite.settings, lite.edgar, mark=seen)
        publishing.finish(lite.settings, begun, content=lite.guide.folder)
    assert "Looked at." in lite.read() and [change.after for change in lite.waiting()] == [{"text": "Not looked at yet."}]


def test_another_process_takes_up_the_published_edition(group, wsgi):
    group.publish()
    get = wsgi(Serving(group.settings))
    assert SENTENCE in get("/en/guide/first-page/").text
    group.reword("The group meets whenever it likes.")
    group.publish()
    assert "whenever it likes" in get("/en/guide/first-page/").text


# The review


def test_the_review_says_what_differs_where_and_by_whom(group):
    group.reword("Published.")
    group.write(CONTACT, "line", contact("The line"))
    group.publish()
    group.reword("A draft.")
    group.reword("A newer draft.")
    group.write(CONTACT, "line", None)
    group.write(CHOICE, "name", {"value": "House rules"})
    found = {(change.kind, change.key): change for change in group.waiting()}
    reworded = found[PASSAGE, "en:sentence"]
    assert (reworded.before, reworded.after, reworded.tag, reworded.by) == ({"text": "Published."}, {"text": "A newer draft."}, "en", "Edgar")
    assert found[CONTACT, "line"].before["name"] == found[CONTACT, "line"].where == "The line" and found[CONTACT, "line"].after == {}
    assert found[CHOICE, "name"].after == {"value": "House rules"}
    assert len(found) == 3


def test_a_passage_without_words_of_their_own_is_compared_with_the_shipped_ones(lite):
    lite.reword("Our own.")
    assert lite.waiting()[0].before == {"text": SENTENCE}
    lite.publish()
    lite.write(key="en:sentence", value=None)
    assert lite.waiting()[0].after == {"text": SENTENCE}


def test_what_was_written_and_taken_back_is_no_change(lite):
    lite.publish()
    lite.reword("A draft.")
    lite.write(key="en:sentence", value=None)
    assert lite.waiting() == []


def test_a_review_of_a_thousand_changes_takes_a_few_queries_and_comes_in_parts(editor, flask, monkeypatch):
    group = flask.group
    with group.connected(), models.database.atomic():
        for number in range(900):
            Revision.add(PASSAGE, f"de:{number}", passage(f"Wort {number}. " * 50, source=f"Source {number}", tag="de"), group.edgar)
        for number in range(100):
            Revision.add(REVIEW, f"de|guide|{number}", {"tag": "de", "domain": "guide", "fingerprint": f"{number}"}, group.edgar)
    asked = []
    real = type(models.database.obj).execute_sql
    monkeypatch.setattr(type(models.database.obj), "execute_sql", lambda *args, **given: asked.append(args[1]) or real(*args, **given))
    page = editor.get("/edit/publish/").get_data(as_text=True)
    assert "These 1,000 changes" in page and page.count('class="change"') == 100 and "/edit/publish/?from=100" in page
    assert len(asked) < 30, asked
    page = editor.get("/edit/publish/?from=800").get_data(as_text=True)
    assert "Wort 899." in page and "from=900" in page and "from=700" in page
    asked.clear()
    page = editor.get("/edit/publish/?from=900").get_data(as_text=True)
    assert page.count("Texts that lost their place") == 100 and "from=1000" not in page and "from=800" in page
    assert len(asked) < 30, asked


@pytest.mark.parametrize("before", ["x " * 5000, "a b " * 300, "one two three", ""])
@pytest.mark.parametrize("after", ["y " + "x " * 5000, "b a c " * 300, "one 2 three", "<b>"])
def test_before_and_after_hold_every_word_and_take_no_time_to_compare(before, after):
    from app.editing.compare import compared

    began = time.process_time()
    change = publishing.Change("passage", "x", "en", "x", {"text": before}, {"text": after}, 1, "", None)
    shown = compared(change, "text")
    assert time.process_time() - began < 2
    for removed, text in (("ins", before), ("del", after)):
        left = re.sub(rf"<{removed}>.*?</{removed}>", "", shown, flags=re.S)
        assert Markup(re.sub("</?(ins|del)>", "", left)).unescape() == text


# Taking back


def test_rolling_back_gives_readers_what_they_had_and_leaves_the_drafts(group):
    group.reword("First.")
    first = group.publish()
    group.reword("Second.")
    group.publish()
    group.write(CONTACT, "line", contact("The line"))
    back = group.roll_back(first)
    assert "First." in group.read() and "Second." not in group.read()
    assert back.back and back.mark == first.mark and group.edition().id == first.edition
    assert {change.kind for change in group.waiting()} == {PASSAGE, CONTACT}
    group.publish()
    assert "Second." in group.read()


def test_rolling_back_to_an_edition_that_is_gone_builds_it_again(group):
    group.reword("First.")
    first = group.publish()
    kept = group.edition().folder
    group.reword("Second.")
    group.publish()
    shutil.rmtree(kept)
    group.roll_back(first)
    assert "First." in group.read() and group.edition().id == first.edition


def test_rolling_back_to_a_damaged_edition_builds_it_again(lite):
    lite.reword("First.")
    first = lite.publish()
    kept = lite.edition().folder
    lite.reword("Second.")
    lite.publish()
    (kept / "layer.json").write_text("{}")
    lite.roll_back(first)
    assert "First." in lite.read() and lite.edition().own() is not None and not lite.edition().damaged()


def test_everything_of_the_group_can_be_taken_back_at_once(group):
    group.publish()
    group.reword("Ours.")
    group.publish()
    group.roll_back(None)
    assert SENTENCE in group.read() and "Ours." not in group.read()


def test_a_program_upgrade_after_taking_back_keeps_what_was_taken_back(lite):
    lite.reword("First.")
    first = lite.publish()
    lite.reword("Second.")
    lite.publish()
    lite.roll_back(first)
    lite.guide.write("words.md", "## Word {#w-word}\n\nA word that is explained anew.\n")
    build(lite.settings, content=lite.guide.folder)
    assert "explained anew" in lite.read("en/words/index.html") and "First." in lite.read() and "Second." not in lite.read()


# Upgrading the program


def test_a_program_upgrade_builds_with_what_was_published_and_not_with_drafts(group):
    group.reword("Published.")
    group.publish()
    group.reword("A draft.")
    group.guide.write("words.md", "## Word {#w-word}\n\nA word that is explained anew.\n")
    before = group.edition()
    build(group.settings, content=group.guide.folder)
    assert group.edition().inputs != before.inputs
    assert "explained anew" in group.read("en/words/index.html")
    assert "Published." in group.read() and "A draft." not in group.read()


def test_a_program_upgrade_leaves_own_texts_contacts_and_their_order_untouched(group):
    own = {"id": "own-room", "kind": "page", "tag": "en", "title": "Our room", "tab": "Our room", "summary": "Keys.", "body": "Who has keys."}
    group.write(TEXT, "own-room", own)
    for name in ("The line", "A clinic"):
        group.write(CONTACT, contact(name)["id"], contact(name))
    group.write(ORDER, CONTACT, {"ids": ["a-clinic", "the-line"]})
    group.publish()
    with group.connected():
        rows = list(Revision.select().order_by(Revision.id).tuples())
    own_page, contacts = group.read("en/guide/own-room/index.html"), group.read("en/contacts/index.html")
    group.guide.write("words.md", "## Word {#w-word}\n\nA word that is explained anew.\n")
    build(group.settings, content=group.guide.folder)
    assert "explained anew" in group.read("en/words/index.html")
    with group.connected():
        assert list(Revision.select().order_by(Revision.id).tuples()) == rows

    def main(page: str) -> str:
        return page.split("<main", 1)[1].split("</main>")[0]

    assert main(group.read("en/guide/own-room/index.html")) == main(own_page) and "Who has keys." in own_page
    assert main(group.read("en/contacts/index.html")) == main(contacts) and contacts.index("A clinic") < contacts.index("The line")


def test_an_upgrade_with_a_damaged_edition_takes_what_was_published_from_the_database(group):
    group.reword("Published.")
    group.publish()
    group.reword("A draft.")
    (group.edition().folder / "layer.json").unlink()
    build(group.settings, content=group.guide.folder)
    assert "Published." in group.read() and "A draft." not in group.read()


# What goes wrong


def test_a_choice_that_cannot_be_gives_way_to_the_hosts_and_stops_nobody(group):
    group.reword("A draft.")
    group.write(CHOICE, "exit", {"value": "javascript:alert(1)"})
    group.publish()
    page = group.read()
    assert "A draft." in page
    assert "javascript:" not in page and group.settings.exit in page


def test_what_cannot_be_built_leaves_readers_what_they_have_and_is_named(group):
    group.reword("Published.")
    group.publish()
    before = group.edition()
    group.reword("A draft.")
    group.write(TEXT, "broken", {"id": "broken"})
    with pytest.raises(PublishError) as failed:
        group.publish()
    assert (failed.value.kind, failed.value.key) == (TEXT, "broken")
    assert group.edition() == before
    with group.connected():
        newest = Publication.select().order_by(Publication.id.desc()).first()
        state = publishing.state(group.settings, newest)
        assert (state.name, state.kind, state.key) == ("failed", TEXT, "broken")
    group.write(TEXT, "broken", None)
    group.publish()
    assert "A draft." in group.read()


def test_a_text_that_breaks_the_build_is_found_among_many(lite):
    lite.publish()
    for number in range(6):
        lite.write(key=f"en:{number}", value=passage(f"Number {number}.", source=f"Source {number}"))
    lite.write(TEXT, "broken", {"id": "broken"})
    lite.write(key="en:last", value=passage("Last.", source="Last"))
    with pytest.raises(PublishError) as failed:
        lite.publish()
    assert (failed.value.kind, failed.value.key) == (TEXT, "broken")


def test_a_damaged_text_is_never_published(group):
    group.publish()
    group.reword("Written by Edda.")
    with group.connected():
        Revision.update(value=json.dumps(passage("Written by nobody."))).execute()
    with pytest.raises(PublishError, match="damaged"):
        group.publish()
    assert "nobody" not in group.read()


def test_a_full_disk_leaves_readers_what_they_have(lite, monkeypatch):
    lite.publish()
    before = lite.edition()
    lite.reword("A draft.")

    def full(*_args, **_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match="No space left"):
        lite.publish()
    monkeypatch.undo()
    assert lite.edition() == before and not before.damaged()


# Several at once


def test_only_one_publishes_at_a_time(group):
    with group.connected(), publishing.alone(group.settings):
        with pytest.raises(BusyError):
            group.publish()
        assert publishing.is_held(group.settings)
    assert not publishing.is_held(group.settings)


def test_what_was_pressed_twice_is_published_once(group):
    group.reword("Ours.")
    with group.connected():
        with publishing.alone(group.settings):
            first = publishing.begin(group.settings, group.edgar, after=0)
            publishing.finish(group.settings, first, content=group.guide.folder)
        with publishing.alone(group.settings), pytest.raises(OutdatedError) as outdated:
            publishing.begin(group.settings, group.edgar, after=0)
        assert outdated.value.last == first and Publication.select().count() == 1


# The time between two lines of `finish`, in another process: it kills itself there.
KILLED = """
import os, signal, sys
sys.path[:0] = ["tests", "tests/editing"]
from pathlib import Path
from app import database, publishing
from app.edition import compress, store
from app.settings import Settings

os.sync, compress.brotli, compress.zstandard = lambda: None, None, None
folder, content, address, where = sys.argv[1:]
settings = Settings(data=Path(folder), languages=("en",), database=address)
die = lambda *_args, **_given: os.kill(os.getpid(), signal.SIGKILL)
if where == "building":
    store.Editions.write = die
elif where == "switched":
    store.Editions.prune = die
with database.session(database.connect(settings)):
    publishing.publish(settings, None, "Killed.", content=Path(content))
"""


def killed(group: Group, where: str) -> None:
    arguments = [sys.executable, "-c", KILLED, str(group.settings.data), str(group.guide.folder), group.settings.database, where]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr


def test_a_publication_that_was_killed_is_shown_as_interrupted_and_begun_again(group):
    group.publish()
    group.reword("Ours.")
    killed(group, "building")
    with group.connected():
        newest = Publication.select().order_by(Publication.id.desc()).first()
        assert publishing.state(group.settings, newest).name == "interrupted"
        assert not publishing.is_held(group.settings)
    assert "Ours." not in group.read() and len(group.waiting()) == 1
    group.publish()
    assert "Ours." in group.read() and group.waiting() == []


def test_a_publication_killed_after_the_switch_counts(group):
    group.publish()
    group.reword("Ours.")
    killed(group, "switched")
    with group.connected():
        newest = Publication.select().order_by(Publication.id.desc()).first()
        assert not newest.edition and publishing.state(group.settings, newest).name == "done"
    assert group.waiting() == []
    group.reword("Ours again.")
    assert group.waiting()[0].before == {"text": "Ours."}
    group.publish()
    with group.connected():
        assert Publication.get_by_id(newest.id).edition


def test_progress_is_seen_by_other_processes(lite):
    lite.reword("Ours.")
    seen = []

    def look(done: int, total: int) -> None:
        newest = Publication.select().order_by(Publication.id.desc()).first()
        seen.append(publishing.state(lite.settings, newest))

    lite.publish(progress=look)
    assert {state.name for state in seen} == {"running"}
    assert seen[-1].done == seen[-1].total > 10


# In the editor


@pytest.fixture
def flask(sqlite_settings, tmp_path, quick, monkeypatch):
    """The editor, publishing the tiny guide in a thread of this process instead of another process."""
    from app.editing import application, builder

    group = Group(sqlite_settings, tmp_path)
    running: list[Thread] = []

    def start(settings, publication, lock):
        held = os.dup(lock)

        def run():
            with group.connected():
                try:
                    publishing.finish(settings, publication, content=group.guide.folder)
                except PublishError:
                    pass
                finally:
                    os.close(held)

        running.append(Thread(target=run))
        running[-1].start()

    monkeypatch.setattr(builder, "start", start)
    made = application(sqlite_settings)
    made.group, made.settle = group, lambda: [thread.join() for thread in running]
    yield made
    made.settle()


def form(page, **values):
    text = page.get_data(as_text=True)
    found = {name: text.split(f'name="{name}"', 1)[1].split('value="', 1)[1].split('"')[0] for name in ("mark", "after")}
    return {**found, **values}


def publish(browser, flask, **values):
    answer = browser.post("/edit/publish/", form(browser.get("/edit/publish/"), **values))
    flask.settle()
    return answer


def test_an_editor_reviews_publishes_and_takes_it_back(editor, flask):
    group = flask.group
    group.publish()
    group.reword("The group meets <whenever> it likes.")
    page = editor.get("/edit/publish/").get_data(as_text=True)
    assert "<ins>&lt;whenever&gt; " in page and "<del>" in page and "Edgar" in page
    answer = publish(editor, flask, note="Meet when you like.")
    assert answer.status_code == 303
    assert "Readers have it" in editor.get(answer.location).get_data(as_text=True)
    assert "&lt;whenever&gt;" in group.read()
    listed = editor.get("/edit/publications/").get_data(as_text=True)
    assert "Meet when you like." in listed and listed.count("This is what readers have") == 1
    first = listed.split('name="to" value="')[1].split('"')[0]
    after = listed.split('name="after" value="')[1].split('"')[0]
    answer = editor.post("/edit/publications/back", {"to": first, "after": after})
    flask.settle()
    assert answer.status_code == 303 and "&lt;whenever&gt;" not in group.read()
    assert "taken back" in editor.get("/edit/publications/").get_data(as_text=True)
    assert "&lt;whenever&gt;" in editor.get("/edit/publish/").get_data(as_text=True)


def test_taking_one_change_back_leaves_the_others(editor, flask):
    group = flask.group
    group.reword("First.")
    group.publish()
    latest = group.reword("Second.")
    group.write(CONTACT, "line", contact("The line"))
    answer = editor.post("/edit/publish/take-back", {"kind": PASSAGE, "key": "en:sentence", "base": latest.id})
    assert answer.status_code == 303
    assert [change.kind for change in group.waiting()] == [CONTACT]


def test_a_change_that_somebody_changed_meanwhile_is_not_taken_back_unseen(editor, flask):
    group = flask.group
    group.publish()
    latest = group.reword("First.")
    group.reword("Second, which nobody has looked at.")
    answer = editor.post("/edit/publish/take-back", {"kind": PASSAGE, "key": "en:sentence", "base": latest.id}, follow_redirects=True)
    assert "changed this meanwhile" in answer.get_data(as_text=True)
    assert group.waiting()[0].after == {"text": "Second, which nobody has looked at."}


def test_the_button_pressed_twice_publishes_once(editor, flask):
    flask.group.reword("Ours.")
    values = form(editor.get("/edit/publish/"))
    answers = [editor.post("/edit/publish/", values) for _ in range(3)]
    flask.settle()
    answers.append(editor.post("/edit/publish/", values))
    with flask.group.connected():
        assert Publication.select().count() == 1
    assert {answer.location for answer in answers} == {"/edit/publish/1/"}


def test_while_it_is_built_the_page_says_how_far_and_looks_again_without_scripts(editor, flask):
    group = flask.group
    with group.connected(), publishing.alone(group.settings):
        begun = publishing.begin(group.settings, group.edgar)
        publishing.standing.Shown(group.settings, begun, None)(5, 10)
        page = editor.get(f"/edit/publish/{begun.id}/").get_data(as_text=True)
        state = editor.get(f"/edit/publish/{begun.id}/state").get_json()
    assert 'max="10" value="5"' in page and '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert state == {"name": "running", "done": 5, "total": 10}


def test_what_could_not_be_published_is_named_to_the_editor(editor, flask):
    flask.group.write(TEXT, "broken", {"id": "broken"})
    page = editor.get(publish(editor, flask).location).get_data(as_text=True)
    assert "Not published" in page and "broken" in page and "nothing that you wrote is lost" in page


def test_a_line_that_is_too_long_comes_back_in_the_form(editor, flask):
    flask.group.reword("Ours.")
    answer = publish(editor, flask, note="long " * 60)
    assert answer.status_code == 422 and "long long" in answer.get_data(as_text=True)
    with flask.group.connected():
        assert Publication.select().count() == 0


@pytest.mark.parametrize("path", ["/edit/publish/", "/edit/publications/", "/edit/publish/1/", "/edit/publish/1/state"])
def test_a_translator_and_a_stranger_see_nothing_of_publishing(translator, stranger, path):
    assert translator.get(path).status_code == 403
    assert stranger.get(path).status_code == 401


@pytest.mark.parametrize("path", ["/edit/publish/", "/edit/publish/take-back", "/edit/publications/back"])
def test_a_translator_and_a_stranger_publish_nothing(translator, stranger, flask, path):
    values = {"mark": 0, "after": 0, "to": 0, "kind": "passage", "key": "x", "base": 0}
    assert translator.post(path, values).status_code == 403
    assert stranger.post(path, values).status_code == 401
    with flask.group.connected():
        assert (Publication.select().count(), Revision.select().count()) == (0, 0)


@pytest.mark.parametrize("values", [{}, {"mark": "x", "after": "0"}, {"mark": "99", "after": "0"}, {"mark": "-1", "after": "0"}])
def test_a_form_that_no_page_of_ours_has_publishes_nothing(editor, flask, values):
    flask.group.reword("Ours.")
    assert editor.post("/edit/publish/", values).status_code == 400
    with flask.group.connected():
        assert Publication.select().count() == 0


def test_looking_at_pages_changes_nothing(editor, flask):
    flask.group.reword("Ours.")
    before = {path: path.lstat().st_mtime_ns for path in flask.group.settings.data.rglob("*") if "sqlite3-" not in path.name}
    for path in ("/edit/publish/", "/edit/publications/", "/edit/publish/7/"):
        editor.get(path)
    assert {path: path.lstat().st_mtime_ns for path in flask.group.settings.data.rglob("*") if "sqlite3-" not in path.name} == before


@pytest.mark.parametrize("error", [OperationalError("database or disk is full"), sqlite3.DatabaseError("database disk image is malformed")])
def test_where_nothing_can_be_saved_the_editor_says_so_and_gives_back_what_was_sent(editor, flask, monkeypatch, capsys, error):
    flask.group.reword("Ours.")

    def fails(*_args, **_given):
        raise error

    monkeypatch.setattr(Revision, "newest", fails)
    answer = editor.post("/edit/publish/take-back", {"kind": PASSAGE, "key": "what was <sent>", "base": 1})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503 and "disk is full" in page and "what was &lt;sent&gt;" in page and 'action="/edit/publish/take-back"' in page
    assert str(error) in capsys.readouterr().err and str(error) not in page


# The editor that cannot start


def test_where_the_editor_cannot_start_readers_notice_nothing_and_it_is_tried_again(lite, wsgi, capsys):
    from app.behind import Behind

    lite.publish()
    keys = lite.settings.data / "keys.json"
    keys.write_text("damaged")
    get = wsgi(Serving(lite.settings, Behind(lite.settings)))
    for _ in range(2):
        answer = get("/edit/")
        assert answer.status == 503 and "The editor cannot start" in answer.text and "keys" not in answer.text
        assert answer.headers["Cache-Control"] == "no-store" and "Content-Security-Policy" in answer.headers
    assert capsys.readouterr().err.count("keys.json cannot be read") == 1
    assert get("/en/guide/first-page/").status == 200
    keys.unlink()
    assert get("/edit/sign-in", scheme="https").status == 200


def test_a_database_of_a_later_program_keeps_the_editor_away_and_nobody_else(lite, wsgi, capsys):
    from app.behind import Behind

    lite.publish()
    with lite.connected():
        models.database.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2030-01-01 00:00:00')")
    get = wsgi(Serving(lite.settings, Behind(lite.settings)))
    assert get("/edit/").status == 503 and get("/en/").status == 200
    assert "comes from a later version of Handrail (9999_later)" in capsys.readouterr().err
