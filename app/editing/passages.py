"""Rewording and translating: pages with a way into each of their passages, a passage with all that helps to write it, its preview, its second reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import FieldList, HiddenField, TextAreaField

from app.editing import present
from app.editing.access import current, may_write, signed_in
from app.editing.faults import told
from app.editing.words import spoken, words
from app.edition.templating import Language
from app.locales import SOURCE, babel_name, locale
from app.models import ConflictError, Revision
from app.passages import EDITOR, Passage, Stale, Tongue, count, key, must_stay, places, stale, terms
from app.publishing import PASSAGE, REVIEW
from app.shown import is_page, previewed, shown
from app.strings.catalog import Text
from app.strings.review import fingerprint_of

blueprint = Blueprint("passages", __name__)


class PassageForm(FlaskForm):
    """`base` is the revision that this form began from; `place` is where the person came from."""

    texts = FieldList(TextAreaField(), min_entries=1)
    base = HiddenField()
    place = HiddenField()


@dataclass(frozen=True)
class Wrote:
    """An entry of a passage's history."""

    id: int
    text: Text | None
    by: str
    made: str


# Pages


@blueprint.get("/pages/")
@signed_in
def languages():
    held = [passage for passage in present.texts().passages.values() if passage.for_readers]
    found = [(locale(tag), count(held, present.tongue(tag)), current().translates(tag)) for tag in present.settings().languages]
    return render_template("edit/languages.html", languages=found, stale=len(stale_ones()))


@blueprint.get("/pages/<tag>/")
@signed_in
def pages(tag: str):
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


# One passage


@blueprint.route("/passage/<tag>/<domain>/<name>/", methods=["GET", "POST"])
@signed_in
def passage(tag: str, domain: str, name: str):
    found, tongue = present.passage(domain, name), present.tongue(tag)
    if request.method == "POST":
        may_write(tag)
        return write(found, tongue)
    newest = Revision.newest(PASSAGE, key(tag, domain, found.one))
    form = PassageForm(formdata=None, base=newest.id if newest else 0, place=place_of(found))
    set_texts(form, older(found, tag) or tongue.text(found), tongue.forms(found))
    return show(found, tongue, form)


def write(found: Passage, tongue: Tongue):
    form = PassageForm()
    text = sent(form, found, tongue)
    set_texts(form, text, tongue.forms(found))
    action = request.form.get("do", "keep")
    if action == "preview":
        return show(found, tongue, form, faults=told(found, text) if written(text) else [], preview=preview_of(found, tongue, text))
    if action == "shipped":
        if tongue.own_text(found) is None:
            return show(found, tongue, form, faults=[words("The shipped text stands here already.")]), 422
        return keep(found, tongue, form, None, words("Readers will get the shipped text again after the next publication."))
    faults = wrong(found, tongue, text)
    if faults:
        return show(found, tongue, form, faults=faults), 422
    return keep(found, tongue, form, text, words("Kept as a draft. Readers see it after the next publication."))


def wrong(found: Passage, tongue: Tongue, text: Text) -> list[Markup]:
    if not written(text):
        return [words("Nothing is written here. Write something, or give the shipped text back.")]
    if text == tongue.own_text(found):
        return [words("This is what stands here already. Nothing was changed.")]
    if text == tongue.shipped_text(found):
        if tongue.own_text(found) is not None:
            return [words("This is the shipped text. To have it again, press “Give the shipped text back”.")]
        return [words("This is the shipped text. Change something before you keep it.")]
    return told(found, text)


def keep(found: Passage, tongue: Tongue, form: PassageForm, text: Text | None, done: Markup):
    value = None if text is None else revision_of(found, tongue.tag, text, form.place.data)
    try:
        Revision.add(PASSAGE, key(tongue.tag, found.domain, found.one), value, current(), base_of(form))
    except ConflictError as conflict:
        present.forget()
        form.base.data = str(conflict.newest.id if conflict.newest else 0)
        return show(found, present.tongue(tongue.tag), form, other=conflict.newest), 409
    flash(done)
    return redirect(url_for("passages.passage", tag=tongue.tag, domain=found.domain, name=found.name, place=form.place.data or None), 303)


def revision_of(found: Passage, tag: str, text: Text, place: str = "") -> dict:
    """The value of a revision of this passage."""
    where = place if place in found.places else found.places[0]
    return {"tag": tag, "domain": found.domain, "source": found.one, "text": text if isinstance(text, str) else list(text), "place": where}


def show(found: Passage, tongue: Tongue, form: PassageForm, faults: Iterable[Markup] = (), other: Revision | None = None, preview: Markup | None = None):
    texts, place = present.texts(), form.place.data or place_of(found)
    text = tongue.text(found)
    history = [wrote(revision) for revision in Revision.history(PASSAGE, key(tongue.tag, found.domain, found.one))]
    return render_template(
        "edit/passage.html",
        passage=found,
        tongue=locale(tongue.tag),
        source=locale(SOURCE),
        form=form,
        faults=list(faults),
        hint=hint(found.kind),
        place=place,
        places=[(where, name_of(where, tongue)) for where in found.places if not where.startswith(EDITOR)],
        shipped=None if tongue.tag == SOURCE else tongue.shipped_text(found),
        own=tongue.own_text(found),
        history=history,
        other=wrote(other) if other else None,
        labels=labels(found, tongue),
        terms=[] if tongue.tag == SOURCE else terms(found.source, tongue, texts),
        stays=must_stay(found.source),
        preview=preview,
        mine=current().translates(tongue.tag),
        reviewed=tongue.is_reviewed(found),
        review=fingerprint_of(found.source, text) if text is not None and may_review(found, tongue) else "",
        following=following(found, place, tongue),
    )


