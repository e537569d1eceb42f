"""What everybody can change about their own access."""

from flask import Blueprint, flash, redirect, render_template
from flask_wtf import FlaskForm
from wtforms import PasswordField

from app import passphrases
from app.editing import tries
from app.editing.access import current, sign_in, sign_out, signed_in
from app.editing.joining import drawn, weakness
from app.editing.words import n_words, words
from app.models import Person

blueprint = Blueprint("account", __name__)


class ChangeForm(FlaskForm):
    passphrase = PasswordField(render_kw={"autocomplete": "current-password", "dir": "auto", "required": True})
    new = PasswordField(render_kw={"autocomplete": "new-password", "dir": "auto", "required": True})


@blueprint.get("/account/")
@signed_in
def show():
    return _page(ChangeForm(formdata=None))


@blueprint.post("/account/passphrase")
@signed_in
def change():
    form, person = ChangeForm(), current()
    if reason := passphrases.too_weak(form.new.data or "", person.name):
        form.new.errors = [weakness(reason)]
        return _page(form), 422
    # Somebody who found this phone open must not try either.
    waiting = tries.seconds_to_wait(person.name)
    if waiting:
        form.passphrase.errors = [
            n_words("Too many tries. Wait %(num)s second, then try again.", "Too many tries. Wait %(num)s seconds, then try again.", waiting)
        ]
        return _page(form), 429, {"Retry-After": str(waiting)}
    if not passphrases.fits(person.passphrase, form.passphrase.data or ""):
        form.passphrase.errors = [words("This is not your present passphrase.")]
        return _page(form), 422
    tries.succeeded(person.name)
    values = {"passphrase": passphrases.make_hash(form.new.data), "epoch": Person.epoch + 1}
    if Person.update(values).where(Person.id == person.id, Person.passphrase == person.passphrase, Person.epoch == person.epoch).execute() != 1:
        form.passphrase.errors = [words("Your passphrase was changed in this moment from somewhere else. Sign in again.")]
        return _page(form), 409
    sign_in(Person.get_by_id(person.id))
    flash(words("Your passphrase is changed. Everywhere else you are signed out."))
    return redirect("/edit/account/")


@blueprint.post("/account/sign-out-everywhere")
@signed_in
def leave_everywhere():
    Person.update(epoch=Person.epoch + 1).where(Person.id == current().id).execute()
    sign_out()
    flash(words("You are signed out everywhere."))
    return redirect("/edit/sign-in")


def _page(form: ChangeForm) -> str:
    return render_template("edit/account.html", form=form, **drawn())
