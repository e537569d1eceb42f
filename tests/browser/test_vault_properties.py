"""The vault's cryptography over everything that Hypothesis can think of. What fails is made as small as it goes, and named, so that it can be tried again.

Values go to the page as JSON in ASCII: half characters and all others arrive as they are.
"""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from modules import PASSPHRASE
from playwright.sync_api import Page
from test_vault_core import page_of_modules  # noqa: F401

from app import aes_gcm, vault_file

pytest_plugins = ["modules"]

GOLDEN_FILE = Path(__file__).parent.parent / "fixtures" / "records-v1.bin"
NAMED = {"Damaged", "WrongPassphrase", "TooNew", "TooCostly"}

# One page serves all examples of a test, and a busy machine is no reason to fail.
often = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Halves of characters too, which some keyboards leave behind.
texts = st.text(st.characters(exclude_categories=()), max_size=60)
# Python and browsers know the same characters only as far as both have them.
known_texts = st.text(st.characters(exclude_categories=("Cn",)), max_size=60)
leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts
values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12)


def once(page: Page, prepare: str) -> None:
    """What all examples share is made with the first one."""
    page.evaluate(f"async () => {{ window.made ??= await ({prepare})(); }}")


KEYS = "async () => (await vault.createVault('plain')).keys"


@often
@given(value=values)
@example(value="")
@example(value={})
@example(value=[])
@example(value=None)
@example(value="\ud800")
@example(value="\udc00" * 20_000)
@example(value="x" * 100_000)
@example(value="\N{GRINNING FACE}" * 25_000)
@example(value={"__proto__": 1, "constructor": {"prototype": 2}})
def test_every_value_comes_back_as_it_was(page_of_modules: Page, value: object):  # noqa: F811
    once(page_of_modules, KEYS)
    written, back = page_of_modules.evaluate(
        """async (json) => {
          const value = JSON.parse(json);
          const back = await vault.openRecord(made, structuredClone(await vault.sealRecord(made, vault.newId(), 1, value)));
          const ascii = (text) => text.replace(/[^ -~]/g, (unit) => `\\\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
          return [ascii(JSON.stringify(value)), ascii(JSON.stringify(back))];
        }""",
        json.dumps(value),
    )
    assert back == written


@often
@given(value=values)
def test_padding_is_taken_off_again_and_shows_no_more_than_a_power_of_two(page_of_modules: Page, value: object):  # noqa: F811
    same, size = page_of_modules.evaluate(
        """(json) => {
          const value = JSON.parse(json);
          const padded = vault.pad(value, 1 << 20);
          return [JSON.stringify(vault.unpad(padded)) === JSON.stringify(value), padded.length];
        }""",
        json.dumps(value),
    )
    assert same
    assert size >= 1024 and size & (size - 1) == 0


@often
@given(text=known_texts)
@example(text=" \u00a0\t\u3000 a \ufeff ")
@example(text="ﬁ\u0301\u2028\ud800")
def test_a_passphrase_has_one_form_in_the_browser_and_in_python(page_of_modules: Page, text: str):  # noqa: F811
    once_more, form = page_of_modules.evaluate(
        """(json) => {
          const form = vault.normal(JSON.parse(json));
          return [vault.normal(form) === form, hex(new TextEncoder().encode(form))];
        }""",
        json.dumps(text),
    )
    assert once_more
    assert form == vault_file.normal(text).encode().hex()


hexadecimal = st.binary(max_size=70).map(bytes.hex)
odd = values | hexadecimal | st.sampled_from(["passphrase", "plain", "prf", "PBKDF2-SHA-256", "HKDF-SHA-256", 0, 1, 2, -1, 1.5, 10_000_001])
slot_changes = st.dictionaries(
    st.sampled_from(["v", "kind", "salt", "iv", "kdf", "iterations", "key", "secret", "credential", "input", "__proto__"]), odd, max_size=3
)
header_changes = st.dictionaries(st.sampled_from(["v", "vault", "slots", "more", "__proto__"]), odd, max_size=2)


