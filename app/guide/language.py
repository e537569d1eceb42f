"""The rules of docs/writing.md that a program can judge: lengths, words, whose view it is, claims without a home."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from app.guide.content import Card, Checklist, Exercise, Guide, Page
from app.guide.problems import Problem
from app.guide.prose import Prose, plain
from app.guide.references import proses

AVERAGE, LONGEST, PARAGRAPH, HEADING, SUMMARY, ITEM = 15, 25, 3, 8, 15, 20
PAGE, LONGER_PAGES = range(150, 351), {"evidence": range(150, 451), "position": range(150, 901)}
TAB, SAY, SAY_LINES, HEARD_LINES, EXERCISE = 30, 60, 2, 4, range(15, 41)

TELLING = re.compile(r"\b(victim|perpetrat|surviv|violen|sex|rape|rapist|abus|assault|harass|accus|offend|disclos|trauma|patriarch)\w*", re.IGNORECASE)
ATTRIBUTING = re.compile(r"\b(authors?|essay|programmes?|guidelines?|researchers|hold(s)? that|argue[sd]?|according to|in their view)\b", re.IGNORECASE)
MINUTES = re.compile(r"\*\*(\d{1,3}) minutes?\.?\*\*")
ASIDE = re.compile(rf"{MINUTES.pattern}|\*\*(Owner|Review):\*\*[^*]*")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")

WORDS = {
    r"alleged(ly)?|accusers?": "It casts doubt; say what the person told us.",
    r"incidents?|scandals?": "Say what was done: sexual violence, or rape when it is meant.",
    r"(forced|unwanted|non-consensual) sex|sex with": "Say rape when it is meant.",
    r"monsters?|toxic": "Say what the person does or chose to do.",
    r"cure[sd]?": "Nobody is ill here; say what changes.",
    r"both parties": "They are not equals in a dispute; name the victim and the perpetrator.",
    r"(was|were|been|being|got) (sexually )?(raped|assaulted|abused)(?! by)": "The passive hides who did it; say who chose to.",
}
FORBIDDEN = [(re.compile(rf"\b({words})\b", re.IGNORECASE), advice) for words, advice in WORDS.items()]

PARAGRAPH_TOKENS = 3
OPENERS, CLOSERS = "“‘«\"'([", "”’»\"')]"
ABBREVIATION = re.compile(r"e\.g\.|i\.e\.|al\.|cf\.|vs\.|eds?\.|pp?\.|vol\.|(Dr|Mr|Mrs|Ms|Prof|St)\.|(?!I\.)[A-Z]\.")


@dataclass(frozen=True)
class Passage:
    """A piece of bare text, without the minutes of a step or the owner of an agreement, which are no sentences.

    `rule` says which lengths hold for it: those of "prose", of a "heading", or of a "line" that stands alone.
    """

    file: Path
    line: int
    text: str
    rule: str

    def problem(self, what: str, advice: str) -> Problem:
        return Problem(self.file, self.line, f"{what}: “{shortened(self.text)}”", advice)


def check_language(guide: Guide) -> list[Problem]:
    file, advice = guide.folder / "claims.toml", "Realise it in a text, and name it in that text’s claims."
    problems = [Problem(file, 0, f"the claim {claim} has no home: {guide.claims[claim].text}", advice) for claim in homeless(guide)]
    for passage in _passages(guide):
        problems += [*_lengths(passage), *_forbidden(passage)]
    for text in guide.texts():
        problems += [*_front(text.head), *_average(text), *_links(text), *_attribution(text, guide)]
        for kind, rules in {Page: _page, Card: _card, Checklist: _checklist, Exercise: _exercise}.items():
            problems += rules(text) if isinstance(text, kind) else ()
    return problems


def homeless(guide: Guide) -> list[str]:
    """The claims that no text names."""
    housed = {claim for text in guide.texts() for claim in text.head.claims}
    return [claim for claim in guide.claims if claim not in housed]


def sentences(text: str) -> Iterator[str]:
    """The sentences of bare text. One ends at . ! ? or … before a word that does not begin in lower case."""
    sentence: list[str] = []
    words = text.split()
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        sentence.append(word)
        if _ends(word, following):
            yield " ".join(sentence)
            sentence = []
    if sentence:
        yield " ".join(sentence)


def _ends(word: str, following: str) -> bool:
    word, following = word.rstrip(CLOSERS), following.lstrip(OPENERS)
    if not word.endswith((".", "!", "?", "…")) or following[:1].islower():
        return False
    numbered = word.lstrip(OPENERS).lower() == "no." and following[:1].isdigit()
    return not numbered and not ABBREVIATION.fullmatch(word.lstrip(OPENERS))


def count(text: str) -> int:
    """Words, in the sense of what a reader reads: dashes and dots alone are none, a hyphenated word is one."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _passages(guide: Guide) -> Iterator[Passage]:
    """Everything that the word rules hold for. What a card quotes from others (its title, `heard`) is not among it."""
    for text in guide.texts():
        file = text.head.file
        yield from (Passage(file, 1, line, "line") for line in (text.head.summary, text.head.next_say))
        if not isinstance(text, Card):
            yield Passage(file, 1, text.head.title, "heading")
        yield from (Passage(file, 0, plain(line), "line") for line in getattr(text, "say", ()))
        yield from (Passage(file, item.line, plain(item.text), "line") for item in getattr(text, "items", ()))
        yield from (Passage(file, 0, plain(group.title), "heading") for group in getattr(text, "groups", ()))
        for prose in proses(text):
            yield from _of(file, prose)
    # A source's first paragraph is its citation, which is not made of sentences.
    for entries, first in (((*guide.parts, *guide.words), 0), (guide.sources, PARAGRAPH_TOKENS)):
        for entry in entries:
            yield Passage(entry.file, entry.line, plain(entry.title), "heading")
            yield from _of(entry.file, Prose(entry.body.tokens[first:]))
    for way in guide.ways:
        yield from (Passage(guide.folder / "ways.md", way.line, plain(line), "line") for line in (way.text, way.more))


