"""The longest task of a page on a processor six times slower: a tick, a key in the finder, a note saved.

Beside each, the same in the browser's own elements on a page that has no script: what nobody could stay below.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from app.settings import Settings
from tests.benchmarks.phone import browser, longest_task, slow_down, tab
from tests.benchmarks.row import Row
from tests.benchmarks.typing import ANSWERED, TYPED
from tests.browser.by_hand import LIST, begin_to_keep, follow, press
from tests.browser.conftest import Site, wait_until_kept

LONGEST = 300
SLOWER = 6
SETTLED = 1_500
NOTE = "The second facilitator brings the key on Tuesday, and nobody writes down who was there."

BARE = """<!doctype html><title>Bare</title>
<p><label><input type="checkbox"> One item</label>
<p><input type="search">
<form><textarea></textarea><button type="button">Keep</button></form>"""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as data, browser() as phone:
        site = Site(Settings(data=Path(data), port=0))
        try:
            measured = _ours(phone, site)
            bare = _bare(phone)
            for name, what in (("tick", "a tick"), ("keys", f"a key in the finder, {sum(map(len, TYPED))} keys"), ("note", "a note saved behind a passphrase")):
                yield Row(
                    f"longest task for {what}, processor {SLOWER} times slower", measured[name], 50, "ms", {"a bare page of the browser's own": bare[name]}
                )
        finally:
            site.stop()


def _ours(phone: Browser, site: Site) -> dict[str, float]:
    found = {}
    with tab(phone, 1) as page:
        page.goto(f"{site.base}/en/")
        wait_until_kept(page)
        begin_to_keep(page, "passphrase", "the first")
        follow(page, LIST)
        page.locator("[data-item]").nth(5).wait_for()
        slow_down(page, SLOWER)
        found["tick"] = max(_in_peace(page, _clicking(page, page.locator(".items label").nth(number))) for number in (0, 1, 2, 1))
        assert page.locator("[data-item][data-state=done]").count() == 2
        press(page.locator("[data-item]").nth(2), "Note")
        page.keyboard.insert_text(NOTE)
        found["note"] = _in_peace(page, _clicking(page, page.get_by_role("button", name="Keep the note", exact=True)))
        page.locator(".note-text", has_text=NOTE).wait_for()
        follow(page, "arguments/")
        box = page.get_by_role("searchbox")
        box.click()
        # The index is made once, in slices, when the first word is typed.
        page.keyboard.insert_text("he was drunk")
        page.locator(".asking li a").first.wait_for()
        found["keys"] = max(_in_peace(page, _typing(page, box, words)) for words in TYPED)
    return found


def _bare(phone: Browser) -> dict[str, float]:
    with tab(phone, 1) as page:
        page.set_content(BARE)
        slow_down(page, SLOWER)
        found = {"tick": max(_in_peace(page, _clicking(page, page.locator("label"))) for _ in range(3))}
        page.locator("textarea").fill(NOTE)
        found["note"] = _in_peace(page, _clicking(page, page.get_by_role("button")))
        box = page.get_by_role("searchbox")
        box.click()
        found["keys"] = max(_in_peace(page, _typing(page, box, words)) for words in TYPED)
    return found


def _in_peace(page: Page, act: Callable[[], None]) -> float:
    page.wait_for_timeout(SETTLED)
    return longest_task(page, act)


def _clicking(page: Page, target: Locator) -> Callable[[], None]:
    """Presses where it stands now, by the mouse alone."""
    target.scroll_into_view_if_needed()
    place = target.bounding_box()

    def act() -> None:
        page.mouse.click(place["x"] + min(place["width"] / 2, 60), place["y"] + place["height"] / 2)
        page.wait_for_timeout(SETTLED)

    return act


def _typing(page: Page, box: Locator, words: str) -> Callable[[], None]:
    """Types into the box that has the focus, letter by letter, until each is answered."""
    box.fill("")

    def act() -> None:
        for letter in words:
            page.keyboard.press(letter if letter != " " else "Space")
            page.wait_for_timeout(ANSWERED)

    return act
