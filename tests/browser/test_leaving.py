"""Leaving in a hurry, from every page, and coming back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.by_hand import (
    LIST,
    PAGE,
    SECRET,
    begin_to_keep,
    follow,
    is_locked,
    manage,
    note_texts,
    press,
    unlock,
)
from tests.browser.conftest import CHROMIUM_ARGUMENTS, Site, assert_quiet, chromium, wait_until_kept, watch
from tests.browser.test_reading import TEMPLATES

pytestmark = pytest.mark.usefixtures("patience")


LEAVE = """() => {
    document.querySelector('[data-exit]').click();
    return { left: document.body.innerText, children: document.body.children.length, title: document.title };
}"""


COVERED = """() => {
    const { x, y, width, height } = document.querySelector('[data-exit]').getBoundingClientRect();
    const inside = x >= 0 && y >= 0 && x + width <= innerWidth && y + height <= innerHeight;
    const onTop = Boolean(document.elementFromPoint(x + width / 2, y + height / 2)?.closest('[data-exit]'));
    return inside && onTop && width >= 48 && height >= 48 ? null : { x, y, width, height, inside, onTop };
}"""


@pytest.mark.parametrize("path", TEMPLATES)
def test_the_way_out_is_in_reach_of_a_thumb(page: Page, site: str, path: str):
    """Upright, on its side, with the keyboard open, and on a desk; at the beginning of the page and at its end."""
    page.expected = ["404"]
    page.goto(f"{site}/en/{path}")
    for width, height in [(390, 844), (320, 300), (740, 340), (1280, 800), (1280, 360)]:
        page.set_viewport_size({"width": width, "height": height})
        for end in (0, 1e6):
            page.evaluate("(end) => scrollTo(0, end)", end)
            assert page.evaluate(COVERED) is None, (width, height, end)


def test_leaving_from_every_page_empties_it_closes_the_notes_and_shows_nothing_on_return(kept: Page, site: str, elsewhere: None):
    kept.expected = ["404"]
    begin_to_keep(kept, "passphrase", SECRET)
    for path in TEMPLATES:
        kept.goto(f"{site}/en/notes/")
        unlock(kept)
        follow(kept, path)
        kept.locator("h1").first.wait_for()
        assert kept.evaluate(LEAVE) == {"left": "", "children": 0, "title": ""}, path
        kept.wait_for_url("https://**")
        assert kept.go_forward() is None, path
        for _ in range(2):
            kept.go_back()
            kept.locator("h1").first.wait_for()
            assert SECRET not in kept.content(), path
        if "/notes/" in kept.url:
            is_locked(kept)
    kept.goto(f"{site}/en/notes/")
    is_locked(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET]


def test_leaving_takes_the_pages_that_were_walked_through_out_of_the_history(kept: Page, elsewhere: None):
    begin_to_keep(kept, "passphrase", SECRET)
    follow(kept, PAGE)
    follow(kept, LIST)
    kept.evaluate(LEAVE)
    kept.wait_for_url("https://**")
    for _ in range(3):
        kept.go_back()
        assert "/guide/" not in kept.url
        assert "/notes/" not in kept.url


def test_leaving_while_a_note_is_written_shows_nothing_of_it_again(kept: Page, site: str, elsewhere: None):
    begin_to_keep(kept, "passphrase", "before")
    press(kept, "Write a note")
    kept.get_by_label("Note", exact=True).fill(SECRET)
    assert kept.evaluate(LEAVE)["children"] == 0
    kept.wait_for_url("https://**")
    kept.go_back()
    kept.locator("h1").first.wait_for()
    assert SECRET not in kept.content()
    kept.goto(f"{site}/en/notes/")
    is_locked(kept)
    unlock(kept)
    press(kept, "Write a note")
    expect(kept.get_by_label("Note", exact=True)).to_have_value("")


@pytest.mark.parametrize("dialog", ["Keep them in another way", "Change the passphrase", "Make a file", "Remove everything from this phone"])
def test_every_dialog_carries_the_way_out(kept: Page, dialog: str, elsewhere: None):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, dialog)
    leave = kept.get_by_role("dialog").get_by_role("link", name="Leave")
    expect(leave).to_be_in_viewport(ratio=1)
    assert leave.bounding_box()["height"] >= 48
    leave.click()
    kept.wait_for_url("https://**")
    kept.go_back()
    kept.locator("h1").first.wait_for()
    assert SECRET not in kept.content()
    expect(kept.get_by_role("dialog")).to_have_count(0)


def test_leaving_while_a_note_is_being_saved_breaks_nothing(kept: Page, site: str, elsewhere: None):
    begin_to_keep(kept, "passphrase", "before")
    press(kept, "Write a note")
    kept.get_by_label("Note", exact=True).fill(SECRET)
    kept.evaluate("() => { document.querySelector('.note-form .button').click(); document.querySelector('[data-exit]').click(); }")
    kept.wait_for_url("https://**")
    kept.goto(f"{site}/en/notes/")
    is_locked(kept)
    unlock(kept)
    assert "before" in note_texts(kept)


def test_leaving_without_a_network_shows_a_plain_line(kept: Page, running: Site):
    begin_to_keep(kept, "passphrase", SECRET)
    with running.down():
        kept.context.set_offline(True)
        assert kept.evaluate(LEAVE) == {"left": "", "children": 0, "title": ""}
        expect(kept.locator("body")).to_have_text("No connection.")
        assert kept.evaluate("location.pathname") == "/"
        assert kept.title() == ""
        kept.evaluate("history.back()")
        kept.wait_for_timeout(500)
        assert SECRET not in kept.content()
        kept.context.set_offline(False)
        kept.goto(f"{running.base}/en/notes/")
        is_locked(kept)
        unlock(kept)
        assert note_texts(kept) == [SECRET]


def test_leaving_closes_the_other_tabs(kept: Page, second_tab: Page, site: str, elsewhere: None):
    begin_to_keep(kept, "passphrase", SECRET)
    second_tab.goto(f"{site}/en/")
    second_tab.get_by_role("link", name="Leave").click()
    second_tab.wait_for_url("https://**")
    is_locked(kept)


@pytest.fixture
def remembering(playwright: Playwright, running: Site, browser_context_args: dict) -> Iterator[Page]:
    """A page on a kept guide, in a browser that keeps whole pages for Back, as people's browsers do."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"])
    page = browser.new_context(**browser_context_args).new_page()
    watch(page)
    page.goto(f"{running.base}/en/")
    wait_until_kept(page)
    yield page
    assert_quiet(page)
    browser.close()


@pytest.mark.parametrize("dialog", [False, True])
def test_back_does_not_bring_notes_back_from_the_browsers_memory(remembering: Page, running: Site, dialog: bool):
    page = remembering
    begin_to_keep(page, "passphrase", SECRET)
    if dialog:
        manage(page, "Make a file")
        page.get_by_role("dialog").get_by_label("Passphrase", exact=True).fill(SECRET)
        page.get_by_label("Show what I type").check()
    page.evaluate(
        """() => addEventListener('pageshow', ({ persisted }) => {
            if (persisted) document.cookie = `seen=${document.body.innerText.length}-${document.querySelectorAll('input').length}`;
        }, { capture: true })"""
    )
    page.goto(f"http://127.0.0.1:{running.port}/en/about/")
    page.go_back(wait_until="commit")
    is_locked(page)
    expect(page.locator("dialog")).to_have_count(0)
    # It was there, whole and empty, before it loaded anew.
    assert [cookie["value"] for cookie in page.context.cookies()] == ["0-0"]
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"
