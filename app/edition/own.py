"""The group's own texts → what the guide is made of, and what is wrong with them.

No text of the layer ever stops a build: what is faulty is left out or shown plainly, and `faults` names it for whoever edits or runs the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it.token import Token

from app.edition.layer import CHOICES, OWN_KINDS, Layer, OwnText
from app.guide.content import AGENDA_TOPICS, OWN, PLACES, Agenda, Card, Checklist, Group, Guide, Head, Item, Page
from app.guide.prose import Prose, is_outside, parse
from app.guide.references import proses
from app.guide.source import ID, Source
from app.locales import is_language
from app.settings import Settings, SettingsError

FOLDERS = {"page": "guide", "checklist": "checklists", "argument": "arguments", "agenda": "agendas"}
PLAIN = {"h1": "h2", "h5": "h4", "h6": "h4", "figure": "p"}
"""What a page has no place for: its title is the only h1, and pictures are shown as their words."""

MOST_MINUTES = 240


@dataclass(frozen=True)
class Fault:
    """`kind` is one of KINDS, `what` the piece of text that is meant."""

    kind: str
    what: str = ""


KINDS = {
    "dead": "the link {what!r} leads nowhere; it is shown as plain words",
    "picture": "the picture {what!r} is not shown; its words are",
    "empty": "it has no items",
    "loose": "between its items stands {what!r}, which is not shown",
    "line": "an item does not begin with a line of text, and is left out",
    "minutes": "the step {what!r} has no minutes",
    "about": "the step {what!r} says of no topic that it is about it",
}
"""What `check` says of a fault."""


def reference(text: OwnText) -> str:
    """How other texts point to it."""
    return f"{FOLDERS[text.kind]}/{text.id}"


def joined(guide: Guide, layer: Layer) -> Guide:
    """The guide with the group's own texts behind its own."""
    found: dict[str, list] = {kind: [] for kind in OWN_KINDS}
    seen: set[str] = set()
    for text in layer.texts:
        if text.kind in found and text.id not in seen and is_own_id(text.id) and is_language(text.tag):
            seen.add(text.id)
            found[text.kind].append(read(text, len(found[text.kind]) + 1, guide.folder, seen)[0])
    return replace(
        guide,
        pages=(*guide.pages, *found["page"]),
        cards=(*guide.cards, *found["argument"]),
        checklists=(*guide.checklists, *found["checklist"]),
        agendas=(*guide.agendas, *found["agenda"]),
    )


def is_own_id(name: str) -> bool:
    return name.startswith(OWN) and bool(ID.fullmatch(name))


def read(text: OwnText, number: int = 1, folder: Path = Path(), seen: set[str] | None = None) -> tuple[Page | Card | Checklist | Agenda, list[Fault]]:
    """`seen` are ids that are taken; those of this text are added."""
    seen = {text.id} if seen is None else seen
    file = folder / f"{reference(text)}.md"
    source = Source(file, [], {}, _tame(parse(text.body), seen), text.body, text.tag, own=True)
    head = Head(file, text.id, f"O{number}", text.title, text.tab, text.summary, (), (), "", "", (), text.tag)
    faults: list[Fault] = []
    match text.kind:
        case "checklist":
            return _checklist(head, source, faults), faults
        case "agenda":
            return _agenda(head, source, faults), faults
        case "argument":
            ask = source.prose(_tame(parse(text.options.get("ask", "")), seen))
            heard, say = (tuple(text.options.get(name, ())) for name in ("heard", "say"))
            return Card(head, heard, source.prose([]), source.prose([]), say, source.prose(source.tokens), ask), faults
    return Page(head, source.prose(source.tokens)), faults


def faults(text: OwnText, guide: Guide) -> list[Fault]:
    """What is wrong with a text in a guide that holds the others. Links to itself are in order."""
    made, found = read(text)
    known = {*guide.by_reference(), *PLACES, reference(text)}
    return [*found, *_dead(_proses(made), known)]


def faults_of_prose(text: str, guide: Guide) -> list[Fault]:
    """The same for Markdown without a form, as house agreements are."""
    return list(_dead([Prose(parse(text))], {*guide.by_reference(), *PLACES}))


def agreements(layer: Layer, tag: str, languages: tuple[str, ...]) -> Prose:
    """The house agreements in the language `tag`; else in the first that has them, of those offered."""
    found = next((other for other in (tag, *languages, *sorted(layer.agreements)) if layer.agreements.get(other) and is_language(other)), None)
    return Prose(_tame(parse(layer.agreements[found]), set()), found, own=True) if found else Prose()


