"""An export of notes opens without a browser; whatever else is given to the reader ends in a clear sentence."""

import getpass
import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from vectors import AES, GCM, PBKDF2

from app import aes_gcm, vault_file

GOLDEN = Path(__file__).parent / "fixtures" / "records-v1.bin"
PASSPHRASE = "mild river stamp copper lantern"
HEADER = {"magic": "kept-records", "v": 1, "kdf": "PBKDF2-SHA-256", "iterations": 1, "salt": "00" * 16, "cipher": "AES-256-GCM", "iv": "00" * 12}

names = st.text(min_size=1, max_size=30)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None), max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def padded(text: bytes) -> bytes:
    bucket = 1024
    while bucket < len(text) + 4:
        bucket *= 2
    return (len(text).to_bytes(4) + text).ljust(bucket, b"\0")


def summed(body: bytes) -> bytes:
    return body + hashlib.sha256(body).digest()


def sealed(inside: object, passphrase: str = "x", header: dict = HEADER) -> bytes:
    """A file as the browser writes it, with one iteration so that many can be tried."""
    line = json.dumps(header, separators=(",", ":")).encode() + b"\n"
    key = hashlib.pbkdf2_hmac("sha256", vault_file.normal(passphrase).encode(), bytes.fromhex(header["salt"]), header["iterations"])
    text = json.dumps(inside).encode()
    return summed(line + aes_gcm.encrypt(key, bytes.fromhex(header["iv"]), padded(text), line))


def test_aes_gives_the_published_values():
    for key, plain, expected in AES:
        assert aes_gcm._cipher(bytes.fromhex(key))(bytes.fromhex(plain)).hex() == expected


def test_gcm_gives_the_published_values():
    for key, iv, plain, data, ciphertext, tag in GCM:
        key, iv, plain, data = (bytes.fromhex(each) for each in (key, iv, plain, data))
        assert aes_gcm.encrypt(key, iv, plain, data).hex() == ciphertext + tag
        assert aes_gcm.decrypt(key, iv, bytes.fromhex(ciphertext + tag), data) == plain


def test_gcm_refuses_every_changed_byte():
    key, iv, data = bytes(32), bytes(12), b"beside"
    whole = aes_gcm.encrypt(key, iv, b"some text of more than a block", data)
    for at in range(len(whole)):
        changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(aes_gcm.WrongTag):
            aes_gcm.decrypt(key, iv, changed, data)
    for key_, iv_, data_, whole_ in (
        (b"\1" + key[1:], iv, data, whole),
        (key, b"\1" + iv[1:], data, whole),
        (key, iv, b"Beside", whole),
        (key, iv, data, whole[:15]),
    ):
        with pytest.raises(aes_gcm.WrongTag):
            aes_gcm.decrypt(key_, iv_, whole_, data_)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=12, max_size=12), st.binary(max_size=100), st.binary(max_size=40))
def test_gcm_agrees_with_a_known_library(key: bytes, iv: bytes, plain: bytes, data: bytes):
    aead = pytest.importorskip("cryptography.hazmat.primitives.ciphers.aead")
    assert aes_gcm.encrypt(key, iv, plain, data) == aead.AESGCM(key).encrypt(iv, plain, data or None)


def test_pbkdf2_gives_the_published_values():
    for passphrase, salt, iterations, expected in PBKDF2:
        assert hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt.encode(), iterations, 64).hex() == expected


def test_a_file_from_the_first_version_opens():
    entries = vault_file.read(GOLDEN.read_bytes(), f"  {PASSPHRASE.replace(' ', '   ')} ")
    assert [entry["kind"] for entry in entries] == ["note", "tick", "note"]
    assert entries[0]["value"]["text"].startswith("Ask again on Sunday.")


@given(st.lists(st.tuples(names, names, json_values), max_size=6, unique_by=lambda entry: entry[:2]), st.text(max_size=20))
def test_whatever_was_put_in_comes_out(entries: list, passphrase: str):
    records = [{"kind": kind, "id": name, "value": value} for kind, name, value in entries]
    assert vault_file.read(sealed({"schema": 1, "records": records}, passphrase), passphrase) == records
    assert json.loads(vault_file.printed(records)) == records


@given(st.binary(max_size=3000))
@example(b"")
@example(vault_file.BEGINS)
@example(vault_file.BEGINS + b"\n")
@example(summed(vault_file.BEGINS + b"\n"))
@example(summed(vault_file.BEGINS + b"}\n"))
def test_other_files_are_refused_in_words(data: bytes):
    for each in (data, vault_file.BEGINS + data, summed(vault_file.BEGINS + data)):
        with pytest.raises(vault_file.FileError, match=r"^[A-Z].*\.$"):
            vault_file.read(each, "x")


WHOLE = sealed({"schema": 1, "records": [{"kind": "a", "id": "b", "value": "text"}]})
BODY = WHOLE[:-32]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(BODY) - 1), st.integers(0, 2), st.binary(max_size=6), st.booleans())
def test_a_changed_file_never_opens(at: int, cut: int, inserted: bytes, mended: bool):
    """`mended`: with a sum that is right, so that the header's limits and the tag have to hold."""
    changed = BODY[:at] + inserted + BODY[at + cut :]
    if changed != BODY:
        with pytest.raises(vault_file.FileError):
            vault_file.read(summed(changed) if mended else changed + WHOLE[-32:], "x")


