"""The group's own layer as a phone shows it: contacts to call, checks that grow old by themselves, own checklists, arguments and pages."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Site, build, keep_until_closed, wait_until_kept
from playwright.sync_api import Page, expect

from app.edition.layer import Contact, Layer, OwnText
from app.settings import Settings

TODAY = date.today()
LANTERN = Contact(
    "own-lantern", "Lantern", "Advice for friends too.", "+49 (0)30 123456", "Signal +49 151 000000", "https://lantern.example.org/help",
    "Mon to Fri", "Deutsch, عربي", "Ring the lower bell", (TODAY - timedelta(days=200)).isoformat(), "the care role",
)  # fmt: skip
NIGHT = Contact("own-night", "خط الليل", "شخص يجيب ليلًا.", "116 016", checked=(TODAY - timedelta(days=20)).isoformat(), checked_by="the room role")
CLOSING = OwnText(
    "own-closing", "checklist", "de", "Abschließen", "Abschluss", "Was zuletzt zu tun ist.", "Kurz.\n\n- [ ] Licht aus. {#own-aa}\n- [ ] Tür zu. {#own-bb}"
)
SPLIT = OwnText(
    "own-split", "argument", "en", "“You split the house.”", "Splitting", "What to say.", "Silence split us first.",
    {"heard": ["you split the house", "the bicycle workshop falls apart over this"], "say": ["Silence split us first.", "What do you propose?"], "ask": "What holds us?"},
)  # fmt: skip
ROOM = OwnText("own-room", "page", "en", "Our room at night", "Our room", "Who has keys.", "The caretaker opens the marmalade cupboard.")
SHORT = OwnText(
    "own-short",
    "agenda",
    "en",
    "Half an hour",
    "Half an hour",
    "Short.",
    "Quick.\n\n- Opening {#own-cc minutes=10 about=frame}\n- Needs {#own-dd minutes=20 about=victim}",
)
LAYER = Layer(
    texts=(ROOM, CLOSING, SPLIT, SHORT),
    contacts=(LANTERN, NIGHT),
    agreements={"en": "We meet **sober**."},
    choices={"icon": "leaf"},
)


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Site]:
    site = Site(Settings(data=tmp_path_factory.mktemp("own"), port=0, languages=("en", "ar")))
    site.edition = build(site.settings, layer=LAYER)
    yield site
    site.stop()


@pytest.fixture
def own(running: Site) -> Iterator[Site]:
    """A guide with a layer, there again after a test that took the network away."""
    yield running
    if running.server is None:
        running.start()


def assert_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found]


def test_what_the_group_wrote_works_on_a_phone_without_a_network(page: Page, own: Site):
    page.goto(f"{own.base}/en/")
    wait_until_kept(page)
    own.stop()

    page.goto(f"{own.base}/en/guide/danger-now/")
    call = page.get_by_role("link", name="Call +49 (0)30 123456")
    expect(call).to_have_attribute("href", "tel:+4930123456")
    expect(call).to_be_in_viewport()
    assert call.bounding_box()["height"] >= 48
    expect(page.get_by_text("Not checked since")).to_have_count(1)
    expect(page.get_by_text("by the room role.")).to_be_visible()
    expect(page.get_by_text("by the care role.")).to_have_count(0)

    page.goto(f"{own.base}/en/checklists/own-closing/")
    page.get_by_role("checkbox", name="Licht aus.").check()
    keep_until_closed(page)
    expect(page.locator("#own-aa")).to_have_attribute("data-state", "done")
    expect(page.get_by_text("1 done")).to_be_visible()
    expect(page.get_by_role("heading", name="Abschließen").locator("span")).to_have_attribute("lang", "de")

    page.goto(f"{own.base}/en/arguments/")
    page.get_by_role("searchbox").press_sequentially("bicycle workshop falling apart")
    expect(page.locator(".aloud")).to_contain_text("Silence split us first.")
    expect(page.locator("[data-part=more]")).to_have_attribute("href", "/en/arguments/own-split/")

    page.goto(f"{own.base}/en/search/")
    page.get_by_role("searchbox").press_sequentially("marmalade cupboard")
    found = page.locator("[data-part=found] li a").first
    expect(found).to_contain_text("Our room at night")
    found.click()
    expect(page).to_have_url(f"{own.base}/en/guide/own-room/")

    page.goto(f"{own.base}/en/meeting/")
    page.locator("#own-short").get_by_role("button", name="Start this agenda").click()
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    expect(page.locator(".plan")).to_contain_text("Needs")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_own_pages_are_accessible_and_as_wide_as_a_phone(page: Page, own: Site, tag: str):
    for path in ("contacts/", "guide/danger-now/", "guide/own-room/", "checklists/own-closing/", "house/", "guide/"):
        page.goto(f"{own.base}/{tag}/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_numbers_and_addresses_run_left_to_right_in_arabic(page: Page, own: Site):
    page.goto(f"{own.base}/ar/contacts/")
    number = page.locator("bdi", has_text="+49 (0)30").first
    assert number.evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_a_check_is_old_after_six_months(page: Page, make_site):
    days = ("2026-01-10", "2025-08-31")
    # The last one is old at any time: once it says so, the others have been looked at.
    contacts = [Contact(f"own-{day}", day, "w", "112", checked=day, checked_by="a role") for day in (*days, "2001-01-01")]
    site = make_site()
    site.edition = build(site.settings, layer=Layer(contacts=tuple(contacts)))
    for now, old in (
        ("2025-12-01T12:00", (False, False)),
        ("2026-02-28T12:00", (False, False)),
        ("2026-03-01T12:00", (False, True)),
        ("2026-07-10T12:00", (False, True)),
        ("2026-07-11T00:30", (True, True)),
    ):
        page.clock.set_fixed_time(now)
        page.goto(f"{site.base}/en/contacts/")
        lines = page.locator("[data-start=checked]")
        expect(lines.nth(2)).to_contain_text("Not checked since")
        for number, is_old in enumerate(old):
            expect(lines.nth(number)).to_contain_text("Not checked since" if is_old else "Checked on", timeout=1000)
