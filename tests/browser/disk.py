"""Looks for words in everything that a browser has left in a folder, packed or not."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

MAGIC = b"mozLz40\0"


def found(folder: Path, words: set[str]) -> dict[str, set[str]]:
    """Word → the files that have it, by their names below `folder`."""
    places: dict[str, set[str]] = {word: set() for word in words}
    for file, data in _contents(folder):
        for word in words:
            if any(form in data for form in _forms(word)):
                places[word].add(str(file.relative_to(folder)))
    return places


def unpacked(data: bytes) -> bytes:
    """What Firefox keeps as `.jsonlz4`, `.baklz4` or `.mozlz4`: eight bytes of name, four of length, one LZ4 block."""
    return _lz4_block(data[len(MAGIC) + 4 :]) if data.startswith(MAGIC) else data


def _contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for file in folder.rglob("*"):
        with suppress(OSError):
            if file.is_file():
                yield file, unpacked(file.read_bytes())


def _forms(word: str) -> tuple[bytes, ...]:
    """UTF-8 or UTF-16; and as a key of Firefox's IndexedDB, which adds one to every byte."""
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), bytes(byte + 1 for byte in word.encode())


def _lz4_block(packed: bytes) -> bytes:
    """https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md"""
    out = bytearray()
    at = 0

    def length(first: int) -> int:
        nonlocal at
        total = first
        more = first == 15
        while more:
            total += packed[at]
            more = packed[at] == 255
            at += 1
        return total

    while at < len(packed):
        token = packed[at]
        at += 1
        literals = length(token >> 4)
        out += packed[at : at + literals]
        at += literals
        if at >= len(packed):
            break
        offset = int.from_bytes(packed[at : at + 2], "little")
        at += 2
        start = len(out) - offset
        for index in range(length(token & 15) + 4):
            out.append(out[start + index])
    return bytes(out)
