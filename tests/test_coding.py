"""The bundle as it travels: any text comes back as it was, and what is no such text is refused. tests/browser/test_coded_bundle.py holds the phone to the same."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.edition import coding
from app.edition.coding import CodingError, decode, encode

PIECES = st.sampled_from(
    [
        " and",
        " the",
        "der ",
        " Gruppe",
        "نحن ",
        " في",
        "第一",
        "\x00",
        "\x01",
        "\x1f",
        "\x7f",
        "\x80",
        "\xff",
        "ÿ",
        "\n",
        "\n\n",
        "3 1\n",
        "“",
        "é",
        "👩🏽‍🤝‍👩🏻",
        "𐍈",
        "\u2028",
        '","',
        "\\n",
    ]
)
TEXTS = st.one_of(st.text(), st.builds(lambda pieces, times: "".join(pieces) * times, st.lists(PIECES, max_size=40), st.sampled_from([1, 5, 30])))
EVERY_BYTE = "".join(map(chr, range(256)))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("")
@example(EVERY_BYTE)
@example(EVERY_BYTE * 25)
@example("\n".join(f"{letter}{other} " * 5 for letter in "abcdefghijklmnopqrstuvwxyz" for other in "abcdefghijklmnopqrstuvwxyzäöüßابتثجحخ" * 2))
@example("".join(map(chr, range(0x4E00, 0x4E00 + 400))) * 21)
def test_any_text_comes_back_as_it_was(text):
    assert decode(encode(text)) == text


def test_a_text_with_more_words_than_there_are_codes_uses_them_all_and_comes_back():
    words = [f"{a}{b}{c}" for a in "bcdfghklm" for b in "aeiou" for c in "rstnlmbcdfghkwxyz" * 2]
    text = " ".join(dict.fromkeys(words * 2)) + " "
    text = (text + "äöü" * 30) * 6
    coded = encode(text)
    first, *entries = coded[: coded.index(b"\n\n")].decode().split("\n")
    assert first == f"{coding.FORM} {len(coding.BYTES) - coding.LEADS}" and len(entries) > 700
    assert decode(coded) == text


def test_a_coded_text_is_smaller_than_the_text():
    text = "We sit down and we listen to what the group has to say about it. " * 40
    assert len(encode(text)) < len(text) / 2


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_what_was_cut_short_or_changed_is_refused_or_is_another_text(text, data):
    """Its hash tells the rest: nothing else may happen than a text or a refusal."""
    coded = encode(text)
    at = data.draw(st.integers(0, len(coded) - 1))
    for changed in (coded[:at], coded[:at] + data.draw(st.binary(max_size=4)) + coded[at + 1 :]):
        with suppress(CodingError):
            assert isinstance(decode(changed), str)


@pytest.mark.parametrize(
    "coded",
    [
        b"",
        b"3",
        b"3 0",
        b"3 0\n",
        b"2 0\n\nabc",
        b"4 0\n\nabc",
        b"3 -1\n\n",
        b"3 157\n\n",
        b"x 0\n\n",
        b"3 0 0\n\n",
        b'{"v":2,"lang":"en"}',
        b"3 0\n\n\x01",
        b"3 0\n\n\xff",
        b"3 0\n\n\xff\x20",
        b"3 0\n\n\x00",
        b"3 0\n\n\x00\xe2\x80",
        b"3 0\n\n\x00\x80",
        b"3 1\n\xff\n\n\x01",
        b"3 0\n" + b"a\n" * 801 + b"\n",
    ],
)
def test_what_is_no_bundle_of_this_form_is_refused(coded):
    with pytest.raises(CodingError):
        decode(coded)
