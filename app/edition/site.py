"""Every page of one language: its path, its neutral title, its fragment. And the shell that they all share."""

import re
from dataclasses import dataclass
from functools import partial

import segno
from jinja2 import Environment
from markupsafe import Markup

from app.edition import compose, own, reach
from app.edition.assets import INLINED, wordlist
from app.edition.layer import NONE, Layer
from app.edition.manners import manners
from app.edition.templating import Language, environment
from app.guide.content import Guide
from app.locales import Locale, day, percent
from app.settings import Settings
from app.strings.catalog import Share

MARKS = {
    "mark": "M3 20V13M21 20V5M2 13.5 22 4.5",
    "leaf": "M4 21C5 14 8 11 13 9M6 16C3 8 9 3 21 3 21 14 16 20 6 16",
    "circle": "M12 4A8 8 0 1 1 12 20 8 8 0 1 1 12 4",
    "book": "M6 3H19V21H6ZM3.5 8H7.5M3.5 12H7.5M3.5 16H7.5",
}
"""The sign beside the site's name, for each of the icons, drawn in a 24 × 24 box. The project's own is a handrail going up, on two posts."""

MISSING, BROKEN, AWAY = "missing/", "broken/", "away/"
"""Pages without an address of their own: 404, 500, and what a phone shows that has no network and no copy."""

ALL = "all/"

PARTS = ("agreements", "checklist", "map", "meeting", "review", "screens")
"""The words and forms of tools, which a page does not carry: its scripts ask for them."""

LINKED = re.compile(r"(?:guide|arguments|words|meeting|about|sources|all|exercises/[^/]+)/")
"""Pages that are long, and that nobody opens first: they load their stylesheet instead of carrying it, so that their text fits the first window."""


@dataclass(frozen=True)
class Page:
    """`title` is what the browser's tab and history show; `main` is the HTML inside <main>."""

    title: str
    main: str


@dataclass(frozen=True)
class Site:
    """One language, rendered: `pages` by path below /<tag>/, the paths that make up the page with everything, `parts` by name, and the
    two forms of the stylesheet: in the page, and linked.
    """

    language: Language
    shell: list[str]
    pages: dict[str, Page]
    whole: list[str]
    parts: dict[str, str]
    styles: tuple[str, str]

    @property
    def tag(self) -> str:
        return self.language.locale.tag

    def slots(self, path: str, edition: str) -> dict[str, str]:
        page = self.pages[path]
        return {
            "style": self.styles[bool(LINKED.fullmatch(path))],
            "title": page.title,
            "main": self.main(path),
            "path": path,
            "id": edition,
            "code": compose.short_code(edition),
        }

    def main(self, path: str) -> str:
        if path != ALL:
            return self.pages[path].main
        return compose.join_all(self.pages[ALL].main, [(part, self.pages[part].main) for part in self.whole])


def render(guide: Guide, language: Language, settings: Settings, shared: dict, others: tuple[Locale, ...], layer: Layer = NONE) -> Site:
    """`shared` holds what all languages have in common: `asset`, `css`, `modules`."""
    jinja = speaking(guide, language, settings, shared, others, layer)
    pages = _places(jinja, settings, layer) | _texts(jinja, guide, settings)
    whole = ["contacts/"] if layer.contacts else []
    whole += [f"guide/{page.head.id}/" for page in guide.pages]
    whole += [f"arguments/{card.head.id}/" for card in guide.cards]
    whole += [f"checklists/{checklist.head.id}/" for checklist in guide.checklists]
    whole += [f"exercises/{exercise.head.id}/" for exercise in guide.exercises]
    whole += ["words/"]
    parts = {name: _tidy(jinja.get_template(f"parts/{name}.html").render()) for name in PARTS}
    styles = (f"<style>{shared['css']}</style>", f'<link rel="stylesheet" href="{shared["asset"](INLINED)}">')
    return Site(language, compose.shell(jinja.get_template("shell.html").render()), pages, whole, parts, styles)


def speaking(guide: Guide, language: Language, settings: Settings, shared: dict, others: tuple[Locale, ...], layer: Layer) -> Environment:
    """What the pages of one language are rendered with."""
    return environment(
        language,
        guide,
        {
            **shared,
            "settings": settings,
            "layer": layer,
            "mark": MARKS[settings.icon],
            "reach": reach,
            "day": partial(day, tag=language.locale.tag),
            "others": others,
            "wordlist": wordlist(language.locale.tag),
            "share": _unfinished(language.share),
            "manners": manners(language.locale.tag),
            "percent": partial(percent, tag=language.locale.tag),
            "slot": lambda name: Markup(compose.mark(name)),
        },
    )


def _unfinished(share: Share | None) -> Share | None:
    """What readers should know of a translation: nothing, once all of it is reviewed."""
    return share if share and share.reviewed < share.texts else None


def _places(jinja: Environment, settings: Settings, layer: Layer) -> dict[str, Page]:
    words = jinja.globals["_"]
    names = {
        "": settings.name,
        "guide/": words("All pages"),
        "arguments/": words("Replies"),
        "checklists/": words("Lists"),
        "exercises/": words("Exercises"),
        "meeting/": words("Meeting"),
        "notes/": words("Notes"),
        "search/": words("Search"),
        "contacts/": words("Contacts"),
        "words/": words("Words"),
        ALL: words("All"),
        "share/": words("Share"),
        "about/": words("About"),
        "sources/": words("Sources"),
        "phone/": words("Phone"),
        MISSING: words("Not here"),
        BROKEN: words("Try again"),
        AWAY: words("No network"),
    }
    if layer.agreements:
        names["house/"] = words("House")
    agreements = own.agreements(layer, jinja.globals["locale"].tag, settings.languages)
    return {path: _page(jinja, settings, name, f"{path.strip('/') or 'home'}.html", qr=_qr(settings), agreements=agreements) for path, name in names.items()}


def _texts(jinja: Environment, guide: Guide, settings: Settings) -> dict[str, Page]:
    content = jinja.globals["t"]
    parts = {letter: part for part in guide.parts for letter in part.options["letters"]}
    pages = {}
    for page in guide.pages:
        pages[f"guide/{page.head.id}/"] = _page(jinja, settings, content(page.head.tab, page.head), "page.html", page=page, part=parts.get(page.head.letter))
    for card in guide.cards:
        pages[f"arguments/{card.head.id}/"] = _page(jinja, settings, content(card.head.tab, card.head), "card.html", card=card)
    for checklist in guide.checklists:
        pages[f"checklists/{checklist.head.id}/"] = _page(jinja, settings, content(checklist.head.tab, checklist.head), "checklist.html", list=checklist)
    for exercise in guide.exercises:
        pages[f"exercises/{exercise.head.id}/"] = _page(jinja, settings, content(exercise.head.tab), "exercise.html", exercise=exercise)
    return pages


def _page(jinja: Environment, settings: Settings, name: str, template: str, **values: object) -> Page:
    title = Markup(name).striptags()
    if title != settings.name:
        title = f"{title} · {settings.name}"
    return Page(Markup.escape(title), _tidy(jinja.get_template(template).render(**values)))


def _tidy(html: str) -> str:
    """Blank lines cost bytes and say nothing."""
    return "\n".join(line for line in html.splitlines() if line.strip())


def _qr(settings: Settings) -> Markup:
    if not settings.address:
        return Markup()
    return Markup(segno.make(settings.address, error="m").svg_inline(scale=5, border=4, light="#fff", svgclass="qr-code", lineclass=None, omitsize=True))
