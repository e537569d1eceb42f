"""Passphrases of editors: words are drawn and offered, what falls quickly is refused with the reason, and only a hash is kept.

The same lists and the same rules as static/js/passphrase.js, which guards the notes on phones; here fewer signs will do, for every try goes through the
server's delays.
"""

import math
import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

from werkzeug.security import check_password_hash, generate_password_hash

LISTS = Path(__file__).parent.parent / "static" / "js" / "wordlist"
BITS = 64
"""Of chance in what is offered, as on phones: five words of 7,776, six of 2,048."""

SHORTEST = 12
SHORTEST_NUMBER = 20
"""A digit is worth half a letter, and people choose dates and telephone numbers."""

FEWEST_SIGNS = 6
LEFT_OVER = 8
"""Signs that must remain when what everybody uses is taken out."""

LONGEST = 1000
METHOD = "scrypt:32768:8:1"
"""How passphrases are hashed now: 32 MB and about a tenth of a second. Older hashes are made anew when their person signs in."""

COMMON = re.compile(
    r"correct ?horse ?battery ?staple|pass ?(?:word|wort|phrase|code)|p[a@]ssw[o0]rd|mot ?de ?passe|contrase[nñ]a|parola|senha|wachtwoord|has[lł]o|salasana"
    r"|пароль|密码|비밀번호|let ?me ?in|welcome|willkommen|bienvenue|i ?love ?you|ich ?liebe ?dich|je ?t'?aime|te ?amo|admin(?:istrator)?|monkey|dragon"
    r"|football|fussball|baseball|basketball|sunshine|princess|superman|batman|spiderman|pokemon|trust ?no ?1|secret|geheim|hallo|hello|change ?me|default"
    r"|login|logmein|starwars|star ?wars|whatever|michael|jennifer|charlie|shadow|master|freedom|killer|cheese|summer|sommer|winter|spring|autumn|herbst"
    r"|january|february|october|november|december",
    re.I,
)
ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ضصثقفغعهخحجد")
RUN = 4
REPEATED = re.compile(r"(.{1,14}?)\1+.{0,3}", re.S)
SYLLABLES = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3041-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Of scripts that write a syllable or a word with one sign: Han, Hiragana, Katakana, Hangul."""


def normal(passphrase: str) -> str:
    """The same passphrase typed on another keyboard is the same passphrase."""
    return re.sub(r"[\t-\r ]+", " ", unicodedata.normalize("NFKC", passphrase)).strip()


def offer(tag: str) -> str:
    """As many words of a language's list as it takes, each as likely as any other. `tag` names a language that has one (`edition.assets.wordlist`)."""
    return " ".join(secrets.choice(offered(tag)) for _ in range(math.ceil(BITS / math.log2(len(offered(tag))))))


@cache
def offered(tag: str) -> tuple[str, ...]:
    """The words of a language's list that would hurt nobody."""
    _, words, *more = (LISTS / f"{tag}.js").read_text(encoding="utf-8").split("`")
    hurting = set(more[1].split()) if len(more) > 1 else set()
    return tuple(word for word in words.split() if word not in hurting)


def too_weak(passphrase: str, name: str = "") -> str:
    """Why this is no passphrase: `empty`, `long`, `digits`, `short`, `repeated`, `pattern`, `common` or `name`; empty where it may serve."""
    text = normal(passphrase).lower()
    signs = text.replace(" ", "")
    number = not any(sign.isalpha() for sign in text)
    if not text:
        return "empty"
    if len(text) > LONGEST:
        return "long"
    if number and len(signs) < SHORTEST_NUMBER:
        return "digits"
    if _weight(text) < SHORTEST:
        return "short"
    if len(set(signs)) < FEWEST_SIGNS or REPEATED.fullmatch(signs):
        return "repeated"
    if _weight(_without_runs(text)) < LEFT_OVER:
        return "pattern"
    if not number and _weight(_without_runs(_letters(COMMON.sub("", text)))) < LEFT_OVER:
        return "common"
    if name and _weight(_letters(text.replace(normal(name).lower(), ""))) < LEFT_OVER:
        return "name"
    return ""


def make_hash(passphrase: str) -> str:
    return generate_password_hash(normal(passphrase), METHOD)


def fits(kept: str, passphrase: str) -> bool:
    """Takes as long where nothing is kept, so that names which do not exist cannot be told from those that do."""
    return check_password_hash(kept or _nobody(METHOD), normal(passphrase[: LONGEST * 4])) and bool(kept)


def is_outdated(kept: str) -> bool:
    return kept.split("$")[0] != METHOD


@cache
def _nobody(method: str) -> str:
    return generate_password_hash(secrets.token_hex(), method)


def _weight(text: str) -> int:
    return len(text) + len(SYLLABLES.findall(text))


def _letters(text: str) -> str:
    """Without digits, marks and spaces: a year and an exclamation mark behind a common word help little."""
    return "".join(sign for sign in text if sign != " " and unicodedata.category(sign)[0] not in "NPS")


def _without_runs(text: str) -> str:
    """Takes out what runs along the alphabet, the digits or a row of keys, forwards or backwards."""
    kept, at = "", 0
    while at < len(text):
        end = max(_run_end(text, at, 1), _run_end(text, at, -1))
        if end - at < RUN:
            kept += text[at:end]
        at = end
    return kept


def _run_end(text: str, start: int, step: int) -> int:
    end = start + 1
    while end < len(text) and _follows(text[end - 1], text[end], step):
        end += 1
    return end


def _follows(one: str, following: str, step: int) -> bool:
    if ord(following) - ord(one) == step:
        return True
    return any(one in row and 0 <= row.index(one) + step < len(row) and row[row.index(one) + step] == following for row in ROWS)
