"""One passage: rewording and translating it with all that helps, its preview, its history, its second reader."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from app.editing import present
from app.editing.access import current, may_write, signed_in
from app.editing.faults import told
from app.editing.naming import hint, name_of
from app.editing.passage_form import PassageForm, base_of, labels, place_of, sent, set_texts, written
from app.editing.words import moment, words
from app.locales import SOURCE, locale
from app.models import ConflictError, Revision
from app.passages import EDITOR, Passage, Tongue, key, must_stay, terms
from app.publishing import PASSAGE, REVIEW
from app.shown import previewed
from app.strings.catalog import Text
from app.strings.review import fingerprint_of

blueprint = Blueprint("passages", __name__)


@dataclass(frozen=True)
class Wrote:
    """An entry of a passage's history."""

    id: int
    text: Text | None
    by: str
    made: str


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


def wrote(revision: Revision) -> Wrote:
    value = revision.content
    text = value["text"] if value else None
    return Wrote(revision.id, tuple(text) if isinstance(text, list) else text, revision.by.name if revision.by else "", moment(revision.made))


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
