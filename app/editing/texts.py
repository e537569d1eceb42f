"""Pages, checklists, arguments and agendas of the group's own: written in Markdown, shown as readers will see them, kept with all that they were."""

from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, render_template, request
from markupsafe import Markup

from app.editing import histories
from app.editing.access import current, editors_only
from app.editing.labels import label
from app.editing.own_text import MARKED, PREVIEWED, TextForm, begun, errors_of, fill, form_for, given, kinds, rendered
from app.editing.words import words
from app.editing.writing import base, drafts, new_id
from app.edition.layer import OWN_KINDS, OwnText
from app.edition.own import is_own_id
from app.models import ConflictError, Revision
from app.publishing import TEXT

blueprint = Blueprint("texts", __name__)


@blueprint.get("/texts/")
@editors_only
def texts():
    standing = {name: revision.content for name, revision in Revision.standing(TEXT).items()}
    away = [(name, last) for name in _names() - standing.keys() if (last := _last(name))]
    return render_template("edit/texts.html", kinds=OWN_KINDS, named=kinds(), texts=standing, away=sorted(away, key=lambda pair: pair[1]["title"]))


@blueprint.route("/texts/new/<kind>", methods=["GET", "POST"])
@editors_only
def begin(kind: str):
    if kind not in OWN_KINDS:
        abort(404)
    form = form_for(drafts())
    if request.method == "GET":
        fill(form, begun(kind))
    return _write(form, kind, None)


@blueprint.route("/texts/<name>/", methods=["GET", "POST"])
@editors_only
def change(name: str):
    newest = _newest(name)
    content = newest.content or _last(name)
    form = form_for(drafts())
    if request.method == "GET":
        fill(form, OwnText(**content))
        form.base.data = str(newest.id)
    return _write(form, content["kind"], name, away=newest.content is None)


@blueprint.post("/texts/preview/<kind>")
@editors_only
def preview(kind: str):
    """The preview alone: for the script that shows it while somebody writes."""
    if kind not in OWN_KINDS:
        abort(404)
    layer = drafts()
    return render_template("edit/text-preview.html", preview=rendered(given(form_for(layer), kind, PREVIEWED), layer))


@blueprint.get("/texts/<name>/history")
@editors_only
def history(name: str):
    _newest(name)
    shown = histories.states(TEXT, name, _fields, f"/edit/texts/{name}/back")
    last = _last(name)
    return histories.page((f"/edit/texts/{name}/", last["title"]), "", shown, last["tag"])


@blueprint.post("/texts/<name>/away")
@editors_only
def take_away(name: str):
    _newest(name)
    try:
        Revision.add(TEXT, name, None, current(), base())
    except ConflictError:
        flash(words("Somebody has changed this meanwhile. Look at it first, then press again."))
        return redirect(f"/edit/texts/{name}/history", 303)
    flash(words("Taken away. Readers have it until you publish. You can bring it back."))
    return redirect("/edit/texts/", 303)


@blueprint.post("/texts/<name>/back")
@editors_only
def bring_back(name: str):
    """What it was in a revision; in the last one that held something, where none is named."""
    _newest(name)
    content = histories.wanted(TEXT, name).content if "revision" in request.form else _last(name)
    return histories.bring_back(TEXT, name, content or abort(404), f"/edit/texts/{name}/", f"/edit/texts/{name}/history")


def _write(form: TextForm, kind: str, name: str | None, away: bool = False):
    layer = drafts()
    theirs, status, errors, shown = None, 200, {}, None
    if request.method == "POST":
        text = given(form, kind, name or PREVIEWED, _taken(name))
        if "preview" in request.form:
            shown = rendered(text, layer)
        elif errors := errors_of(text, layer):
            status = 422
        else:
            try:
                return _save(text, name)
            except ConflictError as conflict:
                theirs, status = conflict.newest, 409
                form.base.data = str(conflict.newest.id if conflict.newest else 0)
    for field, said in errors.items():
        form[field].errors = [Markup(" ").join(said)]
    page = render_template(
        "edit/text.html",
        form=form,
        kind=kind,
        named=kinds()[kind],
        name=name,
        away=away,
        preview=shown,
        theirs=theirs,
        their_text=OwnText(**theirs.content) if theirs and theirs.content else None,
    )
    return page, status


def _save(text: OwnText, name: str | None):
    name = name or new_id(_names() | _taken(None) | set(MARKED.findall(text.body)), text.tab)
    value = {**asdict(text), "id": name}
    standing = Revision.newest(TEXT, name)
    if standing and standing.content == value and standing.id == base():
        flash(words("Nothing was changed."))
    else:
        Revision.add(TEXT, name, value, current(), base())
        flash(words("Saved as a draft. Readers get it when you publish."))
    return redirect(f"/edit/texts/{name}/", 303)


def _fields(content: dict) -> histories.Fields:
    named = {name: label(name) for name in ("title", "tab", "summary", "heard", "say", "body", "ask")}
    return histories.lines(named, {**content, **content["options"]})


def _names() -> set[str]:
    """Every id that a text has ever had: none is given twice."""
    return {row[0] for row in Revision.select(Revision.key).where(Revision.kind == TEXT).distinct().tuples()}


def _taken(name: str | None) -> set[str]:
    """Ids of items in other texts, those that were taken away included: they may come back."""
    bodies = [content["body"] for other in _names() - {name} if (content := _last(other))]
    return {found for body in bodies for found in MARKED.findall(body)}


def _newest(name: str) -> Revision:
    newest = Revision.newest(TEXT, name) if is_own_id(name) else None
    if newest is None:
        abort(404)
    return newest


def _last(name: str) -> dict | None:
    """What it held last, taken away or not."""
    return next((revision.content for revision in Revision.history(TEXT, name) if revision.content), None)
