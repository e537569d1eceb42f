"""From revisions to what readers get: the layer as of a mark, publishing it as an edition, and taking that back. Knows no Flask.

One publication is made at a time, by whoever holds the lock. Where nobody holds it, a publication that has no edition was interrupted. What was
pressed is a row before anything is built, so that pressing twice publishes once.
"""

from app.publishing.changes import Change, changes, where_of
from app.publishing.failing import PublishError
from app.publishing.lock import BusyError, alone, is_held
from app.publishing.making import OutdatedError, begin, finish, publish, roll_back
from app.publishing.standing import State, readers_mark, state
from app.publishing.written import AGREEMENTS, CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT, contact_names, last_published, layer_at

__all__ = [
    "AGREEMENTS",
    "CHOICE",
    "CONTACT",
    "ORDER",
    "PASSAGE",
    "REVIEW",
    "TEXT",
    "BusyError",
    "Change",
    "OutdatedError",
    "PublishError",
    "State",
    "alone",
    "begin",
    "changes",
    "contact_names",
    "finish",
    "is_held",
    "last_published",
    "layer_at",
    "publish",
    "readers_mark",
    "roll_back",
    "state",
    "where_of",
]
