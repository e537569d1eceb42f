"""The guide that ships is whole."""

import re

import pytest

from app.guide.check import check
from app.guide.language import homeless
from app.guide.load import load
from app.guide.pictures import draw
from app.guide.prose import same


@pytest.fixture(scope="module")
def guide():
    return load()


def test_check_finds_nothing():
    assert "\n".join(map(str, check())) == ""


def test_the_guide_has_everything_that_it_promises(guide):
    assert len(guide.pages) == 49
    assert len(guide.cards) >= 18
    assert len(guide.checklists) == 8
    assert len(guide.exercises) == 8
    assert len(guide.agendas) == 5


def test_every_claim_is_there_and_has_a_home(guide):
    assert list(guide.claims) == [f"S{number}" for number in range(1, 76)]
    assert homeless(guide) == []


def test_attributed_claims_are_those_of_the_claim_map(guide):
    assert [code for code, claim in guide.claims.items() if claim.attributed] == ["S22", "S23", "S40", "S65", "S66", "S67", "S70", "S72", "S73"]


def test_every_picture_is_shown_once_and_can_be_drawn(guide):
    shown = [link.target.removeprefix("pictures/") for page in guide.pages for link in page.body.links() if link.target.startswith("pictures/")]
    assert sorted(shown) == sorted(guide.pictures)
    for name, source in guide.pictures.items():
        assert draw(source, name, "A description.", same).startswith("<svg ")


def test_the_order_of_the_parts_is_the_argument(guide):
    first = {letter: next(at for at, page in enumerate(guide.pages) if page.head.letter == letter) for letter in "PVTR"}
    assert first["P"] < first["V"] < first["T"] < first["R"]


TERMS = {
    "w-the-person": "victims?",
    "w-who-did-it": "perpetrators?(?! (?:work|question))",
    "w-structures": "structures",
    "w-aims": "aims",
    "w-support-circle": "support group",
    "w-naming-it": "confront(?:ation|ed|ing|s)?",
    "w-answering": "accountability",
    "w-centre": "central figures?",
    "w-feeling-owed": "entitlement",
    "w-reasons-given": "justifications?",
    "w-paying-back": "retaliation",
    "w-facilitator": "facilitator",
    "w-go-between": "mediation",
    "w-programme-work": "perpetrator work",
}
"""Glossary entries and how the guide's pages write them."""

NOT_TEXT = re.compile(r"\[[^\]]*\]\([^)]*\)|“[^”]*”")


def test_a_glossary_word_is_linked_where_a_page_first_uses_it(guide):
    for page in guide.pages:
        linked = {link.target for link in page.body.links()}
        text = "\n".join(
            NOT_TEXT.sub("", line) for line in page.head.file.read_text(encoding="utf-8").split("+++")[2].splitlines() if not line.startswith(("#", ">", "!"))
        )
        for entry, form in TERMS.items():
            if f"words/{entry}" not in linked:
                assert not re.search(rf"\b{form}\b", text, re.I), (page.head.code, entry)
