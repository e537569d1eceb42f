"""A contact as somebody writes it: the form, and what is wrong with what it holds."""

from datetime import UTC, date, datetime, timedelta

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, StringField, TextAreaField

from app.editing.words import words
from app.editing.writing import cleaned, one_line
from app.edition.reach import messenger, tel, web

FIELDS = ("name", "what", "phone", "messenger", "web", "hours", "languages", "access", "checked", "checked_by")
LONGEST = {"name": 80, "what": 300, "phone": 40, "messenger": 120, "web": 200, "hours": 200, "languages": 200, "access": 300, "checked": 10, "checked_by": 60}


class ContactForm(FlaskForm):
    base = HiddenField(default="0")
    name = StringField(render_kw={"dir": "auto"})
    what = TextAreaField(render_kw={"dir": "auto"})
    phone = StringField(render_kw={"dir": "ltr", "inputmode": "tel", "autocomplete": "off"})
    messenger = StringField(render_kw={"dir": "ltr", "autocomplete": "off"})
    web = StringField(render_kw={"dir": "ltr", "inputmode": "url", "autocomplete": "off"})
    hours = StringField(render_kw={"dir": "auto"})
    languages = StringField(render_kw={"dir": "auto"})
    access = TextAreaField(render_kw={"dir": "auto"})
    checked = StringField(render_kw={"type": "date"})
    checked_by = StringField(render_kw={"dir": "auto"})


def today() -> date:
    return datetime.now(UTC).date()


def given(form: ContactForm) -> dict:
    value = {field: one_line(form[field].data) for field in FIELDS}
    value["web"] = web(value["web"]) or value["web"]
    value["what"], value["access"] = " ".join(cleaned(form.what.data).split()), " ".join(cleaned(form.access.data).split())
    return value


def errors_of(value: dict) -> dict[str, Markup]:
    found = {}
    for field in ("name", "what"):
        if not value[field]:
            found[field] = words("Write something here.")
    if not (value["phone"] or value["messenger"] or value["web"]):
        found["phone"] = words("Write a telephone number, a messenger or an address on the web: how else would somebody reach them?")
    if value["phone"] and not tel(value["phone"]):
        found["phone"] = words("This cannot be dialled. Write one number, with nothing but digits, spaces and +. Words about it belong under the hours.")
    if value["web"] and not web(value["web"]):
        found["web"] = words("This is no address on the web. Write it like https://example.org/help.")
    if value["messenger"].startswith(("http:", "https:")) and not messenger(value["messenger"]):
        found["messenger"] = words("This is no address on the web. Write it like https://example.org/help, or like Signal +49 30 123456.")
    if value["checked"]:
        try:
            if date.fromisoformat(value["checked"]) > today() + timedelta(days=1):
                found["checked"] = words("This day is still to come.")
        except ValueError:
            found["checked"] = words("This is no day. Write it like 2026-05-31.")
    elif value["checked_by"]:
        found["checked"] = words("Write the day on which it was checked.")
    for field, most in LONGEST.items():
        if len(value[field]) > most:
            found[field] = words("That is too long: %(length)s characters. At most %(most)s.", length=len(value[field]), most=most)
    return found


def labels() -> dict[str, Markup]:
    return {
        "name": words("Name"),
        "what": words("What they do"),
        "phone": words("Telephone"),
        "messenger": words("Messenger"),
        "web": words("On the web"),
        "hours": words("When they answer"),
        "languages": words("Languages they speak"),
        "access": words("How to get in"),
        "checked": words("Last checked on"),
        "checked_by": words("Checked by which role"),
    }
