"""What the editor says, in the language of the person who sits before it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from flask import g, has_request_context, request
from markupsafe import Markup, escape

from app.edition.templating import Language
from app.locales import SOURCE, Locale, babel_name, locale, negotiate, shipped
from app.locales import listed as in_a_list
from app.locales import number as written_number


def words(text: str, **values: object) -> Markup:
    """The interface's text in this person's language, with `values` escaped into it."""
    translated = escape(speaking().interface(text) or text)
    return translated % values if values else translated


def n_words(one: str, many: str, number: int, **values: object) -> Markup:
    return escape(speaking().plural(one, many, number)) % {"num": written_number(number, spoken().tag), **values}


def listed(parts: list[str]) -> str:
    """As this person's language joins them: “A, B and C”."""
    return in_a_list(parts, spoken().tag)


def moment(at: datetime) -> str:
    """A time of the database as this person's language writes it."""
    from babel.dates import format_date, format_time, get_datetime_format

    name = babel_name(spoken().tag)
    # How a language joins a day and a time, its comma among it: `{1}, {0}`.
    joined = str(get_datetime_format("medium", locale=name)).replace("'", "")
    day, time = format_date(at, "medium", locale=name), format_time(at.replace(tzinfo=UTC), "short", locale=name)
    return f"{joined.replace('{1}', day).replace('{0}', time)} UTC"


def speaking() -> Language:
    if not has_request_context():
        return _language(SOURCE)
    if "speaking" not in g:
        g.speaking = _language(negotiate(request.headers.get("Accept-Language", ""), shipped()))
    return g.speaking


def spoken() -> Locale:
    return speaking().locale


@cache
def _language(tag: str) -> Language:
    return Language.of(tag)


Words = Callable[..., Markup]
__all__ = ["Locale", "Words", "listed", "locale", "moment", "n_words", "speaking", "spoken", "words"]