def _of(file: Path, prose: Prose) -> Iterator[Passage]:
    for message in prose.messages():
        rule = "heading" if message.kind == "heading" else "line" if PICTURE.fullmatch(message.text) else "prose"
        yield Passage(file, message.line, plain(ASIDE.sub("", message.text)), rule)


def _lengths(passage: Passage) -> Iterator[Problem]:
    if passage.rule == "heading" and count(passage.text) > HEADING:
        yield passage.problem(f"a heading of {count(passage.text)} words", f"{HEADING} at most.")
    found = list(sentences(passage.text))
    for sentence in found:
        if count(sentence) > LONGEST:
            yield passage.problem(f"a sentence of {count(sentence)} words, from “{' '.join(sentence.split()[:5])}”", f"{LONGEST} at most; make two of it.")
    if passage.rule == "prose" and len(found) > PARAGRAPH:
        yield passage.problem(f"a paragraph of {len(found)} sentences", f"{PARAGRAPH} at most, one idea; begin a new paragraph.")


def _forbidden(passage: Passage) -> Iterator[Problem]:
    for pattern, advice in FORBIDDEN:
        for found in pattern.finditer(passage.text):
            yield passage.problem(f"the words “{found[0]}”", advice)


def _front(head) -> Iterator[Problem]:
    words, found = count(head.summary), len(list(sentences(head.summary)))
    if words > SUMMARY or found > 1:
        yield Problem(head.file, 1, f"the summary has {words} words in {found} sentences", f"One sentence, {SUMMARY} words at most.")
    if len(head.tab) > TAB:
        yield Problem(head.file, 1, f"the tab has {len(head.tab)} characters", f"{TAB} at most.")
    for name, value in (("tab", head.tab), ("id", head.id.replace("-", " "))):
        if found := TELLING.search(value):
            yield Problem(head.file, 1, f"the {name} says “{found[0]}”", "Choose neutral words: a stranger may see it over a shoulder.")


def _average(text) -> Iterator[Problem]:
    lines = [plain(item.text) for item in getattr(text, "items", ())]
    lines += [passage.text for prose in proses(text) for passage in _of(text.head.file, prose) if passage.rule == "prose"]
    lengths = [count(sentence) for line in lines for sentence in sentences(line)]
    if lengths and sum(lengths) / len(lengths) > AVERAGE:
        yield Problem(text.head.file, 0, f"the sentences have {sum(lengths) / len(lengths):.1f} words on average", f"{AVERAGE} at most; shorten the longest.")


def _links(text) -> Iterator[Problem]:
    targets = Counter(link.target for prose in proses(text) for link in prose.links() if link.target.startswith("words/"))
    for target, times in targets.items():
        if times > 1:
            yield Problem(text.head.file, 0, f"the word {target!r} is linked {times} times", "Link it where it is first used, and nowhere else.")


def _attribution(text, guide: Guide) -> Iterator[Problem]:
    flagged = [claim for claim in text.head.claims if claim in guide.claims and guide.claims[claim].attributed]
    if flagged and not any(ATTRIBUTING.search(prose.plain()) for prose in proses(text)):
        yield Problem(text.head.file, 1, f"nothing says whose view {', '.join(flagged)} is", "Write whose: the authors argue that …, programmes hold that …")


def _page(page: Page) -> Iterator[Problem]:
    words = sum(count(passage.text) for passage in _of(page.head.file, page.body) if passage.rule != "line")
    allowed = LONGER_PAGES.get(page.head.id, PAGE)
    if words not in allowed:
        yield Problem(page.head.file, 0, f"the page has {words} words", f"Between {allowed.start} and {allowed.stop - 1}.")


def _card(card: Card) -> Iterator[Problem]:
    if len(card.heard) < HEARD_LINES:
        yield Problem(card.head.file, 0, f"heard has {len(card.heard)} lines", f"Give {HEARD_LINES} or more ways in which people say it.")
    if len(card.say) != SAY_LINES:
        yield Problem(card.head.file, 0, f"say has {len(card.say)} lines", f"Exactly {SAY_LINES}.")
    for line in map(plain, card.say):
        if len(line) > SAY:
            yield Problem(card.head.file, 0, f"a line to say has {len(line)} characters: “{line}”", f"{SAY} at most.")
    if not card.ask.plain().rstrip(CLOSERS).endswith("?"):
        yield Problem(card.head.file, 0, "ask is no question", "End it in a question mark.")


def _checklist(checklist: Checklist) -> Iterator[Problem]:
    for item in checklist.items:
        if count(plain(item.text)) > ITEM:
            yield Problem(checklist.head.file, item.line, f"an item of {count(plain(item.text))} words", f"{ITEM} at most; put the rest below it.")


def _exercise(exercise: Exercise) -> Iterator[Problem]:
    if exercise.minutes not in EXERCISE:
        yield Problem(exercise.head.file, 0, f"the exercise takes {exercise.minutes} minutes", f"Between {EXERCISE.start} and {EXERCISE.stop - 1}.")
    total = sum(int(minutes) for message in exercise.sections["steps"].messages() for minutes in MINUTES.findall(message.text))
    if total != exercise.minutes:
        what = f"the steps take {total} minutes, the exercise says {exercise.minutes}"
        yield Problem(exercise.head.file, 0, what, "Make them agree; write **5 minutes.** after each step.")
