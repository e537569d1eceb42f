"""What is wrong with a content file, said so that its author can mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a content file.

    `line` counts from 1; 0 means the file as a whole. `advice` says what to do about it.
    """

    file: Path
    line: int
    what: str
    advice: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.what}. {self.advice}"


class GuideError(Exception):
    """The guide cannot be used; `problems` names every fault that was found."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
