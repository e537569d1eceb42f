"""What the guide is made of, as plain values."""

from dataclasses import dataclass, field
from pathlib import Path

from app.guide.prose import Prose
from app.locales import SOURCE

PART_LETTERS = "PVTRHML"
"""The order of the parts is the guide's argument: victim, structures, only then the perpetrator question."""

OWN = "own-"
"""How ids begin of what a group has written itself: no shipped id does."""

CARD_SECTIONS = ("heard", "does", "unsaid", "say", "longer", "ask")
EXERCISE_SECTIONS = ("why", "bring", "steps", "look", "agree")
AGENDA_TOPICS = ("frame", "victim", "structures", "perpetrator", "break")
PLACES = ("contacts", "phone", "notes", "search", "all", "share", "about", "meeting", "arguments", "checklists", "exercises", "words", "guide")


@dataclass(frozen=True)
class Head:
    """The front matter that every text has. `tag` is the language it is written in. A group's own text has no file: its `file` only names it."""

    file: Path
    id: str
    code: str
    title: str
    tab: str
    summary: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    next: str
    next_say: str
    see: tuple[str, ...]
    tag: str = SOURCE

    @property
    def own(self) -> bool:
        return self.id.startswith(OWN)

    @property
    def letter(self) -> str:
        return self.code[0]

    @property
    def number(self) -> int:
        return int(self.code[1:])


@dataclass(frozen=True)
class Page:
    """A page of the guide."""

    head: Head
    body: Prose


@dataclass(frozen=True)
class Card:
    """An argument and its answer. `heard` and `say` are messages, the rest is prose."""

    head: Head
    heard: tuple[str, ...]
    does: Prose
    unsaid: Prose
    say: tuple[str, ...]
    longer: Prose
    ask: Prose
    short: bool = False


@dataclass(frozen=True)
class Item:
    """A line of a checklist or agenda: its message, what stands below it, and its options (`minutes`, `about`)."""

    id: str
    text: str
    more: Prose
    line: int
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Items of a checklist under one heading; `title` is empty where there is none."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Checklist:
    head: Head
    intro: Prose
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True)
class Exercise:
    """Something a group does together in `minutes`; its sections are those of EXERCISE_SECTIONS."""

    head: Head
    minutes: int
    sections: dict[str, Prose]


@dataclass(frozen=True)
class Agenda:
    head: Head
    minutes: int
    intro: Prose
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Entry:
    """A word of the glossary, a source, or a part of the guide."""

    id: str
    title: str
    body: Prose
    file: Path
    line: int
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """A way in by situation, on the home page."""

    target: str
    text: str
    more: str
    line: int


@dataclass(frozen=True)
class Claim:
    """An idea of the essay; an attributed one must be told as somebody's view."""

    code: str
    text: str
    attributed: bool


@dataclass(frozen=True)
class Guide:
    folder: Path
    pages: tuple[Page, ...]
    cards: tuple[Card, ...]
    checklists: tuple[Checklist, ...]
    exercises: tuple[Exercise, ...]
    agendas: tuple[Agenda, ...]
    parts: tuple[Entry, ...]
    words: tuple[Entry, ...]
    sources: tuple[Entry, ...]
    ways: tuple[Way, ...]
    position: Page
    claims: dict[str, Claim]
    pictures: dict[str, str]

    def by_reference(self) -> dict[str, Head | Entry]:
        """Everything that a text can point to, under the reference that it uses."""
        kinds = {"guide": self.pages, "arguments": self.cards, "checklists": self.checklists, "exercises": self.exercises, "agendas": self.agendas}
        found: dict[str, Head | Entry] = {f"{kind}/{text.head.id}": text.head for kind, texts in kinds.items() for text in texts}
        found |= {f"words/{entry.id}": entry for entry in self.words}
        found |= {f"sources/{entry.id}": entry for entry in self.sources}
        return found

    def texts(self) -> tuple[Page | Card | Checklist | Exercise | Agenda, ...]:
        return (*self.pages, *self.cards, *self.checklists, *self.exercises, *self.agendas, self.position)

    def pages_of(self, part: Entry) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.head.letter in part.options["letters"])
