"""Before and after in one text, word by word, in a time that no text can make long."""

from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile

from markupsafe import Markup

from app.publishing import Change

MOST_PAIRS = 10_000
"""Pairs of the same word in two texts that are compared word by word. Where there are more, as in long or repetitive texts, comparing takes
seconds and shows nothing that helps: they are shown whole, before and after.
"""


def compared(change: Change, name: str) -> Markup:
    """Before and after in one text."""
    old, new = change.before.get(name, ""), change.after.get(name, "")
    before, after = _words(old), _words(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    head, tail = before[:start], before[len(before) - end :]
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(after)
    if sum(counts[word] for word in before) > MOST_PAIRS:
        differing = [("replace", 0, len(before), 0, len(after))]
    else:
        differing = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces = [Markup.escape("".join(head))]
    for tag, i1, i2, j1, j2 in differing:
        if tag == "equal":
            pieces.append(Markup.escape("".join(before[i1:i2])))
        else:
            pieces += [_marked("del", "".join(before[i1:i2])), _marked("ins", "".join(after[j1:j2]))]
    return Markup().join([*pieces, Markup.escape("".join(tail))])


def _alike(one: list[str], other: list[str]) -> int:
    """How many words they begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(text: str) -> list[str]:
    """Words, each with the space behind it; of scripts without spaces, single signs would be too many, so lines and sentences."""
    found, word = [], ""
    for sign in text:
        word += sign
        if sign.isspace() or sign in "。，、？！：；":
            found.append(word)
            word = ""
    return [*found, word] if word else found


def _marked(element: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(element), text) if text else Markup()