@often
@given(header=header_changes, slot=slot_changes, second=st.none() | slot_changes, kind=st.sampled_from(["passphrase", "plain", "prf"]))
def test_a_header_of_any_shape_opens_or_ends_in_a_named_error(
    page_of_modules: Page,  # noqa: F811
    header: dict,
    slot: dict,
    second: dict | None,
    kind: str,
):
    # So that no example takes as long as a passphrase does.
    iterations = slot.get("iterations")
    if isinstance(iterations, (int, float)) and 1000 < iterations <= 10_000_000:
        slot = {**slot, "iterations": 1000}
    once(page_of_modules, "async () => vault.readHeader((await vault.createVault('passphrase', 'not so long')).header)")
    outcome = page_of_modules.evaluate(
        """async ([json, kind, passphrase]) => {
          const { header, slot, second } = JSON.parse(json);
          const [sound] = made.slots;
          const slots = [{ ...sound, iterations: 1, ...slot }, ...(second ? [{ ...sound, kind: 'prf', kdf: 'HKDF-SHA-256', ...second }] : [])];
          const bytes = new TextEncoder().encode(JSON.stringify({ ...made, slots, ...header }));
          const secret = { passphrase, prf: new Uint8Array(32) }[kind];
          return outcome((async () => {
            await vault.openVault(await vault.readHeader({ bytes, hash: await vault.sha256(bytes) }), kind, secret);
            return 'opened';
          })());
        }""",
        [json.dumps({"header": header, "slot": slot, "second": second}), kind, PASSPHRASE],
    )
    assert outcome[0] == "error" and outcome[1] in NAMED, outcome


# The file


def cheap_file() -> bytes:
    """A file that `x` opens, at the price of one iteration."""
    line = json.loads(GOLDEN_FILE.read_bytes().partition(b"\n")[0]) | {"iterations": 1}
    head = json.dumps(line, separators=(",", ":")).encode() + b"\n"
    inside = json.dumps({"schema": 1, "records": [{"kind": "note", "id": "a", "value": {"text": "é"}}]}).encode()
    key = hashlib.pbkdf2_hmac("sha256", b"x", bytes.fromhex(line["salt"]), 1)
    return head + aes_gcm.encrypt(key, bytes.fromhex(line["iv"]), (len(inside).to_bytes(4) + inside).ljust(1024, b"\0"), head)


BODY = cheap_file()
HEAD = BODY.index(b"\n") + 1
places = st.integers(0, HEAD) | st.integers(0, len(BODY))
printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=8).map(str.encode)
changes = st.lists(st.tuples(places, st.integers(0, 8), printable | st.binary(max_size=8)), max_size=3)


def changed(body: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, deleted, inserted in edits:
        body = body[:at] + inserted + body[at + deleted :]
    return body


def both_readers_agree(page: Page, edits: list[tuple[int, int, bytes]], sound_sum: bool) -> str:
    """Changes a file, has the browser and Python read it, and answers what became of it."""
    body = changed(BODY, edits)
    data = body + (hashlib.sha256(body).digest() if sound_sum else bytes(32))
    # A file that asks for much work is refused or is not; neither is tried here ten thousand times.
    if b'"iterations":1,' not in data[: data.find(b"\n") + 1] and sound_sum:
        data = body + bytes(32)
    how, what, took = page.evaluate(
        """async (given) => {
          const started = performance.now();
          const [how, what] = await outcome(exchange.openFile(vault.fromHex(given), 'x'));
          return [how, how === 'value' ? JSON.stringify(what) : what, performance.now() - started];
        }""",
        data.hex(),
    )
    assert took < 2000
    try:
        entries = vault_file.read(data, "x")
    except vault_file.FileError as error:
        assert how == "error", f"Python says {error!r}"
        assert what in NAMED | {"NotOurs", "TooLarge"}, what
        return what
    assert (how, json.loads(what)) == ("value", entries)
    return "opened"


@often
@given(edits=changes, sound_sum=st.booleans())
@example(edits=[], sound_sum=True)
@example(edits=[(0, len(BODY), b"")], sound_sum=True)
def test_both_readers_open_the_same_files_and_refuse_the_others_by_name(page_of_modules: Page, edits: list, sound_sum: bool):  # noqa: F811
    outcome = both_readers_agree(page_of_modules, edits, sound_sum)
    assert (outcome == "opened") == (sound_sum and changed(BODY, edits) == BODY)


@pytest.mark.faults
@settings(often, max_examples=10_000)
@given(edits=changes, sound_sum=st.sampled_from([True, True, True, False]))
def test_ten_thousand_changed_files_end_in_a_named_error_within_two_seconds(page_of_modules: Page, edits: list, sound_sum: bool):  # noqa: F811
    both_readers_agree(page_of_modules, edits, sound_sum)
