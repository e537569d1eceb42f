"""The group's contacts: entered, put in order, checked, taken away; and what is written is never lost."""

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from browsing import Browser

from app.models import Revision, database
from app.publishing import CONTACT, ORDER, layer_at

CONTACT_OF = {
    "name": "Advice centre Lantern",
    "what": "Advice after violence, for friends too.",
    "phone": "+49 (0)30 123 45 67",
    "messenger": "Signal +49 151 000000",
    "web": "lantern.example.org/help",
    "hours": "Mon to Fri",
    "languages": "Deutsch, عربي",
    "access": "Ring the lower bell.",
    "checked": "2026-01-10",
    "checked_by": "the care role",
}


def contacts() -> list[dict]:
    with database.connection_context():
        return [vars(contact) for contact in layer_at().contacts]


def base_of(name: str) -> int:
    with database.connection_context():
        return Revision.newest(CONTACT, name).id


def count() -> int:
    with database.connection_context():
        return Revision.select().count()


def add(browser, **more) -> str:
    answer = browser.post("/edit/contacts/new", {"base": "0", **CONTACT_OF, **more})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return contacts()[-1]["id"]


def test_a_contact_is_entered_whole(editor):
    name = add(editor)
    assert contacts() == [{"id": name, **CONTACT_OF, "web": "https://lantern.example.org/help"}]
    page = editor.get("/edit/contacts/").get_data(as_text=True)
    assert "Advice centre Lantern" in page
    assert "Checked on January 10, 2026 by the care role." in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Write something here."),
        ({"what": " "}, "Write something here."),
        ({"phone": "", "messenger": "", "web": ""}, "how else would somebody reach them"),
        ({"phone": "030 12345 or 116 016"}, "cannot be dialled"),
        ({"phone": "12"}, "cannot be dialled"),
        ({"web": "not an address"}, "no address on the web"),
        ({"web": "javascript:alert(1)"}, "no address on the web"),
        ({"messenger": "https://"}, "no address on the web"),
        ({"checked": "yesterday"}, "This is no day."),
        ({"checked": "2999-01-01"}, "still to come"),
        ({"checked": ""}, "Write the day"),
        ({"hours": "x" * 201}, "too long"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_nothing_is_lost(editor, given: dict, said: str):
    answer = editor.post("/edit/contacts/new", {"base": "0", **CONTACT_OF, **given})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    field = next(iter(given))
    assert said in page.split(f'id="{field}-error"')[1].split("</span>")[0]
    assert contacts() == []
    for value in {**CONTACT_OF, **given}.values():
        assert value.strip() in page


def test_contacts_are_put_in_order_without_dragging(editor):
    first, second, third = add(editor), add(editor, name="Nightline"), add(editor, name="Clinic")
    editor.post(f"/edit/contacts/{third}/move", {"to": "up"})
    editor.post(f"/edit/contacts/{third}/move", {"to": "up"})
    assert [contact["id"] for contact in contacts()] == [third, first, second]
    editor.post(f"/edit/contacts/{third}/move", {"to": "up"})
    editor.post(f"/edit/contacts/{first}/move", {"to": "down"})
    assert [contact["id"] for contact in contacts()] == [third, second, first]
    fourth = add(editor, name="Lawyer")
    assert [contact["id"] for contact in contacts()] == [third, second, first, fourth]
    page = editor.get("/edit/contacts/").get_data(as_text=True)
    assert [page.index(f'id="{name}"') for name in (third, second, first, fourth)] == sorted(
        page.index(f'id="{name}"') for name in (third, second, first, fourth)
    )


def test_an_older_edition_keeps_its_order(editor):
    first, second = add(editor), add(editor, name="Nightline")
    with database.connection_context():
        mark = Revision.mark()
    editor.post(f"/edit/contacts/{second}/move", {"to": "up"})
    with database.connection_context():
        assert [contact.id for contact in layer_at(mark).contacts] == [first, second]
        assert [contact.id for contact in layer_at().contacts] == [second, first]


def states(browser) -> list[str]:
    """What the page about earlier orders shows, the newest first."""
    page = browser.get("/edit/contacts/order/history").get_data(as_text=True)
    return [" ".join(re.sub("<[^>]+>", " ", part).split()) for part in page.split('<section class="change">')[1:]]


def test_who_moved_what_is_shown_and_any_earlier_order_comes_back(flask, editor, person):
    first, second, third = add(editor), add(editor, name="Nightline"), add(editor, name="Clinic")
    assert "order/history" not in editor.get("/edit/contacts/").get_data(as_text=True)
    nika = Browser(flask).sign_in(person("Nika"))
    editor.post(f"/edit/contacts/{third}/move", {"to": "up"})
    nika.post(f"/edit/contacts/{first}/move", {"to": "down"})
    assert [contact["id"] for contact in contacts()] == [third, first, second]
    assert 'href="/edit/contacts/order/history"' in editor.get("/edit/contacts/").get_data(as_text=True)
    newest, older, before = states(editor)
    assert (
        newest.startswith("Clinic before Advice centre Lantern:")
        and "Nika · It stands like this now. 1. Clinic 2. Advice centre Lantern 3. Nightline" in newest
    )
    assert older.startswith("Clinic before Nightline:") and "Edda 1. Advice centre Lantern 2. Clinic 3. Nightline" in older
    assert before.startswith("Before anybody moved anything In the order in which they were added.")
    with database.connection_context():
        newest, older = Revision.history(ORDER, CONTACT)
    assert editor.post("/edit/contacts/order/back", {"base": newest.id, "revision": older.id}).status_code == 303
    assert [contact["id"] for contact in contacts()] == [first, third, second]
    # Somebody who looked at an older page overwrites nothing.
    nika.post("/edit/contacts/order/back", {"base": newest.id, "revision": newest.id})
    assert [contact["id"] for contact in contacts()] == [first, third, second]
    assert "changed this meanwhile" in nika.get("/edit/contacts/").get_data(as_text=True)
    with database.connection_context():
        newest = Revision.newest(ORDER, CONTACT)
    editor.post("/edit/contacts/order/back", {"base": newest.id, "revision": 0})
    assert [contact["id"] for contact in contacts()] == [first, second, third]
    assert len(states(editor)) == 4 and "It stands like this now. In the order in which they were added." in states(editor)[0]


def test_an_earlier_order_fits_the_contacts_of_today(editor):
    first, second = add(editor), add(editor, name="Nightline")
    editor.post(f"/edit/contacts/{second}/move", {"to": "up"})
    with database.connection_context():
        seen = Revision.newest(ORDER, CONTACT)
    third = add(editor, name="Clinic")
    editor.post(f"/edit/contacts/{third}/move", {"to": "up"})
    editor.post(f"/edit/contacts/{second}/away", {"base": base_of(second)})
    with database.connection_context():
        newest = Revision.newest(ORDER, CONTACT)
    editor.post("/edit/contacts/order/back", {"base": newest.id, "revision": seen.id})
    assert [contact["id"] for contact in contacts()] == [first, third]
    # Who was taken away keeps a name here.
    assert "1. Nightline 2. Advice centre Lantern" in states(editor)[0]


def test_the_review_names_contacts_that_were_moved(editor):
    add(editor)
    second = add(editor, name="Nightline")
    editor.post(f"/edit/contacts/{second}/move", {"to": "up"})
    page = editor.get("/edit/publish/").get_data(as_text=True)
    order = page.split("Order: <bdi>Contacts</bdi>")[1].split("</section>")[0]
    assert "<ins>Nightline\n</ins>Advice centre Lantern\n<del>Nightline\n</del>" in order


def test_what_was_moved_and_moved_back_is_no_change(editor):
    add(editor)
    second = add(editor, name="Nightline")
    editor.post(f"/edit/contacts/{second}/move", {"to": "up"})
    assert "Order: <bdi>Contacts</bdi>" in editor.get("/edit/publish/").get_data(as_text=True)
    editor.post(f"/edit/contacts/{second}/move", {"to": "down"})
    assert "Order: <bdi>Contacts</bdi>" not in editor.get("/edit/publish/").get_data(as_text=True)


@pytest.mark.parametrize("number", ["", "x", "-1", "999", "9" * 30])
def test_an_order_that_never_was_is_not_there(editor, number: str):
    add(editor)
    second = add(editor, name="Nightline")
    editor.post(f"/edit/contacts/{second}/move", {"to": "up"})
    before = count()
    assert editor.post("/edit/contacts/order/back", {"base": "0", "revision": number}).status_code == 404
    assert count() == before


def test_of_two_who_move_at_once_both_have_moved(flask, editor, person):
    names = [add(editor), add(editor, name="Nightline"), add(editor, name="Clinic"), add(editor, name="Lawyer")]
    others = [editor, Browser(flask).sign_in(person("Nika"))]
    tokens = [other.token() for other in others]
    gate = threading.Barrier(2)

    def move(at: int) -> None:
        gate.wait()
        others[at].post(f"/edit/contacts/{names[1 + 2 * at]}/move", {"to": "up", "csrf_token": tokens[at]}, token=False)

    threads = [threading.Thread(target=move, args=(at,)) for at in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [contact["id"] for contact in contacts()] == [names[1], names[0], names[3], names[2]]


def test_checked_today_is_one_tap(editor):
    name = add(editor)
    page = editor.get("/edit/contacts/").get_data(as_text=True)
    assert 'name="checked_by" value="the care role"' in page
    answer = editor.post(f"/edit/contacts/{name}/checked", {"base": base_of(name), "checked_by": "the room role"})
    assert answer.status_code == 303
    assert (contacts()[0]["checked"], contacts()[0]["checked_by"]) == (datetime.now(UTC).date().isoformat(), "the room role")
    assert contacts()[0]["hours"] == CONTACT_OF["hours"]


@pytest.mark.parametrize("role", ["", "  ", "x" * 61])
def test_without_a_role_nothing_counts_as_checked(editor, role: str):
    name = add(editor)
    answer = editor.post(f"/edit/contacts/{name}/checked", {"base": base_of(name), "checked_by": role})
    assert answer.status_code == 422
    assert "Write the role" in answer.get_data(as_text=True)
    assert contacts()[0]["checked"] == CONTACT_OF["checked"]


def test_checking_what_somebody_has_just_changed_asks_first(editor):
    name = add(editor)
    seen = base_of(name)
    editor.post(f"/edit/contacts/{name}/", {**CONTACT_OF, "base": seen, "phone": "116 016"})
    editor.post(f"/edit/contacts/{name}/checked", {"base": seen, "checked_by": "the care role"})
    assert contacts()[0]["checked"] == CONTACT_OF["checked"]
    assert "changed this contact meanwhile" in editor.get("/edit/contacts/").get_data(as_text=True)


def test_who_was_slower_sees_the_other_ones_words_beside_their_own(editor):
    name = add(editor)
    seen = base_of(name)
    editor.post(f"/edit/contacts/{name}/", {**CONTACT_OF, "base": seen, "hours": "Only on Tuesdays"})
    answer = editor.post(f"/edit/contacts/{name}/", {**CONTACT_OF, "base": seen, "hours": "Only on Mondays"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Only on Tuesdays" in page
    assert 'value="Only on Mondays"' in page
    assert contacts()[0]["hours"] == "Only on Tuesdays"
    again = re.search(r'name="base" value="(\d+)"', page)[1]
    editor.post(f"/edit/contacts/{name}/", {**CONTACT_OF, "base": again, "hours": "Only on Mondays"})
    assert contacts()[0]["hours"] == "Only on Mondays"


def test_a_contact_is_taken_away_and_brought_back(editor):
    name = add(editor)
    editor.post(f"/edit/contacts/{name}/away", {"base": base_of(name)})
    assert contacts() == []
    assert "Taken away" in editor.get("/edit/contacts/").get_data(as_text=True)
    assert "Saving brings it back" in editor.get(f"/edit/contacts/{name}/").get_data(as_text=True)
    editor.post(f"/edit/contacts/{name}/back", {"base": base_of(name)})
    assert [contact["name"] for contact in contacts()] == [CONTACT_OF["name"]]


def test_only_editors_enter_contacts(translator, stranger, editor):
    name = add(editor)
    before = count()
    for address in ("/edit/contacts/", "/edit/contacts/new", f"/edit/contacts/{name}/"):
        assert translator.get(address).status_code == 403
        assert stranger.get(address).status_code == 401
    for act in ("new", f"{name}/", f"{name}/move", f"{name}/checked", f"{name}/away", f"{name}/back"):
        assert translator.post(f"/edit/contacts/{act}", CONTACT_OF).status_code == 403
        assert stranger.post(f"/edit/contacts/{act}", CONTACT_OF).status_code == 401
        assert editor.post(f"/edit/contacts/{act}", CONTACT_OF, token=False).status_code == 400
    assert count() == before


def test_a_look_changes_nothing(editor):
    name = add(editor)
    before = count()
    for act in ("", "new", f"{name}/"):
        assert editor.get(f"/edit/contacts/{act}").status_code == 200
    for act in ("move", "checked", "away", "back"):
        assert editor.get(f"/edit/contacts/{name}/{act}").status_code == 405
    assert count() == before


def test_what_is_not_there_is_a_page_of_its_own(editor):
    assert editor.get("/edit/contacts/own-none/").status_code == 404
    for act in ("move", "checked", "away", "back"):
        assert editor.post(f"/edit/contacts/own-none/{act}").status_code == 404


def test_a_day_around_the_world_is_no_day_to_come(editor):
    add(editor, checked=(datetime.now(UTC).date() + timedelta(days=1)).isoformat())
