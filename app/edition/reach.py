"""How somebody can be reached: what people write of numbers and addresses → what a phone opens. None where it opens nothing."""

import re
import unicodedata
from urllib.parse import urlsplit

from app.settings import is_web_address

WRITTEN = re.compile(r"\+?[0-9 ()/.\-\u2010-\u2013\u00a0\u202f*#]+")
"""A number as people write it; words beside it would end up in what is dialled."""

TRUNK = re.compile(r"\(0\)")
DIGITS = range(3, 21)
"""How many a number has: 112 is one."""

MESSENGERS = {"signal": "https://signal.me/#p/{number}", "whatsapp": "https://wa.me/{plain}", "telegram": "https://t.me/{name}"}
NAME = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")


def dialled(phone: str) -> str | None:
    """The number that is dialled, with its + where it has one."""
    written = "".join(str(unicodedata.digit(letter)) if unicodedata.digit(letter, None) is not None and letter.isdecimal() else letter for letter in phone)
    written = "".join(letter for letter in written if unicodedata.category(letter) != "Cf").strip()
    if not WRITTEN.fullmatch(written):
        return None
    if written.startswith("+"):
        written = TRUNK.sub("", written)
    number = re.sub(r"[^0-9*#]", "", written)
    return ("+" if written.startswith("+") else "") + number if len(number) in DIGITS else None


def tel(phone: str) -> str | None:
    number = dialled(phone)
    return f"tel:{number.replace('#', '%23')}" if number else None


def messenger(written: str) -> str | None:
    """An address on the web, or the messenger's name with a number or a name behind it: `Signal +49 30 123456`, `Telegram @advice`."""
    if web(written) and written.strip().startswith("https://"):
        return written.strip()
    service, _, rest = written.strip().partition(" ")
    form = MESSENGERS.get(service.rstrip(":").casefold())
    if not form:
        return None
    if "{name}" in form:
        found = NAME.fullmatch(rest.strip())
        return form.format(name=found[1]) if found else None
    number = dialled(rest)
    return form.format(number=number, plain=number[1:]) if number and number.startswith("+") else None


def web(written: str) -> str | None:
    """An address with its scheme; `example.org/help` is taken for one."""
    written = written.strip()
    if not written.startswith(("https://", "http://")):
        written = f"https://{written}"
    host = urlsplit(written).hostname if is_web_address(written) else None
    return written if host and "." in host.strip(".") else None


def short(written: str) -> str:
    """An address as people read it."""
    return re.sub(r"^https?://", "", written.strip()).rstrip("/")
