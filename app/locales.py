"""Languages: tag, direction, own name, and which one a reader gets."""

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

SOURCE = "en"
TRANSLATIONS = Path(__file__).parent.parent / "translations"
RIGHT_TO_LEFT = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"}
"""Scripts of Unicode's CLDR whose character order is right-to-left and that are in daily use."""

OWN_NAMES = {"ckb": "کوردیی ناوەندی", "kmr": "Kurmancî", "de-easy": "Leichte Sprache"}
"""What speakers call languages that Babel does not know, or knows no name for; each can be offered."""

KINDRED = {"ckb": "ku", "kmr": "ku", "de-easy": "de"}
"""Whose numbers, dates and plurals such a language takes."""

FARTHEST = 10
"""How far a language may be from the one that is asked for, as CLDR measures it: Brazil's Portuguese serves Portugal, Spanish does not serve Catalan."""

FORM = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""Of a tag that can stand in an address."""

WANTED = re.compile(r"([A-Za-z0-9-]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?", re.I)
"""An entry of `Accept-Language`: a tag, and how much it is wanted."""


@dataclass(frozen=True)
class Locale:
    """A language that the guide is offered in. `dir` is `ltr` or `rtl`; `name` is what its speakers call it."""

    tag: str
    dir: str
    name: str


@cache
def locale(tag: str) -> Locale:
    """Raises ValueError for a tag that is no language."""
    if not is_language(tag):
        raise ValueError(f"{tag!r} is no language tag")
    return Locale(tag, direction(tag), _own_name(tag))


@cache
def direction(tag: str) -> str:
    """`ltr` or `rtl`, by the script that the language is written in."""
    from langcodes import Language

    return "rtl" if (Language.get(tag).maximize().script or "") in RIGHT_TO_LEFT else "ltr"


def shipped() -> tuple[str, ...]:
    """Tags of the languages that come with the program, the source first."""
    return (SOURCE, *sorted(path.parent.parent.name for path in TRANSLATIONS.glob("*/LC_MESSAGES/guide.po")))


def is_language(tag: str) -> bool:
    """Whether `tag` names a language that exists, in the form that addresses have."""
    # What comes with the program is known without the tables that answer for the rest.
    if tag in OWN_NAMES or tag in shipped():
        return True
    from langcodes import tag_is_valid

    return bool(FORM.fullmatch(tag)) and tag_is_valid(tag)


def negotiate(accept_language: str, offered: tuple[str, ...]) -> str:
    """The offered language that fits an `Accept-Language` header best; the first one where none fits."""
    if len(offered) == 1:
        return offered[0]
    from langcodes import LanguageTagError, closest_match

    for wanted in _by_preference(accept_language):
        try:
            match, distance = closest_match(wanted, list(offered), max_distance=FARTHEST)
        except LanguageTagError:
            continue
        if distance <= FARTHEST:
            return match
    return offered[0]


@cache
def near(tag: str) -> dict:
    """Who is served by this language, for a phone that has to choose among those it keeps: the counterpart of `negotiate` is `static/js/worker/choose.js`.

    `is` is the tag in full. `pairs` are languages with their script and how far they are, as far as that is near enough. Another place adds
    `elsewhere`, or what `places` says of it.
    """
    from langcodes import Language, standardize_tag, tag_distance

    full = Language.get(standardize_tag(tag)).maximize()
    own, place = f"{full.language}-{full.script}", full.territory or "001"
    pairs = {own: 0}
    for pair in _pairs():
        if (distance := tag_distance(f"{pair}-{place}", f"{own}-{place}")) <= FARTHEST:
            pairs[pair] = distance
    distances = {other: tag_distance(f"{own}-{other}", f"{own}-{place}") for other in _territories() if other != place}
    elsewhere = max(set(distances.values()), key=list(distances.values()).count)
    places = {other: distance for other, distance in distances.items() if distance != elsewhere}
    return {"is": f"{own}-{place}", "pairs": pairs, "elsewhere": elsewhere, "places": places}


@cache
def _pairs() -> list[str]:
    """Every language with its script that CLDR says to be near to another."""
    from langcodes import Language
    from langcodes.data_dicts import LANGUAGE_DISTANCES

    known = (Language.get(name.replace("_", "-")).maximize() for name in LANGUAGE_DISTANCES if "*" not in name)
    return sorted({f"{other.language}-{other.script}" for other in known if other.script})


def _territories() -> list[str]:
    from babel import Locale as BabelLocale

    return sorted(name for name in BabelLocale("en").territories if name not in ("ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"))


def _by_preference(header: str) -> list[str]:
    weighted = []
    for at, entry in enumerate(header[:1000].split(",")[:20]):
        found = WANTED.fullmatch(entry.strip())
        if not found:
            continue
        try:
            weight = float(found[2] or 1)
        except ValueError:
            continue
        if 0 < weight <= 1:
            weighted.append((-weight, at, found[1]))
    return [tag for _, _, tag in sorted(weighted)]


def babel_name(tag: str) -> str:
    """The name of the nearest language that Babel knows: for numbers, plurals and lists."""
    from babel import Locale as BabelLocale
    from babel import UnknownLocaleError

    for name in (tag, KINDRED.get(tag, tag), tag.split("-")[0]):
        try:
            return str(BabelLocale.parse(name, sep="-"))
        except (UnknownLocaleError, ValueError):
            continue
    return SOURCE


def percent(part: float, tag: str) -> str:
    """A share from 0 to 1, rounded down: all is only all when it is."""
    from babel.numbers import format_percent

    return format_percent(math.floor(part * 100) / 100, locale=babel_name(tag))


def number(value: float, tag: str) -> str:
    """Whole or not, with European digits: the texts have them."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=babel_name(tag))


def listed(parts: list[str], tag: str) -> str:
    """“A, B and C”"""
    from babel.lists import format_list

    return format_list(parts, locale=babel_name(tag))


def day(written: str, tag: str) -> str:
    """A day in ISO 8601 as people write it; empty for what is no day."""
    from babel.dates import format_date

    try:
        return format_date(date.fromisoformat(written), "long", locale=babel_name(tag))
    except ValueError:
        return ""


def _own_name(tag: str) -> str:
    if tag in OWN_NAMES:
        return OWN_NAMES[tag]
    from babel import Locale as BabelLocale
    from babel import UnknownLocaleError

    try:
        name = BabelLocale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        name = tag
    return name[:1].upper() + name[1:]
