"""The group's own layer: everything below /edit/. Imported when the first editor comes; readers never need it."""

from flask import Flask

from app.settings import Settings


def application(settings: Settings) -> Flask:
    """The editor as a Flask application. Raises DatabaseMissing or KeysError."""
    flask = Flask("app", static_folder=None, template_folder="../templates")
    flask.config["HANDRAIL"] = settings
    install(flask, settings)
    return flask


def install(flask: Flask, settings: Settings) -> None:
    """Adds the editor to an application."""
    from app.editing import frame

    frame.install(flask, settings)
