"""Publishing in the editor: what will change, a line for readers, how far it is, and taking it back.

The edition is made by another process, so that pages are answered as quickly as ever meanwhile. It is handed the lock; where it is killed, the lock
goes with it, and the page says so.
"""

import os
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import fields
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, IntegerField, StringField
from wtforms.widgets import HiddenInput

from app import publishing
from app.editing.access import current, editors_only
from app.editing.present import texts
from app.editing.words import spoken, words
from app.edition.compose import short_code
from app.edition.store import Editions, StoreError
from app.models import ConflictError, Publication, Revision
from app.publishing import AGREEMENTS, CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT, Change
from app.settings import PREFIX, Settings

blueprint = Blueprint("publish", __name__)

ROOT = Path(__file__).parent.parent.parent
LONGEST_NOTE = 200
SHOWN = 50
"""Publications in the list."""

CHANGES_SHOWN = 100
"""Changes on a page of the review."""

MOST_PAIRS = 10_000
"""Pairs of the same word in two texts that are compared word by word. Where there are more, as in long or repetitive texts, comparing takes
seconds and shows nothing that helps: they are shown whole, before and after.
"""


class PublishForm(FlaskForm):
    """`mark` and `after` are what was looked at: exactly that is published, and only once."""

    note = StringField()
    mark = IntegerField(widget=HiddenInput())
    after = IntegerField(widget=HiddenInput())


class BackForm(FlaskForm):
    after = IntegerField(widget=HiddenInput())
    to = IntegerField(widget=HiddenInput())


class TakeBackForm(FlaskForm):
    kind = HiddenField()
    key = HiddenField()
    base = IntegerField(widget=HiddenInput())


@blueprint.get("/publish/")
@editors_only
def review():
    form = PublishForm(formdata=None, data={"mark": Revision.mark(), "after": _newest_id()})
    return _review(form)


@blueprint.post("/publish/")
@editors_only
def publish():
    form = PublishForm()
    note = " ".join((form.note.data or "").split())
    if form.mark.data is None or form.after.data is None or not 0 <= form.mark.data <= Revision.mark():
        abort(400)
    if len(note) > LONGEST_NOTE:
        form.note.errors = [words("This line is too long. Write at most %(most)s characters.", most=LONGEST_NOTE)]
        return _review(form), 422
    return _begin(note=note, mark=form.mark.data, after=form.after.data)


@blueprint.post("/publish/take-back")
@editors_only
def take_back():
    """One draft becomes again what readers have."""
    form = TakeBackForm()
    if form.base.data is None or not (newest := Revision.newest(form.kind.data, form.key.data)):
        abort(400)
    shown = Revision.newest(form.kind.data, form.key.data, publishing.readers_mark(_settings()))
    try:
        if newest.content != (value := shown.content if shown else None):
            Revision.add(form.kind.data, form.key.data, value, current(), base=form.base.data)
        flash(words("This change was taken back."))
    except ConflictError:
        flash(words("Somebody has changed this meanwhile. Look at it again before you take it back."))
    return redirect("/edit/publish/", 303)


@blueprint.get("/publications/")
@editors_only
def publications():
    settings = _settings()
    found = list(Publication.select().order_by(Publication.id.desc()).limit(SHOWN))
    states = {publication.id: publishing.state(settings, publication) for publication in found}
    return render_template(
        "edit/publications.html",
        publications=found,
        states=states,
        shown=publishing.readers_mark(settings),
        newest=_newest_id(),
        code=_code,
        day=_day,
        form=BackForm(formdata=None),
    )


@blueprint.post("/publications/back")
@editors_only
def back():
    form = BackForm()
    to = Publication.get_or_none(Publication.id == form.to.data, Publication.edition != "") if form.to.data else None
    if form.after.data is None or form.to.data is None or (form.to.data and not to):
        abort(400)
    return _begin(mark=to.mark if to else 0, after=form.after.data, back=True)


@blueprint.get("/publish/<int:number>/")
@editors_only
def progress(number: int):
    publication = Publication.get_or_none(Publication.id == number) or abort(404)
    state = publishing.state(_settings(), publication)
    return render_template(
        "edit/publication.html", publication=publication, state=state, kinds=kinds(), code=_code(publication), edit=_address(state.kind, state.key)
    )


@blueprint.get("/publish/<int:number>/state")
@editors_only
def progress_state(number: int):
    publication = Publication.get_or_none(Publication.id == number) or abort(404)
    state = publishing.state(_settings(), publication)
    return jsonify(name=state.name, done=state.done, total=state.total)


def _review(form: PublishForm):
    mark = form.mark.data
    found = publishing.changes(publishing.readers_mark(_settings()), mark)
    first = min(max(request.args.get("from", 0, int), 0), max(len(found) - 1, 0))
    newest = Publication.select().order_by(Publication.id.desc()).first()
    return render_template(
        "edit/publish.html",
        form=form,
        changes=found[first : first + CHANGES_SHOWN],
        count=len(found),
        first=first,
        step=CHANGES_SHOWN,
        compared=compared,
        label=label,
        kinds=kinds(),
        edit=lambda change: _address(change.kind, change.key),
        take=TakeBackForm(formdata=None),
        newest=newest,
        state=publishing.state(_settings(), newest) if newest else None,
        day=_day,
    )


