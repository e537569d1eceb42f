"""Following an invitation: open the link, press the button, choose a passphrase."""

from flask import Blueprint, redirect, render_template, request
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField

from app import inviting, passphrases
from app.editing.access import sign_in
from app.editing.words import spoken, words
from app.edition.assets import wordlist

blueprint = Blueprint("joining", __name__)

COOKIE = "__Host-join"


class JoinForm(FlaskForm):
    token = StringField(render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr", "required": True})


class PassphraseForm(FlaskForm):
    """`new` is what password managers offer to keep."""

    new = PasswordField(render_kw={"autocomplete": "new-password", "dir": "auto", "required": True})


@blueprint.get("/join")
def arrive():
    # Scanners open links before people do, so this only shows a button.
    return _page(JoinForm(formdata=None))


@blueprint.post("/join")
def begin():
    form = JoinForm()
    # Who pastes may paste the whole link.
    token = (form.token.data or "").strip().rpartition("#")[2]
    secret, reason = inviting.open_in(token, request.cookies.get(COOKIE, ""))
    if reason:
        form.token.errors = [_why(reason)]
        return _page(form), 422
    answer = redirect("/edit/join/passphrase")
    answer.set_cookie(COOKIE, secret, max_age=inviting.LIFE, secure=True, httponly=True, samesite="Strict")
    return answer


@blueprint.get("/join/passphrase")
def choose():
    invitation = inviting.opened_in(request.cookies.get(COOKIE, ""))
    return _passphrase_page(PassphraseForm(formdata=None), invitation.name) if invitation else (_over(), 410)


@blueprint.post("/join/passphrase")
def join():
    secret = request.cookies.get(COOKIE, "")
    invitation = inviting.opened_in(secret)
    if not invitation:
        return _over(), 410
    form = PassphraseForm()
    passphrase = form.new.data or ""
    if reason := passphrases.too_weak(passphrase, invitation.name):
        form.new.errors = [weakness(reason)]
        return _passphrase_page(form, invitation.name), 422
    person = inviting.join(secret, passphrases.make_hash(passphrase))
    if not person:
        return _over(), 410
    sign_in(person)
    answer = redirect("/edit/")
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict")
    return answer


def too_old():
    """The answer to a form that lay open for too long: the same again. A code that was pasted stays where it is."""
    if request.endpoint == "joining.begin":
        return _page(JoinForm(), too_old=True), 400
    invitation = inviting.opened_in(request.cookies.get(COOKIE, ""))
    return (_passphrase_page(PassphraseForm(formdata=None), invitation.name, too_old=True) if invitation else _over()), 400


def weakness(reason: str) -> str:
    said = {
        "empty": lambda: words("Type a passphrase."),
        "long": lambda: words("That is too long to be typed again. Use five words."),
        "digits": lambda: words("Numbers alone are found within an hour. Use words."),
        "short": lambda: words("That is too short. Use at least twelve letters: four or five words are best."),
        "repeated": lambda: words("That repeats itself too much. Use different words."),
        "pattern": lambda: words("That runs along the keys or the alphabet. Use words."),
        "common": lambda: words("Many people use that one. Take the words offered, or others."),
        "name": lambda: words("That is hardly more than your name. Take the words offered, or others."),
    }
    return said[reason]()


def drawn() -> dict[str, str]:
    """Words for a passphrase in this person's language, where that has a list, and which language they are of."""
    tag = wordlist(spoken().tag)
    return {"offered": passphrases.offer(tag), "wordlist": tag}


def _why(reason: str) -> str:
    said = {
        inviting.UNKNOWN: lambda: words("This is no link of ours, or a part of it is missing. Copy the whole link and open it again."),
        inviting.EXPIRED: lambda: words("This link is too old. Ask for a new one."),
        inviting.USED: lambda: words("This link was used already. If that was you, sign in. If not, tell the person who gave it to you."),
        inviting.WITHDRAWN: lambda: words("This link was withdrawn. A newer one may be on its way to you: ask."),
        inviting.ELSEWHERE: lambda: words(
            "This link was opened in another browser already. If that was you, go on there. If not, tell the person who gave it to you, and ask for a new one."
        ),
    }
    return said[reason]()


def _page(form: JoinForm, too_old: bool = False) -> str:
    return render_template("edit/join.html", form=form, too_old=too_old)


def _passphrase_page(form: PassphraseForm, name: str, too_old: bool = False) -> str:
    return render_template("edit/join-passphrase.html", form=form, name=name, too_old=too_old, **drawn())


def _over() -> str:
    return render_template("edit/join-over.html")
