"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request
from flask_wtf import FlaskForm
from werkzeug.security import check_password_hash, generate_password_hash
from wtforms import PasswordField, StringField

from app.editing.access import sign_in, sign_out
from app.editing.kept import from_here, sent
from app.editing.words import words
from app.models import Person

blueprint = Blueprint("people", __name__)

NOBODY = generate_password_hash("nobody has this")
"""Checked for names that do not exist, so that they take as long as those that do."""


class SignInForm(FlaskForm):
    name = StringField()
    passphrase = PasswordField()


@blueprint.route("/sign-in", methods=["GET", "POST"])
def enter():
    form = SignInForm()
    if form.validate_on_submit():
        person = Person.named(form.name.data or "")
        fits = check_password_hash(person.passphrase if person and person.passphrase else NOBODY, form.passphrase.data or "")
        if person and person.active and fits:
            sign_in(person)
            return _onward()
        form.name.errors = [words("Name and passphrase do not fit together.")]
    return render_template("edit/sign-in.html", form=form, again=request.values.get("again", ""), kept=_kept()), 200 if not form.errors else 422


@blueprint.post("/sign-out")
def leave():
    sign_out()
    return redirect("/edit/sign-in")


def _onward():
    again = request.form.get("again", "")
    if not again.startswith("/edit/") or again.startswith("/edit/sign-"):
        return redirect("/edit/")
    kept = _kept()
    return render_template("edit/again.html", again=again, kept=kept) if kept else redirect(again)


def _kept() -> list[tuple[str, str]]:
    return [(name.removeprefix("kept-"), value) for name, value in sent() if name.startswith("kept-")] if from_here() else []
