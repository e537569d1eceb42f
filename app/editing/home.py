"""The editor's first page: what can be done here, and what waits."""

from flask import Blueprint, render_template

from app.editing.access import signed_in

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@signed_in
def home():
    return render_template("edit/home.html")
