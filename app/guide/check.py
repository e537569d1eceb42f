"""`python -m app.guide.check [FOLDER]`: everything a program can say about the guide's texts."""

import sys
from pathlib import Path

from app.guide.language import check_language
from app.guide.load import CONTENT, read
from app.guide.problems import Problem
from app.guide.references import check_references


def check(folder: Path = CONTENT) -> list[Problem]:
    """Every problem of the guide in `folder`: what cannot be read, what leads nowhere, what is not plain language."""
    problems: list[Problem] = []
    guide = read(folder, problems)
    return sorted([*problems, *check_references(guide), *check_language(guide)])


if __name__ == "__main__":
    found = check(Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT)
    print("\n".join(map(str, found)))
    sys.exit(1 if found else 0)
