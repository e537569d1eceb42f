"""Writing, closing, leaving in a hurry, coming back, moving to another phone, wiping: what a person sees, through the front door."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route, expect

from tests.browser.by_hand import (
    OTHER_WORDS,
    SLOW,
    WORDS,
    begin_to_keep,
    bring_in,
    choose,
    export,
    follow,
    give_passphrase,
    is_kept,
    manage,
    new_passphrase,
    note_texts,
    open_notes,
    press,
    unlock,
    write,
    write_free,
)
from tests.browser.conftest import CHROMIUM_ARGUMENTS, Site, assert_quiet, chromium, wait_until_kept, watch
from tests.browser.test_reading import TEMPLATES

LIST = "checklists/first-day/"
PAGE = "guide/first-hours/"
SECRET = "The word nobody else may read"
MINUTE = 60_000

DATABASES = "indexedDB.databases().then((found) => found.map(({ name }) => name).sort())"
STORED = "localStorage.length + sessionStorage.length"


def tick(page: Page, number: int = 0) -> None:
    page.locator(".items label").nth(number).click()


def is_ticked(page: Page, number: int = 0) -> None:
    expect(page.locator("[data-item]").nth(number)).to_have_attribute("data-state", "done")


def is_locked(page: Page) -> None:
    expect(page.locator(".unlock")).to_be_visible(timeout=SLOW)
    assert SECRET not in page.content()


@pytest.fixture(autouse=True)
def patience(context: BrowserContext) -> None:
    context.set_default_timeout(15_000)


@pytest.fixture
def elsewhere(context: BrowserContext) -> None:
    """An ordinary site, for leaving to."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Elsewhere</title><h1>An ordinary site</h1>", content_type="text/html")

    context.route("https://**", answer)


# Asking once


def test_the_first_tick_asks_once_how_to_keep(kept: Page):
    follow(kept, LIST)
    tick(kept)
    dialog = kept.get_by_role("dialog", name="How should this phone keep what you enter?")
    expect(dialog).to_be_visible()
    choose(kept, "memory")
    is_ticked(kept)
    tick(kept, 1)
    is_ticked(kept, 1)
    kept.wait_for_timeout(500)
    expect(kept.get_by_role("dialog")).to_have_count(0)


def test_until_i_close_this_is_remembered_and_stores_nothing(kept: Page):
    follow(kept, LIST)
    tick(kept)
    choose(kept, "memory")
    press(kept.locator("[data-item]").first, "Note")
    write(kept, SECRET)
    assert kept.evaluate(DATABASES) == ["guide"]
    assert kept.evaluate(STORED) == 0
    assert kept.context.cookies() == []
    kept.reload()
    expect(kept.locator("[data-item]").first).to_have_attribute("data-state", "open")
    assert SECRET not in kept.content()
    tick(kept)
    is_ticked(kept)
    kept.wait_for_timeout(500)
    expect(kept.get_by_role("dialog")).to_have_count(0)
    expect(kept.locator(".standing")).to_contain_text("only until you close this")


def test_rather_not_write_opens_no_form_and_does_not_ask_at_every_tick(kept: Page):
    open_notes(kept)
    press(kept, "Write a note")
    choose(kept, "not")
    expect(kept.locator(".note-form")).to_have_count(0)
    follow(kept, LIST)
    tick(kept)
    choose(kept, "not")
    tick(kept, 1)
    kept.wait_for_timeout(500)
    expect(kept.get_by_role("dialog")).to_have_count(0)
    assert kept.evaluate(DATABASES) == ["guide"]


def test_before_the_first_note_it_says_what_cannot_be_promised(kept: Page):
    open_notes(kept)
    press(kept, "Write a note")
    dialog = kept.get_by_role("dialog")
    expect(dialog).to_contain_text("Who could read this?")
    expect(dialog).to_contain_text("You need not write it down")
    dialog.locator("summary").click()
    for words in ("history", "network", "screenshots", "keyboard", "backups", "spying", "suddenly empty", "private window", "Another phone may be safer"):
        expect(dialog.locator("details")).to_contain_text(words)


# Notes and ticks


