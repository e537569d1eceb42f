"""A row of the table: what was measured, beside what, and whether the goal is reached.

A module of this folder that has rows exposes `rows()`, a generator that yields a `Row` as soon as it is measured. What a machine
lacks is raised as `Missing`, for one row through `Row.unmeasured`: the table then says so, and the command fails at its end.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec

HEAD = "| what | references, same run | Handrail | goal | |\n|---|---|---|---|---|"
DECIMALS = {"B": 0, "ms": 0, "files": 0, "answers": 0, "MB": 1, "s": 2}
"""By unit; everything else has two."""


class Missing(Exception):
    """Something that a row needs is not here; the message says what, and how to get it."""


@dataclass(frozen=True)
class Row:
    """`references` are what the same quantity was for others, measured in the same run and in the same unit. The goal is an upper
    bound; `at_least` makes it a lower one. Without a goal the row only tells. `why` says why a row was not measured.
    """

    what: str
    handrail: float = 0
    goal: float | None = None
    unit: str = ""
    references: Mapping[str, float] = field(default_factory=dict)
    at_least: bool = False
    why: str = ""

    @classmethod
    def unmeasured(cls, what: str, why: object) -> "Row":
        return cls(what, why=str(why))

    @property
    def is_measured(self) -> bool:
        return not self.why

    @property
    def stands(self) -> bool:
        if self.goal is None or not self.is_measured:
            return self.is_measured
        return self.handrail >= self.goal if self.at_least else self.handrail <= self.goal

    def line(self) -> str:
        """The row in Markdown."""
        if not self.is_measured:
            return f"| {self.what} | | | | **not measured**: {self.why} |"
        others = "; ".join(f"{name} {self._in_unit(value)}" for name, value in self.references.items())
        return f"| {self.what} | {others} | {self._in_unit(self.handrail)} | {self._goal()} | {self._verdict()} |"

    def _goal(self) -> str:
        return "" if self.goal is None else f"{'at least' if self.at_least else 'at most'} {self._in_unit(self.goal)}"

    def _verdict(self) -> str:
        if self.goal is None:
            return ""
        return "stands" if self.stands else f"**falls short by {self._in_unit(abs(self.goal - self.handrail))}**"

    def _in_unit(self, value: float) -> str:
        # What is too small for the decimals of its unit must not look like nothing.
        decimals = next((count for count in range(DECIMALS.get(self.unit, 2), 5) if not value or round(value, count)), 5)
        return f"{value:,.{decimals}f} {self.unit}".strip()


def program(name: str, package: str = "") -> str:
    """The path of a program. Raises Missing."""
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is not here: apt-get install {package or name}")
    return found


def chromium() -> str:
    """The path of the browser. Raises Missing."""
    return os.environ.get("HANDRAIL_CHROMIUM") or program("chromium")


def module(name: str, extra: str) -> None:
    """Sees that a Python package is there. Raises Missing."""
    if not find_spec(name):
        raise Missing(f"{name} is not here: pip install -e '.[{extra}]'")


def processors(count: int) -> list[str]:
    """Numbers of processors that this process may use, for `taskset`. Raises Missing where there are fewer."""
    program("taskset", "util-linux")
    there = sorted(os.sched_getaffinity(0))
    if len(there) < count:
        raise Missing(f"it takes {count} processors; here are {len(there)}")
    return [str(number) for number in there[:count]]