def older(found: Passage, tag: str) -> Text | None:
    """The text of an earlier revision, where the address asks for one."""
    wanted = request.args.get("from", type=int)
    if wanted is None:
        return None
    revision = next((one for one in Revision.history(PASSAGE, key(tag, found.domain, found.one)) if one.id == wanted), None)
    return wrote(revision).text if revision else None


def following(found: Passage, place: str, tongue: Tongue) -> Passage | None:
    """The next passage of the same place that is not translated; in English, the next one."""
    held = present.texts().by_place.get(place, ())
    after = held[held.index(found) + 1 :] if found in held else ()
    return next((passage for passage in after if tongue.tag == SOURCE or tongue.text(passage) is None), None)


# Preview


@blueprint.post("/preview")
@signed_in
def preview():
    """What the passage would look like, as clean HTML for the page that is being written in. Changes nothing."""
    tag, domain, name = (request.form.get(field, "") for field in ("tag", "domain", "name"))
    found, tongue = present.passage(domain, name), present.tongue(tag)
    form = PassageForm()
    text = sent(form, found, tongue)
    return render_template("edit/preview.html", faults=told(found, text) if written(text) else [], html=preview_of(found, tongue, text))


def preview_of(found: Passage, tongue: Tongue, text: Text) -> Markup:
    place = request.form.get("place", "")
    where = place if place in found.places else found.places[0]
    shown_text = text if written(text) else tongue.text(found) or found.source
    return previewed(found, where, shown_text, present.texts(), tongue.tag, present.settings(), present.drafts())


# A second reader


@blueprint.post("/passage/<tag>/<domain>/<name>/review")
@signed_in
def review(tag: str, domain: str, name: str):
    may_write(tag)
    found, tongue = present.passage(domain, name), present.tongue(tag)
    back = url_for("passages.passage", tag=tag, domain=domain, name=name, place=request.form.get("place") or None)
    text = tongue.text(found)
    if text is None or not may_review(found, tongue):
        abort(403)
    fingerprint = fingerprint_of(found.source, text)
    if request.form.get("fingerprint") != fingerprint:
        flash(words("The text was changed meanwhile. Read it again, then mark it."))
    elif request.form.get("do") == "unmark":
        Revision.add(REVIEW, key(tag, domain, found.one), None, current())
        flash(words("The mark is taken back."))
    else:
        Revision.add(REVIEW, key(tag, domain, found.one), {"tag": tag, "domain": domain, "fingerprint": fingerprint}, current())
        flash(words("Marked as read by a second reader. It counts for readers after the next publication."))
    return redirect(back, 303)


def may_review(found: Passage, tongue: Tongue) -> bool:
    """Whoever wrote a text is not its second reader."""
    if not current().translates(tongue.tag):
        return False
    if tongue.own_text(found) is None:
        return tongue.tag != SOURCE
    newest = Revision.newest(PASSAGE, key(tongue.tag, found.domain, found.one))
    return newest.by_id != current().id


# What was sent


def sent(form: PassageForm, found: Passage, tongue: Tongue) -> Text:
    """What a form holds, in as many forms as the language has. A passage is one line: a line that was broken for writing is joined again."""
    given = [entry.data or "" for entry in form.texts.entries][: tongue.forms(found)]
    given += [""] * (tongue.forms(found) - len(given))
    sources = [found.source] if isinstance(found.source, str) else found.source
    forms = tuple(as_line(text, sources[min(at, len(sources) - 1)]) for at, text in enumerate(given))
    return forms[0] if isinstance(found.source, str) else forms


def as_line(text: str, source: str) -> str:
    text = " ".join(text.splitlines()) if "\n" not in source else text.replace("\r\n", "\n")
    inner = text.strip(" \t\r\n")
    if not inner:
        return ""
    return source[: len(source) - len(source.lstrip())] + inner + source[len(source.rstrip()) :]


def set_texts(form: PassageForm, text: Text | None, forms: int) -> None:
    given = [text] if isinstance(text, str) else list(text or ())
    while form.texts.entries:
        form.texts.pop_entry()
    for at in range(forms):
        form.texts.append_entry(given[at] if at < len(given) else "")


def written(text: Text) -> bool:
    return any(text) if isinstance(text, tuple) else bool(text)


def base_of(form: PassageForm) -> int:
    """A form that does not say where it began is from before everything."""
    return int(form.base.data) if (form.base.data or "").isdecimal() and len(form.base.data) < 18 else -1


def place_of(found: Passage) -> str:
    wanted = request.values.get("place", "")
    return wanted if wanted in found.places else found.places[0]


# What it is called


def stale_ones() -> list[Stale]:
    """The group's words that lost their place, in languages that are offered."""
    offered = present.settings().languages
    values = (revision.content for revision in Revision.standing(PASSAGE).values())
    return stale((value for value in values if value["tag"] in offered), present.texts())


def wrote(revision: Revision) -> Wrote:
    value = revision.content
    text = value["text"] if value else None
    return Wrote(revision.id, tuple(text) if isinstance(text, list) else text, revision.by.name if revision.by else "", moment(revision.made))


def moment(made: datetime) -> str:
    from babel.dates import format_datetime

    return f"{format_datetime(made, 'medium', locale=babel_name(spoken().tag))} UTC"


def labels(found: Passage, tongue: Tongue) -> list[Markup]:
    """What stands above each field."""
    if isinstance(found.source, str):
        return [words("Your group’s words")]
    return [
        words("Your group’s words, for numbers such as %(numbers)s", numbers=", ".join(map(str, tongue.examples(form)))) for form in range(tongue.forms(found))
    ]


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
        }[name]
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