def test_notes_and_ticks_behind_a_passphrase_come_back_with_it_alone(kept: Page):
    follow(kept, LIST)
    tick(kept)
    choose(kept, "passphrase")
    kept.get_by_role("button", name="Not for us").nth(1).click()
    expect(kept.locator(".standing")).to_contain_text("behind your passphrase")
    open_notes(kept)
    write_free(kept, SECRET)
    kept.reload()
    is_locked(kept)
    kept.locator(".unlock").get_by_label("Passphrase").fill("another five words than those")
    press(kept, "Open the notes")
    expect(kept.locator(".unlock [role=alert]")).to_have_text("That passphrase does not open this.", timeout=SLOW)
    is_locked(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET]
    follow(kept, LIST)
    is_ticked(kept)
    expect(kept.locator("[data-item]").nth(1)).to_have_attribute("data-state", "not-for-us")


def test_the_five_words_that_are_offered_open_the_notes(kept: Page):
    open_notes(kept)
    press(kept, "Write a note")
    press(kept, "On this phone, with a passphrase")
    offered = kept.locator(".offered")
    expect(offered).not_to_be_empty()
    words = offered.inner_text()
    assert len(words.split()) == 5
    new_passphrase(kept, words)
    write(kept, SECRET)
    kept.reload()
    unlock(kept, words)
    assert note_texts(kept) == [SECRET]


def test_a_weak_passphrase_is_refused_with_the_reason(kept: Page):
    open_notes(kept)
    press(kept, "Write a note")
    press(kept, "On this phone, with a passphrase")
    said = kept.get_by_role("dialog").get_by_role("alert")
    for words, again, reason in [
        ("1234", "1234", "Numbers alone"),
        ("short one", "short one", "too short"),
        (WORDS, OTHER_WORDS, "not the same"),
    ]:
        new_passphrase(kept, words, again)
        expect(said).to_contain_text(reason)
    assert kept.evaluate(DATABASES) == ["guide"]


def test_notes_stand_on_their_page_at_their_item_and_in_the_list(kept: Page):
    begin_to_keep(kept, "plain", "a free one")
    follow(kept, PAGE)
    press(kept, "Write a note here")
    write(kept, "one on the page")
    follow(kept, LIST)
    press(kept.locator("[data-item]").nth(2), "Note")
    write(kept, "one at the item")
    expect(kept.locator(".note")).to_have_count(1)
    expect(kept.locator("[data-item]").nth(2).locator(".note-text")).to_have_text("one at the item")
    follow(kept, PAGE)
    expect(kept.locator(".page-notes .note-text")).to_have_text(["one on the page"])
    open_notes(kept)
    assert note_texts(kept) == ["one at the item", "one on the page", "a free one"]
    kept.locator(".note", has_text="one on the page").get_by_role("link").click()
    kept.wait_for_url(f"**/en/{PAGE}")
    expect(kept.locator(".page-notes .note-text")).to_have_text(["one on the page"])


def test_search_finds_among_notes_whatever_the_accents(kept: Page):
    begin_to_keep(kept, "memory", "Café key: the cook", "Door key: the second facilitator", "Minutes")
    search = kept.get_by_label("Search in your notes")
    search.fill("CAFE")
    expect(kept.locator(".note-text")).to_have_text(["Café key: the cook"])
    search.fill("key")
    expect(kept.locator(".note-text")).to_have_count(2)
    search.fill("")
    expect(kept.locator(".note-text")).to_have_count(3)


def test_a_search_can_be_ended_when_one_note_is_left(kept: Page):
    begin_to_keep(kept, "memory", "the first", "the second")
    search = kept.get_by_label("Search in your notes")
    search.fill("first")
    expect(kept.locator(".note-text")).to_have_text(["the first"])
    press(kept, "Remove")
    press(kept, "Remove it")
    expect(kept.locator(".note-text")).to_have_count(0)
    expect(search).to_be_visible()
    search.fill("")
    expect(kept.locator(".note-text")).to_have_text(["the second"])


def test_a_note_can_be_changed_and_is_removed_after_a_question(kept: Page):
    begin_to_keep(kept, "plain", "as it was")
    press(kept, "Change")
    expect(kept.get_by_label("Note", exact=True)).to_have_value("as it was")
    write(kept, "as it is")
    assert note_texts(kept) == ["as it is"]
    kept.reload()
    expect(kept.locator(".note-text")).to_have_text(["as it is"])
    press(kept, "Remove")
    expect(kept.get_by_role("dialog")).to_contain_text("cannot be brought back")
    press(kept.get_by_role("dialog"), "Back")
    expect(kept.locator(".note-text")).to_have_text(["as it is"])
    press(kept, "Remove")
    press(kept, "Remove it")
    expect(kept.locator(".note-text")).to_have_count(0)
    kept.reload()
    is_kept(kept, "plain")
    assert note_texts(kept) == []


