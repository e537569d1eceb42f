"""Handrail. `create_app` is the WSGI application for any server; `python app.py` runs it with its own."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.edition.store import Progress
    from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Builds the edition if there is none; raises SettingsError, GuideError or StoreError where it cannot."""
    from flask import Flask

    from app import commands
    from app import settings as configuration
    from app.behind import Behind
    from app.serving import Serving

    with commands.plainly():
        settings = settings or configuration.load()
        if commands.is_to_serve():
            prepare(settings)
    flask = Flask(__name__, static_folder=None)
    flask.config["HANDRAIL"] = settings
    commands.register(flask)
    flask.wsgi_app = Serving(settings, Behind(settings), mend=lambda: rebuild(settings))
    return flask


def prepare(settings: Settings, progress: Progress | None = None, thoroughly: bool = False) -> None:
    """Sees that a whole, current edition is there; where the guide has faults, an older whole one stays.

    Looks for missing files, and `thoroughly` into every one; a start leaves that to their being asked for, when it is looked at what they hold. Raises GuideError or StoreError where there is none. The builder is imported only where there is something to build.
    """
    from app.edition.inputs import inputs
    from app.edition.store import Editions

    current = Editions(settings.data).current()
    is_whole = current is not None and not (current.damaged() if thoroughly else current.missing())
    if is_whole and current.inputs == inputs(settings):
        return
    from app.edition.build import current_or_build, silent
    from app.guide.problems import GuideError

    try:
        current_or_build(settings, progress or silent, _say)
    except GuideError as error:
        if not is_whole:
            raise
        _say(f"The guide has faults and was not built:\n{error}\nThe edition {current.id[:12]} stays.")


def rebuild(settings: Settings) -> None:
    """Makes the current edition again after damage; says why where it cannot."""
    from app.edition.store import StoreError
    from app.guide.problems import GuideError

    try:
        prepare(settings, thoroughly=True)
    except (GuideError, StoreError) as error:
        _say(str(error))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
