"""The group's contacts: who they are, and when somebody last checked them."""

from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, render_template, request
from markupsafe import Markup

from app.editing import histories
from app.editing.access import current, editors_only
from app.editing.contact_form import FIELDS, LONGEST, ContactForm, errors_of, given, labels, today
from app.editing.contact_order import ordered, was_moved
from app.editing.words import spoken, words
from app.editing.writing import base, new_id, one_line
from app.edition.layer import Contact
from app.locales import day
from app.models import ConflictError, Revision
from app.publishing import CONTACT

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/contacts/")
@editors_only
def contacts():
    return _listed()


def _listed(wrong: str = "", said: Markup | str = "", status: int = 200):
    standing = ordered()
    shown = [(revision, Contact(**revision.content), day(revision.content["checked"], spoken().tag)) for revision in standing]
    away = [(name, last) for name in sorted(_names() - {revision.key for revision in standing}) if (last := _last(name))]
    return render_template("edit/contacts.html", contacts=shown, away=away, moved=was_moved(), wrong=wrong, said=said), status


@blueprint.route("/contacts/new", methods=["GET", "POST"])
@editors_only
def begin():
    return _write(ContactForm(), None)


@blueprint.route("/contacts/<name>/", methods=["GET", "POST"])
@editors_only
def change(name: str):
    newest = _newest(name)
    form = ContactForm()
    if request.method == "GET":
        content = newest.content or _last(name)
        for field in FIELDS:
            form[field].data = content[field]
        form.base.data = str(newest.id)
    return _write(form, name)


@blueprint.post("/contacts/<name>/checked")
@editors_only
def checked(name: str):
    """Somebody has checked it today; who, by role."""
    content = _newest(name).content
    role = one_line(request.form.get("checked_by"))
    if content is None:
        abort(404)
    if not role or len(role) > LONGEST["checked_by"]:
        return _listed(name, words("Write the role of whoever has checked it, never a name. At most 60 characters."), 422)
    return _put(name, {**content, "checked": today().isoformat(), "checked_by": role}, words("Noted: checked today. Readers see it when you publish."))


@blueprint.post("/contacts/<name>/away")
@editors_only
def take_away(name: str):
    _newest(name)
    return _put(name, None, words("Taken away. Readers have it until you publish. You can bring it back."))


@blueprint.get("/contacts/<name>/history")
@editors_only
def history(name: str):
    _newest(name)
    shown = histories.states(CONTACT, name, lambda content: histories.lines(labels(), content), f"/edit/contacts/{name}/back")
    return histories.page((f"/edit/contacts/{name}/", _last(name)["name"]), "", shown)


@blueprint.post("/contacts/<name>/back")
@editors_only
def bring_back(name: str):
    """What it was in a revision; in the last one that held something, where none is named."""
    _newest(name)
    content = histories.wanted(CONTACT, name).content if "revision" in request.form else _last(name)
    return histories.bring_back(CONTACT, name, content or abort(404), f"/edit/contacts/#{name}", f"/edit/contacts/{name}/history")


def _put(name: str, content: dict | None, said: Markup):
    try:
        Revision.add(CONTACT, name, content, current(), base())
        flash(said)
    except ConflictError:
        flash(words("Somebody has changed this contact meanwhile. Look at it first, then press again."))
    return redirect(f"/edit/contacts/#{name}", 303)


def _write(form: ContactForm, name: str | None):
    theirs, status = None, 200
    if request.method == "POST":
        value = given(form)
        errors = errors_of(value)
        if errors:
            status = 422
            for field, said in errors.items():
                form[field].errors = [said]
        else:
            try:
                return _save(value, name)
            except ConflictError as conflict:
                theirs, status = conflict.newest, 409
                form.base.data = str(conflict.newest.id if conflict.newest else 0)
    away = bool(name) and theirs is None and _newest(name).content is None
    page = render_template(
        "edit/contact.html", form=form, name=name, theirs=theirs, their=theirs.content if theirs else None, longest=LONGEST, labels=labels(), away=away
    )
    return page, status


def _save(value: dict, name: str | None):
    name = name or new_id(_names())
    content = asdict(Contact(id=name, **value))
    standing = Revision.newest(CONTACT, name)
    if standing and standing.content == content and standing.id == base():
        flash(words("Nothing was changed."))
    else:
        Revision.add(CONTACT, name, content, current(), base())
        flash(words("Saved as a draft. Readers get it when you publish."))
    return redirect("/edit/contacts/", 303)


def _newest(name: str) -> Revision:
    newest = Revision.newest(CONTACT, name)
    if newest is None:
        abort(404)
    return newest


def _names() -> set[str]:
    return {row[0] for row in Revision.select(Revision.key).where(Revision.kind == CONTACT).distinct().tuples()}


def _last(name: str) -> dict | None:
    return next((revision.content for revision in Revision.history(CONTACT, name) if revision.content), None)
