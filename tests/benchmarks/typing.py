"""How much of a processor each key takes in the finder and in the search: the key itself, looking, and drawing what was found.

    python -m tests.benchmarks.typing [--slower 6]

Counted as the page's own time on a processor (Chromium's `threadTicks`), so that a busy machine changes little, and multiplied. It is the
sum of all that the page does for a key; where that stays below 50 ms, no single task can be longer, and the next key is heard at once.
"""

import argparse
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.settings import Settings
from tests.browser.conftest import CHROMIUM_ARGUMENTS, Site, chromium, wait_until_kept

TYPED = ["there are two sides", "he was drunk that nihgt", "what does the victim want", "mediaton"]
ANSWERED = 400
"""Milliseconds after a key in which it is looked for and shown."""


def cost_of_keys(page: Page, address: str) -> list[tuple[float, str]]:
    """Milliseconds of a processor, and what stood in the box then."""
    page.goto(address)
    box = page.get_by_role("searchbox")
    box.click()
    box.press_sequentially("he was drunk")
    page.locator(".asking li a").first.wait_for()
    page.wait_for_timeout(2000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        return next(metric["value"] for metric in session.send("Performance.getMetrics")["metrics"] if metric["name"] == "TaskDuration") * 1000

    costs = []
    for words in TYPED:
        box.fill("")
        page.wait_for_timeout(ANSWERED)
        for length, letter in enumerate(words, start=1):
            before = spent()
            page.keyboard.press(letter) if letter != " " else page.keyboard.press("Space")
            page.wait_for_timeout(ANSWERED)
            costs.append((spent() - before, words[:length]))
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slower", type=float, default=6, help="how many times slower the phone is")
    slower = parser.parse_args().slower
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        site = Site(Settings(data=Path(data), port=0))
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(f"{site.base}/en/")
        wait_until_kept(page)
        for name in ("arguments", "search"):
            costs = cost_of_keys(page, f"{site.base}/en/{name}/")
            times = [slower * cost for cost, _ in costs]
            longest, typed = max(costs)
            print(
                f"{name:<10} {len(costs)} keys, {slower:g} times slower: median {statistics.median(times):.0f} ms, longest {slower * longest:.0f} ms ({typed!r})"
            )
        browser.close()
        site.stop()


if __name__ == "__main__":
    main()
