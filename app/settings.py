"""Settings: `HANDRAIL_*` environment variables over an optional TOML file, checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from app.locales import is_language, shipped

PREFIX = "HANDRAIL_"
FILE = "handrail.toml"
DATABASE = "handrail.sqlite3"
"""The embedded database, in the data folder."""
ICONS = ("mark", "leaf", "circle", "book")
"""The pictures on home screens and tabs: static/icons/<name>.svg and its sizes."""
HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.I)


class SettingsError(Exception):
    """A setting cannot be used; the message says which one and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """What a host can choose. Each field is a setting of the same name; docs/hosting.md describes them.

    `hosts` are the names this server answers to besides addresses and localhost. `proxies` is the number of proxies in front of it
    (0 = none), whose `X-Forwarded-Proto` is believed. `address` is the public address, with scheme, for the share page and invitations.
    `editor` is the address of the editor where that has an origin of its own; empty for the guide's.
    `database` is a `postgresql://` address; empty for the embedded SQLite.
    """

    data: Path = Path("instance")
    host: str = "127.0.0.1"
    port: int = 8000
    name: str = "Handrail"
    languages: tuple[str, ...] = ("en",)
    hosts: tuple[str, ...] = ()
    proxies: int = 0
    address: str = ""
    editor: str = ""
    exit: str = "https://www.wikipedia.org/"
    keeping: str = "automatic"
    icon: str = "mark"
    worker: str = "on"
    database: str = ""

    def __post_init__(self) -> None:
        _demand(0 <= self.port <= 65535, "port", "a number from 0 to 65535")
        _demand(bool(self.name.strip()) and len(self.name) <= 30 and self.name.isprintable(), "name", "a name of 1 to 30 characters, in one line")
        _demand(bool(self.languages) and all(map(is_language, self.languages)), "languages", "at least one language, such as en or pt-BR")
        _demand(len(set(self.languages)) == len(self.languages), "languages", "each language once")
        _demand(all(map(HOST_NAME.fullmatch, self.hosts)), "hosts", "names such as guide.example.org, without https:// and without a port")
        _demand(0 <= self.proxies <= 9, "proxies", "the number of proxies in front, 0 to 9")
        _demand(self.keeping in ("automatic", "on-request"), "keeping", "automatic or on-request")
        _demand(self.icon in ICONS, "icon", f"one of {', '.join(ICONS)}")
        _demand(self.worker in ("on", "off"), "worker", "on or off")
        _demand(is_web_address(self.exit), "exit", "an address that begins with https://")
        _demand(not self.database or self.database.startswith("postgresql://"), "database", "postgresql://user@host/name, or nothing for SQLite")
        _demand(not self.address or is_web_address(self.address), "address", "an address such as https://guide.example.org")
        _demand(not self.editor or is_origin(self.editor), "editor", "an address such as https://edit.example.org, with nothing behind the name")
        _demand(not self.editor or bool(self.address), "address", "the guide’s own address: with HANDRAIL_EDITOR, the editor has to know where it is")
        _demand(not self.editor or host_of(self.editor) != host_of(self.address), "editor", "another name or port than that of HANDRAIL_ADDRESS")


def load(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Settings from `given` (the command line), then the environment, then the file, then the defaults. Raises SettingsError."""
    data = Path(str(given.get("data") or environ.get(PREFIX + "DATA") or Settings.data))
    file = Path(environ.get(PREFIX + "CONFIG") or data / FILE)
    values = _from_file(file, required=PREFIX + "CONFIG" in environ)
    values |= {name: environ[PREFIX + name.upper()] for name in _names() if PREFIX + name.upper() in environ}
    values |= {name: value for name, value in given.items() if value is not None}
    values.setdefault("languages", shipped())
    values["data"] = Path(str(values.get("data") or data)).resolve()
    return Settings(**{name: _typed(name, value) for name, value in values.items()})


def _names() -> list[str]:
    return [field.name for field in fields(Settings)]


def _from_file(file: Path, required: bool) -> dict[str, object]:
    if not required and not file.exists():
        return {}
    # A megabyte of memory that most hosts need not spend.
    import tomllib

    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if required:
            raise SettingsError(f"The settings file {file} is not there. Make it, or unset {PREFIX}CONFIG.") from None
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The settings file {file} cannot be read: {error}.") from None
    for name in values:
        if name not in _names():
            raise SettingsError(f"The setting {name!r} in {file} is unknown. Known are: {', '.join(_names())}.")
    return values


def _typed(name: str, value: object) -> object:
    default = getattr(Settings, name)
    try:
        if isinstance(default, tuple):
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip() for part in parts if str(part).strip())
        if isinstance(value, bool | list | dict):
            raise TypeError
        return type(default)(value) if not isinstance(default, Path) else Path(str(value))
    except (TypeError, ValueError):
        raise SettingsError(f"The setting {name} is {value!r}; it should be like {default!r}.") from None


def _demand(holds: bool, name: str, form: str) -> None:
    if not holds:
        raise SettingsError(f"The setting {name} cannot be used. Write {form} ({PREFIX}{name.upper()} or {FILE}).")


def is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and bool(parts.hostname) and value.isprintable() and not set(value) & set(" \"'<>\\")


def is_origin(value: str) -> bool:
    return is_web_address(value) and urlsplit(value).path in ("", "/") and not {"?", "#", "@"} & set(value)


def host_of(address: str) -> str:
    """As a browser names it in `Host`: without the port that goes without saying."""
    parts = urlsplit(address)
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    return parts.netloc.lower().removesuffix(f":{usual}")
