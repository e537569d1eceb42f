"""Encodings that a file is stored in beside its plain form: gzip always, and br, or zstd where there is no brotli."""

import gzip
from collections.abc import Callable

try:
    import brotli
except ImportError:
    brotli = None
try:
    import zstandard
except ImportError:
    zstandard = None

PACKED_TYPES = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
SMALLEST = 150
"""Bytes below which packing saves less than the header that announces it."""


PAGE = b"<!doctype html>"
LONG = 100_000
"""Bytes of a page that holds everything."""

ENOUGH = 4_900
"""Bytes of a packed page that would gain nothing a reader could notice: they come in the first window either way."""


def brotli_of(data: bytes) -> bytes:
    """Pages at the last level but one, which takes two fifths of the time for 2 % more bytes: a language has a hundred, and all are packed after each
    change. Those that it leaves large, and all that phones keep, at the last.
    """
    if data.startswith(PAGE):
        quickly = brotli.compress(data, quality=10, lgwin=22)
        if len(quickly) <= ENOUGH or len(data) > LONG:
            return quickly
    return brotli.compress(data, quality=11, lgwin=22)


def encoders() -> dict[str, Callable[[bytes], bytes]]:
    found: dict[str, Callable[[bytes], bytes]] = {"gzip": lambda data: gzip.compress(data, 9, mtime=0)}
    if brotli:
        found["br"] = brotli_of
    elif zstandard:
        # Whoever takes zstd takes br, which is smaller: both would be a fifth more work for bytes that nobody gets.
        found["zstd"] = lambda data: zstandard.ZstdCompressor(level=19).compress(data)
    return found


def is_worth_packing(data: bytes, media_type: str) -> bool:
    return len(data) >= SMALLEST and media_type.startswith(PACKED_TYPES)


def pack(data: bytes, media_type: str) -> dict[str, bytes]:
    """Encoding → bytes, for each encoding that makes the file smaller."""
    if not is_worth_packing(data, media_type):
        return {}
    packed = {name: encode(data) for name, encode in encoders().items()}
    return {name: body for name, body in packed.items() if len(body) < len(data)}
