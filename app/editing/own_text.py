"""A text of the group's own as somebody writes it: its form, the ids of its items, what is wrong with it, how readers will see it."""

import re
from dataclasses import asdict

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from app.editing.words import words
from app.editing.writing import cleaned, drafts, language, lines, new_id, one_line, settings_of, shipped, whole, with_text
from app.edition import compose
from app.edition.layer import Layer, OwnText
from app.edition.own import Fault, faults, is_own_id, joined
from app.edition.templating import environment
from app.guide.content import AGENDA_TOPICS, Agenda, Card, Checklist
from app.guide.language import TAB, TELLING
from app.guide.prose import parse
from app.guide.source import list_items
from app.locales import locale

PREVIEWED = "own-preview"
"""The id of a text that has none yet."""

LONGEST = {"title": 120, "tab": TAB, "summary": 200, "body": 60_000, "heard": 10_000, "say": 400, "ask": 2_000}
SAY_LINES = 2
MARKED = re.compile(r"\{#([a-z0-9-]+)")
ATTRIBUTES = re.compile(r"\s*\{(?:#(?P<id>[^\s}]*))?(?P<options>(?:\s*[^\s}=#]+=[^\s}]*)*)\s*\}\s*$")


class TextForm(FlaskForm):
    base = HiddenField(default="0")
    tag = SelectField(validate_choice=False)
    title = StringField(render_kw={"dir": "auto", "maxlength": LONGEST["title"]})
    tab = StringField(render_kw={"dir": "auto", "maxlength": LONGEST["tab"]})
    summary = StringField(render_kw={"dir": "auto", "maxlength": LONGEST["summary"]})
    heard = TextAreaField(render_kw={"dir": "auto"})
    say = TextAreaField(render_kw={"dir": "auto"})
    body = TextAreaField(render_kw={"dir": "auto"})
    ask = TextAreaField(render_kw={"dir": "auto"})


def identified(body: str, kind: str, taken: set[str]) -> str:
    """The Markdown with an id at each item of a checklist or agenda: made once and kept, since ticks and minutes hang on it."""
    if kind not in ("checklist", "agenda"):
        return body
    written, seen = body.split("\n"), set(taken)
    items = [inner for _, inner in _outermost(body) if len(inner) > 1 and inner[0].type == "paragraph_open" and inner[1].map]
    for first, last in (inner[1].map for inner in items):
        at = last - 1
        found = ATTRIBUTES.search(written[at])
        name, options = (found["id"] or "", " ".join(found["options"].split())) if found else ("", "")
        text = written[at][: found.start()] if found else written[at].rstrip()
        if not is_own_id(name) or name in seen:
            name = new_id(seen)
        seen.add(name)
        written[at] = f"{text} {{#{name}{' ' if options else ''}{options}}}"
        if kind == "checklist":
            written[first] = re.sub(r"^(\s*(?:[-*+]|\d+[.)])\s+)(?!\[ \] )(?:\[[xX]?\]\s+)?", r"\1[ ] ", written[first])
    return "\n".join(written)


def _outermost(body: str):
    tokens = parse(body)
    return list_items(tokens)


def errors_of(text: OwnText, layer: Layer) -> dict[str, list[Markup]]:
    found: dict[str, list[Markup]] = {}

    def fault(field: str, said: Markup) -> None:
        found.setdefault(field, []).append(said)

    if text.tag not in {*settings_of(layer).languages, *(other.tag for other in layer.texts if other.id == text.id)}:
        fault("tag", words("Choose one of the languages."))
    values = {"title": text.title, "tab": text.tab, "summary": text.summary, "body": text.body, "ask": text.options.get("ask", "")}
    values |= {name: "\n".join(text.options.get(name, ())) for name in ("heard", "say")}
    for name, value in values.items():
        if len(value) > LONGEST[name]:
            fault(name, words("That is too long: %(length)s characters. At most %(most)s.", length=len(value), most=LONGEST[name]))
    for name in ("title", "tab", "summary", *(("body",) if text.kind != "argument" else ("heard", "say"))):
        if not values[name].strip():
            fault(name, words("Write something here."))
    if telling := TELLING.search(text.tab):
        fault("tab", words("“%(word)s” tells a stranger what this is about. Choose another word.", word=telling[0]))
    if len(text.options.get("say", ())) > SAY_LINES:
        fault("say", words("Two lines at most: somebody has to say them aloud."))
    guide = whole(layer)
    for one in faults(text, guide):
        fault("body", said_of(one))
    return found