def test_a_note_removes_itself_on_its_day(kept: Page):
    begin_to_keep(kept, "plain", "stays")
    write_free(kept, "goes", expires="7")
    expect(kept.locator(".note", has_text="goes").locator(".meta")).to_contain_text("Removed by itself on")
    began = datetime.now()
    # On its day it goes for good, and does not come back with the clock.
    for days, left in [(6, ["goes", "stays"]), (7, ["stays"]), (0, ["stays"])]:
        kept.clock.set_system_time(began + timedelta(days=days))
        kept.reload()
        expect(kept.locator(".note-text")).to_have_text(left)


def test_the_day_of_a_note_can_be_seen_and_taken_away(kept: Page):
    begin_to_keep(kept, "memory")
    write_free(kept, "goes", expires="7")
    press(kept, "Change")
    days = kept.get_by_label("Remove by itself")
    expect(days.locator("option:checked")).to_contain_text("as before")
    press(kept, "Keep the note")
    expect(kept.locator(".meta")).to_contain_text("Removed by itself on")
    press(kept, "Change")
    days.select_option("")
    press(kept, "Keep the note")
    expect(kept.locator(".note-text")).to_have_text(["goes"])
    expect(kept.locator(".meta")).not_to_contain_text("Removed by itself")


def test_turning_back_from_a_change_leaves_the_note_as_it_was(kept: Page):
    begin_to_keep(kept, "memory", "as it was")
    press(kept, "Change")
    kept.get_by_label("Note", exact=True).fill("something else")
    press(kept, "Do not keep it")
    expect(kept.locator(".note-text")).to_have_text(["as it was"])


# Ways of keeping


def test_the_way_changes_at_any_time_without_loss(kept: Page):
    begin_to_keep(kept, "memory", "the first")
    follow(kept, LIST)
    tick(kept)
    open_notes(kept)
    manage(kept, "Keep them in another way")
    choose(kept, "passphrase")
    is_kept(kept, "passphrase")
    write_free(kept, "the second")
    manage(kept, "Keep them in another way")
    press(kept, "On this phone, without a passphrase")
    give_passphrase(kept, WORDS)
    is_kept(kept, "plain")
    assert note_texts(kept) == ["the second", "the first"]
    kept.reload()
    is_kept(kept, "plain")
    assert note_texts(kept) == ["the second", "the first"]
    manage(kept, "Keep them in another way")
    press(kept, "Until I close this")
    is_kept(kept, "memory")
    assert note_texts(kept) == ["the second", "the first"]
    assert kept.evaluate(DATABASES) == ["guide"]
    follow(kept, LIST)
    is_ticked(kept)


