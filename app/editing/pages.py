"""Pages with a way into each of their passages: languages, the places of one, and a page as it reads now."""

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from app.editing import present
from app.editing.access import current, signed_in
from app.editing.naming import hint, kind_name, name_of
from app.editing.stale import stale_ones
from app.editing.words import words
from app.edition.templating import Language
from app.locales import SOURCE, locale
from app.passages import EDITOR, Passage, Tongue, count, places
from app.shown import is_page, shown

blueprint = Blueprint("pages", __name__)


@blueprint.get("/pages/")
@signed_in
def languages():
    held = [passage for passage in present.texts().passages.values() if passage.for_readers]
    found = [(locale(tag), count(held, present.tongue(tag)), current().translates(tag)) for tag in present.settings().languages]
    return render_template("edit/languages.html", languages=found, stale=len(stale_ones()))


@blueprint.get("/pages/<tag>/")
@signed_in
def listing(tag: str):
    tongue, texts = present.tongue(tag), present.texts()
    rows: dict[str, list] = {}
    for place in places(texts):
        rows.setdefault(place.partition("/")[0], []).append((place, name_of(place, tongue), count(texts.by_place[place], tongue)))
    return render_template(
        "edit/pages.html",
        tongue=locale(tag),
        groups=[(kind_name(kind), held) for kind, held in rows.items()],
        total=count([passage for passage in texts.passages.values() if passage.for_readers], tongue),
        stale=len([one for one in stale_ones() if one.tag == tag]),
    )


@blueprint.get("/pages/<tag>/<kind>/<name>/")
@signed_in
def page(tag: str, kind: str, name: str):
    tongue, texts, place = present.tongue(tag), present.texts(), f"{kind}/{name}"
    held = texts.by_place.get(place)
    if not held or place.startswith(EDITOR):
        abort(404)
    found = None
    if is_page(place):
        found = shown(place, texts, Language.of(tag, present.drafts()), present.settings(), present.drafts(), lambda passage: beside(passage, place, tongue))
    listed = found.missing if found else held
    return render_template(
        "edit/page.html",
        tongue=locale(tag),
        source=locale(SOURCE),
        place=place,
        title=name_of(place, tongue),
        counts=count(held, tongue),
        html=found.html if found else "",
        rows=[(passage, tongue.text(passage), hint(passage.kind), beside(passage, place, tongue)) for passage in listed],
    )


def beside(passage: Passage, place: str, tongue: Tongue) -> Markup:
    """The way into a passage: a link, with the state of the passage in it."""
    address = url_for("passages.passage", tag=tongue.tag, domain=passage.domain, name=passage.name, place=place)
    return Markup('<a class="into" id="p-{}" href="{}" aria-label="{}">{}</a>').format(
        passage.name, address, words("Edit: %(what)s", what=passage.one[:60]), Markup(" · ").join([words("Edit"), *state(passage, tongue)])
    )


def state(passage: Passage, tongue: Tongue) -> list[Markup]:
    """What is to be known of a passage at a glance."""
    if tongue.text(passage) is None:
        return [words("not translated")]
    own = [words("your own words")] if tongue.own_text(passage) is not None else []
    return own + ([words("read by a second reader")] if tongue.is_reviewed(passage) else [])
