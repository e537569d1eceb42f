"""Who may do what. A session holds a person's id and epoch; everything else is looked up at each request, so that a former editor is out at once."""

from collections.abc import Callable
from functools import wraps

from flask import abort, g, session

from app.models import EDITOR, Person


def sign_in(person: Person) -> None:
    session.clear()
    session.permanent = True
    session["person"], session["epoch"] = person.id, person.epoch
    g.person = person
    # A page that is shown right now needs the token of the new session.
    g.pop("csrf_token", None)


def sign_out() -> None:
    # No Clear-Site-Data: it would delete this device's notes as well.
    session.clear()
    g.person = None


def current() -> Person | None:
    """The person whose session this is, if they are still to be let in."""
    if "person" not in g:
        found = Person.get_or_none(Person.id == session.get("person"), Person.active) if session.get("person") else None
        g.person = found if found and found.passphrase and found.epoch == session.get("epoch") else None
    return g.person


def signed_in(view: Callable) -> Callable:
    """Only for people who are signed in; others are asked to, and what they sent is kept for them."""

    @wraps(view)
    def wrapped(*args, **values):
        from app.editing.kept import ask_to_sign_in

        return view(*args, **values) if current() else ask_to_sign_in()

    return wrapped


def editors_only(view: Callable) -> Callable:
    @signed_in
    @wraps(view)
    def wrapped(*args, **values):
        if current().role != EDITOR:
            abort(403)
        return view(*args, **values)

    wrapped.editors_only = True
    return wrapped


def may_write(tag: str) -> None:
    """Ends the request with 403 where this person does not write in that language."""
    if not current().translates(tag):
        abort(403)
