"""A tiny guide that is valid in every way, written to a folder, for tests to break one thing at a time."""

from pathlib import Path

from app.guide.load import load
from app.guide.problems import GuideError, Problem

PLAIN = "The group meets on Monday. It reads the aims aloud. Then it begins with the first item.\n\n"


def front(code: str, name: str, more: str = "") -> str:
    return f"""+++
id = "{name}"
code = "{code}"
title = "A title for {name.replace("-", " ")}"
tab = "A neutral tab"
summary = "One sentence about this text."
claims = []
sources = []
next = "guide/first-page"
next_say = "Go back to the first page."
see = []
{more}+++
"""


FILES = {
    "guide/first-page.md": front("V1", "first-page").replace("claims = []", 'claims = ["S1", "S2"]')
    + "\nThe authors hold that a [word](words/w-word) matters. See [a source](sources/src-one).\n\n![One box above another.](pictures/boxes)\n\n## A heading {#a-heading}\n\n"
    + PLAIN * 10,
    "guide/second-page.md": front("T1", "second-page") + "\n" + PLAIN * 10,
    "guide/third-page.md": front("T2", "third-page") + "\n" + PLAIN * 10,
    "arguments/first-card.md": front("A1", "first-card")
    + """
## heard

- One way to say it
- Another way
- A third way
- A fourth way

## does

It changes the subject.

## unsaid

The aims do not count.

## say

- The aims are written here.
- Which do you oppose?

## longer

An assertion is not an argument.

## ask

Which aim do you mean?
""",
    "checklists/first-list.md": front("K1", "first-list")
    + """
Take one line at a time.

## Today

- [ ] Ask what they want. {#list-ask}

  Nothing is an answer too.

- [ ] Keep it to yourself. {#list-keep}
""",
    "exercises/first-exercise.md": front("X1", "first-exercise", "minutes = 20\n")
    + """
## why

It shows who does what.

## bring

- A sheet and pens.

## steps

1. Draw the tasks. **15 minutes.**
2. Look at them. **5 minutes.**

## look

- Which role has many lines?

## agree

- Two people hold each key. **Owner:** the room role. **Review:** a date four weeks from now.
""",
    "agendas/first-agenda.md": front("G1", "first-agenda", "minutes = 30\n")
    + """
For a short meeting.

- Opening {#age-open minutes=10 about=frame}

  Read the aims.

- Requests {#age-needs minutes=20 about=victim}

  Hear what is asked for.
""",
    "parts.md": "".join(f"## Part {letter} {{#part-{letter.lower()} letters={letter}}}\n\nWhat this part holds.\n\n" for letter in "PVTRHML"),
    "words.md": "## Word {#w-word}\n\nA word that is explained once.\n",
    "sources.md": "## A source {#src-one}\n\nSomebody and others, 2004.\n\nIt says little.\n",
    "ways.md": "- [We begin today](guide/first-page)\n\n  What to do first.\n",
    "position.md": front("Z1", "position") + "\n" + PLAIN * 10,
    "claims.toml": '[S1]\ntext = "The group reads the aims."\nattributed = false\n\n[S2]\ntext = "The authors hold that words matter."\nattributed = true\n',
    "pictures/boxes.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 80"><text x="160" y="40" data-wrap="20" data-line="20">One box</text></svg>',
}


class SmallGuide:
    """The tiny guide in a folder; `problems` is what loading it reports."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> int:
        """Replaces `old` where it first stands; returns the line on which it stood."""
        text = FILES[name]
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def problems(self) -> list[Problem]:
        try:
            load(self.folder)
        except GuideError as error:
            return error.problems
        return []
