"""What the tests ask of a page in any engine, whoever drives it. The names are Playwright's, so that tests written for it run here too."""

import inspect
import json
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

SECONDS = 60
"""For anything on a page to become true on a busy machine."""

# The first element of a selector with a text in it that a person could press. `given` is JSON: selector, text, whether it must show.
FIND = """
  const [selector, text, shown] = JSON.parse(given);
  const fits = (element) => element.textContent.includes(text) && (!shown || (element.checkVisibility() && !element.disabled));
  const found = [...document.querySelectorAll(selector)].find(fits) ?? null;
  found?.scrollIntoView({ block: 'center' });
  return found;
"""

SHOWS = "([selector, text]) => [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text) && element.checkVisibility())"


class ScriptError(Exception):
    """What a script on the page threw."""


class DriverError(Exception):
    """What the browser answered instead of doing what it was asked: often that the page is on its way to another."""


@dataclass
class Heard:
    """A message of the console."""

    type: str
    text: str
    location: dict = field(default_factory=dict)


class Page(ABC):
    def __init__(self) -> None:
        self._listeners: dict[str, list[Callable]] = {}

    def evaluate(self, expression: str, given: object = None) -> object:
        """The value of an expression, or what a function answers to `given`; promises are waited for. What comes back is JSON."""
        body = f"const it = ({expression}); return JSON.stringify(await (typeof it === 'function' ? it(JSON.parse(given)) : it)) ?? 'null';"
        return json.loads(self._call(body, json.dumps(given)))

    def wait_for_function(self, expression: str, given: object = None) -> object:
        def look() -> object:
            try:
                return self.evaluate(expression, given)
            except DriverError:
                return None

        return until(look, f"{expression} {given or ''}")

    def wait_for_selector(self, selector: str, timeout: float = 1000 * SECONDS) -> None:
        until(lambda: self.evaluate(SHOWS, [selector, ""]), selector, timeout / 1000)

    def wait_for_text(self, selector: str, text: str) -> None:
        self.wait_for_function(SHOWS, [selector, text])

    def text(self, selector: str) -> str:
        self.wait_for_function(SHOWS, [selector, ""])
        return self.evaluate("(selector) => document.querySelector(selector).innerText", selector)

    @property
    def url(self) -> str:
        return self.evaluate("location.href")

    def on(self, event: str, listener: Callable) -> None:
        """`pageerror` or `console`."""
        self._listeners.setdefault(event, []).append(listener)

    def tell(self, event: str, what: object) -> None:
        for listener in self._listeners.get(event, []):
            listener(what)

    @abstractmethod
    def goto(self, address: str) -> None: ...

    @abstractmethod
    def reload(self) -> None: ...

    @abstractmethod
    def go_back(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def click(self, selector: str, text: str = "") -> None: ...

    @abstractmethod
    def type(self, selector: str, text: str) -> None:
        """Key by key, instead of what stood there."""

    @abstractmethod
    def choose_file(self, selector: str, path: Path) -> None: ...

    @abstractmethod
    def _call(self, body: str, given: str) -> str:
        """Runs the body of an async function of `given` in the page and answers the text that it returns. Raises ScriptError, DriverError."""


def until(look: Callable[[], object], what: str, seconds: float = SECONDS) -> object:
    """Asks again until the answer is one, for a bounded time."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        assert time.monotonic() < end, f"Not within {seconds} s: {what}"
        time.sleep(0.1)
    return answer


def processor_seconds(root: int) -> float:
    """What a process and all living processes below it have worked so far."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name, in brackets, may have spaces and brackets in it: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            process = int(stat.parent.name)
            parents[process], ticks[process] = int(fields[1]), int(fields[11]) + int(fields[12])

    def is_below(process: int) -> bool:
        return process == root or (process in parents and is_below(parents[process]))

    return sum(ticks[process] for process in ticks if is_below(process)) / os.sysconf("SC_CLK_TCK")


FIXTURES = {"tab", "phone", "open_phone", "two_tabs", "of_a_later_version", "page_of_modules", "context", "browser", "modules", "record_property"}
"""What the modules of other engines have as well."""

FULL_STORAGE = {
    "test_full_storage_is_named_and_loses_nothing",
    "test_full_storage_keeps_memory_as_it_is",
    "test_a_file_that_does_not_fit_is_left_out_whole",
}
"""Chromium alone lets a test set, while it runs, how much room there is."""


def borrowed(module: ModuleType, without: Collection[str] = ()) -> dict[str, Callable]:
    """The tests of another module that need nothing of Playwright but what a Page here has too."""
    tests = {name: test for name, test in vars(module).items() if name.startswith("test_") and inspect.isfunction(test)}
    unknown = set(without) - tests.keys()
    assert not unknown, f"{module.__name__} has no {unknown}"
    return {name: test for name, test in tests.items() if name not in without and _asked(test) <= FIXTURES}


def _asked(test: Callable) -> set[str]:
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    given = {name for mark in marks for name in (mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0])}
    return set(inspect.signature(test).parameters) - given
