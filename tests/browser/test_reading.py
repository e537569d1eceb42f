"""What a reader does with a network, and with scripts off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.guide.load import load
from tests.browser.by_hand import follow

TEMPLATES = [
    "",
    "guide/",
    "guide/first-hours/",
    "guide/order-of-work/",
    "guide/why-third/",
    "arguments/",
    "arguments/both-sides/",
    "checklists/",
    "checklists/first-day/",
    "exercises/",
    "exercises/map-tasks/",
    "meeting/",
    "notes/",
    "search/",
    "contacts/",
    "words/",
    "all/",
    "share/",
    "about/",
    "sources/",
    "phone/",
    "nothing-here/",
]
"""One address a page template."""


LOOKS = [(scheme, path) for scheme in ("light", "dark") for path in TEMPLATES if (scheme, path) != ("dark", "all/")]
"""The page with everything is looked at once: a minute's work, over texts that other pages show in the dark."""


@pytest.mark.parametrize(("scheme", "path"), LOOKS)
def test_no_accessibility_violation(page: Page, site: str, path: str, scheme: str):
    page.expected = ["404"]
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site}/en/{path}")
    page.wait_for_selector("html:not([data-offline=none])")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", TEMPLATES)
def test_no_sideways_scrolling_on_the_narrowest_phone(page: Page, site: str, path: str):
    page.expected = ["404"]
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{site}/en/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["", "guide/first-hours/", "arguments/both-sides/", "checklists/first-day/", "meeting/"])
def test_no_sideways_scrolling_at_twice_the_text_size(page: Page, site: str, path: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/en/{path}")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", TEMPLATES)
def test_everything_one_can_press_is_big_enough_for_a_thumb(page: Page, site: str, path: str):
    page.expected = ["404"]
    page.goto(f"{site}/en/{path}")
    page.wait_for_selector("html:not([data-offline=none])")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, .button, .bar a, .top a, .foot nav a, .rows a, .items label')]
            .filter((element) => element.getClientRects().length)
            .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
            .filter(([, box]) => box.height < 47.5 || box.width < 40)
            .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
    )
    assert small == []


