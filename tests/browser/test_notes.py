"""Writing notes and ticks, finding, changing and removing them: what a person sees, through the front door."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    LIST,
    OTHER_WORDS,
    PAGE,
    SECRET,
    SLOW,
    WORDS,
    begin_to_keep,
    choose,
    follow,
    is_kept,
    is_locked,
    is_ticked,
    new_passphrase,
    note_texts,
    open_notes,
    press,
    tick,
    unlock,
    write,
    write_free,
)

pytestmark = pytest.mark.usefixtures("patience")

DATABASES = "indexedDB.databases().then((found) => found.map(({ name }) => name).sort())"
STORED = "localStorage.length + sessionStorage.length"


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
    kept.goto("about:blank")
    kept.go_back()
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


# What is on the disk follows what is seen by the moment that the browser takes to begin a new log.
UNTIL_STORED = """async (number) => {
  const stored = () => new Promise((resolve) => {
    indexedDB.open('records').onsuccess = ({ target: { result } }) => {
      result.transaction('records').objectStore('records').count().onsuccess = ({ target }) => {
        result.close();
        resolve(target.result);
      };
    };
  });
  for (let tries = 200; (await stored()) !== number; tries -= 1) {
    if (!tries) throw new Error(`There are ${await stored()} notes on the disk.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""


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
        kept.evaluate(UNTIL_STORED, len(left))


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