def test_leaving_the_passphrase_needs_it(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Keep them in another way")
    press(kept, "On this phone, without a passphrase")
    give_passphrase(kept, OTHER_WORDS)
    expect(kept.locator(".said")).to_have_text("That passphrase does not open this.", timeout=SLOW)
    is_kept(kept, "passphrase")
    kept.reload()
    is_locked(kept)


def test_a_new_passphrase_takes_the_place_of_the_old(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Change the passphrase")
    give_passphrase(kept, WORDS)
    new_passphrase(kept, OTHER_WORDS)
    expect(kept.locator(".said")).to_have_text("The passphrase is changed.", timeout=SLOW)
    kept.reload()
    kept.locator(".unlock").get_by_label("Passphrase").fill(WORDS)
    press(kept, "Open the notes")
    expect(kept.locator(".unlock [role=alert]")).to_have_text("That passphrase does not open this.", timeout=SLOW)
    unlock(kept, OTHER_WORDS)
    assert note_texts(kept) == [SECRET]


# To another phone


def test_a_file_moves_everything_to_another_phone_without_a_network(kept: Page, running: Site, browser: Browser, browser_context_args: dict, tmp_path: Path):
    other_phone = browser.new_context(**browser_context_args)
    other = other_phone.new_page()
    watch(other)
    other.goto(f"{running.base}/en/")
    wait_until_kept(other)
    begin_to_keep(kept, "passphrase", SECRET)
    with running.down():
        follow(kept, LIST)
        tick(kept)
        is_ticked(kept)
        open_notes(kept)
        file = export(kept, tmp_path)
        expect(kept.locator(".said")).to_contain_text("in your downloads")
        assert file.name == "records.bin"
        assert SECRET.encode() not in file.read_bytes()
        open_notes(other)
        bring_in(other, file)
        expect(other.locator(".said")).to_contain_text("2 added", timeout=SLOW)
        choose(other, "passphrase", OTHER_WORDS)
        is_kept(other, "passphrase")
        other.reload()
        is_locked(other)
        unlock(other, OTHER_WORDS)
        assert note_texts(other) == [SECRET]
        follow(other, LIST)
        is_ticked(other)
    command = [sys.executable, "-m", "app.vault_file", str(file)]
    read = subprocess.run(command, input=f"{OTHER_WORDS}\n", capture_output=True, text=True, start_new_session=True, check=False)
    assert read.returncode == 0, read.stderr
    assert SECRET in read.stdout
    assert_quiet(other)
    other_phone.close()


@pytest.mark.parametrize(
    ("content", "words", "reason"),
    [
        (b"\xff\xd8\xff\xe0 a photo", OTHER_WORDS, "not a file of notes from this app"),
        (None, WORDS, "That passphrase does not open this."),
        (b"one byte more", OTHER_WORDS, "damaged"),
    ],
    ids=["photo", "wrong passphrase", "changed"],
)
def test_a_file_that_does_not_open_says_why_and_changes_nothing(kept: Page, tmp_path: Path, content: bytes | None, words: str, reason: str):
    begin_to_keep(kept, "plain", "mine")
    file = export(kept, tmp_path)
    if content and b"photo" in content:
        file.write_bytes(content)
    elif content:
        file.write_bytes(file.read_bytes() + content)
    bring_in(kept, file, words)
    expect(kept.locator(".said")).to_contain_text(reason, timeout=SLOW)
    assert note_texts(kept) == ["mine"]


def test_a_file_brought_in_twice_replaces_and_doubles_nothing(kept: Page, tmp_path: Path):
    begin_to_keep(kept, "plain", "mine")
    file = export(kept, tmp_path)
    press(kept, "Change")
    write(kept, "mine, changed since")
    bring_in(kept, file)
    expect(kept.locator(".said")).to_contain_text("0 added, 1 kept beside one that was here", timeout=SLOW)
    expect(kept.locator(".note-text")).to_have_text(["mine", "mine, changed since"])
    expect(kept.locator(".note", has_text="A second text of the same note")).to_have_count(1)
    bring_in(kept, file)
    expect(kept.locator(".said")).to_contain_text("0 added, 0 kept beside one that was here, 1 here already", timeout=SLOW)
    expect(kept.locator(".note-text")).to_have_count(2)


# Closing


def test_the_button_closes_the_notes_at_once(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    press(kept, "Close the notes now")
    is_locked(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET]


def hide(page: Page, hidden: bool = True) -> None:
    """Another app comes to the front, or goes."""
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


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
    page.clock.run_for(5 * MINUTE + 10_000)
    assert page.evaluate(LOCKED)
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


# Two tabs


@pytest.fixture
def second_tab(kept: Page) -> Iterator[Page]:
    page = kept.context.new_page()
    watch(page)
    yield page
    assert_quiet(page)
    page.close()


def test_closing_one_tab_closes_the_other(kept: Page, second_tab: Page, site: str):
    begin_to_keep(kept, "passphrase", SECRET)
    second_tab.goto(f"{site}/en/notes/")
    unlock(second_tab)
    expect(second_tab.locator(".note-text")).to_have_text([SECRET])
    press(kept, "Close the notes now")
    is_locked(second_tab)


def test_what_one_tab_writes_the_other_shows(kept: Page, second_tab: Page, site: str):
    begin_to_keep(kept, "plain", "the first")
    second_tab.goto(f"{site}/en/notes/")
    is_kept(second_tab, "plain")
    write_free(second_tab, "the second")
    expect(kept.locator(".note-text")).to_have_text(["the second", "the first"])


def test_two_tabs_that_change_one_note_keep_both_texts(kept: Page, second_tab: Page, site: str):
    begin_to_keep(kept, "plain", "as it was")
    second_tab.goto(f"{site}/en/notes/")
    is_kept(second_tab, "plain")
    press(kept, "Change")
    press(second_tab, "Change")
    write(second_tab, "what the second made of it")
    write(kept, "what the first made of it")
    for page in (kept, second_tab):
        expect(page.locator(".note-text")).to_have_text(["what the first made of it", "what the second made of it"])
        expect(page.locator(".note", has_text="A second text of the same note")).to_have_count(1)


def test_a_tab_without_a_passphrase_opens_again_after_another_was_left(kept: Page, second_tab: Page, site: str, elsewhere: None):
    begin_to_keep(kept, "plain", "mine")
    second_tab.goto(f"{site}/en/notes/")
    is_kept(second_tab, "plain")
    second_tab.get_by_role("link", name="Leave").click()
    second_tab.wait_for_url("https://**")
    expect(kept.locator(".unlock")).to_be_visible()
    expect(kept.locator(".unlock").get_by_label("Passphrase")).to_be_hidden()
    press(kept, "Open the notes")
    expect(kept.locator(".note-text")).to_have_text(["mine"])


# Leaving

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


# Wiping


@contextmanager
def overheard(running: Site) -> Iterator[list[tuple[str, str | None]]]:
    """The paths that the server is asked for, with our header."""
    heard: list[tuple[str, str | None]] = []

    def listen(environ, start_response):
        heard.append((environ["PATH_INFO"], environ.get("HTTP_X_HANDRAIL")))

    with running.fault(listen):
        yield heard


LEFT = """async () => ({
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    stored: localStorage.length + sessionStorage.length,
})"""
NOTHING = {"databases": 0, "caches": 0, "workers": 0, "stored": 0}


def test_wiping_removes_everything_and_asks_the_browser_to_clear_the_rest(kept: Page, running: Site):
    begin_to_keep(kept, "passphrase", SECRET)
    kept.evaluate("caches.open('left')")
    manage(kept, "Remove everything from this phone")
    with overheard(running) as heard:
        press(kept, "Remove everything")
        expect(kept.get_by_role("heading", level=1)).to_have_text("Everything is removed from this phone.", timeout=SLOW)
    assert ("/wipe", "wipe") in heard
    assert kept.evaluate(LEFT) == NOTHING
    assert SECRET not in kept.content()


def test_wiping_without_a_network_says_what_may_remain(kept: Page, running: Site):
    kept.expected = ["Failed to load resource"]
    begin_to_keep(kept, "passphrase", SECRET)
    with running.down():
        manage(kept, "Remove everything from this phone")
        press(kept, "Remove everything")
        expect(kept.get_by_role("heading", level=1)).to_contain_text("Traces may stay", timeout=SLOW)
        assert kept.evaluate(LEFT) == NOTHING


def test_who_lost_the_passphrase_can_wipe_and_begin_again(kept: Page, site: str):
    begin_to_keep(kept, "passphrase", SECRET)
    kept.reload()
    kept.get_by_text("The passphrase is lost").click()
    press(kept, "Remove everything from this phone")
    press(kept.get_by_role("dialog"), "Back")
    is_locked(kept)
    press(kept, "Remove everything from this phone")
    press(kept, "Remove everything")
    expect(kept.get_by_role("heading", level=1)).to_contain_text("Everything is removed", timeout=SLOW)
    kept.goto(f"{site}/en/")
    wait_until_kept(kept)
    begin_to_keep(kept, "passphrase", "anew", words=OTHER_WORDS)
    assert note_texts(kept) == ["anew"]


def test_wiping_closes_the_other_tabs(kept: Page, second_tab: Page, site: str):
    begin_to_keep(kept, "passphrase", SECRET)
    second_tab.goto(f"{site}/en/notes/")
    unlock(second_tab)
    manage(kept, "Remove everything from this phone")
    press(kept, "Remove everything")
    expect(kept.get_by_role("heading", level=1)).to_contain_text("Everything is removed", timeout=SLOW)
    expect(second_tab.locator(".note-text")).to_have_count(0)
    assert SECRET not in second_tab.content()
    assert kept.evaluate(LEFT)["databases"] == 0


# The screens themselves


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


# What can go wrong


def test_full_storage_says_so_and_what_was_kept_stays(page: Page, site: str):
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 4_000_000})
    page.goto(f"{site}/en/")
    wait_until_kept(page)
    begin_to_keep(page, "plain", "kept before")
    # The kept guide takes about a million bytes, each of these notes half a million.
    long = f"{'word ' * 60}\n" * 1_000
    acknowledged = 0
    for number in range(12):
        press(page, "Write a note")
        # Half a million letters take their time on a busy machine.
        page.get_by_label("Note", exact=True).fill(f"{number} {long}", timeout=60_000)
        press(page, "Keep the note")
        expect(page.locator(".note-form")).to_have_count(0, timeout=SLOW)
        if page.locator(".notice").count():
            break
        acknowledged += 1
    assert 0 < acknowledged < 12
    expect(page.locator(".notice")).to_contain_text("storage is full")
    expect(page.locator(".notice")).to_contain_text("still here while this page is open")
    expect(page.locator(".note-text")).to_have_count(acknowledged + 2)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site})
    page.reload()
    expect(page.locator(".note-text")).to_have_count(acknowledged + 1, timeout=SLOW)
    assert page.locator(".note-text").last.inner_text() == "kept before"
    press(page.locator(".note").first, "Remove")
    press(page, "Remove it")
    expect(page.locator(".note-text")).to_have_count(acknowledged, timeout=SLOW)


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('Denied', 'SecurityError'); } })",
        # Such a browser lists its databases and refuses to open one.
        "IDBFactory.prototype.open = () => { throw new DOMException('Private', 'InvalidStateError'); }",
    ],
    ids=["blocked", "private window"],
)
def test_blocked_storage_says_so_and_memory_still_works(page: Page, site: str, refusal: str):
    page.add_init_script(refusal)
    page.goto(f"{site}/en/notes/")
    expect(page.locator(".standing")).to_contain_text("does not let the site store anything")
    press(page, "Write a note")
    write(page, SECRET)
    assert note_texts(page) == [SECRET]
    manage(page, "Keep them in another way")
    press(page, "On this phone, with a passphrase")
    new_passphrase(page, WORDS)
    expect(page.locator(".notice")).to_contain_text("does not let the site store anything", timeout=SLOW)
    assert note_texts(page) == [SECRET]


