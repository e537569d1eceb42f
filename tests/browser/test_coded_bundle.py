"""The phone reads a coded bundle as the program does: the same text, or a refusal."""

import base64

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from app.edition import bundle as bundles
from app.edition.coding import CodingError, decode, encode
from tests.test_coding import EVERY_BYTE, TEXTS

pytest_plugins = ["modules"]

DECODE = """async ([address, coded]) => {
  const { decodeBundle } = await import(address);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  try {
    return ['text', new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodeBundle(bytes(coded)))];
  } catch (error) {
    return ['refused', error.name];
  }
}"""

often = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def on_the_phone(page: Page, address: str, coded: bytes) -> list[str]:
    if page.url == "about:blank":
        page.goto(address)
    return page.evaluate(DECODE, [f"{address}js/coding.js", base64.b64encode(coded).decode()])


@often
@given(text=TEXTS)
@example(text="")
@example(text="\ufeffBOM")
@example(text=EVERY_BYTE * 25)
def test_a_phone_reads_any_text_as_it_was(page: Page, modules: str, text: str):
    assert on_the_phone(page, modules, encode(text)) == ["text", text]


@often
@given(text=TEXTS, at=st.integers(0, 10_000), put=st.binary(max_size=3), cut=st.booleans())
@example(text="", at=0, put=b"9", cut=False)
def test_a_phone_refuses_what_is_cut_short_or_changed_or_reads_what_the_program_reads(page: Page, modules: str, text: str, at: int, put: bytes, cut: bool):
    coded = encode(text)
    at %= len(coded)
    changed = coded[:at] if cut else coded[:at] + put + coded[at + 1 :]
    found = on_the_phone(page, modules, changed)
    try:
        assert found == ["text", decode(changed)]
    except CodingError:
        assert found[0] == "text" or found == ["refused", "TypeError"]


def test_an_endless_text_is_refused(page: Page, modules: str):
    """A word of 60 kB, two thousand times: 120 MB out of 62 kB."""
    assert on_the_phone(page, modules, b"3 1\n" + b"a" * 60_000 + b"\n\n" + b"\x01" * 2_000) == ["refused", "TypeError"]


def test_a_phone_reads_the_guide(page: Page, modules: str, running):
    coded = (running.edition.public / bundles.address("en", running.edition.languages["en"])).read_bytes()
    assert on_the_phone(page, modules, coded) == ["text", bundles.text_of(running.edition, "en")]
