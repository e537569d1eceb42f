"""Texts of the group's own: written, checked, seen beforehand, changed by two at once, taken away and brought back."""

import html
import re

import pytest

from app.editing.own_text import identified
from app.models import Revision, database
from app.publishing import AGREEMENTS, TEXT, layer_at

PAGE = {"tag": "en", "title": "Our room at night", "tab": "Our room", "summary": "Who has keys.", "body": "Ring **twice**.\n\nSee [danger](guide/danger-now)."}
LIST = {**PAGE, "tab": "Closing", "body": "For the last one.\n\n## Evening\n\n- [ ] Put out the light.\n\n  In the cellar too.\n\n- Close the door"}
ARGUMENT = {
    **PAGE,
    "tab": "Splitting",
    "heard": "you split us\n- this divides the house",
    "say": "Silence split us first.\nWhat do you propose?",
    "ask": "What holds us?",
}
AGENDA = {**PAGE, "tab": "Short", "body": "Quick.\n\n- Opening {minutes=10 about=frame}\n\n  Read.\n\n- Needs {minutes=20 about=victim}"}
KINDS = {"page": PAGE, "checklist": LIST, "argument": ARGUMENT, "agenda": AGENDA}


def stored(name: str) -> dict | None:
    with database.connection_context():
        return Revision.newest(TEXT, name).content


def count() -> int:
    with database.connection_context():
        return Revision.select().count()


def newest(name: str, kind: str = TEXT) -> int:
    with database.connection_context():
        found = Revision.newest(kind, name)
        return found.id if found else 0


def write(browser, kind: str = "page", **more) -> str:
    """Writes one and answers its id."""
    answer = browser.post(f"/edit/texts/new/{kind}", {"base": "0", **KINDS[kind], **more})
    assert answer.status_code == 303, text_of(answer)
    return answer.location.removeprefix("/edit/texts/").rstrip("/")


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_begins_with_something_and_can_be_written(editor, kind: str):
    page = text_of(editor.get(f"/edit/texts/new/{kind}"))
    assert re.search(r"<textarea[^>]* name=\"body\"[^>]*>\s*\S", page)
    name = write(editor, kind)
    content = stored(name)
    assert (content["kind"], content["title"], content["tag"]) == (kind, "Our room at night", "en")
    assert "Our room at night" in text_of(editor.get("/edit/texts/"))
    with database.connection_context():
        assert [text.id for text in layer_at().texts] == [name]


def test_what_the_forms_begin_with_can_be_saved_as_it_is(editor):
    for kind in KINDS:
        begun = html.unescape(re.search(r"<textarea[^>]* name=\"body\"[^>]*>\r?\n?(.*?)</textarea>", text_of(editor.get(f"/edit/texts/new/{kind}")), re.S)[1])
        write(editor, kind, body=begun, tab=f"Begun {kind}")


def test_an_address_is_made_of_the_plain_name_and_never_given_twice(editor):
    first = write(editor)
    editor.post(f"/edit/texts/{first}/away", {"base": newest(first)})
    second = write(editor)
    assert first == "own-our-room"
    assert second != first
    assert second.startswith("own-")
    assert write(editor, tab="غرفتنا") != second


def test_items_get_ids_once_and_keep_them(editor):
    name = write(editor, "checklist")
    body = stored(name)["body"]
    ids = re.findall(r"\{#(own-[0-9a-f]{6})\}", body)
    assert len(set(ids)) == 2
    assert "- [ ] Close the door {#" in body
    changed = body.replace("Put out the light.", "Put out every light.") + "\n- [ ] A third."
    editor.post(f"/edit/texts/{name}/", {**LIST, "base": newest(name), "body": changed})
    assert re.findall(r"\{#(own-[0-9a-f]{6})\}", stored(name)["body"])[:2] == ids


def test_items_copied_from_another_list_get_ids_of_their_own(editor):
    body = stored(write(editor, "checklist"))["body"]
    copy = stored(write(editor, "checklist", body=body, tab="Copied"))["body"]
    assert not set(re.findall(r"own-[0-9a-f]{6}", body)) & set(re.findall(r"own-[0-9a-f]{6}", copy))