def test_over_plain_http_a_note_can_be_written_and_stays_in_memory(page: Page, site: str):
    """In a living room, at an address of the house: the browser then has no cryptography to offer, and no worker."""
    page.add_init_script(
        """delete Crypto.prototype.randomUUID;
        delete Crypto.prototype.subtle;
        delete Navigator.prototype.serviceWorker;"""
    )
    page.goto(f"{site}/en/notes/")
    expect(page.locator(".standing")).to_contain_text("does not let the site store anything")
    write_free(page, SECRET)
    assert note_texts(page) == [SECRET]


def test_storage_that_the_browser_cleared_is_told_and_the_open_page_goes_on(kept: Page, site: str):
    begin_to_keep(kept, "passphrase", SECRET)
    session = kept.context.new_cdp_session(kept)
    session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "indexeddb"})
    kept.reload()
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_contain_text("the browser has lost them")
    assert note_texts(kept) == []
    press(kept, "Close this message")
    expect(kept.locator(".problems")).to_be_hidden()
    kept.reload()
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_be_hidden()


@pytest.mark.parametrize("way", ["passphrase", "plain"])
def test_what_one_took_off_the_phone_oneself_is_not_called_lost(kept: Page, site: str, way: str):
    begin_to_keep(kept, way, SECRET)
    manage(kept, "Keep them in another way")
    press(kept, "Until I close this")
    if way == "passphrase":
        give_passphrase(kept, WORDS)
    is_kept(kept, "memory")
    assert note_texts(kept) == [SECRET]
    kept.goto(f"{site}/en/notes/")
    is_kept(kept, "memory")
    assert note_texts(kept) == []
    expect(kept.locator(".problems")).to_be_hidden()


