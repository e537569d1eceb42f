"""Jinja for one language: the words of the interface, the texts of the guide, and addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.edition.layer import NONE, Layer
from app.guide.content import Guide
from app.guide.pictures import draw
from app.guide.prose import Lookup, Rendering, inline_html, same
from app.locales import SOURCE, Locale, locale
from app.strings.catalog import Share, translation

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@dataclass(frozen=True)
class Language:
    """A locale with its two catalogs: `interface` for templates, `guide` for content. None means: not translated."""

    locale: Locale
    interface: Lookup = same
    guide: Lookup = same
    plural: Callable[[str, str, int], str] = field(default=lambda one, many, number: one if number == 1 else many)
    share: Share | None = None

    @classmethod
    def of(cls, tag: str, layer: Layer = NONE) -> "Language":
        """The language with what is translated of it, the group's own words first. Raises CatalogError, or ValueError for a tag that is no language."""
        found = translation(tag, own=layer.passages.get(tag, {}), marks=layer.reviewed.get(tag, ()))
        return cls(locale(tag), found.interface, found.guide, found.plural, found.share)


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
                return f"{self.root}about/#{name}"
            case "agendas":
                return f"{self.root}meeting/#{name}"
        return f"{self.root}{reference}/"


def environment(language: Language, guide: Guide, values: dict) -> Environment:
    """Templates that speak one language. `values` are further globals: settings, assets."""
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    addresses = Addresses(language.locale.tag)
    source = locale(SOURCE)

    def picture(name: str, description: str) -> str:
        return draw(guide.pictures[name], name, description, language.guide) if name in guide.pictures else escape(description)

    rendering = Rendering(
        lookup=language.guide,
        href=addresses.href,
        picture=picture,
        source_lang=source.tag,
        source_dir=source.dir,
    )

    def fallback(html: str) -> Markup:
        return Markup(f'<span lang="{source.tag}" dir="{source.dir}">{html}</span>')

    def content(text: str) -> Markup:
        translated = language.guide(text)
        return fallback(escape(text)) if translated is None else escape(translated)

    def message(text: str) -> Markup:
        translated = language.guide(text)
        return fallback(inline_html(text, rendering)) if translated is None else Markup(inline_html(translated, rendering))

    def gettext(text: str, **values: object) -> Markup:
        words = escape(language.interface(text) or text)
        return words % values if values else words

    def ngettext(one: str, many: str, number: int, **values: object) -> Markup:
        return escape(language.plural(one, many, number)) % {"num": number, **values}

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
        return gettext(places[reference]) if reference in places else content(names[reference].title)

    jinja.globals.update(
        values,
        guide=guide,
        locale=language.locale,
        place=addresses.place,
        href=addresses.href,
        name_of=name_of,
        t=content,
        m=message,
        prose=lambda prose: Markup(prose.html(rendering)),
        _=gettext,
        n_=ngettext,
    )
    return jinja
