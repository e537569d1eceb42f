"""An upgrade changes what the group had reworded: nothing is lost, nothing is overwritten, and readers never get the group's words for another text."""

import html
import re
import shutil
from pathlib import Path

import pytest

from app.editing import present
from app.edition.layer import Layer
from app.edition.site import render
from app.edition.templating import Language
from app.guide import load as guides
from app.models import Revision, database
from app.passages import Texts, differences, digest, nearest, stale
from app.publishing import PASSAGE, layer_at
from app.settings import Settings

OLD = "Tell nobody else without their yes."
NEW = "Tell nobody else at all without their clear yes."
OWN = "Sagt es niemandem ohne ein Ja."
PLACE = "guide/first-hours"


@pytest.fixture(scope="module")
def texts() -> Texts:
    return present._texts(guides.CONTENT)


@pytest.fixture(scope="module")
def newer(tmp_path_factory) -> Path:
    """The texts of a version of the guide in which one sentence reads otherwise."""
    folder = tmp_path_factory.mktemp("newer") / "content"
    shutil.copytree(guides.CONTENT, folder)
    changed = folder / f"{PLACE}.md"
    changed.write_text(changed.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    return folder


@pytest.fixture
def upgrade(newer: Path, monkeypatch):
    """Installs that version."""
    return lambda: monkeypatch.setattr(guides, "CONTENT", newer)


def write(person, source: str, text: str, tag: str = "de", place: str = PLACE) -> None:
    address = f"/edit/passage/{tag}/guide/{digest(source)}/"
    page = person.get(address).get_data(as_text=True)
    answer = person.post(address, {"texts-0": text, "base": base(page), "place": place})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def base(page: str) -> str:
    return re.search(r'name="base"[^>]*value="([^"]*)"', page)[1]


def drafts() -> dict:
    with database.connection_context():
        return layer_at().words("de", "guide")


def decide(person, do: str, text: str = OWN, before: str = ""):
    address = f"/edit/stale/de/guide/{digest(OLD)}/"
    page = before or person.get(address).get_data(as_text=True)
    return person.post(address, {"texts-0": text, "base": base(page), "nearest": digest(NEW), "do": do})


def test_words_in_their_place_are_not_stale(editor, texts):
    write(editor, OLD, OWN)
    assert "in their place" in editor.get("/edit/stale/").get_data(as_text=True)


def test_an_upgrade_lists_what_lost_its_place_and_shows_the_difference(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    assert OWN in editor.get("/edit/stale/").get_data(as_text=True)
    assert "/edit/stale/" in editor.get("/edit/pages/").get_data(as_text=True)
    page = html.unescape(editor.get(f"/edit/stale/de/guide/{digest(OLD)}/").get_data(as_text=True))
    assert OLD in page
    assert OWN in page
    assert "<ins>at all </ins>" in page or "<ins> at all</ins>" in page
    assert "<ins>clear </ins>" in page or "<ins> clear</ins>" in page
    assert re.search(rf"<textarea[^>]*>\s*{OWN}</textarea>", page)


def test_what_is_gone_from_a_text_is_shown_struck_out():
    assert differences("Tell nobody now.", "Tell everybody now.") == [("same", "Tell "), ("gone", "nobody"), ("new", "everybody"), ("same", " now.")]


def test_readers_get_the_new_text_and_never_the_own_words_of_the_old_one(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    layer = Layer(passages={"de": {"guide": drafts()}})
    guide = present._texts(guides.CONTENT).guide
    site = render(guide, Language.of("de", layer), Settings(), {"asset": lambda name: "", "css": "", "modules": ()}, (), layer)
    assert not [path for path, page in site.pages.items() if OWN in page.main]
    assert NEW in site.pages[f"{PLACE}/"].main
    assert OWN in Language.of("de", layer).guide(OLD), "they are still kept"


def test_the_own_words_are_taken_over_to_the_new_text(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    assert decide(editor, "take", "Sagt es gar niemandem ohne ein klares Ja.").status_code == 303
    assert drafts() == {NEW: "Sagt es gar niemandem ohne ein klares Ja."}
    assert "in their place" in editor.get("/edit/stale/").get_data(as_text=True)
    with database.connection_context():
        history = Revision.history(PASSAGE, f"de|guide|{digest(OLD)}")
    assert [revision.content and revision.content["text"] for revision in history] == [None, OWN], "nothing is lost"


def test_the_shipped_text_can_be_used_instead(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    assert decide(editor, "shipped").status_code == 303
    assert drafts() == {}
    with database.connection_context():
        assert Revision.history(PASSAGE, f"de|guide|{digest(OLD)}")[1].content["text"] == OWN


def test_it_can_wait(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    for _ in range(2):
        assert editor.get(f"/edit/stale/de/guide/{digest(OLD)}/").status_code == 200
    assert drafts() == {OLD: OWN}


def test_going_back_to_the_old_version_brings_the_own_words_back(editor, upgrade, monkeypatch):
    write(editor, OLD, OWN)
    shipped = guides.CONTENT
    upgrade()
    monkeypatch.setattr(guides, "CONTENT", shipped)
    assert OWN in editor.get(f"/edit/pages/de/{PLACE}/").get_data(as_text=True)


def test_a_text_that_does_not_fit_the_new_one_comes_back_with_the_reason(editor, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    answer = decide(editor, "take", "Sagt es [niemandem](guide/nowhere).")
    assert answer.status_code == 422
    assert "Sagt es [niemandem](guide/nowhere)." in answer.get_data(as_text=True)
    assert drafts() == {OLD: OWN}


def test_the_second_of_two_who_decide_is_told(editor, translator, upgrade):
    write(editor, OLD, OWN)
    upgrade()
    before = editor.get(f"/edit/stale/de/guide/{digest(OLD)}/").get_data(as_text=True)
    write(translator, NEW, "Von Tilda.")
    answer = decide(editor, "take", "Von Edda.", before)
    assert answer.status_code == 409
    assert "Von Tilda." in answer.get_data(as_text=True)
    assert "Von Edda." in answer.get_data(as_text=True)
    assert drafts() == {OLD: OWN, NEW: "Von Tilda."}, "both or neither"


def test_a_translator_of_another_language_decides_nothing(flask, editor, person, upgrade):
    from conftest import Browser

    other = Browser(flask).sign_in(person("Tarek", "translator", "ar"))
    write(editor, OLD, OWN)
    upgrade()
    page = editor.get(f"/edit/stale/de/guide/{digest(OLD)}/").get_data(as_text=True)
    assert decide(other, "shipped", before=page).status_code == 403
    assert '<form method="post" action="/edit/stale' not in other.get(f"/edit/stale/de/guide/{digest(OLD)}/").get_data(as_text=True)
    assert drafts() == {OLD: OWN}


def test_the_nearest_text_is_looked_for_in_the_same_place_first(texts):
    here = nearest("guide", "Tell nobody without their yes.", PLACE, texts)
    assert here.one == OLD
    assert PLACE in here.places


def test_a_text_that_moved_to_another_page_is_found_there(texts):
    assert nearest("guide", NEW, "guide/danger-now", texts).one == OLD


def test_a_text_that_is_gone_altogether_has_nothing_near(texts):
    value = {"tag": "de", "domain": "guide", "source": "Quite another matter: bees, honey, twelve bright lanterns!", "text": OWN, "place": "guide/gone"}
    found = stale([value], texts)
    assert [(one.source, one.nearest) for one in found] == [(value["source"], None)]


def test_words_without_anything_near_can_be_put_away(editor, texts):
    source = "Quite another matter: bees, honey, twelve bright lanterns!"
    with database.connection_context():
        value = {"tag": "de", "domain": "guide", "source": source, "text": OWN, "place": "guide/gone"}
        Revision.add(PASSAGE, f"de|guide|{digest(source)}", value, None)
    address = f"/edit/stale/de/guide/{digest(source)}/"
    page = editor.get(address).get_data(as_text=True)
    assert "Nothing like it" in page
    assert editor.post(address, {"do": "take", "base": base(page)}).status_code == 409
    assert editor.post(address, {"do": "shipped", "base": base(page)}).status_code == 303
    assert drafts() == {}