def test_an_update_while_a_note_is_written_loses_nothing(kept: Page, running: Site):
    begin_to_keep(kept, "passphrase", "before")
    press(kept, "Write a note")
    kept.get_by_label("Note", exact=True).fill(SECRET)
    running.publish(guide__first_hours=lambda text: f"{text}\nA sentence that only the newer edition has.\n")
    kept.evaluate(
        """async () => {
            const { active } = await navigator.serviceWorker.ready;
            await new Promise((resolve) => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = resolve;
                active.postMessage({ does: 'keep', tag: 'en' }, [port2]);
            });
        }"""
    )
    write(kept, SECRET)
    assert note_texts(kept) == [SECRET, "before"]
    follow(kept, PAGE)
    assert "only the newer edition has" not in kept.locator("main").inner_text()
    kept.reload()
    expect(kept.locator("main")).to_contain_text("only the newer edition has")
    open_notes(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET, "before"]


def test_without_the_kept_guide_no_button_is_there_that_does_nothing(page: Page, make_site):
    own = make_site(keeping="on-request")
    page.goto(f"{own.base}/en/{LIST}")
    page.locator(".items label").first.wait_for()
    page.wait_for_timeout(700)
    expect(page.get_by_role("button", name="Note", exact=True)).to_have_count(0)
    page.goto(f"{own.base}/en/notes/")
    press(page, "Write a note")
    choose(page, "plain")
    write(page, SECRET)
    page.reload()
    expect(page.locator(".note-text")).to_have_text([SECRET])