def test_steps_of_an_agenda_keep_minutes_and_topic(editor):
    body = stored(write(editor, "agenda"))["body"]
    assert re.search(r"^- Opening \{#own-[0-9a-f]{6} minutes=10 about=frame\}$", body, re.M)


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("- a\n- a", r"- \[ \] a \{#own-\w{6}\}\n- \[ \] a \{#own-\w{6}\}"),
        ("- [x] done {#shipped-id}", r"- \[ \] done \{#own-\w{6}\}"),
        ("1. one\n   goes on\n2. two", r"1. \[ \] one\n   goes on \{#own-\w{6}\}\n2. \[ \] two \{#own-\w{6}\}"),
        ("- outer\n  - inner", r"- \[ \] outer \{#own-\w{6}\}\n  - inner"),
        ("    - code", r"    - code"),
    ],
)
def test_ids_stand_at_the_end_of_each_item(body: str, whole: str):
    assert re.fullmatch(whole, identified(body, "checklist", set()))


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("page", {"title": " "}, "Write something here."),
        ("page", {"body": "[gone](guide/gone)"}, "guide/gone"),
        ("page", {"body": "[bad](javascript:alert(1)) [x](http://a.example)"}, "http://a.example"),
        ("page", {"body": "![A plan](pictures/boxes)"}, "Pictures cannot be shown"),
        ("page", {"tab": "After the assault"}, "tells a stranger"),
        ("page", {"tab": "x" * 31}, "too long"),
        ("page", {"tag": "tlh"}, "Choose one of the languages."),
        ("page", {"body": "x" * 60_001}, "too long"),
        ("checklist", {"body": "Only text."}, "There is no list yet."),
        ("checklist", {"body": "- [ ] One\n\nLost between.\n\n- [ ] Two"}, "Lost between."),
        ("checklist", {"body": "- > a quote"}, "begins with something else"),
        ("argument", {"heard": ""}, "Write something here."),
        ("argument", {"say": "one\ntwo\nthree"}, "Two lines at most"),
        ("argument", {"say": "[gone](guide/gone)"}, "leads nowhere"),
        ("agenda", {"body": "- Opening {about=frame}"}, "has no minutes"),
        ("agenda", {"body": "- Opening {minutes=9999999999999 about=frame}"}, "has no minutes"),
        ("agenda", {"body": "- Opening {minutes=5 about=gossip}"}, "does not say what it is about"),
    ],
)
def test_what_cannot_be_shown_is_said_and_nothing_is_lost(editor, kind: str, given: dict, said: str):
    answer = editor.post(f"/edit/texts/new/{kind}", {"base": "0", **KINDS[kind], **given})
    page = html.unescape(text_of(answer))
    assert answer.status_code == 422
    assert said in page
    assert count() == 0
    for value in {**KINDS[kind], **given, "tag": ""}.values():
        assert all(line.strip().removeprefix("- ") in page for line in value.split("\n"))
    assert "aria-describedby" in page


def test_texts_can_point_to_each_other_and_to_places(editor):
    name = write(editor)
    write(editor, tab="Second", body=f"[the room](guide/{name}), [contacts](contacts), [K1](checklists/first-day)")


def test_the_preview_is_what_readers_will_see_and_saves_nothing(editor):
    for address in ("/edit/texts/preview/checklist", "/edit/texts/new/checklist"):
        answer = editor.post(address, {**LIST, "base": "0", "preview": "1", "title": "Closing <time>"})
        page = text_of(answer)
        assert answer.status_code == 200
        assert "<h2>Closing &lt;time&gt;</h2>" in page
        assert 'type="checkbox"' in page
        assert "<p>In the cellar too.</p>" in page
    assert count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_preview_even_of_what_is_faulty(editor, kind: str):
    for body in ("", "- ", "# One\n\n[gone](guide/gone)", "- [ ] x {#own-a minutes=x}"):
        answer = editor.post(f"/edit/texts/preview/{kind}", {**KINDS[kind], "body": body, "title": "", "tag": "xx", "heard": "", "say": ""})
        assert answer.status_code == 200
        assert "<h2></h2>" not in text_of(answer)


def test_a_preview_is_in_the_language_of_the_text(editor):
    page = text_of(editor.post("/edit/texts/preview/page", {**PAGE, "tag": "ar", "body": "مرحبا"}))
    assert '<div lang="ar" dir="rtl">' in page
    assert "<p>مرحبا</p>" in page


def test_who_was_slower_is_told_and_loses_nothing(editor, flask, person):
    name = write(editor)
    seen = newest(name)
    editor.post(f"/edit/texts/{name}/", {**PAGE, "base": seen, "body": "What the first one wrote."})
    answer = editor.post(f"/edit/texts/{name}/", {**PAGE, "base": seen, "body": "What the second one wrote."})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "What the first one wrote." in page
    assert "What the second one wrote.</textarea>" in page
    assert stored(name)["body"] == "What the first one wrote."
    again = re.search(r'name="base" value="(\d+)"', page)[1]
    assert editor.post(f"/edit/texts/{name}/", {**PAGE, "base": again, "body": "Both."}).status_code == 303
    assert stored(name)["body"] == "Both."


def test_saving_the_same_again_writes_nothing(editor):
    name = write(editor)
    before = count()
    assert editor.post(f"/edit/texts/{name}/", {**PAGE, "base": newest(name)}).status_code == 303
    assert count() == before


