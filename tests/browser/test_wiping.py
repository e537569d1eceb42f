"""Removing everything from this phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    OTHER_WORDS,
    SECRET,
    SLOW,
    begin_to_keep,
    is_locked,
    manage,
    note_texts,
    press,
    unlock,
)
from tests.browser.conftest import Site, wait_until_kept

pytestmark = pytest.mark.usefixtures("patience")


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
