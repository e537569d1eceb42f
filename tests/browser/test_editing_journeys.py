"""Editing as people do it: a live preview, text that nothing takes away, a keyboard alone, a screen reader, any width, light and dark, right to left."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Site, assert_quiet, watch
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.security import generate_password_hash

from app.behind import Behind
from app.editing import application
from app.editing.keys import rotate
from app.models import EDITOR, TRANSLATOR, Invitation, Person, Publication, Revision, database, now
from app.passages import digest
from app.serving import Serving
from app.settings import Settings

PASSPHRASE = "lantern orbit copper meadow"
LONG = 30_000
"""Milliseconds: a server that builds pages for the first time, on a machine that does other things as well."""

PAGE = {"id": "own-room", "kind": "page", "tag": "en", "title": "Our room", "tab": "Room", "summary": "Keys.", "body": "Who has **keys**.", "options": {}}
CONTACT = {"id": "own-line", "name": "The line", "what": "They listen.", "phone": "116 016", "messenger": "", "web": "", "hours": "By night"} | {
    "languages": "Deutsch, عربي",
    "access": "",
    "checked": "2026-01-10",
    "checked_by": "the care role",
}
HEARD = "There are always two sides to every story, there are two versions of events"
"""How people say it, on one of the cards."""


@pytest.fixture(scope="module")
def editing(tmp_path_factory) -> Iterator[Site]:
    """A server with an editor, Edda, a translator of German, Tilda, and something of each kind."""
    site = Site(Settings(data=tmp_path_factory.mktemp("editing"), port=0, languages=("en", "de", "ar")))
    application(site.settings)
    with database.connection_context():
        hashed = generate_password_hash(PASSPHRASE, "pbkdf2:sha256:1")
        edda = Person.create(name="Edda", folded="edda", role=EDITOR, passphrase=hashed)
        Person.create(name="Tilda", folded="tilda", role=TRANSLATOR, languages="de", passphrase=hashed)
        # As after a backup from the browser.
        Person.create(name="Rae", folded="rae", role=EDITOR)
        for kind, key, value in (
            ("text", "own-room", PAGE),
            ("text", "own-room", {**PAGE, "body": "Who has *keys*."}),
            ("contact", "own-line", CONTACT),
            ("contact", "own-line", {**CONTACT, "hours": "Always"}),
            ("contact", "own-clinic", {**CONTACT, "id": "own-clinic", "name": "عيادة"}),
            ("order", "contact", {"ids": ["own-clinic", "own-line"]}),
            ("agreements", "en", {"text": "We meet **sober**."}),
            ("choice", "name", {"value": "House"}),
            (
                "passage",
                f"ar|guide|{digest(HEARD)}",
                {"tag": "ar", "domain": "guide", "source": HEARD, "text": "لكل قصة وجهان", "place": "arguments/both-sides"},
            ),
            ("passage", "de|guide|x", {"tag": "de", "domain": "guide", "source": "Gone from the guide.", "text": "Weg.", "place": "guide/first-hours"}),
        ):
            Revision.add(kind, key, value, edda)
        Publication.create(note="First.", mark=2, edition="0" * 64, by=edda)
        Invitation.create(token="x", name="Nika", role=EDITOR, by=edda, expires=now().replace(year=2999))
    restart(site)
    yield site
    site.stop()


def restart(site: Site) -> None:
    site.serving = Serving(site.settings, Behind(site.settings))


def sign_in(page: Page, site: Site, name: str = "Edda") -> None:
    page.goto(f"{site.base}/edit/sign-in")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("form[action='/edit/sign-in'] button").last.click()
    expect(page.locator("h1")).to_be_visible()
    assert page.url == f"{site.base}/edit/"


# Live preview of texts of the group's own


def test_the_preview_of_an_own_text_follows_what_is_written_and_says_so(page: Page, editing: Site):
    sign_in(page, editing)
    page.goto(f"{editing.base}/edit/texts/new/checklist")
    shown, said = page.get_by_role("region", name="Preview"), page.get_by_role("status")
    expect(said).to_have_text("The preview shows what stands in the form.", timeout=LONG)
    page.get_by_label("Title").fill("Closing the room")
    page.get_by_label("Text", exact=True).fill("- [ ] Lights **off** <b>now</b>.\n- [ ] Door shut.")
    expect(shown.get_by_role("heading", name="Closing the room")).to_be_visible(timeout=LONG)
    expect(shown.locator("strong")).to_have_text("off", timeout=LONG)
    expect(shown).to_contain_text("<b>now</b>")
    expect(shown.get_by_role("checkbox")).to_have_count(2)
    expect(said).to_have_text("The preview shows what stands in the form.", timeout=LONG)

    page.expected = ["Failed to load resource", "ERR_"]
    with editing.down():
        page.get_by_label("Text", exact=True).fill("- [ ] Written without a server.")
        expect(said).to_have_text("The preview cannot be fetched. Your text is still here.", timeout=LONG)
        # What was shown stays; what was written too.
        expect(shown.get_by_role("checkbox")).to_have_count(2)
    restart(editing)
    page.get_by_label("Text", exact=True).press_sequentially(" And with one.")
    expect(shown).to_contain_text("And with one.", timeout=LONG)
    # Nothing else talks while somebody writes.
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_count(1)


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(page: Page, editing: Site):
    sign_in(page, editing)
    page.goto(f"{editing.base}/edit/agreements/en/")
    held = []

    def hold(route):
        if "older" in (route.request.post_data or "") and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/agreements/en/preview", hold)
    field, shown = page.get_by_label("Text", exact=True), page.get_by_role("region", name="Preview")
    with page.expect_request(lambda request: request.url.endswith("/preview") and "older" in (request.post_data or ""), timeout=LONG):
        field.fill("The older text.")
    field.fill("The newest text.")
    expect(shown).to_contain_text("The newest text.", timeout=LONG)
    with page.expect_response(lambda response: response.url.endswith("/preview"), timeout=LONG):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(shown).to_contain_text("The newest text.")


def open_a_passage(page: Page, site: Site) -> Locator:
    page.goto(f"{site.base}/edit/pages/en/guide/first-hours/")
    page.locator(".preview p > a.into").first.click()
    return page.get_by_label("Your group’s words")


def open_agreements(page: Page, site: Site) -> Locator:
    page.goto(f"{site.base}/edit/agreements/en/")
    return page.get_by_label("Text", exact=True)


@pytest.mark.parametrize("open_form", [open_a_passage, open_agreements])
def test_a_preview_that_is_still_asked_for_is_called_off_when_the_text_is_sent(page: Page, editing: Site, open_form: Callable[[Page, Site], Locator]):
    """Its answer would bring the session from before, and with it take away what the answer to the form says."""
    sign_in(page, editing)
    field = open_form(page, editing)
    page.route("**/preview", lambda route: None)
    order = []
    page.on("requestfailed", lambda request: order.append("called off") if request.url.endswith("/preview") else None)
    page.on("request", lambda request: order.append("sent") if request.method == "POST" and not request.url.endswith("/preview") else None)
    with page.expect_request("**/preview", timeout=LONG):
        field.fill(f"{field.input_value()} And the kitchen.")
    page.locator("form[data-writes] button.button").first.click()
    expect(page.get_by_role("status").filter(has_text="as a draft").first).to_be_visible(timeout=LONG)
    assert order == ["called off", "sent"]


# What is written is not lost


def a_contact(page: Page, site: Site) -> Callable:
    page.goto(f"{site.base}/edit/contacts/new")
    page.get_by_label("Name", exact=True).fill("House on the hill")
    page.get_by_label("What they do").fill("A bed for a night.\nAnd breakfast.")
    page.get_by_label("Telephone").fill("+49 30 000001")
    return lambda: expect(page.get_by_role("heading", name="House on the hill").first).to_be_visible(timeout=LONG)


def an_own_text(page: Page, site: Site) -> Callable:
    page.goto(f"{site.base}/edit/texts/own-room/")
    page.get_by_label("Text", exact=True).fill('The caretaker has "keys" & <tea>.')
    return lambda: expect(page.get_by_label("Text", exact=True)).to_have_value('The caretaker has "keys" & <tea>.', timeout=LONG)


def a_passage(page: Page, site: Site) -> Callable:
    page.goto(f"{site.base}/edit/pages/de/arguments/both-sides/")
    page.locator(".preview p > a.into").first.click()
    field = page.get_by_label("Your group’s words")
    text = field.input_value().split("!")[0] + "!"
    field.fill(text)
    return lambda: expect(page.get_by_label("Your group’s words")).to_have_value(text, timeout=LONG)


SAVE = "form[data-writes] button.button"
WRITING = {"a contact": a_contact, "a text of their own": an_own_text, "a passage": a_passage}


@pytest.fixture(params=WRITING)
def written(request, page: Page, editing: Site) -> Iterator[Callable]:
    """Something half-written; called, it says that it arrived whole."""
    with database.connection_context():
        mark = Revision.mark()
    sign_in(page, editing)
    yield WRITING[request.param](page, editing)
    with database.connection_context():
        assert Revision.mark() == mark + 1
        Revision.delete().where(Revision.id > mark).execute()


def test_a_lost_connection_takes_nothing(page: Page, editing: Site, written: Callable):
    page.expected = ["Failed to load resource", "ERR_"]
    with editing.down():
        page.locator(SAVE).first.click()
        expect(page.locator(".away[role=alert]")).to_contain_text("still here", timeout=LONG)
    restart(editing)
    page.locator(SAVE).first.click()
    expect(page.get_by_role("status").first).to_contain_text("draft", timeout=LONG)
    written()


def test_a_session_that_expired_takes_nothing(page: Page, editing: Site, written: Callable):
    page.expected = ["401", "400", "Failed to load resource"]
    page.context.clear_cookies(name="__Host-editor")
    page.locator(SAVE).first.click()
    # A contact has a name too: the passphrase first, which only the page after it asks for.
    page.locator("input[name=passphrase]").fill(PASSPHRASE)
    page.locator("input[name=name]").fill("Edda")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("status").first).to_contain_text("draft", timeout=LONG)
    written()


def test_new_keys_take_nothing(page: Page, editing: Site, written: Callable):
    page.expected = ["400", "Failed to load resource"]
    rotate(editing.settings.data)
    restart(editing)
    page.locator(SAVE).first.click()
    page.get_by_role("button", name="Send it again").click(timeout=LONG)
    expect(page.get_by_role("status").first).to_contain_text("draft", timeout=LONG)
    written()


# Every page, on every screen


PAGES = (
    *("", "pages/", "pages/de/", "pages/de/guide/first-hours/", "pages/ar/arguments/both-sides/", "texts/", "texts/new/page", "texts/new/checklist"),
    *("texts/new/argument", "texts/new/agenda", "texts/own-room/", "texts/own-room/history", "contacts/", "contacts/new", "contacts/own-line/"),
    *("contacts/own-line/history", "contacts/order/history", "agreements/", "agreements/en/", "agreements/en/history", "settings/", "settings/history"),
    *("publish/", "publications/", "people/", "people/1/", "people/2/", "people/3/", "account/", "catalogs/", "stale/", "backup/", "nowhere"),
)
SCREENS = {
    "a phone": {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"},
    "a phone, dark": {"viewport": {"width": 390, "height": 844}, "locale": "en-GB", "color_scheme": "dark"},
    "a phone, Arabic": {"viewport": {"width": 390, "height": 844}, "locale": "ar"},
    "a desk, German": {"viewport": {"width": 1280, "height": 800}, "locale": "de-DE"},
    "the smallest phone, Arabic, dark": {"viewport": {"width": 320, "height": 640}, "locale": "ar", "color_scheme": "dark"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_of_the_editor_is_accessible_and_as_wide_as_its_screen(browser: Browser, editing: Site, screen: str):
    page = browser.new_context(**SCREENS[screen]).new_page()
    watch(page)
    page.expected = ["404"]
    page.set_default_timeout(LONG)
    page.goto(f"{editing.base}/edit/sign-in")
    paths = ["sign-in", "join"]
    found = {path: faults_of(page, editing, path) for path in paths}
    sign_in(page, editing)
    found |= {path: faults_of(page, editing, path) for path in PAGES}
    assert {path: said for path, said in found.items() if said} == {}
    assert_quiet(page)
    page.context.close()


def test_a_number_and_an_address_keep_their_order_in_the_review_and_the_hints_in_arabic(browser: Browser, editing: Site):
    """Where each sign stands on the screen: in a line of Arabic too, a number begins with its plus, and an address with its letters."""
    page = browser.new_context(**SCREENS["a phone, Arabic"]).new_page()
    page.set_default_timeout(LONG)
    sign_in(page, editing)
    page.goto(f"{editing.base}/edit/contacts/own-line/")
    page.locator("[name=phone]").fill("+49 30 000000")
    page.locator("form[data-writes] .button").click()
    expect(page.locator(".status[role=status]")).to_be_visible()
    page.goto(f"{editing.base}/edit/publish/")
    assert from_left_to_right(page.locator("pre", has_text="+49"), "+", "49", "30", "000000")
    page.goto(f"{editing.base}/edit/settings/")
    assert from_left_to_right(page.locator(".help", has_text="https"), "https", ":", "//")
    page.goto(f"{editing.base}/edit/contacts/new")
    assert from_left_to_right(page.locator(".help", has_text="https"), "https", ":", "//")
    page.context.close()


@pytest.mark.parametrize(("screen", "side", "odd"), [("a phone, Arabic", "right", "The line"), ("a desk, German", "left", "عيادة")])
def test_values_in_another_script_stand_at_the_same_edge_as_their_names(browser: Browser, editing: Site, screen: str, side: str, odd: str):
    page = browser.new_context(**SCREENS[screen]).new_page()
    page.set_default_timeout(LONG)
    sign_in(page, editing)
    with database.connection_context():
        Revision.add("contact", "own-clinic", {**CONTACT, "id": "own-clinic", "name": "عيادة"}, None)
    for path, value, beside in (
        ("publish/", "pre", "h4"),
        ("contacts/own-line/history", "pre", "dt"),
        ("contacts/own-clinic/history", "pre", "dt"),
        ("contacts/", "bdi", "h1"),
        ("people/", "b", "h1"),
    ):
        page.goto(f"{editing.base}/edit/{path}")
        found = page.locator(f"main {value}", has_text=odd if path != "people/" else "Edda").all()
        assert found or "history" in path, path
        for one in found:
            assert edge(one, side) == pytest.approx(edge(page.locator(beside).first, side), abs=2), path
    page.context.close()


def edge(element: Locator, side: str) -> float:
    """Where its letters begin."""
    return element.evaluate(
        "(element, side) => { const range = document.createRange(); range.selectNodeContents(element); return range.getBoundingClientRect()[side]; }", side
    )


def from_left_to_right(line: Locator, *parts: str) -> bool:
    """Whether these parts of its text, one after the other, stand so on the screen."""
    places = line.evaluate(
        """(line, parts) => {
            const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            let node = walker.nextNode();
            while (node && !node.data.includes(parts[0])) node = walker.nextNode();
            let from = node.data.indexOf(parts[0]);
            return parts.map((part) => {
                from = node.data.indexOf(part, from);
                range.setStart(node, from);
                range.setEnd(node, (from += part.length));
                return range.getBoundingClientRect().left;
            });
        }""",
        list(parts),
    )
    return places == sorted(places)


def faults_of(page: Page, site: Site, path: str) -> list:
    page.goto(f"{site.base}/edit/{path}")
    said = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in Axe().run(page).response["violations"]]
    if (width := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        said.append((f"{width} px too wide", []))
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, .links a, .rows a')]
            .filter((element) => element.getClientRects().length && element.type !== 'radio' && element.type !== 'checkbox')
            .filter((element) => element.getBoundingClientRect().height < 43).map((element) => element.outerHTML.slice(0, 80))"""
    )
    return said + [("too small for a thumb", small[:3])] * bool(small)
