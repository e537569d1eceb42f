"""What is here to be edited: the guide of this program, the group's drafts, the languages offered."""

from functools import lru_cache
from pathlib import Path

from flask import abort, current_app, g

from app.edition.layer import Layer
from app.guide import load as guides
from app.passages import Passage, Texts, Tongue
from app.publishing import layer_at
from app.settings import Settings


def texts() -> Texts:
    return _texts(guides.CONTENT)


@lru_cache(maxsize=2)
def _texts(folder: Path) -> Texts:
    # The guide comes with the program: it cannot change while this runs.
    return Texts.of(guides.load(folder))


def drafts() -> Layer:
    """The layer of all drafts, as it was when this request first asked."""
    if "drafts" not in g:
        g.drafts = layer_at()
    return g.drafts


def forget() -> None:
    """Something was written: the drafts are others now."""
    g.pop("drafts", None)


def settings() -> Settings:
    return drafts().over(current_app.config["HANDRAIL"])


def tongue(tag: str) -> Tongue:
    """The language with all drafts. Ends the request with 404 where it is not offered."""
    if tag not in settings().languages:
        abort(404)
    return Tongue.of(tag, drafts())


def passage(domain: str, name: str) -> Passage:
    return texts().find(domain, name) or abort(404)
