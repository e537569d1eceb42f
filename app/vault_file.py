"""`python -m app.vault_file FILE`: reads an export of notes without a browser, so that nobody depends on one.

The format is written down in docs/vault-format.md; static/js/exchange.js writes and reads the same. Only the standard library is needed;
where the package `cryptography` is installed, large files open faster.
"""

import argparse
import getpass
import hashlib
import json
import re
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

VERSION = 1
SCHEMA = 1
BEGINS = b'{"magic":"kept-records",'
MOST_LINE = 1024
MOST_PLAIN = 16 * 1024 * 1024
TAG_BYTES = 16
SUM_BYTES = 32
MOST_FILE = MOST_LINE + MOST_PLAIN + TAG_BYTES + SUM_BYTES
MOST_ENTRIES = 20_000
MOST_NAME = 256
MOST_ITERATIONS = 10_000_000
"""A file from elsewhere must not keep a machine busy for minutes."""
MANY = 1_000_000
"""Bytes; plain Python takes some two seconds for them."""


class FileError(Exception):
    """A file that does not open; its text is for the person who asked."""


class NotOurs(FileError):
    pass


class Damaged(FileError):
    pass


class TooNew(FileError):
    pass


class TooCostly(FileError):
    pass


class TooLarge(FileError):
    pass


class WrongPassphrase(FileError):
    pass


@dataclass(frozen=True)
class Sealed:
    """A file taken apart and checked as far as that goes without its passphrase."""

    line: bytes
    salt: bytes
    iterations: int
    iv: bytes
    blob: bytes


def read(data: bytes, passphrase: str) -> list[dict]:
    """The entries of an export, in their order: `kind`, `id`, `value` and, for an entry kept beside another, `copyOf`. Raises FileError."""
    return entries_of(decrypt(take_apart(data), passphrase))


def take_apart(data: bytes) -> Sealed:
    if len(data) > MOST_FILE:
        raise TooLarge("The file is larger than any that the app writes.")
    if not data.startswith(BEGINS):
        raise NotOurs("This is not an export of notes.")
    end = data.find(b"\n", 0, MOST_LINE) + 1
    if not end or hashlib.sha256(data[:-SUM_BYTES]).digest() != data[-SUM_BYTES:]:
        raise Damaged("The file is damaged: it is not as it was written. Take another copy of it if there is one.")
    header = _json(data[:end])
    _check_version(header.get("v"))
    iterations = header.get("iterations")
    if type(iterations) is not int or iterations < 1 or (header.get("kdf"), header.get("cipher")) != ("PBKDF2-SHA-256", "AES-256-GCM"):
        raise Damaged("The file is damaged: its header has a shape that no version wrote.")
    if iterations > MOST_ITERATIONS:
        raise TooCostly(f"The file asks for {iterations} iterations; more than {MOST_ITERATIONS} are refused.")
    return Sealed(data[:end], _bytes(header.get("salt"), 16, 64), iterations, _bytes(header.get("iv"), 12, 12), data[end:-SUM_BYTES])


def decrypt(sealed: Sealed, passphrase: str) -> bytes:
    """The padded text inside."""
    key = hashlib.pbkdf2_hmac("sha256", normal(passphrase).encode(), sealed.salt, sealed.iterations)
    try:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        return _decrypt_slowly(key, sealed)
    try:
        return AESGCM(key).decrypt(sealed.iv, sealed.blob, sealed.line)
    except InvalidTag:
        raise WrongPassphrase("This passphrase does not open the file.") from None


def _decrypt_slowly(key: bytes, sealed: Sealed) -> bytes:
    from app import aes_gcm

    if len(sealed.blob) > MANY:
        print("This takes a while. With the package `cryptography` it would be quick.", file=sys.stderr)
    try:
        return aes_gcm.decrypt(key, sealed.iv, sealed.blob, sealed.line)
    except aes_gcm.WrongTag:
        raise WrongPassphrase("This passphrase does not open the file.") from None


def entries_of(padded: bytes) -> list[dict]:
    length = int.from_bytes(padded[:4])
    if len(padded) < 4 or length > len(padded) - 4:
        raise Damaged("The file opens, but its padding is wrong.")
    inside = _json(padded[4 : 4 + length])
    _check_version(inside.get("schema"))
    records = inside.get("records")
    if not isinstance(records, list) or len(records) > MOST_ENTRIES or not all(_is_entry(entry) for entry in records):
        raise Damaged("The file opens, but holds what is no record.")
    if len({(entry["kind"], entry["id"]) for entry in records}) < len(records):
        raise Damaged("The file opens, but holds two records of one name.")
    return records


def printed(entries: list[dict]) -> bytes:
    """JSON to read. Half a character, which some keyboards leave behind, has no UTF-8: it is escaped."""
    try:
        text = json.dumps(entries, ensure_ascii=False, indent=2)
    except RecursionError:
        raise Damaged("The file opens, but what it holds is nested too deeply.") from None
    return re.sub(r"[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text).encode() + b"\n"


def normal(passphrase: str) -> str:
    """As `normal` in static/js/vault.js: NFKC, every run of spaces one space, none at the ends. A lone surrogate becomes U+FFFD, as in a browser."""
    text = re.sub(r"[\t-\r ]+", " ", unicodedata.normalize("NFKC", passphrase))
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text.strip(" "))


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or "value" not in entry:
        return False
    return all(_is_name(name) for name in (entry.get("kind"), entry.get("id"), entry.get("copyOf", "none")))


def _is_name(name: object) -> bool:
    # A browser counts the units of UTF-16.
    return isinstance(name, str) and 0 < len(name.encode("utf-16-le", "surrogatepass")) <= 2 * MOST_NAME


def _check_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise Damaged("The file is damaged: it has no version.")
    if version > VERSION:
        raise TooNew("A later version of the app wrote this file. Use the vault_file of that version.")


def _json(text: bytes) -> dict:
    try:
        value = json.loads(text.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Damaged("The file is damaged: a part of it is not JSON.") from None
    if not isinstance(value, dict):
        raise Damaged("The file is damaged: a part of it is not what it should be.")
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _bytes(text: object, least: int, most: int) -> bytes:
    if not isinstance(text, str) or not re.fullmatch(r"(?:[0-9a-f]{2})+", text) or not least <= len(text) // 2 <= most:
        raise Damaged("The file is damaged: its header has a shape that no version wrote.")
    return bytes.fromhex(text)


def _load(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_FILE + 1)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.vault_file", description="Read an export of notes. Asks for its passphrase and prints JSON.")
    parser.add_argument("file", type=Path)
    path = parser.parse_args(arguments).file
    try:
        sealed = take_apart(_load(path))
        text = printed(entries_of(decrypt(sealed, getpass.getpass("Passphrase of the file: "))))
    except (FileError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        return 1
    sys.stdout.buffer.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