def _begin(**what):
    settings = _settings()
    try:
        with publishing.alone(settings) as lock:
            publication = publishing.begin(settings, current(), **what)
            start(settings, publication, lock)
    except publishing.OutdatedError as error:
        # Pressed twice, or by two people: the second is shown what the first has begun.
        return redirect(f"/edit/publish/{error.last.id}/", 303)
    except publishing.BusyError:
        flash(words("Somebody is publishing just now. Look again when that is done."))
        return redirect(f"/edit/publish/{_newest_id()}/", 303)
    except (StoreError, OSError) as error:
        flash(words("It could not be begun: %(reason)s", reason=str(error)))
        return redirect("/edit/publish/", 303)
    return redirect(f"/edit/publish/{publication.id}/", 303)


def start(settings: Settings, publication: Publication, lock: int) -> None:
    """Has another process make it, and hands it the lock. Raises OSError."""
    command = [_python(), "-m", "flask", "--app", "app", "publish", "--begun", str(publication.id)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | as_environment(settings)
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, pass_fds=(lock,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sys.__stderr__, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()


def as_environment(settings: Settings) -> dict[str, str]:
    """The same settings for another process, wherever this one had them from."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    values["data"] = settings.data.resolve()
    return {PREFIX + name.upper(): ",".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}


def _python() -> str:
    """Some servers have Python inside, and name themselves as its program."""
    return sys.executable if "python" in Path(sys.executable or "").name else str(Path(sys.prefix) / "bin" / "python3")


def compared(change: Change, name: str) -> Markup:
    """Before and after in one text."""
    old, new = change.before.get(name, ""), change.after.get(name, "")
    before, after = _words(old), _words(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    head, tail = before[:start], before[len(before) - end :]
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(after)
    if sum(counts[word] for word in before) > MOST_PAIRS:
        differing = [("replace", 0, len(before), 0, len(after))]
    else:
        differing = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces = [Markup.escape("".join(head))]
    for tag, i1, i2, j1, j2 in differing:
        if tag == "equal":
            pieces.append(Markup.escape("".join(before[i1:i2])))
        else:
            pieces += [_marked("del", "".join(before[i1:i2])), _marked("ins", "".join(after[j1:j2]))]
    return Markup().join([*pieces, Markup.escape("".join(tail))])


def _alike(one: list[str], other: list[str]) -> int:
    """How many words they begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _words(text: str) -> list[str]:
    """Words, each with the space behind it; of scripts without spaces, single signs would be too many, so lines and sentences."""
    found, word = [], ""
    for sign in text:
        word += sign
        if sign.isspace() or sign in "。，、？！：；":
            found.append(word)
            word = ""
    return [*found, word] if word else found


def _marked(element: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(element), text) if text else Markup()


def kinds() -> dict[str, str]:
    return {
        PASSAGE: words("Passage"),
        REVIEW: words("Second reader’s mark"),
        TEXT: words("Text of your own"),
        CONTACT: words("Contact"),
        AGREEMENTS: words("House agreements"),
        CHOICE: words("Setting"),
        ORDER: words("Order"),
    }


def label(name: str) -> str:
    """What a field is called, by its name in the data; others keep that."""
    known = {
        "text": words("Text"),
        "title": words("Title"),
        "tab": words("Short title"),
        "summary": words("Summary"),
        "body": words("Text"),
        "kind": words("Kind"),
        "heard": words("How people say it"),
        "say": words("Your reply"),
        "ask": words("Question back"),
        "minutes": words("Minutes"),
        "name": words("Name"),
        "what": words("What they do"),
        "phone": words("Phone"),
        "messenger": words("Messenger"),
        "web": words("Website"),
        "hours": words("Hours"),
        "languages": words("Languages"),
        "access": words("Accessibility"),
        "checked": words("Last checked"),
        "checked_by": words("Checked by"),
        "value": words("Value"),
        "exit": words("Where “Leave” goes"),
        "keeping": words("Keeping on phones"),
        "icon": words("Picture on home screens"),
        "ids": words("Order"),
    }
    return known.get(name, name)


def _address(kind: str, key: str) -> str:
    """Where in the editor it can be changed; empty where that is unknown."""
    if kind in (PASSAGE, REVIEW) and key.count("|") == 2:
        tag, domain, name = key.split("|")
        # An upgrade may have reworded what it was written for.
        page = "passage" if texts().find(domain, name) else "stale"
        return f"/edit/{page}/{tag}/{domain}/{name}/"
    pages = {TEXT: f"texts/{key}/", CONTACT: f"contacts/{key}/", AGREEMENTS: f"agreements/{key}/", CHOICE: "settings/", ORDER: "contacts/"}
    return f"/edit/{pages[kind]}" if kind in pages else ""


def _settings() -> Settings:
    return current_app.config["HANDRAIL"]


def _newest_id() -> int:
    newest = Publication.select(Publication.id).order_by(Publication.id.desc()).first()
    return newest.id if newest else 0


def _code(publication: Publication) -> str:
    """The code at the foot of the pages, in the reader's language where the edition has that; empty where it is not on disk any more."""
    for edition in Editions(_settings().data).all():
        if edition.id == publication.edition:
            return short_code(edition.languages.get(spoken().tag) or next(iter(edition.languages.values())))
    return ""


def _day(moment) -> str:
    from babel.dates import format_datetime

    from app.locales import babel_name

    return format_datetime(moment, "short", locale=babel_name(spoken().tag)) + " UTC"
