"""Handrail. `create_app` is the WSGI application for any server; `python app.py` runs it with its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Builds the edition if there is none; raises SettingsError, GuideError or StoreError where it cannot."""
    from flask import Flask

    from app import commands
    from app import settings as configuration
    from app.serving import Serving

    settings = settings or configuration.load()
    flask = Flask(__name__, static_folder=None)
    flask.config["HANDRAIL"] = settings
    commands.register(flask)
    flask.wsgi_app = Serving(settings, mend=lambda: rebuild(settings))
    return flask


def rebuild(settings: Settings) -> None:
    """Makes the current edition again after damage."""
    from app.edition.build import current_or_build

    current_or_build(settings)
