"""The form that a passage is written in: as many texts as the language has forms, and what was sent in it."""

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import FieldList, HiddenField, TextAreaField

from app.editing.words import words
from app.passages import Passage, Tongue
from app.strings.catalog import Text


class PassageForm(FlaskForm):
    """`base` is the revision that this form began from; `place` is where the person came from."""

    texts = FieldList(TextAreaField(), min_entries=1)
    base = HiddenField()
    place = HiddenField()


def sent(form: PassageForm, found: Passage, tongue: Tongue) -> Text:
    """What a form holds, in as many forms as the language has. A passage is one line: a line that was broken for writing is joined again."""
    given = [entry.data or "" for entry in form.texts.entries][: tongue.forms(found)]
    given += [""] * (tongue.forms(found) - len(given))
    sources = [found.source] if isinstance(found.source, str) else found.source
    forms = tuple(as_line(text, sources[min(at, len(sources) - 1)]) for at, text in enumerate(given))
    return forms[0] if isinstance(found.source, str) else forms


def as_line(text: str, source: str) -> str:
    text = " ".join(text.splitlines()) if "\n" not in source else text.replace("\r\n", "\n")
    inner = text.strip(" \t\r\n")
    if not inner:
        return ""
    return source[: len(source) - len(source.lstrip())] + inner + source[len(source.rstrip()) :]


def set_texts(form: PassageForm, text: Text | None, forms: int) -> None:
    given = [text] if isinstance(text, str) else list(text or ())
    while form.texts.entries:
        form.texts.pop_entry()
    for at in range(forms):
        form.texts.append_entry(given[at] if at < len(given) else "")


def written(text: Text) -> bool:
    return any(text) if isinstance(text, tuple) else bool(text)


def base_of(form: PassageForm) -> int:
    """A form that does not say where it began is from before everything."""
    return int(form.base.data) if (form.base.data or "").isdecimal() and len(form.base.data) < 18 else -1


def place_of(found: Passage) -> str:
    wanted = request.values.get("place", "")
    return wanted if wanted in found.places else found.places[0]


def labels(found: Passage, tongue: Tongue) -> list[Markup]:
    """What stands above each field."""
    if isinstance(found.source, str):
        return [words("Your group’s words")]
    return [
        words("Your group’s words, for numbers such as %(numbers)s", numbers=", ".join(map(str, tongue.examples(form)))) for form in range(tongue.forms(found))
    ]