@given(st.binary(max_size=1500) | json_values.map(lambda value: padded(json.dumps(value).encode())))
@example(padded(b"[" * 100_000))
@example(padded(b'{"schema":1,"records":[{"kind":"a","id":"b","value":' + b"[" * 3000 + b"]" * 3000 + b"}]}"))
@example(padded(b'{"schema":1,"records":[{"kind":"a","id":"b","value":NaN}]}'))
@example(padded(b'{"schema":1,"records":[{"kind":"a","id":"b","value":1e99999}]}'))
@example(b"\xff\xff\xff\xff")
def test_odd_content_is_refused_in_words_or_read(content: bytes):
    try:
        entries = vault_file.entries_of(content)
        vault_file.printed(entries)
    except vault_file.FileError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": 2}, vault_file.TooNew),
        ({"v": True}, vault_file.Damaged),
        ({"v": 1.0}, vault_file.Damaged),
        ({"iterations": 10_000_001}, vault_file.TooCostly),
        ({"iterations": 10**400}, vault_file.TooCostly),
        ({"iterations": True}, vault_file.Damaged),
        ({"iterations": -1}, vault_file.Damaged),
        ({"salt": "00" * 65}, vault_file.Damaged),
        ({"salt": "0" * 33}, vault_file.Damaged),
        ({"salt": "00" * 15 + "0\n"}, vault_file.Damaged),
        ({"salt": None}, vault_file.Damaged),
        ({"iv": ["00"] * 12}, vault_file.Damaged),
        ({"kdf": "PBKDF2-SHA-1"}, vault_file.Damaged),
        ({"x": "y" * 1024}, vault_file.Damaged),
    ],
)
def test_a_header_out_of_bounds_is_refused_before_anything_is_computed(change: dict, error: type):
    line = json.dumps(HEADER | change, separators=(",", ":")).encode() + b"\n"
    started = time.process_time()
    with pytest.raises(error):
        vault_file.take_apart(summed(line + bytes(1040)))
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("inside", "error"),
    [
        ({"schema": 2, "records": []}, vault_file.TooNew),
        ({"schema": 1}, vault_file.Damaged),
        ({"schema": 1, "records": {}}, vault_file.Damaged),
        ({"schema": 1, "records": [None]}, vault_file.Damaged),
        ({"schema": 1, "records": [{"kind": "a", "id": "b"}]}, vault_file.Damaged),
        ({"schema": 1, "records": [{"kind": "a", "id": 1, "value": 1}]}, vault_file.Damaged),
        ({"schema": 1, "records": [{"kind": "a", "id": "b", "value": 1}] * 2}, vault_file.Damaged),
        ({"schema": 1, "records": [{"kind": "a", "id": str(number), "value": 1} for number in range(20_001)]}, vault_file.Damaged),
        ([], vault_file.Damaged),
    ],
)
def test_content_that_no_version_wrote_is_refused(inside: object, error: type):
    with pytest.raises(error):
        vault_file.entries_of(padded(json.dumps(inside).encode()))


@given(st.text())
def test_a_passphrase_is_written_in_one_way_only(text: str):
    once = vault_file.normal(text)
    assert vault_file.normal(once) == once
    assert vault_file.normal(f" {text}\t\n") == once


def run(monkeypatch, capsysbinary, file: Path, passphrase: str) -> tuple[int, str, str]:
    monkeypatch.setattr(getpass, "getpass", lambda prompt: passphrase)
    code = vault_file.main([str(file)])
    out, err = capsysbinary.readouterr()
    return code, out.decode(), err.decode()


def test_the_command_prints_the_notes_and_nothing_else(monkeypatch, capsysbinary):
    code, out, err = run(monkeypatch, capsysbinary, GOLDEN, PASSPHRASE)
    assert (code, err) == (0, "")
    assert json.loads(out) == vault_file.read(GOLDEN.read_bytes(), PASSPHRASE)
    assert "\N{HEBREW LETTER SHIN}" in out


def test_the_command_explains_what_is_wrong(monkeypatch, capsysbinary, tmp_path):
    photo = tmp_path / "photo"
    photo.write_bytes(b"\xff\xd8\xff")
    cut = tmp_path / "cut"
    cut.write_bytes(GOLDEN.read_bytes()[:-5])
    for file, passphrase, words in (
        (GOLDEN, "another", "This passphrase does not open the file."),
        (photo, "", "This is not an export of notes."),
        (cut, PASSPHRASE, "damaged"),
        (tmp_path / "none", "", "none"),
        (tmp_path, "", str(tmp_path)),
    ):
        code, out, err = run(monkeypatch, capsysbinary, file, passphrase)
        assert (code, out) == (1, "")
        assert words in err and "Traceback" not in err


def test_a_huge_file_is_not_read(monkeypatch, capsysbinary, tmp_path):
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        os.truncate(file.fileno(), 10**11)
    code, _, err = run(monkeypatch, capsysbinary, huge, "")
    assert code == 1 and "larger" in err


def test_half_a_character_is_printed_as_an_escape(monkeypatch, capsysbinary, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(sealed({"schema": 1, "records": [{"kind": "a", "id": "b", "value": "x\ud83d"}]}))
    code, out, _ = run(monkeypatch, capsysbinary, file, "x")
    assert code == 0 and "\\ud83d" in out
    assert json.loads(out)[0]["value"] == "x\ud83d"


@pytest.mark.faults
def test_ten_thousand_changed_files_end_in_words_within_two_seconds():
    worst = 0.0

    @settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=2000), st.integers(0, len(BODY)), st.booleans())
    def fuzz(noise: bytes, at: int, mended: bool) -> None:
        nonlocal worst
        body = BODY[:at] + noise
        if body == BODY:
            return
        started = time.process_time()
        with pytest.raises(vault_file.FileError):
            vault_file.read(summed(body) if mended else body, "x")
        worst = max(worst, time.monotonic() - started)

    fuzz()
    assert worst < 2
