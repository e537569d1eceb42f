"""Notes close: by the button, by themselves, and off every screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    LIST,
    OTHER_WORDS,
    PAGE,
    SECRET,
    begin_to_keep,
    come_to_rest,
    follow,
    hide,
    is_locked,
    manage,
    note_texts,
    open_notes,
    press,
    unlock,
    write,
)
from tests.browser.conftest import wait_until_kept
from tests.browser.engines import until

pytestmark = pytest.mark.usefixtures("patience")

MINUTE = 60_000


def test_the_button_closes_the_notes_at_once(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    press(kept, "Close the notes now")
    is_locked(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET]


@pytest.fixture
def open_with_clock(page: Page, site: str) -> Page:
    """The notes page with the notes open, in a time that the test makes pass."""
    page.clock.install()
    page.goto(f"{site}/en/")
    wait_until_kept(page)
    begin_to_keep(page, "passphrase", SECRET)
    return page


def test_notes_close_after_five_minutes_without_a_touch_and_not_before(open_with_clock: Page):
    page = open_with_clock
    page.clock.run_for(4 * MINUTE)
    expect(page.locator(".note-text")).to_have_text([SECRET])
    page.mouse.move(10, 10)
    page.keyboard.press("Shift")
    page.clock.run_for(4 * MINUTE)
    expect(page.locator(".note-text")).to_have_text([SECRET])
    page.clock.run_for(MINUTE + 10_000)
    is_locked(page)


def test_notes_close_after_a_minute_out_of_sight(open_with_clock: Page):
    page = open_with_clock
    hide(page)
    page.clock.run_for(30_000)
    hide(page, False)
    expect(page.locator(".note-text")).to_have_text([SECRET])
    hide(page)
    page.clock.run_for(70_000)
    expect(page.locator(".unlock")).to_have_count(1)
    assert SECRET not in page.content()
    hide(page, False)
    is_locked(page)


def test_notes_are_closed_when_a_phone_that_slept_is_looked_at_again(open_with_clock: Page):
    page = open_with_clock
    hide(page)
    # Timers stood still; the first thing that runs is the event.
    page.evaluate("(wall) => { Date.now = () => wall; }", page.evaluate("Date.now()") + 61_000)
    shown = page.evaluate(
        """() => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
            document.dispatchEvent(new Event('visibilitychange'));
            return new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => resolve(document.body.innerText); port2.postMessage(''); });
        }"""
    )
    assert SECRET not in shown
    is_locked(page)


@pytest.mark.parametrize(
    "tamper",
    [
        "() => { const stopped = Date.now(); Date.now = () => stopped; }",
        "() => { const stopped = performance.now(); Object.defineProperty(performance, 'now', { value: () => stopped }); }",
    ],
    ids=["wall clock stands", "steady clock stands"],
)
def test_notes_close_by_the_clock_that_goes_on(open_with_clock: Page, tamper: str):
    page = open_with_clock
    page.evaluate(tamper)
    page.clock.run_for(4 * MINUTE)
    expect(page.locator(".note-text")).to_have_text([SECRET])
    page.clock.run_for(MINUTE + 10_000)
    is_locked(page)


@pytest.mark.parametrize("days", [-1, 1])
def test_notes_close_when_somebody_sets_the_clock(open_with_clock: Page, days: int):
    page = open_with_clock
    page.evaluate("(shift) => { const now = Date.now.bind(Date); Date.now = () => now() + shift; }", days * 24 * 60 * MINUTE)
    page.clock.run_for(10_000)
    is_locked(page)


def test_nothing_is_seen_while_the_page_is_hidden(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Keep them in another way")
    hide(kept)
    expect(kept.locator(".note-text")).to_be_hidden()
    expect(kept.locator("dialog")).to_be_hidden()
    assert SECRET not in kept.evaluate("document.body.innerText")
    hide(kept, False)
    expect(kept.locator("dialog")).to_be_visible()
    press(kept, "Until I close this")
    press(kept.get_by_role("dialog"), "Back")
    expect(kept.locator(".note-text")).to_be_visible()


@pytest.mark.parametrize("path", [PAGE, LIST])
def test_closing_takes_a_half_written_note_off_the_screen_and_opening_gives_it_back(kept: Page, path: str):
    begin_to_keep(kept, "passphrase", "a kept one")
    follow(kept, path)
    button = kept.get_by_role("button", name="Write a note here" if path == PAGE else "Note", exact=True).first
    button.click()
    kept.get_by_label("Note", exact=True).fill(SECRET)
    other = kept.context.new_page()
    other.goto(kept.url)
    open_notes(other)
    unlock(other)
    press(other, "Close the notes now")
    expect(kept.locator(".note-form")).to_have_count(0)
    button.click()
    expect(kept.get_by_label("Note", exact=True)).to_have_value("")
    press(kept, "Do not keep it")
    open_notes(kept)
    unlock(kept)
    follow(kept, path)
    button.click()
    expect(kept.get_by_label("Note", exact=True)).to_have_value(SECRET)
    write(kept, f"{SECRET} and more")
    other.close()


HALF = "half of a line"


def type_an_agreement(page: Page) -> None:
    follow(page, "exercises/")
    page.get_by_text("Add an agreement").click()
    page.get_by_label("What will you do?").fill(HALF)
    page.get_by_label("Which role looks after it?").fill(HALF)


def type_a_line_of_a_map(page: Page) -> None:
    follow(page, "exercises/map-tasks/")
    press(page, "Begin a map")
    page.get_by_label("Another role").fill(HALF)


def type_an_agenda(page: Page) -> None:
    follow(page, "meeting/")
    press(page, "Make our own agenda")
    page.get_by_label("What you call this agenda").fill(HALF)
    page.get_by_label("What happens").first.fill(HALF)


def type_a_role(page: Page) -> None:
    follow(page, "meeting/")
    page.locator("#ninety-minutes [data-does=start]").click()
    page.get_by_label("Facilitator", exact=True).fill(HALF)


def type_a_search(page: Page) -> None:
    follow(page, "search/")
    page.get_by_role("searchbox").fill(HALF)
    expect(page.locator("[data-part=own]")).to_contain_text(HALF)


SEEN = "() => document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value)"
LOCK = "import(new URL('keep.js', document.querySelector('script[type=module]').src).href).then((keep) => keep.lock())"
LOCKED = LOCK.replace("keep.lock()", "keep.status().state === 'locked'")
HALF_TYPED = [type_an_agreement, type_a_line_of_a_map, type_an_agenda, type_a_role, type_a_search]


@pytest.mark.parametrize("half_type", HALF_TYPED)
def test_closing_takes_what_is_half_typed_off_every_page(kept: Page, half_type: Callable[[Page], None]):
    begin_to_keep(kept, "passphrase", HALF)
    half_type(kept)
    assert HALF in kept.evaluate(SEEN)
    kept.evaluate(LOCK)
    # The box of the search answers a moment later.
    expect(kept.locator("[data-part=own]:visible", has_text=HALF)).to_have_count(0)
    assert HALF not in kept.evaluate(SEEN)


def test_what_a_group_prepares_on_the_table_stays_until_the_phone_is_put_away(open_with_clock: Page):
    page = open_with_clock
    type_a_role(page)
    come_to_rest(page)
    page.clock.run_for(5 * MINUTE + 10_000)
    until(lambda: page.evaluate(LOCKED), "The notes are closed")
    assert HALF in page.evaluate(SEEN)
    hide(page)
    page.clock.fast_forward(2 * MINUTE)
    hide(page, False)
    expect(page.locator(".run")).to_be_empty()
    assert HALF not in page.evaluate(SEEN)


def test_closing_closes_an_open_dialog_and_what_is_typed_there(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Make a file")
    kept.get_by_role("dialog").get_by_label("Passphrase", exact=True).fill(OTHER_WORDS)
    other = kept.context.new_page()
    other.goto(kept.url)
    unlock(other)
    press(other, "Close the notes now")
    is_locked(kept)
    expect(kept.locator("dialog")).to_have_count(0)
    other.close()


def test_a_note_written_while_the_notes_are_closed_says_so_and_is_kept_on_opening(kept: Page):
    begin_to_keep(kept, "passphrase", "before")
    press(kept, "Close the notes now")
    follow(kept, PAGE)
    expect(kept.locator(".page-notes")).to_contain_text("Your notes are closed.")
    press(kept, "Write a note here")
    write(kept, SECRET)
    expect(kept.locator(".notice")).to_contain_text("Open them again; what you entered is still here")
    open_notes(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET, "before"]
    kept.reload()
    unlock(kept)
    assert note_texts(kept) == [SECRET, "before"]
