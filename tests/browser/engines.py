"""What the tests ask of a page in any engine, whoever drives it. The names are Playwright's, so that tests written for it run here too."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 60
"""For anything on a page to become true on a busy machine."""


class ScriptError(Exception):
    """What a script on the page threw."""


@dataclass
class Heard:
    """A message of the console."""

    type: str
    text: str
    location: dict = field(default_factory=dict)


class Page(ABC):
    # The first element of a selector with a text in it that a person could press. `given` is JSON: selector, text, whether it must show.
    FIND = """(given) => {
      const [selector, text, shown] = JSON.parse(given);
      const fits = (element) => element.textContent.includes(text) && (!shown || (element.checkVisibility() && !element.disabled));
      const found = [...document.querySelectorAll(selector)].find(fits) ?? null;
      found?.scrollIntoView({ block: 'center' });
      return found;
    }"""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Callable]] = {}

    def evaluate(self, expression: str, given: object = None) -> object:
        """The value of an expression, or what a function answers to `given`; promises are waited for. What comes back is JSON."""
        function = f"""async (given) => {{
          const it = ({expression});
          return JSON.stringify(await (typeof it === 'function' ? it(JSON.parse(given)) : it)) ?? 'null';
        }}"""
        return json.loads(self._call(function, json.dumps(given)))

    def wait_for_function(self, expression: str, given: object = None, seconds: float = SECONDS) -> object:
        return until(lambda: self.evaluate(expression, given), expression, seconds)

    def wait_for_selector(self, selector: str, text: str = "", seconds: float = SECONDS) -> None:
        self.wait_for_function(
            "([selector, text]) => [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text) && element.checkVisibility())",
            [selector, text],
            seconds,
        )

    def text(self, selector: str) -> str:
        self.wait_for_selector(selector)
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
    def type(self, selector: str, text: str) -> None: ...
    @abstractmethod
    def choose_file(self, selector: str, path: Path) -> None: ...
    @abstractmethod
    def _call(self, function: str, given: str) -> str:
        """Calls an async function in the page and answers the text that it comes to. Raises ScriptError."""


def until(look: Callable[[], object], what: str, seconds: float = SECONDS) -> object:
    """Asks again until the answer is one, for a bounded time."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        assert time.monotonic() < end, f"Not within {seconds} s: {what}"
        time.sleep(0.1)
    return answer
