"""How a language writes days, times, numbers and lists, for phones whose browser does not know it: made by Babel, used by static/js/manners.js."""

import json
from datetime import date, time

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_percent, get_decimal_symbol
from babel.units import format_unit

from app.locales import babel_name

KNOWN = frozenset(
    [
        "af",
        "ak",
        "am",
        "ar",
        "az",
        "bg",
        "bn",
        "bs",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fil",
        "fr",
        "gu",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "it",
        "ja",
        "kk",
        "kn",
        "ko",
        "kok",
        "lt",
        "lv",
        "ml",
        "mr",
        "ms",
        "nb",
        "nl",
        "no",
        "pa",
        "pl",
        "pt",
        "ro",
        "ru",
        "sd",
        "sk",
        "sl",
        "sr",
        "sv",
        "sw",
        "ta",
        "te",
        "th",
        "tr",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ]
)
"""Languages that every browser can write by itself: those of Chromium 156, which knows the fewest."""

YEAR, DAY = 2222, 17
"""Numbers that stand nowhere else in a written day."""


def manners(tag: str) -> str:
    """The patterns as JSON; empty where browsers know the language and, better than we, the reader's region."""
    if tag.split("-")[0] in KNOWN:
        return ""
    name = babel_name(tag)
    written = Locale.parse(name)
    lists = written.list_patterns["standard"]
    evening = format_time(time(22, 48), "short", locale=name)
    hour = "{hh}" if "09" in format_time(time(9, 48), "short", locale=name) else "{h}"
    found = {
        "days": [_day(month, name) for month in range(1, 13)],
        "times": [_clock(format_time(time(10, 48), "short", locale=name), hour), _clock(evening, hour)],
        "half": "22" not in evening,
        "list": [lists[part].replace("{0}", "{a}").replace("{1}", "{b}") for part in ("2", "start", "middle", "end")],
        "percent": format_percent(0.37, locale=name).replace("37", "{n}"),
        "decimal": get_decimal_symbol(name),
        "sizes": [format_unit(61, f"digital-{unit}", "short", locale=name).replace("61", "{n}") for unit in ("kilobyte", "megabyte")],
        # The plural form of each number; from 100 on, the last two digits decide.
        "forms": [written.plural_form(number) for number in range(200)],
    }
    kinds = sorted(set(found["forms"]))
    found["forms"] = "".join(str(kinds.index(form)) for form in found["forms"])
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _day(month: int, name: str) -> str:
    return format_date(date(YEAR, month, DAY), "long", locale=name).replace(str(YEAR), "{y}").replace(str(DAY), "{d}")


def _clock(written: str, hour: str) -> str:
    return written.replace("22", hour).replace("10", hour).replace("48", "{m}")
