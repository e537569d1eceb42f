"""After an upgrade: the group's words whose source text the guide has changed. They wait here, and readers do not get them, until somebody decides."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from app.editing import present
from app.editing.access import current, may_write, signed_in
from app.editing.faults import told
from app.editing.naming import name_of
from app.editing.passage_form import PassageForm, sent, set_texts, written
from app.editing.passages import revision_of, wrote
from app.editing.words import words
from app.locales import SOURCE, locale
from app.models import ConflictError, Revision, writing
from app.passages import Stale, differences, key, stale
from app.publishing import PASSAGE

blueprint = Blueprint("stale", __name__)


@blueprint.get("/stale/")
@signed_in
def listing():
    rows = [(one, locale(one.tag), place_name(one)) for one in stale_ones()]
    return render_template("edit/stale.html", rows=rows, source=locale(SOURCE))


@blueprint.route("/stale/<tag>/<domain>/<name>/", methods=["GET", "POST"])
@signed_in
def one(tag: str, domain: str, name: str):
    tongue = present.tongue(tag)
    found = next((one for one in stale_ones() if (one.tag, one.domain, one.name) == (tag, domain, name)), None) or abort(404)
    if request.method == "POST":
        may_write(tag)
        return decide(found, tongue)
    form = PassageForm(formdata=None, base=bases(found))
    set_texts(form, found.text, tongue.forms(found.nearest) if found.nearest else 1)
    return show(found, tongue, form)


def stale_ones() -> list[Stale]:
    """The group's words that lost their place, in languages that are offered."""
    offered = present.settings().languages
    values = (revision.content for revision in Revision.standing(PASSAGE).values())
    return stale((value for value in values if value["tag"] in offered), present.texts())


def decide(found: Stale, tongue):
    form = PassageForm()
    text = sent(form, found.nearest, tongue) if found.nearest else found.text
    if found.nearest:
        set_texts(form, text, tongue.forms(found.nearest))
    if request.form.get("do") == "take":
        if not found.nearest or request.form.get("nearest") != found.nearest.name:
            return show(found, tongue, form, faults=[words("The guide was changed meanwhile. Look again at what stands there now.")]), 409
        faults = told(found.nearest, text) if written(text) else [words("Nothing is written here. Write something, or use the shipped text.")]
        if text == tongue.shipped_text(found.nearest):
            faults = [words("This is the shipped text. Press “Use the shipped text”.")]
        if faults:
            return show(found, tongue, form, faults=faults), 422
        return settle(found, tongue, form, text, words("Taken over as a draft. Readers see it after the next publication."))
    return settle(found, tongue, form, None, words("The shipped text stands there. Your own words stay in the history."))


def settle(found: Stale, tongue, form: PassageForm, text, done):
    """Writes the group's words under the new source, and takes them from under the old one: both or neither."""
    old, _, new = (form.base.data or "").partition("+")
    try:
        with writing():
            if text is not None:
                value = revision_of(found.nearest, found.tag, text, found.place)
                Revision.add(PASSAGE, key(found.tag, found.domain, found.nearest.one), value, current(), number(new))
            Revision.add(PASSAGE, key(found.tag, found.domain, found.source), None, current(), number(old))
    except ConflictError as conflict:
        present.forget()
        form.base.data = bases(found)
        return show(found, present.tongue(found.tag), form, other=conflict.newest), 409
    flash(done)
    return redirect(url_for("stale.listing"), 303)


def show(found: Stale, tongue, form: PassageForm, faults=(), other: Revision | None = None):
    return render_template(
        "edit/stale-one.html",
        one=found,
        tongue=locale(found.tag),
        source=locale(SOURCE),
        form=form,
        faults=list(faults),
        place=place_name(found),
        difference=differences(found.source, found.nearest.one) if found.nearest else [],
        shipped=tongue.shipped_text(found.nearest) if found.nearest else None,
        own=tongue.own_text(found.nearest) if found.nearest else None,
        other=wrote(other) if other else None,
        mine=current().translates(found.tag),
    )


def bases(found: Stale) -> str:
    """The revisions that a decision begins from: of the old source, and of the new one."""
    sources = [found.source] + ([found.nearest.one] if found.nearest else [])
    newest = [Revision.newest(PASSAGE, key(found.tag, found.domain, source)) for source in sources]
    return "+".join(str(revision.id if revision else 0) for revision in newest)


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else -1


def place_name(found: Stale):
    return name_of(found.place, present.tongue(found.tag))
