"""Jinja for one language: the words of the interface, the texts of the guide, and addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.edition.cleaning import clean
from app.edition.layer import NONE, Layer
from app.guide.content import PLACES, Guide, Head
from app.guide.pictures import draw
from app.guide.prose import Lookup, Prose, Rendering, inline_html, same
from app.locales import SOURCE, Locale, locale
from app.locales import number as written_number
from app.strings.catalog import Share, translation

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


class Compiled(BytecodeCache):
    """Templates compiled once for all languages: each has an environment of its own. The keys hold what a template says."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket) -> None:
        if code := self.code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = Compiled()


@dataclass(frozen=True)
class Language:
    """A locale with its two catalogs: `interface` for templates, `guide` for content. None means: not translated."""

    locale: Locale
    interface: Lookup = same
    guide: Lookup = same
    plural: Callable[[str, str, int], str] = field(default=lambda one, many, number: one if number == 1 else many)
    share: Share | None = None
    own: Mapping[str, str] = field(default_factory=dict)

    def texts(self, tag: str) -> Lookup:
        """The lookup for texts that are written in the language `tag`: what the shipped catalogs know is English."""
        if tag == SOURCE:
            return self.guide
        return lambda text: self.own.get(text) or (text if tag == self.locale.tag else None)

    @classmethod
    def of(cls, tag: str, layer: Layer = NONE) -> "Language":
        """The language with what is translated of it, the group's own words first. Raises CatalogError, or ValueError for a tag that is no language."""
        found = translation(tag, own=layer.passages.get(tag, {}), marks=layer.reviewed.get(tag, ()))
        return cls(locale(tag), found.interface, found.guide, found.plural, found.share, layer.words(tag, "guide"))


class Addresses:
    """References of the content → addresses of one language."""

    def __init__(self, tag: str):
        self.root = f"/{tag}/"

    def place(self, path: str) -> str:
        return self.root + path

    def href(self, reference: str) -> str:
        kind, _, name = reference.partition("/")
        match kind:
            case "words":
                return f"{self.root}words/#{name}" if name else f"{self.root}words/"
            case "sources":
                return f"{self.root}sources/#{name}"
            case "agendas":
                return f"{self.root}meeting/#{name}"
        return f"{self.root}{reference}/"


def environment(language: Language, guide: Guide, values: dict) -> Environment:
    """Templates that speak one language. `values` are further globals: settings, assets."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, bytecode_cache=COMPILED
    )
    addresses = Addresses(language.locale.tag)
    references = {*guide.by_reference(), *PLACES}
    leads = (references | {f"pictures/{name}" for name in guide.pictures}).__contains__

    def picture(name: str, description: str) -> str:
        return draw(guide.pictures[name], name, description, language.guide, language.locale.dir) if name in guide.pictures else escape(description)

    @cache
    def rendering(tag: str, own: bool) -> Rendering:
        written = locale(tag)
        return Rendering(
            lookup=language.texts(tag),
            href=addresses.href,
            picture=picture,
            source_lang=written.tag,
            source_dir=written.dir,
            leads=references.__contains__ if own else leads,
        )

    def fallback(html: str, tag: str) -> Markup:
        return Markup(f'<span lang="{tag}" dir="{locale(tag).dir}">{html}</span>')

    def content(text: str, head: Head | None = None) -> Markup:
        """A line of a text without marks. Of a group's own texts, `head` tells the language."""
        tag = head.tag if head else SOURCE
        translated = language.texts(tag)(text)
        return fallback(escape(text), tag) if translated is None else escape(translated)

    def message(text: str, head: Head | None = None) -> Markup:
        """A line of a text with its marks."""
        tag, own = (head.tag, head.own) if head else (SOURCE, False)
        translated = language.texts(tag)(text)
        html = inline_html(text if translated is None else translated, rendering(tag, own))
        html = clean(html) if own else html
        return fallback(html, tag) if translated is None else Markup(html)

    def body(prose: Prose) -> Markup:
        html = prose.html(rendering(prose.tag, prose.own))
        return Markup(clean(html) if prose.own else html)

    def in_english(text: str) -> str:
        # A word of the interface cannot carry a mark of its language. In right-to-left text it at least keeps its order.
        return f"\u2066{text}\u2069" if language.locale.dir == "rtl" else text

    def gettext(text: str, **values: object) -> Markup:
        # The three dots of an unfinished sentence never stand on a line alone.
        words = escape(language.interface(text) or in_english(text)).replace(" …", "\u00a0…")
        return words % values if values else words

    def ngettext(one: str, many: str, number: int, **values: object) -> Markup:
        form = language.plural(one, many, number)
        return escape(in_english(form) if form in (one, many) else form) % {"num": written_number(number, language.locale.tag), **values}

    names = guide.by_reference()
    places = {
        "contacts": "Contacts",
        "phone": "This phone",
        "notes": "Notes",
        "search": "Search",
        "all": "Everything on one page",
        "share": "Share",
        "about": "About",
        "meeting": "Meeting",
        "arguments": "Someone just said …",
        "checklists": "Checklists",
        "exercises": "Exercises",
        "words": "Words",
        "guide": "All pages",
    }

    def name_of(reference: str) -> Markup:
        if reference in places:
            return gettext(places[reference])
        named = names[reference]
        return content(named.title, named if isinstance(named, Head) else None)

    jinja.globals.update(
        values,
        guide=guide,
        locale=language.locale,
        place=addresses.place,
        href=addresses.href,
        name_of=name_of,
        t=content,
        m=message,
        prose=body,
        _=gettext,
        n_=ngettext,
    )
    return jinja