def test_a_text_is_taken_away_and_brought_back(editor):
    name = write(editor)
    assert editor.post(f"/edit/texts/{name}/away", {"base": newest(name)}).status_code == 303
    assert stored(name) is None
    assert "Taken away" in text_of(editor.get("/edit/texts/"))
    assert PAGE["body"].split("\n")[0] in text_of(editor.get(f"/edit/texts/{name}/history"))
    editor.post(f"/edit/texts/{name}/back", {"base": newest(name)})
    assert stored(name)["title"] == PAGE["title"]


def test_any_earlier_state_can_be_brought_back(editor):
    name = write(editor)
    first = newest(name)
    editor.post(f"/edit/texts/{name}/", {**PAGE, "base": first, "body": "Later."})
    editor.post(f"/edit/texts/{name}/back", {"base": newest(name), "revision": first})
    assert stored(name)["body"] == PAGE["body"]


def test_taking_away_what_somebody_has_just_changed_asks_first(editor):
    name = write(editor)
    seen = newest(name)
    editor.post(f"/edit/texts/{name}/", {**PAGE, "base": seen, "body": "Later."})
    editor.post(f"/edit/texts/{name}/away", {"base": seen})
    assert stored(name)["body"] == "Later."


def test_only_editors_write_texts(translator, stranger, editor):
    name = write(editor)
    before = count()
    for address in ("/edit/texts/", "/edit/texts/new/page", f"/edit/texts/{name}/", f"/edit/texts/{name}/history"):
        assert translator.get(address).status_code == 403
        assert stranger.get(address).status_code == 401
    for address in ("/edit/texts/new/page", "/edit/texts/preview/page", f"/edit/texts/{name}/", f"/edit/texts/{name}/away", f"/edit/texts/{name}/back"):
        assert translator.post(address, PAGE).status_code == 403
        assert stranger.post(address, PAGE).status_code == 401
        assert editor.post(address, PAGE, token=False).status_code == 400
    assert count() == before


def test_what_is_not_there_is_a_page_of_its_own(editor):
    for address in ("/edit/texts/new/poem", "/edit/texts/own-none/", "/edit/texts/first-day/", "/edit/texts/own-none/history"):
        assert editor.get(address).status_code == 404
    assert editor.post("/edit/texts/own-none/away").status_code == 404
    assert editor.post("/edit/texts/own-none/back").status_code == 404


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30, "٣"])
def test_a_form_with_a_broken_beginning_overwrites_nothing(editor, base: str):
    name = write(editor)
    answer = editor.post(f"/edit/texts/{name}/", {**PAGE, "base": base, "body": "Broken."})
    assert answer.status_code == 409
    assert stored(name)["body"] == PAGE["body"]


# House agreements


def test_agreements_are_written_by_language_and_emptied_again(editor):
    assert editor.post("/edit/agreements/de/", {"base": "0", "text": "Wir treffen uns **nüchtern**.\r\n\r\n- Keine Fotos"}).status_code == 303
    with database.connection_context():
        assert layer_at().agreements == {"de": "Wir treffen uns **nüchtern**.\n\n- Keine Fotos"}
    editor.post("/edit/agreements/de/", {"base": newest("de", AGREEMENTS), "text": " "})
    with database.connection_context():
        assert layer_at().agreements == {}
    assert "Keine Fotos" in text_of(editor.get("/edit/agreements/de/history"))


def test_a_translator_writes_the_agreements_of_their_language_alone(translator):
    assert translator.post("/edit/agreements/de/", {"base": "0", "text": "Ja."}).status_code == 303
    assert translator.post("/edit/agreements/ar/", {"base": "0", "text": "No."}).status_code == 403
    assert translator.post("/edit/agreements/ar/preview", {"text": "No."}).status_code == 403
    assert translator.post("/edit/agreements/fr/", {"base": "0", "text": "No."}).status_code == 404
    page = text_of(translator.get("/edit/agreements/"))
    assert "/edit/agreements/de/" in page
    assert "/edit/agreements/ar/" not in page


def test_agreements_with_a_dead_link_come_back_with_the_text(editor):
    answer = editor.post("/edit/agreements/de/", {"base": "0", "text": "[weg](guide/weg)"})
    assert answer.status_code == 422
    assert "guide/weg" in text_of(answer)
    assert count() == 0


def test_two_who_write_agreements_lose_nothing(editor):
    editor.post("/edit/agreements/de/", {"base": "0", "text": "Von der einen."})
    answer = editor.post("/edit/agreements/de/", {"base": "0", "text": "Von der anderen."})
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Von der einen." in page
    assert "Von der anderen.</textarea>" in page


def test_agreements_can_be_seen_beforehand(editor):
    page = text_of(editor.post("/edit/agreements/ar/preview", {"text": "# عنوان\n\nنص <b>"}))
    assert '<div lang="ar" dir="rtl"><h2>عنوان</h2>' in page
    assert "نص &lt;b&gt;" in page
    assert count() == 0
