"""What the group chooses for its site: its name, its picture, its languages, where "Leave" goes, and how phones keep it."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import RadioField, StringField

from app.editing import histories
from app.editing.access import current, editors_only
from app.editing.words import listed, words
from app.editing.writing import drafts, host, one_line
from app.edition.layer import CHOICES, Layer
from app.locales import is_language, locale, shipped
from app.models import ConflictError, Revision, writing
from app.publishing import CHOICE, Change
from app.settings import ICONS, SettingsError

blueprint = Blueprint("choices", __name__)


class ChoicesForm(FlaskForm):
    name = StringField(render_kw={"dir": "auto", "maxlength": 30})
    icon = RadioField(choices=ICONS, validate_choice=False)
    more = StringField(render_kw={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"})
    exit = StringField(render_kw={"dir": "ltr", "inputmode": "url"})
    keeping = RadioField(choices=("automatic", "on-request"), validate_choice=False)


@blueprint.route("/settings/", methods=["GET", "POST"])
@editors_only
def choose():
    form = ChoicesForm()
    layer = drafts()
    standing = {name: Revision.newest(CHOICE, name) for name in CHOICES}
    bases = {name: revision.id if revision else 0 for name, revision in standing.items()}
    chosen = layer.over(host())
    values = {name: getattr(chosen, name) for name in CHOICES}
    errors, conflicts, status = {}, {}, 200
    if request.method == "POST":
        values = _given(form)
        errors = _errors(values, form.more.data)
        if errors:
            status = 422
        else:
            given = {name: request.form.get(f"base-{name}", "") for name in CHOICES}
            conflicts = {name: getattr(chosen, name) for name in CHOICES if given[name] != str(bases[name]) and values[name] != getattr(chosen, name)}
            if not conflicts:
                try:
                    return _save(values, chosen, standing, bases)
                except ConflictError:
                    # Between reading and writing: the next press shows it.
                    errors = {"name": words("Somebody has changed the settings just now. Press again.")}
            status = 422 if errors else 409
        if errors:
            bases = {name: request.form.get(f"base-{name}", "0") for name in CHOICES}
    for name in ("name", "icon", "exit", "keeping"):
        form[name].data = values[name]
    for name, said in errors.items():
        if name in form:
            form[name].errors = [said]
    page = render_template(
        "edit/settings.html",
        form=form,
        bases=bases,
        icons=_icons(),
        keeping=_keeping(),
        places=_places(values["languages"]),
        language_error=errors.get("languages", ""),
        conflicts={name: _shown(name, value) for name, value in conflicts.items()},
        labels=_labels(),
    )
    return page, status


@blueprint.get("/settings/history")
@editors_only
def history():
    """Of all choices together, the newest first."""
    shown = [state for name in CHOICES for state in histories.states(CHOICE, name, _as_shown(name), f"/edit/settings/{name}/back", str(_labels()[name]))]
    shown.sort(key=lambda state: state.id, reverse=True)
    return histories.page(("/edit/settings/", words("Settings")), "", [_spelled_out(state) for state in shown])


@blueprint.post("/settings/<name>/back")
@editors_only
def bring_back(name: str):
    if name not in CHOICES:
        abort(404)
    return histories.bring_back(CHOICE, name, histories.wanted(CHOICE, name).content, "/edit/settings/", "/edit/settings/history")


def _as_shown(name: str):
    return lambda content: [("", _shown(name, content["value"]))]


def _spelled_out(state: histories.State) -> histories.State:
    """A choice that was taken back is the server's own setting again."""
    return state if state.fields is not None else replace(state, fields=[("", str(words("As the server has it.")))])


def _save(values: dict, chosen, standing: dict, bases: dict):
    changed = [name for name in CHOICES if values[name] != getattr(chosen, name)]
    with writing():
        for name in changed:
            value = list(values[name]) if name == "languages" else values[name]
            # What the server has anyway needs no choice: should the admin change it there, it changes here.
            same = values[name] == getattr(host(), name)
            Revision.add(CHOICE, name, None if same else {"value": value}, current(), bases[name])
    flash(words("Saved as a draft. Readers get it when you publish.") if changed else words("Nothing was changed."))
    return redirect("/edit/settings/", 303)


def _given(form: ChoicesForm) -> dict:
    places = sorted(
        (int(place), at, name.removeprefix("place-"))
        for at, (name, place) in enumerate(request.form.items())
        if name.startswith("place-") and place.isascii() and place.isdigit() and 0 < int(place[:4]) < 1000
    )
    languages = [tag for _, _, tag in places]
    more = one_line(form.more.data)
    languages += [more] if more and more not in languages else []
    keeping, icon = form.keeping.data or "", form.icon.data or ""
    return {"name": one_line(form.name.data), "languages": tuple(languages), "exit": one_line(form.exit.data), "keeping": keeping, "icon": icon}


def _errors(values: dict, more: str | None) -> dict[str, Markup]:
    said = {
        "name": words("Write a name of 1 to 30 characters."),
        "languages": words("Offer at least one language."),
        "exit": words("Write an address that begins with https://, such as that of a newspaper."),
        "keeping": words("Choose one of the two."),
        "icon": words("Choose one of the pictures."),
    }
    found = {}
    for name, value in values.items():
        try:
            Layer(choices={name: value}).chosen(name, host())
        except SettingsError:
            found[name] = said[name]
    if not values["exit"].startswith("https://"):
        found["exit"] = said["exit"]
    if more and one_line(more) and not is_language(one_line(more)):
        found.pop("languages", None)
        found["more"] = words("This is no language that we know. Write its short form, such as tr, pt-BR or zh-Hant.")
    return found


def _places(offered: tuple[str, ...]) -> list[tuple]:
    """Every language that can be offered, with its place from 1, or 0: those offered first, in their order."""
    tags = [tag for tag in dict.fromkeys((*offered, *host().languages, *shipped())) if is_language(tag)]
    return [(locale(tag), offered.index(tag) + 1 if tag in offered else 0) for tag in tags]


def _icons() -> dict[str, Markup]:
    return {"mark": words("A line that goes up"), "leaf": words("A leaf"), "circle": words("A circle"), "book": words("A notebook")}


def _keeping() -> dict[str, Markup]:
    return {
        "automatic": words("Phones keep the guide by themselves, so that it opens without a network"),
        "on-request": words("Phones keep it only when somebody asks them to"),
    }


def _labels() -> dict[str, Markup]:
    return {
        "name": words("Name"),
        "icon": words("Picture"),
        "languages": words("Languages"),
        "exit": words("Where “Leave” goes"),
        "keeping": words("Keeping on phones"),
    }


def _shown(name: str, value: object) -> str:
    if name == "languages":
        return listed([locale(tag).name if is_language(tag) else tag for tag in value])
    spelled = {"icon": _icons(), "keeping": _keeping()}.get(name, {})
    return str(spelled.get(value, value)) if isinstance(value, str) else str(value)


def spelled_out(change: Change) -> Change:
    """A changed choice as people read it. Where there is none, the server's own setting stands."""
    before, after = (_shown(change.key, _value(change.key, fields)) for fields in (change.before, change.after))
    return replace(change, before={"value": before}, after={"value": after})


def _value(name: str, fields: dict[str, str]) -> object:
    value = fields.get("value", getattr(host(), name, ""))
    return tuple(value.split("\n")) if name == "languages" and isinstance(value, str) else value
