"""The tiny guide of `content_factory`, with the texts that templates point to: small, whole, quick to build."""

import re
from pathlib import Path

from content_factory import FILES, PLAIN, SmallGuide, front

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"['\"](guide|exercises)/([a-z0-9-]+)['\"]")


def small_site(folder: Path) -> SmallGuide:
    """Writes the tiny guide to `folder` and returns it, to be changed by `change`."""
    folder.mkdir(parents=True, exist_ok=True)
    guide = SmallGuide(folder)
    named = {found for template in (ROOT / "templates").rglob("*.html") for found in NAMED.findall(template.read_text(encoding="utf-8"))}
    for number, name in enumerate(sorted(name for kind, name in named if kind == "guide"), start=1):
        guide.write(f"guide/{name}.md", front(f"P{number}", name) + "\n" + PLAIN * 10)
    for number, name in enumerate(sorted(name for kind, name in named if kind == "exercises"), start=2):
        guide.write(f"exercises/{name}.md", FILES["exercises/first-exercise.md"].replace("first-exercise", name).replace('"X1"', f'"X{number}"'))
    return guide
