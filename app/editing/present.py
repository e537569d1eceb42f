"""What is here to be edited: the guide of this program, the group's drafts, the languages offered."""

from functools import lru_cache
from pathlib import Path

from flask import abort, current_app, g

from app.edition.layer import Layer
from app.edition.own import joined
from app.guide import load as guides
from app.passages import Passage, Texts, Tongue
from app.publishing import layer_at
from app.settings import Settings


def texts() -> Texts:
    """Those of the guide, and of the texts that the group has added to it."""
    if "texts" not in g:
        own = Layer(texts=drafts().texts)
        g.texts = _texts(guides.CONTENT, own.to_json() if own.texts else "")
    return g.texts


@lru_cache(maxsize=4)
def _texts(folder: Path, own: str = "") -> Texts:
    # The guide comes with the program: it cannot change while this runs.
    guide = guides.load(folder)
    return Texts.of(joined(guide, Layer.from_json(own)) if own else guide)


def drafts() -> Layer:
    """The layer of all drafts, as it was when this request first asked."""
    if "drafts" not in g:
        g.drafts = layer_at()
    return g.drafts


def forget() -> None:
    """Something was written: the drafts are others now."""
    g.pop("drafts", None)
    g.pop("tongues", None)
    g.pop("texts", None)


def settings() -> Settings:
    return drafts().over(current_app.config["HANDRAIL"])


def tongue(tag: str) -> Tongue:
    """The language with all drafts. Ends the request with 404 where it is not offered."""
    if tag not in settings().languages:
        abort(404)
    return any_tongue(tag)


def any_tongue(tag: str) -> Tongue:
    """The same for any language, offered or not; read once for a request."""
    known = g.setdefault("tongues", {})
    if tag not in known:
        known[tag] = Tongue.of(tag, drafts())
    return known[tag]


def passage(domain: str, name: str) -> Passage:
    return texts().find(domain, name) or abort(404)
