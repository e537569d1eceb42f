"""Signing in and out."""

import json

from flask import Blueprint, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from app import passphrases
from app.editing import kept, tries
from app.editing.access import sign_in, sign_out
from app.editing.words import n_words, words
from app.models import Person

blueprint = Blueprint("signing", __name__)


class SignInForm(FlaskForm):
    name = StringField(render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "auto", "required": True})
    passphrase = PasswordField(render_kw={"autocomplete": "current-password", "dir": "auto", "required": True})


@blueprint.get("/sign-in")
def enter():
    return page(SignInForm(formdata=None), request.args.get("again", ""), [])


@blueprint.post("/sign-in")
def check():
    form = SignInForm()
    name, passphrase = form.name.data or "", form.passphrase.data or ""
    waiting = tries.seconds_to_wait(name)
    if waiting:
        form.name.errors = [n_words("Too many tries. Wait %(num)s second, then try again.", "Too many tries. Wait %(num)s seconds, then try again.", waiting)]
        return _refused(form), 429, {"Retry-After": str(waiting)}
    person = Person.named(name)
    fits = passphrases.fits(person.passphrase if person else "", passphrase)
    if not (person and person.active and fits):
        form.name.errors = [words("Name and passphrase do not fit together.")]
        return _refused(form), 422
    tries.succeeded(name)
    if passphrases.is_outdated(person.passphrase):
        # Only over the one that was checked: it may have been changed in this moment.
        Person.update(passphrase=passphrases.make_hash(passphrase)).where(Person.id == person.id, Person.passphrase == person.passphrase).execute()
    sign_in(person)
    return _onward()


@blueprint.post("/sign-out")
def leave():
    sign_out()
    return redirect("/edit/sign-in")


def page(form: SignInForm, again: str, fields: kept.Fields, too_old: bool = False) -> str:
    return render_template("edit/sign-in.html", form=form, again=again, fields=fields, kept=json.dumps(fields, ensure_ascii=False), too_old=too_old)


def too_old():
    """The answer to a form that lay open for too long: the same again, with all that it carried."""
    return page(SignInForm(), _again(), kept.carried(), too_old=True), 400


def _refused(form: SignInForm) -> str:
    return page(form, _again(), kept.carried())


def _again() -> str:
    return request.form.get("again", "")


def _onward():
    fields = kept.carried()
    if not fields:
        return redirect(kept.ours(_again(), "GET"))
    address = kept.ours(_again(), "POST")
    # Where it cannot be sent any more, it is at least shown.
    return kept.again(address if address != kept.HOME else "", fields)
