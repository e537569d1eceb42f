"""The order of the contacts: moved by one place at a time, with what it was before and who moved what, and taken back."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, request
from markupsafe import Markup
from peewee import fn

from app.editing import histories
from app.editing.access import current, editors_only
from app.editing.words import words
from app.models import Revision, writing
from app.publishing import CONTACT, ORDER, contact_names

blueprint = Blueprint("contact_order", __name__)

HISTORY = "/edit/contacts/order/history"


def ordered() -> list[Revision]:
    """The contacts that stand, in the order that the group gave them."""
    standing = Revision.standing(CONTACT)
    order = Revision.newest(ORDER, CONTACT)
    wanted = order.content["ids"] if order and order.content else []
    return [standing[name] for name in (*(name for name in wanted if name in standing), *(name for name in standing if name not in wanted))]


def was_moved() -> bool:
    return Revision.newest(ORDER, CONTACT) is not None


@blueprint.post("/contacts/<name>/move")
@editors_only
def move(name: str):
    """One place up or down: without dragging, and for a keyboard."""
    # Read and written as one act: of two people who move at once, the second moves within what the first has made.
    with writing():
        names = [revision.key for revision in ordered()]
        if name not in names:
            abort(404)
        at = names.index(name)
        to = at + (-1 if request.form.get("to") == "up" else 1)
        if 0 <= to < len(names):
            names[at], names[to] = names[to], names[at]
            Revision.add(ORDER, CONTACT, {"ids": names}, current())
    return redirect(f"/edit/contacts/#{name}", 303)


@blueprint.get("/contacts/order/history")
@editors_only
def history():
    return histories.page(("/edit/contacts/", words("Contacts")), words("Order"), _states())


@blueprint.post("/contacts/order/back")
@editors_only
def bring_back():
    """The order of a revision; of number 0, the one from before anybody moved anything."""
    content = None if request.form.get("revision") == "0" else histories.wanted(ORDER, CONTACT).content
    return histories.bring_back(ORDER, CONTACT, content, "/edit/contacts/", HISTORY)


def _states() -> list[histories.State]:
    found = Revision.history(ORDER, CONTACT)
    if not found:
        return []
    names, came = contact_names(), _came()
    orders = [revision.content["ids"] if revision.content else [] for revision in found]
    shown = histories.states(ORDER, CONTACT, lambda content: [("", _listed(content["ids"], names))], "/edit/contacts/order/back")
    as_added = [("", str(words("In the order in which they were added.")))]
    shown = [
        replace(state, name=_moved(before, ids, came, names), fields=as_added if state.fields is None else state.fields)
        for state, ids, before in zip(shown, orders, [*orders[1:], []], strict=True)
    ]
    first = histories.State(0, words("Before anybody moved anything"), "", "", as_added, "/edit/contacts/order/back", found[0].id)
    return [*shown, first] if orders[0] else shown


def _listed(ids: list[str], names: dict[str, str]) -> str:
    return "\n".join(f"{at}. {names.get(name, name)}" for at, name in enumerate(ids, 1))


def _moved(before: list[str], after: list[str], came: list[str], names: dict[str, str]) -> Markup | str:
    """What one move did. Nothing where an earlier order was brought back."""
    stood = [*(name for name in before if name in after), *(name for name in came if name in after and name not in before)]
    differing = [pair for pair in zip(stood, after, strict=False) if pair[0] != pair[1]]
    if len(differing) != 2 or differing[0] != differing[1][::-1]:
        return ""
    second, first = differing[0]
    # Translators: Names of two contacts: the first now stands before the second.
    return words("%(first)s before %(second)s", first=names.get(first, first), second=names.get(second, second))


def _came() -> list[str]:
    """All contacts there ever were, in the order in which they were added."""
    rows = Revision.select(Revision.key).where(Revision.kind == CONTACT).group_by(Revision.key).order_by(fn.MIN(Revision.id))
    return [key for (key,) in rows.tuples()]
