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


def encoders() -> dict[str, Callable[[bytes], bytes]]:
    found: dict[str, Callable[[bytes], bytes]] = {"gzip": lambda data: gzip.compress(data, 9, mtime=0)}
    if brotli:
        found["br"] = lambda data: brotli.compress(data, quality=11, lgwin=22)
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
