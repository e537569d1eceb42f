"""What places and kinds of texts are called in the editor, and what a writer should know of each kind."""

from dataclasses import dataclass

from markupsafe import Markup

from app.editing import present
from app.editing.labels import label
from app.editing.words import spoken, words
from app.guide.prose import plain
from app.locales import is_language, locale
from app.passages import Tongue
from app.publishing import AGREEMENTS, CHOICE, ORDER, PASSAGE, REVIEW
from app.strings.catalog import first

LONGEST_BEGINNING = 60


@dataclass(frozen=True)
class Name:
    """What a change is called: the title of its page or thing, and of a passage how it begins, in the language `tag`."""

    title: str
    beginning: str = ""
    tag: str = ""


def named(kind: str, key: str, where: str, text: str = "") -> Name:
    """`where` is what the change itself says of its place, `text` what a passage reads like; both may be empty."""
    if kind in (PASSAGE, REVIEW):
        return _named_passage(key, where, text)
    if kind == AGREEMENTS:
        return Name(locale(key).name if is_language(key) else key)
    return Name(str({CHOICE: label(where), ORDER: words("Contacts")}.get(kind, where)))


def _named_passage(key: str, where: str, text: str) -> Name:
    tag, _, rest = key.partition("|")
    domain, _, name = rest.partition("|")
    found = present.texts().find(domain, name)
    if found and where not in found.places:
        where = found.places[0]
    if found and not text:
        # Of a mark alone: what was marked.
        text = first(present.any_tongue(tag).text(found) or found.source) if is_language(tag) else found.one
    if where == key:
        # A mark says of no place; without the passage that it stood on, nothing does.
        title = words("Texts that lost their place")
    else:
        title = kind_name("interface") if where.startswith("interface/") else name_of(where, present.any_tongue(spoken().tag))
    return Name(str(title), _beginning(plain(text) if domain == "guide" else text), tag if is_language(tag) else "")


def _beginning(text: str) -> str:
    """As much as tells it from others, ended between two words where there are some."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_BEGINNING:
        return line
    cut = line[:LONGEST_BEGINNING]
    return f"{cut.rpartition(' ')[0] or cut}…"


def name_of(place: str, tongue: Tongue) -> str | Markup:
    kind, _, name = place.partition("/")
    if kind == "interface":
        return name
    if kind == "texts":
        return {
            "words": words("Glossary"),
            "sources": words("Sources"),
            "parts": words("Parts of the guide"),
            "ways": words("Situations on the first page"),
            "position": words("Where this guide stands"),
        }.get(name, place)
    if kind == "pictures":
        return name.replace("-", " ")
    head = present.texts().guide.by_reference().get(place)
    if head is None:
        return place
    title = present.texts().named("guide", head.title)
    return (tongue.text(title) if title else None) or head.title


def kind_name(kind: str) -> Markup:
    return {
        "guide": words("Pages"),
        "arguments": words("Cards"),
        "checklists": words("Checklists"),
        "exercises": words("Exercises"),
        "agendas": words("Agendas"),
        "texts": words("Words and other texts"),
        "pictures": words("Pictures"),
        "interface": words("Buttons and sentences of the app"),
    }[kind]


def hint(kind: str) -> Markup:
    """What a writer should know of this kind of text."""
    match kind:
        case "title":
            return words("Title of a page.")
        case "tab":
            return words("Title in the browser’s tab and history. It must not tell what this is about.")
        case "summary":
            return words("One line below a title in lists.")
        case "next_say":
            return words("The one next step at the end.")
        case "heading":
            return words("Heading.")
        case "item":
            return words("Item of a list. It begins with what to do.")
        case "heard":
            return words("How people say it, for the search. Write as your people really say it, not word by word. Further ways may follow, with commas.")
        case "say":
            return words("Said aloud by a nervous person: short, at most two lines.")
        case "word":
            return words("A word of the glossary.")
        case "source":
            return words("Name of a source.")
        case "part":
            return words("A part of the guide.")
        case "way":
            return words("A situation on the first page.")
        case "picture":
            return words("In a picture: keep it short.")
        case "interface":
            return words("A button or a sentence of the app.")
    return words("Paragraph.")
