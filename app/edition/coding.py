"""The bundle on its way to a phone: its commonest words and letters as a byte or two, and a table of them in front. Brotli makes a twentieth less of that
than of the text itself. `static/js/coding.js` reads it.

    3 <how many have one byte>\\n     the form, and a number in decimal
    <word or letter>\\n …             those of one byte, then those of two
    \\n                               the end of the table
    <the text>

In the text, the bytes from 32 to 126 stand for themselves. The entry n of one byte is BYTES[n]. Of those with two, the first is from the end of BYTES, the
second the place in SECONDS. After ESCAPE comes a letter as it is, in UTF-8.
"""

import re
from collections import Counter

FORM = 3
ESCAPE = 0
BYTES = bytes([*range(1, 32), *range(127, 256)])
SECONDS = range(32, 232)
LEADS = 4
"""First bytes of two: as many are kept from the end of BYTES, used or not."""

WORD = re.compile(r" ?[^\W\d_]+")
OFTEN = 20
SELDOM = 4
"""How often a letter must stand in a text to get one byte, and a word to get an entry at all."""

LETTERS = 80

CODED = re.compile(rb"\x00(?:[\x00-\x7f]|[\xc0-\xdf].|[\xe0-\xef]..|[\xf0-\xf7]...)|[\xfc-\xff].|[\x00-\x1f\x7f-\xff]", re.S)
"""A letter as it is, a pair, a byte."""


class CodingError(ValueError):
    """The bytes are no coded text of this form."""


def encode(text: str) -> bytes:
    codes = _codes(text)
    table = "".join(f"{entry}\n" for entry in codes)
    singles = sum(len(code) == 1 for code in codes.values())
    body = bytearray(f"{FORM} {singles}\n{table}\n".encode())
    letters = {letter: codes.get(letter) or _plain(letter) for letter in set(text)}
    at = 0
    for found in WORD.finditer(text):
        for letter in text[at : found.start()]:
            body += letters[letter]
        if code := codes.get(found[0]):
            body += code
        else:
            for letter in found[0]:
                body += letters[letter]
        at = found.end()
    for letter in text[at:]:
        body += letters[letter]
    return bytes(body)


def decode(coded: bytes) -> str:
    """Raises CodingError."""
    try:
        table, at = _table(coded)
        return CODED.sub(lambda found: table.get(found[0]) or _letter(found[0]), coded[at:]).decode()
    except ValueError as error:
        raise CodingError("The bundle is cut short, or is not in the form that its first line says.") from error


def _codes(text: str) -> dict[str, bytes]:
    """Entry → its bytes, those of one byte first."""
    letters = [letter for letter, count in Counter(letter for letter in text if letter > "~").most_common(LETTERS) if count > OFTEN]
    words = {word: count for word, count in Counter(WORD.findall(text)).items() if count >= SELDOM and len(word.encode()) > 2 and word not in letters}
    best = sorted(words, key=lambda word: (-words[word] * (len(word) - 1), word))
    free = len(BYTES) - LEADS - len(letters)
    singles = [*sorted(letters), *sorted(best[:free])]
    doubles = sorted(best[free : free + LEADS * len(SECONDS)])
    codes = {entry: BYTES[at : at + 1] for at, entry in enumerate(singles)}
    return codes | {entry: _pair(at) for at, entry in enumerate(doubles)}


def _pair(at: int) -> bytes:
    lead, second = divmod(at, len(SECONDS))
    return bytes([BYTES[-1 - lead], SECONDS[second]])


def _plain(letter: str) -> bytes:
    return letter.encode() if " " <= letter <= "~" else bytes([ESCAPE]) + letter.encode()


def _table(coded: bytes) -> tuple[dict[bytes, bytes], int]:
    """(code → what it stands for; where the coded text begins)."""
    end = coded.index(b"\n\n")
    first, *entries = coded[:end].split(b"\n")
    form, singles = map(int, first.split(b" "))
    if form != FORM or not 0 <= singles <= len(BYTES) - LEADS or len(entries) > singles + LEADS * len(SECONDS):
        raise ValueError(first)
    table = {BYTES[at : at + 1]: entry for at, entry in enumerate(entries[:singles])}
    return table | {_pair(at): entry for at, entry in enumerate(entries[singles:])}, end + 2


def _letter(escaped: bytes) -> bytes:
    if escaped[0] != ESCAPE or len(escaped) == 1:
        raise ValueError("no such code")
    return escaped[1:]
