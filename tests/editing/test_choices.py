"""What a group chooses for its site, by the rules that hold for its host too."""

import json
import re

import pytest

from app.edition.layer import CHOICES
from app.models import Revision, database
from app.publishing import CHOICE, layer_at
from app.settings import ICONS, Settings

NOW = {"name": "Handrail", "icon": "mark", "exit": "https://www.wikipedia.org/", "keeping": "automatic", "place-en": "1", "place-de": "2", "place-ar": "3"}


def chosen() -> dict:
    with database.connection_context():
        return layer_at().choices


def bases() -> dict[str, str]:
    with database.connection_context():
        return {f"base-{name}": str(found.id if (found := Revision.newest(CHOICE, name)) else 0) for name in CHOICES}


def choose(browser, **given):
    return browser.post("/edit/settings/", {**NOW, **bases(), **given})


def page_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_each_choice_is_kept_and_shown(editor, settings: Settings):
    answer = choose(
        editor, name="House guide", icon="leaf", exit="https://paper.example/", keeping="on-request", **{"place-de": "1", "place-en": "2", "place-ar": "0"}
    )
    assert answer.status_code == 303
    assert chosen() == {"name": "House guide", "icon": "leaf", "exit": "https://paper.example/", "keeping": "on-request", "languages": ["de", "en"]}
    with database.connection_context():
        over = layer_at().over(settings)
    assert (over.name, over.languages, over.icon) == ("House guide", ("de", "en"), "leaf")
    page = page_of(editor.get("/edit/settings/"))
    assert 'value="House guide"' in page
    assert 'value="leaf" aria-describedby="icon-help" checked' in page


def test_what_the_server_has_anyway_is_no_choice(editor):
    choose(editor, name="House guide")
    choose(editor, name="Handrail")
    assert chosen() == {}


def test_nothing_chosen_writes_nothing(editor):
    assert choose(editor).status_code == 303
    with database.connection_context():
        assert Revision.select().count() == 0


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("name", {"name": ""}, "1 to 30 characters"),
        ("name", {"name": "x" * 31}, "1 to 30 characters"),
        ("exit", {"exit": "paper.example"}, "begins with https://"),
        ("exit", {"exit": "http://paper.example"}, "begins with https://"),
        ("exit", {"exit": "javascript:alert(1)"}, "begins with https://"),
        ("exit", {"exit": 'https://x/"onclick=1'}, "begins with https://"),
        ("keeping", {"keeping": "never"}, "Choose one of the two."),
        ("icon", {"icon": "../mark"}, "Choose one of the pictures."),
        ("languages", {"place-en": "0", "place-de": "0", "place-ar": "0"}, "at least one language"),
        ("more", {"more": "klingon please"}, "no language that we know"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_lost(editor, field: str, given: dict, said: str):
    answer = choose(editor, **{"name": "Kept name", "exit": "https://kept.example/", **given})
    page = page_of(answer)
    assert answer.status_code == 422
    assert said in page.split(f'id="{field}-error"')[1].split("</")[0]
    assert ("Kept name" in page) is (field != "name")
    assert ("https://kept.example/" in page) is (field != "exit")
    assert chosen() == {}


def test_a_language_that_does_not_come_along_can_be_offered(editor):
    choose(editor, more="pt-BR", **{"place-ar": "0"})
    assert chosen() == {"languages": ["en", "de", "pt-BR"]}
    assert "Português" in page_of(editor.get("/edit/settings/"))


def test_who_was_slower_is_told_what_the_other_one_chose(editor):
    before = bases()
    choose(editor, name="The first name")
    answer = editor.post("/edit/settings/", {**NOW, **before, "name": "The second name"})
    page = page_of(answer)
    assert answer.status_code == 409
    assert "The first name" in page
    assert 'value="The second name"' in page
    assert chosen() == {"name": "The first name"}
    choose(editor, name="The second name")
    assert chosen() == {"name": "The second name"}


def test_two_who_choose_different_things_at_once_are_told(editor):
    before = bases()
    choose(editor, exit="https://paper.example/")
    assert editor.post("/edit/settings/", {**NOW, **before, "name": "Another"}).status_code == 409
    assert chosen() == {"exit": "https://paper.example/"}


def test_only_editors_choose(translator, stranger, editor):
    for browser, code in ((translator, 403), (stranger, 401)):
        assert browser.get("/edit/settings/").status_code == code
        assert browser.post("/edit/settings/", {**NOW, "name": "Mine"}).status_code == code
    assert editor.post("/edit/settings/", {**NOW, "name": "Mine"}, token=False).status_code == 400
    assert chosen() == {}


def test_each_picture_is_there_in_every_size(editor):
    from app.edition.assets import load

    files = load("on").files
    for icon in ICONS:
        assert {f"icons/{icon}{size}" for size in (".svg", "-192.png", "-512.png", "-maskable-512.png", "-180.png")} <= files.keys()
        kept = {name for pack in load("on").packs(icon, "en").values() for name in json.loads(pack)}
        assert f"icons/{icon}.svg" in kept
        assert not any(f"icons/{other}" in name for other in ICONS if other != icon for name in kept)


def test_choices_are_plain_values(editor):
    choose(editor, name="Haus «Straße»")
    with database.connection_context():
        assert json.loads(layer_at().to_json())["choices"] == {"name": "Haus «Straße»"}


def test_the_review_spells_out_what_was_chosen_beside_what_the_server_has(editor):
    with database.connection_context():
        for name, value in {"icon": "leaf", "keeping": "on-request", "languages": ["de", "ar"]}.items():
            Revision.add(CHOICE, name, {"value": value}, None)
    page = editor.get("/edit/publish/").get_data(as_text=True)
    for label, before, after in (
        ("Picture on home screens", "A line that goes up", "A leaf"),
        ("Keeping on phones", "Phones keep the guide by themselves", "Phones keep it only when somebody asks"),
        ("Languages", "English", "Deutsch and العربية"),
    ):
        change = page.split(f"Setting: <bdi>{label}</bdi>")[1].split("</section>")[0]
        assert before in re.sub("<ins>.*?</ins>|</?del>", "", change) and after in re.sub("<del>.*?</del>|</?ins>", "", change)
