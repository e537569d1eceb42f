"""Languages: tag, direction, own name, and which one a reader gets."""

from dataclasses import dataclass
from functools import cache

SOURCE = "en"
RIGHT_TO_LEFT = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"}
"""Scripts of Unicode's CLDR whose character order is right-to-left and that are in daily use."""


@dataclass(frozen=True)
class Locale:
    """A language that the guide is offered in. `dir` is `ltr` or `rtl`; `name` is what its speakers call it."""

    tag: str
    dir: str
    name: str


@cache
def locale(tag: str) -> Locale:
    """Raises ValueError for a tag that is no language."""
    from langcodes import Language

    language = Language.get(tag)
    if not language.is_valid():
        raise ValueError(f"{tag!r} is no language tag")
    script = language.maximize().script or ""
    return Locale(tag, "rtl" if script in RIGHT_TO_LEFT else "ltr", _own_name(tag))


def negotiate(accept_language: str, offered: tuple[str, ...]) -> str:
    """The offered language that fits an `Accept-Language` header best; the first one where none fits."""
    if len(offered) == 1:
        return offered[0]
    from langcodes import closest_match

    for wanted in _by_preference(accept_language):
        match, distance = closest_match(wanted, list(offered), max_distance=10)
        if distance <= 10:
            return match
    return offered[0]


def _by_preference(header: str) -> list[str]:
    weighted = []
    for at, entry in enumerate(header[:1000].split(",")[:20]):
        tag, _, quality = entry.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if tag and tag != "*" and weight > 0 and tag.replace("-", "").isalnum():
            weighted.append((-weight, at, tag))
    return [tag for _, _, tag in sorted(weighted)]


def _own_name(tag: str) -> str:
    from babel import Locale as BabelLocale
    from babel import UnknownLocaleError

    try:
        name = BabelLocale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        name = tag
    return name[:1].upper() + name[1:]