def problems(layer: Layer, guide: Guide, settings: Settings) -> Iterator[str]:
    """What of a published layer does not show as it was written, for `check`: a page that it points to may have gone with an upgrade."""
    whole = joined(guide, layer)
    shown = {text.head.id for text in whole.texts() if text.head.own}
    for text in layer.texts:
        if text.id not in shown:
            yield f"The group's own text {text.id!r} cannot be shown. Write it anew in the editor."
            continue
        for fault in faults(text, whole):
            yield f"The group's own text “{text.title}” ({text.id}): {KINDS[fault.kind].format(what=fault.what)}. Mend it in the editor."
    for tag, text in layer.agreements.items():
        for fault in faults_of_prose(text, whole):
            yield f"The house agreements ({tag}): {KINDS[fault.kind].format(what=fault.what)}. Mend them in the editor."
    for name in CHOICES:
        try:
            layer.chosen(name, settings)
        except SettingsError as error:
            yield f"The group's choice of {name} is not used. {error}"


def _checklist(head: Head, source: Source, faults: list[Fault]) -> Checklist:
    before, rest = source.split_headings()
    first = _first_list(before)
    groups = [Group("", _items(head, source, before[first:], faults))] if before[first:] else []
    groups += [Group(title, _items(head, source, tokens, faults)) for title, _, _, tokens in rest]
    checklist = Checklist(head, source.prose(before[:first]), tuple(group for group in groups if group.items))
    if not checklist.items:
        faults.append(Fault("empty"))
    return checklist


def _agenda(head: Head, source: Source, faults: list[Fault]) -> Agenda:
    first = _first_list(source.tokens)
    items = []
    for item in _items(head, source, source.tokens[first:], faults):
        minutes, about = item.options.get("minutes", ""), item.options.get("about", "")
        if not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes[:9]) <= MOST_MINUTES):
            faults.append(Fault("minutes", item.text))
            minutes = "1"
        if about not in AGENDA_TOPICS:
            faults.append(Fault("about", item.text))
            about = "frame"
        items.append(replace(item, options={"minutes": str(int(minutes)), "about": about}))
    if not items:
        faults.append(Fault("empty"))
    return Agenda(head, sum(int(item.options["minutes"]) for item in items), source.prose(source.tokens[:first]), tuple(items))


def _first_list(tokens: list[Token]) -> int:
    return next((at for at, token in enumerate(tokens) if token.type in ("bullet_list_open", "ordered_list_open")), len(tokens))


def _items(head: Head, source: Source, tokens: list[Token], faults: list[Fault]) -> tuple[Item, ...]:
    items = source.items(tokens, checkboxes=False)
    faults += [Fault("line") for problem in source.problems if "begin with" in problem.what]
    source.problems.clear()
    inside = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            inside += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            inside -= 1
        elif not inside and token.content:
            faults.append(Fault("loose", token.content))
    return tuple(item if item.id else replace(item, id=f"{head.id}-{item.line}") for item in items)


def _tame(tokens: list[Token], seen: set[str]) -> list[Token]:
    """Keeps ids that are of the group's own and used once, so that none can stand for something of ours; and what a page has a place for."""
    for token in tokens:
        token.tag = PLAIN.get(token.tag, token.tag)
        name = token.attrGet("id")
        if name is not None and (not is_own_id(str(name)) or name in seen):
            del token.attrs["id"]
        elif name is not None:
            seen.add(str(name))
    return tokens


def _proses(text: Page | Card | Checklist | Agenda) -> Iterator[Prose]:
    """Every run of prose, lines that are shown as Markdown included."""
    yield from proses(text)
    lines = (*getattr(text, "heard", ()), *getattr(text, "say", ()), *(item.text for item in getattr(text, "items", ())))
    yield from (Prose(parse(line)) for line in lines)


def _dead(found: Iterator[Prose], known: set[str]) -> Iterator[Fault]:
    for prose in found:
        for child in (child for token in prose.tokens for child in token.children or []):
            if child.type == "image":
                yield Fault("picture", str(child.attrGet("src") or ""))
            elif child.type == "link_open" and not is_outside(target := str(child.attrGet("href") or "")) and target not in known:
                yield Fault("dead", target)
