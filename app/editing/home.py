"""The editor's first page: who somebody is here, and what they can do."""

from flask import Blueprint, render_template

from app.editing.access import current, signed_in
from app.editing.words import listed, words
from app.locales import locale
from app.models import EDITOR

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def home():
    return render_template("edit/home.html", doing=_doing())


def _doing() -> str:
    person = current()
    if person.role == EDITOR:
        return words("You can change and publish everything, and invite others.")
    return words("You translate into: %(languages)s.", languages=listed([locale(tag).name for tag in person.tags]))
