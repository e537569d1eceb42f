"""Invitations: made for a name, opened in one browser, used once. Knows no Flask."""

import hashlib
import secrets
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from app import models
from app.locales import SOURCE, is_language
from app.models import Invitation, Person, writing

LIFE = timedelta(hours=72)
OPEN_FOR = timedelta(minutes=10)
"""How long somebody who has opened a link has for choosing a passphrase. The same browser may open it again."""

BYTES = 32
"""Of a token, and of a browser's secret: 256 bits."""

UNKNOWN, EXPIRED, USED, WITHDRAWN, ELSEWHERE = "unknown", "expired", "used", "withdrawn", "elsewhere"
"""Why a link does not let anybody in."""


LONGEST_NAME = 60
LONGEST_LANGUAGES = 400


class InvitationError(Exception):
    """Somebody cannot be invited like this; the message says what to do."""


class Clock:
    """The time as this process knows it: it never goes back, whatever somebody does to the machine's clock, and goes on where that stands still."""

    def __init__(self):
        self.read: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        at, ticks, read = models.now(), time.monotonic(), self.read
        if read:
            at = max(at, read[0] + timedelta(seconds=ticks - read[1]))
        self.read = at, ticks
        return at


clock = Clock()


def written(name: str) -> str:
    """A name as it is kept and shown. Raises InvitationError."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or max(len(name), len(Person.fold(name))) > LONGEST_NAME:
        raise InvitationError("Write a name of one to 60 letters, in one line.")
    return name


def check_languages(tags: Iterable[str]) -> None:
    """Raises InvitationError where somebody cannot translate into these."""
    if wrong := [tag for tag in tags if tag == SOURCE or not is_language(tag)]:
        raise InvitationError(f"{', '.join(wrong)}: no language that can be translated into. Write tags such as de, pt-BR, ckb.")
    if len(",".join(tags)) > LONGEST_LANGUAGES:
        raise InvitationError("These are too many languages for one person.")


def link(address: str, token: str) -> str:
    """The token stands behind the #, so that no server, log or scanner on the way sees it."""
    return f"{address.rstrip('/')}/edit/join#{token}"


def new_secret() -> str:
    return secrets.token_urlsafe(BYTES)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(name: str, role: str, languages: Iterable[str] = (), by: Person | None = None) -> tuple[Invitation, str]:
    """An invitation and its token, which is kept nowhere. Who has the name already gets a new passphrase by it, and keeps role and languages.

    Older invitations for the name are withdrawn: one way in at a time. Raises InvitationError.
    """
    name, token = written(name), new_secret()
    with writing():
        at = clock()
        person = Person.named(name)
        if person:
            name, role, languages = person.name, person.role, person.tags
        withdraw_for(name, at)
        made = Invitation.create(token=hashed(token), name=name, role=role, languages=",".join(languages), by=by, made=at, expires=at + LIFE)
    return made, token


def withdraw(number: int) -> bool:
    """Whether there was an open invitation of this number."""
    at = clock()
    return bool(Invitation.update(withdrawn=at).where(Invitation.id == number, *_lets_in(at)).execute())


def withdraw_for(name: str, at: datetime) -> None:
    folded = Person.fold(name)
    numbers = [invitation.id for invitation in Invitation.open(at) if Person.fold(invitation.name) == folded]
    if numbers:
        Invitation.update(withdrawn=at).where(Invitation.id << numbers).execute()


def withdraw_by(person: Person) -> None:
    """The ways in that somebody made who is to let nobody in any more."""
    at = clock()
    Invitation.update(withdrawn=at).where(Invitation.by == person, *_lets_in(at)).execute()


def mark_expired() -> None:
    """What is over stays over, whatever the clock will say. Called before anything is changed in the editor."""
    at = clock()
    over = (Invitation.used.is_null(), Invitation.withdrawn.is_null(), Invitation.expires <= at)
    if Invitation.select().where(*over).exists():
        Invitation.update(withdrawn=at).where(*over).execute()


def open_in(token: str, secret: str = "") -> tuple[str, str]:
    """Binds an invitation to a browser, whose `secret` from an earlier time is given; the first browser wins → its secret, or empty and why not."""
    at, fresh = clock(), new_secret()
    this = (Invitation.token == hashed(token), *_lets_in(at))
    if Invitation.update(bound=hashed(fresh), opened=at).where(Invitation.bound == "", *this).execute() == 1:
        return fresh, ""
    if secret and Invitation.update(opened=at).where(Invitation.bound == hashed(secret), *this).execute() == 1:
        return secret, ""
    return "", _why_not(Invitation.get_or_none(Invitation.token == hashed(token)))


def opened_in(secret: str) -> Invitation | None:
    """The invitation that this browser has opened, while it may set a passphrase."""
    return Invitation.get_or_none(*_opened(secret, clock()))


def join(secret: str, passphrase: str) -> Person | None:
    """Uses the invitation that this browser has opened, once. `passphrase` is hashed already. None: it was used, withdrawn, or the time is over."""
    with writing():
        at = clock()
        if Invitation.update(used=at).where(*_opened(secret, at)).execute() != 1:
            return None
        invitation = Invitation.get(Invitation.bound == hashed(secret))
        person = Person.named(invitation.name)
        if person is None:
            return Person.create(
                name=invitation.name, folded=Person.fold(invitation.name), role=invitation.role, languages=invitation.languages, passphrase=passphrase
            )
        person.passphrase, person.active, person.epoch = passphrase, True, person.epoch + 1
        person.save(only=[Person.passphrase, Person.active, Person.epoch])
        return person


def _lets_in(at: datetime) -> tuple:
    return Invitation.used.is_null(), Invitation.withdrawn.is_null(), Invitation.expires > at


def _opened(secret: str, at: datetime) -> tuple:
    return Invitation.bound == hashed(secret), Invitation.opened > at - OPEN_FOR, *_lets_in(at)


def _why_not(invitation: Invitation | None) -> str:
    if invitation is None:
        return UNKNOWN
    if invitation.used:
        return USED
    if invitation.withdrawn:
        return EXPIRED if invitation.withdrawn >= invitation.expires else WITHDRAWN
    return ELSEWHERE
