"""Every change of a text, a contact, an agreement or a setting is kept, shown with who made it, and can be taken back: one mechanism for all."""

import re

import pytest

from app.models import Person, Revision, database
from app.publishing import AGREEMENTS, CHOICE, CONTACT, TEXT

NAME = "own-first"
CONTACT_OF = {"id": NAME, "name": "Lantern", "what": "Advice.", "phone": "112", "messenger": "", "web": "", "hours": "", "languages": "", "access": ""} | {
    "checked": "",
    "checked_by": "",
}
TEXT_OF = {"id": NAME, "kind": "page", "tag": "en", "title": "Our room", "tab": "Our room", "summary": "Keys.", "body": "Who has keys.", "options": {}}
KINDS = {
    "texts": (TEXT, NAME, [TEXT_OF, {**TEXT_OF, "body": "Nobody has <b>keys</b>."}], f"/edit/texts/{NAME}/history", f"/edit/texts/{NAME}/back"),
    "contacts": (CONTACT, NAME, [CONTACT_OF, {**CONTACT_OF, "hours": "By <b>night</b>"}], f"/edit/contacts/{NAME}/history", f"/edit/contacts/{NAME}/back"),
    "agreements": (AGREEMENTS, "de", [{"text": "Nüchtern."}, {"text": "Keine <b>Fotos</b>."}], "/edit/agreements/de/history", "/edit/agreements/de/back"),
    "settings": (CHOICE, "name", [{"value": "House"}, {"value": "A <b>room</b>"}], "/edit/settings/history", "/edit/settings/name/back"),
}


@pytest.fixture(params=KINDS)
def written(request, editor, person):
    """Something written by Edda, written anew by Nika, and taken away by Edda again → kind, key, its states, where its history is, where one brings it back."""
    kind, key, states, history, back = KINDS[request.param]
    with database.connection_context():
        edda = next(iter(Revision.by.rel_model.select()))
    nika = person("Nika")
    with database.connection_context():
        ids = [Revision.add(kind, key, value, by).id for value, by in zip([*states, None], (edda, nika, edda), strict=True)]
    return kind, key, states, ids, history, back


def standing(kind: str, key: str):
    with database.connection_context():
        return Revision.newest(kind, key).content


def count() -> int:
    with database.connection_context():
        return Revision.select().count()


def test_every_state_is_shown_with_who_made_it_the_newest_first(editor, written):
    *_, ids, history, _ = written
    page = editor.get(history).get_data(as_text=True)
    assert [int(number) for number in re.findall(r'<h2 id="state-(\d+)"', page)] == ids[::-1]
    assert re.findall(r"<bdi>(Edda|Nika)</bdi>", page) == ["Edda", "Nika", "Edda"]
    assert "&lt;b&gt;" in page and "<b>" not in page


def test_a_long_history_takes_a_few_queries(editor, written, monkeypatch):
    kind, key, states, _, history, _ = written
    with database.connection_context(), database.atomic():
        for number in range(100):
            Revision.add(kind, key, states[number % 2], Person.get(Person.name == ("Edda", "Nika")[number % 2]))
    asked = []
    real = type(database.obj).execute_sql
    monkeypatch.setattr(type(database.obj), "execute_sql", lambda *args, **given: asked.append(args[1]) or real(*args, **given))
    page = editor.get(history).get_data(as_text=True)
    assert page.count('<h2 id="state-') == 103 and page.count("<bdi>Nika</bdi>") == 51
    assert len(asked) < 30, asked


@pytest.mark.parametrize("which", [0, 1])
def test_any_state_comes_back_as_it_was_and_the_history_keeps_the_rest(editor, written, which: int):
    kind, key, states, ids, history, back = written
    answer = editor.post(back, {"base": str(ids[-1]), "revision": str(ids[which])})
    assert answer.status_code == 303
    assert standing(kind, key) == states[which]
    assert count() == 4
    page = editor.get(history).get_data(as_text=True)
    # What stands now cannot be brought back; all the rest can, where it held something.
    assert "It stands like this now." in page.split("</section>")[0] and "<form" not in page.split('<h2 id="state-')[1].split("</section>")[0]


def test_what_somebody_wrote_meanwhile_is_not_overwritten(editor, written):
    kind, key, states, ids, _, back = written
    editor.post(back, {"base": str(ids[-1]), "revision": str(ids[1])})
    answer = editor.post(back, {"base": str(ids[-1]), "revision": str(ids[0])})
    assert standing(kind, key) == states[1]
    assert "changed this meanwhile" in editor.get(answer.headers["Location"]).get_data(as_text=True)


@pytest.mark.parametrize("wrong", ["0", "999", "x", "", "-1", "9" * 30])
def test_a_revision_that_is_none_of_its_own_brings_nothing(editor, written, wrong: str):
    kind, _, _, ids, _, back = written
    with database.connection_context():
        other = Revision.add(kind, "another", {"text": "Elsewhere."}, None).id
    before = count()
    for number in (wrong, str(other)):
        assert editor.post(back, {"base": str(ids[-1]), "revision": number}).status_code == 404
    assert count() == before


def test_a_choice_that_was_taken_back_can_be_taken_back_again(editor):
    with database.connection_context():
        ids = [Revision.add(CHOICE, "name", value, None).id for value in ({"value": "House"}, None, {"value": "Room"})]
    assert "As the server has it." in editor.get("/edit/settings/history").get_data(as_text=True)
    editor.post("/edit/settings/name/back", {"base": str(ids[-1]), "revision": str(ids[1])})
    assert standing(CHOICE, "name") is None
    assert editor.post("/edit/settings/colour/back", {"base": "0", "revision": str(ids[1])}).status_code == 404


def test_before_anything_was_written_the_history_says_so(editor):
    for address in ("/edit/settings/history", "/edit/agreements/de/history"):
        assert "Nobody in your group has changed this." in editor.get(address).get_data(as_text=True)


def test_a_translator_brings_back_agreements_of_their_language_alone(translator, editor):
    with database.connection_context():
        ids = {tag: [Revision.add(AGREEMENTS, tag, {"text": text}, None).id for text in ("One.", "Two.")] for tag in ("de", "ar")}
    for tag, expected in (("de", 303), ("ar", 403)):
        values = {"base": str(ids[tag][1]), "revision": str(ids[tag][0])}
        assert translator.post(f"/edit/agreements/{tag}/back", values).status_code == expected
        assert translator.get(f"/edit/agreements/{tag}/history").status_code == (200 if tag == "de" else 403)
    assert standing(AGREEMENTS, "de") == {"text": "One."}
    assert standing(AGREEMENTS, "ar") == {"text": "Two."}


@pytest.mark.parametrize(("tag", "written"), [("en", "Jan 2, 2026, 3:04"), ("de", "02.01.2026, 03:04"), ("ar", "2026، 3:04")])
def test_a_moment_is_joined_as_its_language_does(flask, tag: str, written: str):
    from datetime import datetime

    from app.editing.words import moment

    with flask.test_request_context(headers={"Accept-Language": tag}):
        said = "".join(sign for sign in moment(datetime(2026, 1, 2, 3, 4)) if sign.isprintable())
    assert written in said.replace("\u202f", " ") and said.endswith(" UTC")
