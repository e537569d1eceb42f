"""The tiny guide of `content_factory`, with the pages that templates point to: small, whole, quick to build."""

import re
from pathlib import Path

from content_factory import PLAIN, SmallGuide, front

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"'guide/([a-z0-9-]+)'")


def small_site(folder: Path) -> SmallGuide:
    """Writes the tiny guide to `folder` and returns it, to be changed by `change`."""
    folder.mkdir(parents=True, exist_ok=True)
    guide = SmallGuide(folder)
    names = sorted({name for template in (ROOT / "templates").glob("*.html") for name in NAMED.findall(template.read_text(encoding="utf-8"))})
    for number, name in enumerate(names, start=1):
        guide.write(f"guide/{name}.md", front(f"P{number}", name) + "\n" + PLAIN)
    return guide
