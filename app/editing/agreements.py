"""House agreements: what the group has agreed for its own place, in each language as it is written there."""

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, TextAreaField

from app.editing import histories
from app.editing.access import current, may_write, signed_in
from app.editing.own_text import said_of
from app.editing.words import words
from app.editing.writing import base, cleaned, drafts, language, settings_of, shipped, whole
from app.edition import own
from app.edition.layer import Layer
from app.edition.templating import environment
from app.locales import locale
from app.models import ConflictError, Revision
from app.publishing import AGREEMENTS

blueprint = Blueprint("agreements", __name__)

LONGEST = 20_000


class AgreementsForm(FlaskForm):
    base = HiddenField(default="0")
    text = TextAreaField(render_kw={"dir": "auto"})


@blueprint.get("/agreements/")
@signed_in
def languages():
    layer = drafts()
    tags = [tag for tag in _tags(layer) if current().translates(tag)]
    return render_template("edit/agreements.html", languages=[(locale(tag), bool(layer.agreements.get(tag))) for tag in tags])


@blueprint.route("/agreements/<tag>/", methods=["GET", "POST"])
@signed_in
def change(tag: str):
    layer = drafts()
    if tag not in _tags(layer):
        abort(404)
    may_write(tag)
    form = AgreementsForm()
    newest = Revision.newest(AGREEMENTS, tag)
    theirs, status, shown = None, 200, None
    if request.method == "GET":
        form.text.data = _text(newest)
        form.base.data = str(newest.id if newest else 0)
    else:
        text = cleaned(form.text.data)
        if "preview" in request.form:
            shown = _rendered(tag, text)
        elif errors := _errors(text, layer):
            form.text.errors, status = [Markup(" ").join(errors)], 422
        else:
            try:
                return _save(tag, text, newest)
            except ConflictError as conflict:
                theirs, status = conflict.newest, 409
                form.base.data = str(conflict.newest.id if conflict.newest else 0)
    page = render_template("edit/agreements-of.html", form=form, language=locale(tag), theirs=theirs, their_text=_text(theirs), preview=shown)
    return page, status


@blueprint.get("/agreements/<tag>/history")
@signed_in
def history(tag: str):
    if tag not in _tags(drafts()):
        abort(404)
    may_write(tag)
    shown = histories.states(AGREEMENTS, tag, lambda content: [("", content["text"])], f"/edit/agreements/{tag}/back")
    return histories.page((f"/edit/agreements/{tag}/", words("House agreements: %(language)s", language=locale(tag).name)), "", shown, tag)


@blueprint.post("/agreements/<tag>/back")
@signed_in
def bring_back(tag: str):
    if tag not in _tags(drafts()):
        abort(404)
    may_write(tag)
    content = histories.wanted(AGREEMENTS, tag).content or abort(404)
    return histories.bring_back(AGREEMENTS, tag, content, f"/edit/agreements/{tag}/", f"/edit/agreements/{tag}/history")


@blueprint.post("/agreements/<tag>/preview")
@signed_in
def preview(tag: str):
    if tag not in _tags(drafts()):
        abort(404)
    may_write(tag)
    return render_template("edit/text-preview.html", preview=_rendered(tag, cleaned(request.form.get("text"))))


def _save(tag: str, text: str, newest: Revision | None):
    if _text(newest) == text and base() == (newest.id if newest else 0):
        flash(words("Nothing was changed."))
    else:
        Revision.add(AGREEMENTS, tag, {"text": text} if text else None, current(), base())
        flash(words("Saved as a draft. Readers get it when you publish."))
    return redirect(f"/edit/agreements/{tag}/", 303)


def _errors(text: str, layer: Layer) -> list[Markup]:
    if len(text) > LONGEST:
        return [words("That is too long: %(length)s characters. At most %(most)s.", length=len(text), most=LONGEST)]
    return [said_of(fault) for fault in own.faults_of_prose(text, whole(layer))]


def _rendered(tag: str, text: str) -> Markup:
    layer = Layer(agreements={tag: text})
    jinja = environment(language(tag), shipped(), {"layer": layer})
    spoken = locale(tag)
    return Markup(f'<div lang="{spoken.tag}" dir="{spoken.dir}">{jinja.globals["prose"](own.agreements(layer, tag, (tag,)))}</div>')


def _tags(layer: Layer) -> tuple[str, ...]:
    """The languages offered, and those that have agreements from before."""
    return tuple(dict.fromkeys((*settings_of(layer).languages, *layer.agreements)))


def _text(revision: Revision | None) -> str:
    return (revision.content or {}).get("text", "") if revision else ""
