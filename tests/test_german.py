"""What a program can hold of the German draft: its typography, short sentences, and one word for one thing."""

import re
from pathlib import Path

import pytest

from app.guide.load import load
from app.strings.catalog import file, read

DROPPED = {
    "Partnergewalt": "Gewalt in Partnerschaften",
    "im häuslichen Umfeld": "häusliche Gewalt",
    "Gefühlsarbeit": "emotionale Arbeit",
    "Verschwiegenheit": "geheim bleiben, Vertraulichkeit",
    "Bist du jetzt sicher": "in Sicherheit: “sicher” alone also means sure",
    "Gesellschaft leisten": "da sein, begleiten",
    "schützend zu handeln": "Menschen zu schützen",
    "Notizen sind verschlossen": "geschlossen",
    "Handy behält": "auf diesem Handy gespeichert",
    "Selbsttötung": "Suizid",
    "Sorge gegeben": "für andere gesorgt: “Sorge” is a worry",
    "Sorge gibt": "für andere sorgt",
    "Rolle für Sorge.": "Sorgearbeit",
    "Meinungsänderung": "wenn sich die Wünsche ändern: a person’s will is no opinion",
    "weder Recht noch": "keine Rechtsberatung",
    "Sagt die betroffene Person": "Wenn die betroffene Person … sagt: begins like an order",
    "Sagt sie Nein": "Ist die Antwort Nein",
    "Macht jemand": "Wenn jemand … macht",
    "egal was": "egal, was",
    "egal von": "egal, von",
    "eine Anwältin": "Anwält*in",
    "was hier gewollt ist": "was die betroffene Person will",
}
"""Words that were given up, and what is said instead."""

LONGEST_SENTENCE = 25
"""Words. CONTENT’s rule for the English holds for every language that has spaces."""

COMPARED = {"K1", "V1", "P2", "P4", "V9", "L6"}


def texts(name: str) -> list[tuple[str, str]]:
    """(where it stands, German) of all that readers see."""
    found = []
    for message in read(file("de", name)):
        if message.id and not message.fuzzy:
            forms = [message.string] if isinstance(message.string, str) else message.string
            place = " ".join(path for path, _ in message.locations)
            found += [(f"{place}: {' '.join(message.auto_comments)}", form) for form in forms]
    return found


def bare(text: str) -> str:
    return re.sub(r"\]\([^)]*\)", "]", text)


@pytest.mark.parametrize("name", ["guide", "messages"])
def test_quotation_marks_are_german_and_closed(name):
    odd = [(place, text) for place, text in texts(name) if '"' in bare(text) or text.count("„") != text.count("“") or " - " in text or "..." in text]
    assert not odd


@pytest.mark.parametrize("name", ["guide", "messages"])
def test_words_that_were_given_up_do_not_come_back(name):
    back = [(place, word, instead) for place, text in texts(name) for word, instead in DROPPED.items() if word in text and "How people say it" not in place]
    assert not back


def test_sentences_can_be_said_in_one_breath():
    """Those of the guide. What people say to find a card is as long as people make it; what follows a colon is counted by itself."""
    long = []
    for place, text in texts("guide"):
        if "How people say it" in place or "sources.md" in place:
            continue
        for sentence in re.split(r"(?<=[.!?:…])[“*]*\s+", bare(text)):
            if len(sentence.split()) > LONGEST_SENTENCE:
                long.append((place, sentence))
    assert not long


def test_what_was_translated_back_is_all_that_had_to_be():
    guide = load()
    table = (Path(__file__).parent.parent / "docs/translations/de-back-translation.md").read_text(encoding="utf-8")
    back = (Path(__file__).parent.parent / "docs/translations/de-back.txt").read_text(encoding="utf-8")
    cards = {card.head.id: card.head.code for card in guide.cards}
    assert len(cards) == 22
    for key, code in cards.items():
        assert f"| {code} `{key}` |" in table
        assert f"\n{code} {key}\n" in back
    for code in COMPARED:
        assert re.search(rf"^\| {code} `", table, re.M)
        assert re.search(rf"^{code} \w", back, re.M)
    assert "is not a review" in re.sub(r"\W+", " ", table)


def test_the_fresh_reading_does_not_call_itself_a_review():
    told = (Path(__file__).parent.parent / "docs/translations/de-fresh-reading.md").read_text(encoding="utf-8")
    assert "is not a review" in re.sub(r"\W+", " ", told)
