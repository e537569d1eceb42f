"""A page is a shell with its slots filled. `static/js/worker/compose.js` does the same on the phone, byte for byte."""

import re
from collections.abc import Mapping

SLOTS = ("style", "title", "id", "code", "path", "main")
OPEN, CLOSE = "\ue000", "\ue001"
"""Private-use characters that mark a slot while the shell is rendered; no text may hold them."""

MARK = re.compile(f"{OPEN}([a-z]+){CLOSE}")
CODE_LENGTH = 4


def mark(slot: str) -> str:
    assert slot in SLOTS, slot
    return f"{OPEN}{slot}{CLOSE}"


def shell(rendered: str) -> list[str]:
    """A rendered shell as literal, slot name, literal, …: what the bundle holds."""
    return MARK.split(rendered)


def compose(parts: list[str], slots: Mapping[str, str]) -> str:
    return "".join(slots[part] if at % 2 else part for at, part in enumerate(parts))


def short_code(edition: str) -> str:
    """What people compare by eye: the first characters of an edition's id."""
    return edition[:CODE_LENGTH]


def join_all(intro: str, fragments: list[tuple[str, str]]) -> str:
    """The page that holds everything: (path, fragment) one after the other, each heading a level down."""
    sections = [f'<section class="whole" data-path="{path}">{demote(fragment)}</section>' for path, fragment in fragments]
    return "\n".join([intro, *sections])


def demote(fragment: str) -> str:
    for level in (4, 3, 2, 1):
        fragment = fragment.replace(f"<h{level}", f"<h{level + 1}").replace(f"</h{level}>", f"</h{level + 1}>")
    return fragment
