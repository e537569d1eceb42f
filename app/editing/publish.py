"""Publishing in the editor: what will change, a line for readers, how far it is, and taking it back."""

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField
from wtforms.widgets import HiddenInput

from app import publishing
from app.editing import builder
from app.editing.access import current, editors_only
from app.editing.choices import spelled_out
from app.editing.compare import compared
from app.editing.labels import kinds, label
from app.editing.naming import Name, named
from app.editing.present import texts
from app.editing.words import moment, spoken, words
from app.edition.compose import short_code
from app.edition.store import Editions, StoreError
from app.models import ConflictError, Publication, Revision
from app.publishing import AGREEMENTS, CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT
from app.settings import Settings

blueprint = Blueprint("publish", __name__)

LONGEST_NOTE = 200
SHOWN = 50
"""Publications in the list."""

CHANGES_SHOWN = 100
"""Changes on a page of the review."""


class PublishForm(FlaskForm):
    """`mark` and `after` are what was looked at: exactly that is published, and only once."""

    note = StringField()
    mark = IntegerField(widget=HiddenInput())
    after = IntegerField(widget=HiddenInput())


class BackForm(FlaskForm):
    after = IntegerField(widget=HiddenInput())
    to = IntegerField(widget=HiddenInput())


class TakeBackForm(FlaskForm):
    kind = HiddenField()
    key = HiddenField()
    base = IntegerField(widget=HiddenInput())


@blueprint.get("/publish/")
@editors_only
def review():
    form = PublishForm(formdata=None, data={"mark": Revision.mark(), "after": _newest_id()})
    return _review(form)


@blueprint.post("/publish/")
@editors_only
def publish():
    form = PublishForm()
    note = " ".join((form.note.data or "").split())
    if form.mark.data is None or form.after.data is None or not 0 <= form.mark.data <= Revision.mark():
        abort(400)
    if len(note) > LONGEST_NOTE:
        form.note.errors = [words("This line is too long. Write at most %(most)s characters.", most=LONGEST_NOTE)]
        return _review(form), 422
    return _begin(note=note, mark=form.mark.data, after=form.after.data)


@blueprint.post("/publish/take-back")
@editors_only
def take_back():
    """One draft becomes again what readers have."""
    form = TakeBackForm()
    if form.base.data is None or not (newest := Revision.newest(form.kind.data, form.key.data)):
        abort(400)
    shown = Revision.newest(form.kind.data, form.key.data, publishing.readers_mark(_settings()))
    try:
        if newest.content != (value := shown.content if shown else None):
            Revision.add(form.kind.data, form.key.data, value, current(), base=form.base.data)
        flash(words("This change was taken back."))
    except ConflictError:
        flash(words("Somebody has changed this meanwhile. Look at it again before you take it back."))
    return redirect("/edit/publish/", 303)


@blueprint.get("/publications/")
@editors_only
def publications():
    settings = _settings()
    found = list(Publication.select().order_by(Publication.id.desc()).limit(SHOWN))
    states = {publication.id: publishing.state(settings, publication) for publication in found}
    return render_template(
        "edit/publications.html",
        publications=found,
        states=states,
        shown=publishing.readers_mark(settings),
        newest=_newest_id(),
        code=_code,
        day=moment,
        form=BackForm(formdata=None),
    )


@blueprint.post("/publications/back")
@editors_only
def back():
    form = BackForm()
    to = Publication.get_or_none(Publication.id == form.to.data, Publication.edition != "") if form.to.data else None
    if form.after.data is None or form.to.data is None or (form.to.data and not to):
        abort(400)
    return _begin(mark=to.mark if to else 0, after=form.after.data, back=True)


@blueprint.get("/publish/<int:number>/")
@editors_only
def progress(number: int):
    publication = Publication.get_or_none(Publication.id == number) or abort(404)
    state = publishing.state(_settings(), publication)
    return render_template(
        "edit/publication.html",
        publication=publication,
        state=state,
        kinds=kinds(),
        name=_named(state.kind, state.key),
        code=_code(publication),
        edit=_address(state.kind, state.key),
    )


@blueprint.get("/publish/<int:number>/state")
@editors_only
def progress_state(number: int):
    publication = Publication.get_or_none(Publication.id == number) or abort(404)
    state = publishing.state(_settings(), publication)
    return jsonify(name=state.name, done=state.done, total=state.total)


def _review(form: PublishForm):
    mark = form.mark.data
    found = publishing.changes(publishing.readers_mark(_settings()), mark)
    first = min(max(request.args.get("from", 0, int), 0), max(len(found) - 1, 0))
    newest = Publication.select().order_by(Publication.id.desc()).first()
    return render_template(
        "edit/publish.html",
        form=form,
        changes=[spelled_out(change) if change.kind == CHOICE else change for change in found[first : first + CHANGES_SHOWN]],
        count=len(found),
        first=first,
        step=CHANGES_SHOWN,
        compared=compared,
        label=label,
        kinds=kinds(),
        edit=lambda change: _address(change.kind, change.key),
        named=lambda change: named(change.kind, change.key, change.where, change.before.get("text") or change.after.get("text", "")),
        newest=newest,
        state=publishing.state(_settings(), newest) if newest else None,
        day=moment,
    )


def _begin(**what):
    settings = _settings()
    try:
        with publishing.alone(settings) as lock:
            publication = publishing.begin(settings, current(), **what)
            builder.start(settings, publication, lock)
    except publishing.OutdatedError as error:
        # Pressed twice, or by two people: the second is shown what the first has begun.
        return redirect(f"/edit/publish/{error.last.id}/", 303)
    except publishing.BusyError:
        flash(words("Somebody is publishing just now. Look again when that is done."))
        return redirect(f"/edit/publish/{_newest_id()}/", 303)
    except (StoreError, OSError) as error:
        flash(words("It could not be begun: %(reason)s", reason=str(error)))
        return redirect("/edit/publish/", 303)
    return redirect(f"/edit/publish/{publication.id}/", 303)


def _address(kind: str, key: str) -> str:
    """Where in the editor it can be changed; empty where that is unknown."""
    if kind in (PASSAGE, REVIEW) and key.count("|") == 2:
        tag, domain, name = key.split("|")
        # An upgrade may have reworded what it was written for.
        page = "passage" if texts().find(domain, name) else "stale"
        return f"/edit/{page}/{tag}/{domain}/{name}/"
    pages = {TEXT: f"texts/{key}/", CONTACT: f"contacts/{key}/", AGREEMENTS: f"agreements/{key}/", CHOICE: "settings/", ORDER: "contacts/"}
    return f"/edit/{pages[kind]}" if kind in pages else ""


def _named(kind: str, key: str) -> Name | None:
    """What the writing is called that a publication broke on."""
    return named(kind, key, publishing.where_of(kind, key)) if kind else None


def _settings() -> Settings:
    return current_app.config["HANDRAIL"]


def _newest_id() -> int:
    newest = Publication.select(Publication.id).order_by(Publication.id.desc()).first()
    return newest.id if newest else 0


def _code(publication: Publication) -> str:
    """The code at the foot of the pages, in the reader's language where the edition has that; empty where it is not on disk any more."""
    for edition in Editions(_settings().data).all():
        if edition.id == publication.edition:
            return short_code(edition.languages.get(spoken().tag) or next(iter(edition.languages.values())))
    return ""
