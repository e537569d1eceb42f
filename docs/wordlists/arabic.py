"""Makes `static/js/wordlist/ar.js`: 2,048 Arabic words that are well known, typed in one way alone, and hurt nobody.

Run from the project's root, after `pip download --no-deps arramooz-pysqlite==0.4.2 wordfreq==3.1.1` and `pip install msgpack`:

    python docs/wordlists/arabic.py arramooz_pysqlite-0.4.2-py3-none-any.whl wordfreq-3.1.1-py3-none-any.whl

Sources (both wheels from PyPI, with the SHA-256 below):
  Arramooz, a dictionary by Taha Zerrouki and others, GNU GPL 3: which words are nouns, and which of them end in ة.
  wordfreq by Robyn Speer, its data under CC BY-SA 4.0: how often a word is met.

A word has four to seven letters and none that people type in two ways: no hamza and no alef at the beginning, where one may stand; no ة and no ه
at the end; no ى and no ي at the end; no vowel marks. `left-out.txt` beside this file has what somebody left out who read all of them:
names, faith, war, force, bodies, insults, and forms that are no nouns.
"""

import gzip
import hashlib
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgpack

HERE = Path(__file__).parent
LIST = HERE.parent.parent / "static" / "js" / "wordlist" / "ar.js"
DICTIONARY = "9c7234e1822908963e6539ac97aa6dd31f21583e5550d5cfe5d9ac1726b08ef6"
FREQUENCIES = "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473"
COUNT = 2048
"""Six words of as many have 66 bits. Five of 7,776 would have to be words that hardly anybody knows."""

LETTERS = set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
WIDTH = 150

HEAD = """// Well-known Arabic words, made by docs/wordlists/arabic.py from Arramooz 0.4.2 (Taha Zerrouki and others, GNU GPL 3) and, for how often a word
// is met, wordfreq 3.1.1 (Robyn Speer, data under CC BY-SA 4.0). This list is under the GNU GPL 3. What might hurt was left out when it was made.
"""


def checked(wheel: Path, sha256: str) -> zipfile.ZipFile:
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{wheel} is another one: {found}")
    return zipfile.ZipFile(wheel)


def nouns(wheel: zipfile.ZipFile) -> set[str]:
    """All nouns without vowel marks."""
    with tempfile.NamedTemporaryFile(suffix=".sqlite") as file:
        file.write(wheel.read("arramooz/data/arabicdictionary.sqlite"))
        file.flush()
        return {word for (word,) in sqlite3.connect(file.name).execute("SELECT unvocalized FROM nouns")}


def ranks(wheel: zipfile.ZipFile) -> dict[str, int]:
    """Word → how rare it is, in hundredths of a factor of ten."""
    steps = msgpack.loads(gzip.decompress(wheel.read("wordfreq/data/large_ar.msgpack.gz")))
    return {word: rank for rank, words in reversed(list(enumerate(steps[1:]))) for word in words}


def forms(known: set[str]) -> Iterator[str]:
    """Nouns, and their plurals in ات."""
    for word in known:
        yield word
        yield word.removesuffix("ة") + "ات"
        yield word + "ات"


def is_typed_in_one_way(word: str) -> bool:
    return 4 <= len(word) <= 7 and set(word) <= LETTERS and word[0] != "ا" and word[-1] not in "هيا"


def chosen(known: set[str], rank: dict[str, int]) -> list[str]:
    left_out = set((HERE / "left-out.txt").read_text(encoding="utf-8").split())
    fit = {word for word in forms(known) if word in rank and is_typed_in_one_way(word)} - left_out
    return sorted(sorted(fit, key=lambda word: (rank[word], word))[:COUNT])


def lines(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) >= WIDTH:
            yield line.strip()
            line = ""
        line += f"{word} "
    yield line.strip()


def main(dictionary: str, frequencies: str) -> None:
    words = chosen(nouns(checked(Path(dictionary), DICTIONARY)), ranks(checked(Path(frequencies), FREQUENCIES)))
    text = "\n".join(lines(words))
    LIST.write_text(f"{HEAD}\nexport const words = `\n{text}\n`.trim().split(/\\s+/);\n\nexport const notOffered = [];\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
