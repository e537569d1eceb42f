"""The screens about notes themselves: for everybody, on the narrowest phone, and without a word where it does not belong."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    PAGE,
    SLOW,
    WORDS,
    follow,
    manage,
    new_passphrase,
    open_notes,
    press,
    write,
    write_free,
)

pytestmark = pytest.mark.usefixtures("patience")


def screens(page: Page) -> Iterator[str]:
    """Walks through every screen about notes, and names each."""
    open_notes(page)
    yield "empty board"
    press(page, "Write a note")
    page.get_by_role("dialog").locator("summary").click()
    yield "ways"
    press(page, "On this phone, with a passphrase")
    expect(page.locator(".offered")).not_to_be_empty()
    page.get_by_label("Show what I type").check()
    new_passphrase(page, "short")
    yield "new passphrase"
    new_passphrase(page, WORDS)
    page.locator(".note-form").wait_for(timeout=SLOW)
    yield "note form"
    write(page, "https://example.org/" + "a-long-word-without-an-end" * 4, expires="7")
    write_free(page, "another")
    manage(page)
    yield "board"
    press(page.locator("details.manage"), "Change the passphrase")
    yield "passphrase"
    press(page.get_by_role("dialog"), "Back")
    page.get_by_role("button", name="Remove", exact=True).first.click()
    yield "sure"
    press(page.get_by_role("dialog"), "Back")
    press(page, "Close the notes now")
    page.get_by_text("The passphrase is lost").click()
    page.locator(".unlock").get_by_label("Passphrase").fill("wrong")
    press(page, "Open the notes")
    expect(page.locator(".unlock .alert")).not_to_be_empty(timeout=SLOW)
    yield "closed"
    follow(page, PAGE)
    press(page, "Write a note here")
    write(page, "while closed")
    page.locator(".notice").wait_for()
    yield "page notes and notice"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_on_any_screen(kept: Page, scheme: str):
    kept.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for name in screens(kept):
        found = Axe().run(kept, options=options)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"


SMALL = """() => [...document.querySelectorAll('button, summary, .button, .button-like, label.line, select, input:not([type=checkbox], [type=file]), textarea, dialog .exit')]
    .filter((element) => element.checkVisibility() && (!document.querySelector('dialog[open]') || element.closest('dialog')))
    .map((element) => [element.textContent.trim() || element.name, element.getBoundingClientRect()])
    .filter(([, box]) => box.height < 47.5 || box.width < 40)
    .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""


def test_no_screen_scrolls_sideways_on_the_narrowest_phone_and_all_fits_a_thumb(kept: Page):
    kept.set_viewport_size({"width": 320, "height": 568})
    for name in screens(kept):
        assert kept.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert kept.evaluate("[...document.querySelectorAll('dialog')].every((dialog) => dialog.scrollWidth <= dialog.clientWidth)"), name
        assert kept.evaluate(SMALL) == [], name


def test_title_and_address_say_nothing_of_notes_that_are_there(kept: Page):
    for name in screens(kept):
        assert kept.title() in ("Notes · Handrail", "First hours · Handrail"), name
        assert kept.evaluate("location.search + location.hash") == "", name
        assert set(kept.evaluate("Object.keys(history.state)")) <= {"at", "steps"}, name


def test_every_field_keeps_the_browser_from_remembering_and_from_asking_elsewhere(kept: Page):
    """Session files, form histories, spelling services and translation services get nothing."""
    bad = """() => [...document.querySelectorAll('input, textarea, select, .note-text, .offered')].filter((element) => {
        if (element.matches('.note-text, .offered')) return element.translate;
        if (element.closest('[autocomplete]')?.getAttribute('autocomplete') !== 'off' || element.autocomplete !== 'off') return true;
        return element.matches('textarea, input[type=text], input[type=search], input[type=password]') && element.spellcheck;
    }).map((element) => element.outerHTML)"""
    for name in screens(kept):
        assert kept.evaluate(bad) == [], name
