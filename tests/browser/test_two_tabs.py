"""Two tabs of one phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    SECRET,
    begin_to_keep,
    is_kept,
    is_locked,
    press,
    unlock,
    write,
    write_free,
)

pytestmark = pytest.mark.usefixtures("patience")


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