def said_of(fault: Fault) -> Markup:
    what = fault.what
    match fault.kind:
        case "dead":
            return words("The link to “%(what)s” leads nowhere. Write an address that begins with https://, or a page such as guide/danger-now.", what=what)
        case "picture":
            return words("Pictures cannot be shown here. Say in words what “%(what)s” shows.", what=what)
        case "empty":
            return words("There is no list yet. Begin each line of it with a dash and a space.")
        case "loose":
            return words("“%(what)s” stands between the lines of the list and would not be shown. Put it before the first line, or indent it.", what=what[:60])
        case "line":
            return words("A line of the list begins with something else than words. Begin it with words.")
        case "minutes":
            return words("“%(what)s” has no minutes. End the line with {minutes=10 about=victim}, say.", what=what)
    return words("“%(what)s” does not say what it is about. End the line with about= and one of: %(topics)s.", what=what, topics=", ".join(AGENDA_TOPICS))


def given(form: TextForm, kind: str, name: str, taken: set[str] = frozenset()) -> OwnText:
    """What was sent, with an id at each item; `taken` are those that other texts have."""
    options = {"heard": lines(form.heard.data), "say": lines(form.say.data), "ask": cleaned(form.ask.data)} if kind == "argument" else {}
    fields = {field: one_line(form[field].data) for field in ("tag", "title", "tab", "summary")}
    return OwnText(id=name, kind=kind, **fields, body=identified(cleaned(form.body.data), kind, {*taken, name}), options=options)


def form_for(layer: Layer) -> TextForm:
    form = TextForm()
    # A text stays in its language when that is offered no more.
    tags = dict.fromkeys((*settings_of(layer).languages, *(text.tag for text in layer.texts)))
    form.tag.choices = [(tag, locale(tag).name) for tag in tags]
    return form


def fill(form: TextForm, text: OwnText) -> None:
    for name in ("tag", "title", "tab", "summary", "body"):
        form[name].data = getattr(text, name)
    for name in ("heard", "say"):
        form[name].data = "\n".join(text.options.get(name, ()))
    form.ask.data = text.options.get("ask", "")


def rendered(text: OwnText, layer: Layer) -> Markup:
    """As readers will see it, in its own language, a heading further down: the editor's page has a title of its own."""
    settings = settings_of(layer)
    if text.tag not in {tag for tag, _ in form_for(layer).tag.choices}:
        text = OwnText(**{**asdict(text), "tag": settings.languages[0]})
    if not text.title:
        text = OwnText(**{**asdict(text), "title": str(kinds()[text.kind].unescape())})
    guide = joined(shipped(), with_text(layer, text))
    made = next(one for one in guide.texts() if one.head.id == text.id)
    jinja = environment(language(text.tag), guide, {"settings": settings, "layer": layer})
    match made:
        case Checklist():
            html = jinja.get_template("checklist.html").render(list=made)
        case Card():
            html = jinja.get_template("card.html").render(card=made)
        case Agenda():
            html = jinja.get_template("edit/agenda.html").render(agenda=made)
        case _:
            html = jinja.get_template("page.html").render(page=made, part=None)
    spoken = locale(text.tag)
    return Markup(f'<div lang="{spoken.tag}" dir="{spoken.dir}">{compose.demote(html)}</div>')


def begun(kind: str) -> OwnText:
    """Something to begin from."""
    texts = {
        "page": words(
            "Say in one sentence what this page is for.\n\n## A heading\n\nA paragraph. Keep it short.\n\n> Words to say aloud.\n\n- One point\n- Another point"
        ),
        "checklist": words(
            "Say who this list is for.\n\n## Before\n\n- [ ] Begin each line with what to do.\n\n  A sentence that explains it, if it needs one.\n\n- [ ] Another line."
        ),
        "argument": words("Why the two lines hold. One to three short paragraphs."),
        "agenda": words(
            "Say what this meeting is for.\n\n- Opening and aims {minutes=10 about=frame}\n\n  What happens in this step.\n\n"
            "- What the victim needs {minutes=20 about=victim}\n\n- Our own structures {minutes=10 about=structures}\n\n- Close {minutes=5 about=frame}"
        ),
    }
    return OwnText("", kind, settings_of(drafts()).languages[0], "", "", "", str(texts[kind].unescape()))


def kinds() -> dict[str, Markup]:
    return {"page": words("Page"), "checklist": words("Checklist"), "argument": words("Argument and answer"), "agenda": words("Agenda")}
