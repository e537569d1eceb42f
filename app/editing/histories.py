"""What something was before, and bringing one of those states back: the same for texts, contacts, agreements and settings."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request
from markupsafe import Markup

from app.editing.access import current
from app.editing.words import moment, words
from app.editing.writing import base
from app.models import ConflictError, Revision

Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class State:
    """What stood from one revision to the next. `fields` are labels with their texts, None where it was taken away; `back` is where a press brings it back."""

    id: int
    name: str
    by: str
    made: str
    fields: Fields | None
    back: str
    newest: int


def states(kind: str, key: str, fields: Callable[[dict], Fields], back: str, name: str = "") -> list[State]:
    """Newest first; the one that stands now cannot be brought back."""
    found = Revision.history(kind, key)
    return [
        State(
            one.id,
            name,
            one.by.name if one.by else "–",
            moment(one.made),
            None if one.content is None else fields(one.content),
            back if one is not found[0] else "",
            found[0].id,
        )
        for one in found
    ]


def page(over: tuple[str, str], title: str, shown: list[State], tag: str = "") -> str:
    """`over` is the address and the name of what this is the history of; `tag` the language that it is written in."""
    return render_template("edit/history.html", over=over, title=title, states=shown, tag=tag)


def wanted(kind: str, key: str) -> Revision:
    """The revision that a form asks for. Ends the request with 404 where there is none."""
    number = request.form.get("revision", "")
    return next((one for one in Revision.history(kind, key) if str(one.id) == number), None) or abort(404)


def bring_back(kind: str, key: str, content: dict | None, onward: str, history: str):
    """Makes `content` the draft again, if nobody has written since the form was shown."""
    try:
        Revision.add(kind, key, content, current(), base())
    except ConflictError:
        flash(words("Somebody has changed this meanwhile. Look at it first, then press again."))
        return redirect(history, 303)
    flash(words("It is back, as a draft. Readers get it when you publish."))
    return redirect(onward, 303)


def lines(labels: dict[str, Markup | str], content: dict) -> Fields:
    """The fields that hold something, in the order of `labels`."""
    given = ((label, content.get(name)) for name, label in labels.items())
    return [(label, "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)) for label, value in given if value]
