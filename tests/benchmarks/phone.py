"""A browser that is made as slow as a phone, and what it tells of a page."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from tests.benchmarks.row import chromium
from tests.browser.conftest import CHROMIUM_ARGUMENTS

SLOWER = 4
"""Times. Chromium slows the page's own thread; the worker, the database and the network are left as they are."""

PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true });
})"""

TASK = "disabled-by-default-devtools.timeline"


@contextmanager
def browser(*arguments: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=[*CHROMIUM_ARGUMENTS, *arguments])
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def tab(phone: Browser, slower: float = SLOWER, **given) -> Iterator[Page]:
    """A page of a browser that has never been here."""
    context = phone.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", **given)
    page = context.new_page()
    if slower > 1:
        slow_down(page, slower)
    try:
        yield page
    finally:
        context.close()


def slow_down(page: Page, slower: float = SLOWER) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})


def first_paint(page: Page, address: str, longest: float = 30_000) -> float:
    """Milliseconds from setting out to the first words on the screen; `longest` where there are none until then."""
    try:
        page.goto(address, timeout=longest)
    except TimeoutError:
        return longest
    return page.evaluate(PAINTED)


def longest_task(page: Page, act: Callable[[], object]) -> float:
    """Milliseconds of a processor that the longest task of the page took while `act` ran.

    What `act` does should not look for elements: the driver's own scripts in the page would be counted too.
    """
    phone = page.context.browser
    phone.start_tracing(page=page, categories=[TASK])
    try:
        act()
    finally:
        events = json.loads(phone.stop_tracing())["traceEvents"]
    pages = {(event["pid"], event["tid"]) for event in events if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"}
    tasks = [event for event in events if event["name"] == "RunTask" and (event["pid"], event["tid"]) in pages]
    return max(event.get("tdur", event.get("dur", 0)) for event in tasks) / 1000