@pytest.fixture
def plain_page(browser: Browser):
    """A page in a browser with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_reads_and_walks_without_scripts(plain_page: Page, site: str):
    plain_page.goto(f"{site}/")
    plain_page.get_by_role("link", name="Someone has just told me").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("When someone tells you")
    plain_page.get_by_role("link", name="The first day").first.click()
    box = plain_page.get_by_role("checkbox").first
    box.check()
    expect(box).to_be_checked()
    plain_page.get_by_role("link", name="Someone said …").click()
    plain_page.locator(".said a").first.click()
    expect(plain_page.locator(".aloud p")).to_have_count(2)


def test_leaving_is_a_plain_link_without_scripts(plain_page: Page, site: str):
    plain_page.goto(f"{site}/en/arguments/both-sides/")
    leave = plain_page.get_by_role("link", name="Leave")
    expect(leave).to_be_in_viewport()
    assert leave.get_attribute("href").startswith("https://")


def test_a_card_answers_before_one_scrolls(page: Page, site: str):
    page.goto(f"{site}/en/arguments/both-sides/")
    for line in page.locator(".aloud p").all():
        expect(line).to_be_in_viewport()


def test_arguments_are_two_taps_from_every_page(page: Page, site: str):
    page.goto(f"{site}/en/guide/supporter-rest/")
    page.get_by_role("link", name="Someone said …").click()
    page.locator(".said a").first.click()
    expect(page.locator(".aloud")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "all/", "meeting/", "exercises/map-tasks/", "checklists/first-day/", "contacts/", "words/", "share/", "phone/", "arguments/both-sides/"]
)
def test_from_any_page_the_first_tap_is_in_sight(plain_page: Page, site: str, path: str):
    plain_page.goto(f"{site}/en/{path}")
    link = plain_page.get_by_role("link", name="Someone said …")
    expect(link).to_be_in_viewport(ratio=1)
    assert link.get_attribute("href") == "/en/arguments/"


@pytest.mark.parametrize("width", [320, 390])
def test_at_twice_the_text_size_no_label_of_the_bar_lies_on_another(page: Page, site: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{site}/en/")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    labels = page.evaluate(
        """() => [...document.querySelectorAll('.bar a')].map((link) => {
            const words = document.createRange();
            words.selectNodeContents(link);
            const { left, right, top, bottom } = words.getBoundingClientRect();
            const box = link.getBoundingClientRect();
            return { left, right, top, bottom, inside: left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom, height: box.height };
        })"""
    )
    assert len(labels) == 5
    assert all(label["inside"] and label["height"] >= 48 for label in labels), labels
    assert min(label["left"] for label in labels) >= 0 and max(label["right"] for label in labels) <= width
    assert page.locator(".bar").bounding_box()["height"] <= 160


def test_prints_with_boxes_and_the_edition_code(page: Page, site: str):
    page.goto(f"{site}/en/checklists/first-day/")
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".items input").first).to_be_visible()
    code = page.evaluate("document.documentElement.dataset.edition.slice(0, 4)")
    expect(page.locator(".foot p")).to_contain_text(code)
    expect(page.locator(".foot p")).to_be_visible()


def test_the_page_of_everything_holds_every_page_once(page: Page, site: str):
    page.goto(f"{site}/en/all/")
    assert page.locator("h1").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    assert page.locator("section.whole").count() > 80


# The order of work: the perpetrator part asks first


def perpetrator_pages() -> list[str]:
    return [f"guide/{page.head.id}/" for page in load().pages if page.head.letter == "R"]


@pytest.mark.parametrize("answer", ["We have asked", "Open anyway"])
def test_the_perpetrator_part_opens_after_what_the_victim_asked_for_and_asks_once(kept: Page, site: str, answer: str):
    first, second, *_ = perpetrator_pages()
    kept.goto(f"{site}/en/{first}")
    expect(kept.get_by_text("What has the victim asked for?")).to_be_visible()
    expect(kept.locator(".body")).to_be_hidden()
    kept.get_by_role("button", name=answer, exact=True).focus()
    kept.keyboard.press("Enter")
    expect(kept.locator(".body")).to_be_visible()
    expect(kept.locator(".body")).to_be_focused()
    expect(kept.get_by_role("button", name="Open anyway")).to_have_count(0)
    follow(kept, second)
    expect(kept.get_by_text("What has the victim asked for?")).to_be_visible()
    expect(kept.locator(".body")).to_be_visible()
    # A new visit asks again.
    kept.reload()
    expect(kept.locator(".body")).to_be_hidden()


def test_every_page_of_the_perpetrator_part_asks_and_no_other_does(kept: Page, site: str):
    asking = perpetrator_pages()
    assert len(asking) > 3
    for page in load().pages:
        path = f"guide/{page.head.id}/"
        kept.goto(f"{site}/en/{path}")
        if path in asking:
            expect(kept.get_by_role("button", name="Open anyway")).to_be_visible()
            expect(kept.locator(".body")).to_be_hidden()
        else:
            expect(kept.locator(".body")).to_be_visible()
            expect(kept.locator("[data-start=order-guard]")).to_have_count(0)


def test_the_perpetrator_part_is_never_locked(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/{perpetrator_pages()[0]}")
    expect(page.get_by_text("What has the victim asked for?")).to_be_visible()
    expect(page.locator(".body")).to_be_visible()
    context.close()


def test_the_perpetrator_part_prints_whole_whatever_was_answered(kept: Page, site: str):
    kept.goto(f"{site}/en/{perpetrator_pages()[0]}")
    expect(kept.locator(".body")).to_be_hidden()
    kept.emulate_media(media="print")
    expect(kept.locator(".body")).to_be_visible()
    expect(kept.get_by_text("What has the victim asked for?")).to_be_visible()


@pytest.mark.parametrize("in_place", [False, True], ids=["by its address", "in place"])
def test_what_an_address_points_at_stands_below_the_bar(kept: Page, site: str, in_place: bool):
    kept.set_viewport_size({"width": 1280, "height": 900})
    if in_place:
        kept.goto(f"{site}/en/guide/meeting-notes/")
        kept.locator("main a[href$='/words/#w-who-did-it']").first.click()
    else:
        kept.goto(f"{site}/en/words/#w-who-did-it")
    term = kept.locator("#w-who-did-it")
    expect(term).to_be_in_viewport()
    assert term.bounding_box()["y"] >= kept.locator(".bar").evaluate("(bar) => bar.getBoundingClientRect().bottom")
