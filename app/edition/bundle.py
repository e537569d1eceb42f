"""One bundle a language: everything that a phone keeps, as one JSON text. Its SHA-256 is the language's edition id."""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from app.edition import coding
from app.edition.site import ALL, BROKEN, LINKED, Site
from app.edition.store import Edition
from app.locales import near

VERSION = coding.FORM
"""Of the bundle's form, coded or not. The worker refuses a form that it does not know."""

ENTRY = re.compile(r"(?<=\"\],)")
TAG = re.compile(r"(?=<)|(?<=>)")
"""Where a bundle is cut for comparing: first between its pages, then between the tags of a page that changed."""


def bundle(site: Site, assets: dict[str, str], headers: dict[str, str]) -> str:
    """`assets`: the root, the file below it that holds what a phone keeps, and that file's SHA-256. `headers` are those of documents: the worker answers with the same."""
    values = {
        "v": VERSION,
        "lang": site.tag,
        "name": site.language.locale.name,
        "near": near(site.tag),
        "headers": headers,
        "styles": site.styles,
        "linked": [path for path in site.pages if LINKED.fullmatch(path)],
        "shell": site.shell,
        "pages": {path: [page.title, page.main] for path, page in site.pages.items() if path != BROKEN},
        "parts": site.parts,
        "all": {ALL: site.whole},
        "assets": assets,
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def address(tag: str, identity: str) -> str:
    """Where a bundle lies, coded. It is no text, but what packs texts on its way shall pack it too."""
    return f"{tag}/bundle/{identity}.txt"


def text_of(edition: Edition, tag: str) -> str | None:
    """None where it is missing, or is not what its name says."""
    name = edition.languages[tag]
    try:
        text = _read(edition, tag)
    except (OSError, ValueError):
        return None
    return text if identity(text) == name else None


def _read(edition: Edition, tag: str) -> str:
    coded = edition.public / address(tag, edition.languages[tag])
    if coded.exists():
        return coding.decode(coded.read_bytes())
    # Of an edition that was built before bundles were coded.
    return coded.with_suffix(".json").read_text(encoding="utf-8")


def identity(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def patch(old: str, new: str) -> str:
    """`[[position, delete, insert], …]` that turns `old` into `new`. Positions count UTF-16 code units, as JavaScript does."""
    units = _units(old)
    operations = [_narrow(*replacement) for replacement in _replacements(0, old, new, (ENTRY, TAG))]
    return json.dumps(
        [[units(position), units(position + length) - units(position), text] for position, length, text in operations],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _replacements(start: int, old: str, new: str, cuts: tuple[re.Pattern, ...]) -> Iterator[tuple[int, str, str]]:
    """(position, old text, new text) of what differs, compared cut by cut: coarse first, so that it stays fast."""
    if not cuts:
        yield start, old, new
        return
    before, after = cuts[0].split(old), cuts[0].split(new)
    at = list(accumulate(map(len, before), initial=start))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and i2 - i1 == j2 - j1:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                yield from _replacements(at[i], before[i], after[j], cuts[1:])
        elif kind != "equal":
            yield at[i1], "".join(before[i1:i2]), "".join(after[j1:j2])


def apply(old: str, operations: str) -> str:
    """What a patch makes of `old`: the counterpart of `static/js/worker/patch.js`, for tests and for `check`."""
    encoded = old.encode("utf-16-le")
    pieces, done = [], 0
    for position, length, text in json.loads(operations):
        pieces += [encoded[done * 2 : position * 2], text.encode("utf-16-le")]
        done = position + length
    return b"".join([*pieces, encoded[done * 2 :]]).decode("utf-16-le")


def _narrow(position: int, old: str, new: str) -> tuple[int, int, str]:
    """Takes the common beginning and end off a replacement."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return position + start, len(old) - start - end, new[start : len(new) - end]


def _units(text: str):
    """A function from positions in `text` to positions in UTF-16 code units."""
    astral = [at for at, letter in enumerate(text) if letter > "\uffff"]
    if not astral:
        return lambda position: position
    return lambda position: position + bisect_left(astral, position)
