"""The group's own layer, as one edition publishes it: its words for passages, its texts, contacts and choices. Plain values; knows no database.

It lies beside the edition that was built from it (`editions/<id>/layer.json`), so that switching back an edition switches all of it back.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace

from app.settings import Settings, SettingsError

OWN_KINDS = ("page", "checklist", "argument", "agenda")
CHOICES = ("name", "languages", "exit", "keeping", "icon")
"""The host's settings that a group can choose otherwise in the editor."""


@dataclass(frozen=True)
class OwnText:
    """A page, checklist, argument or agenda of the group's own: fields of its front matter, and Markdown. `tag` is the language it is written in.

    `options` holds what only arguments have: `heard` and `say` (lists of lines), `ask` (Markdown). Their `body` is the longer answer.
    """

    id: str
    kind: str
    tag: str
    title: str
    tab: str
    summary: str
    body: str
    options: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to. `checked` is a day in ISO 8601 or empty, `checked_by` a role. `phone`, `messenger` and `web` are as people write them."""

    id: str
    name: str
    what: str
    phone: str = ""
    messenger: str = ""
    web: str = ""
    hours: str = ""
    languages: str = ""
    access: str = ""
    checked: str = ""
    checked_by: str = ""


@dataclass(frozen=True)
class Layer:
    """`passages`: language → catalog (`guide` or `messages`) → source text → the group's words (of a plural: its
    first source text → all of its forms). `reviewed`: language → fingerprints of
    texts that a second reader has marked. `agreements` is Markdown, by language. `choices` are settings, of CHOICES.
    """

    passages: dict[str, dict[str, dict[str, str | list[str]]]] = field(default_factory=dict)
    reviewed: dict[str, list[str]] = field(default_factory=dict)
    texts: tuple[OwnText, ...] = ()
    contacts: tuple[Contact, ...] = ()
    agreements: dict[str, str] = field(default_factory=dict)
    choices: dict[str, object] = field(default_factory=dict)

    def words(self, tag: str, domain: str) -> dict[str, str | list[str]]:
        return self.passages.get(tag, {}).get(domain, {})

    def of_language(self, tag: str) -> "Layer":
        """What of it can show in the pages of one language."""
        passages = {tag: self.passages[tag]} if tag in self.passages else {}
        return replace(self, passages=passages, reviewed={tag: self.reviewed[tag]} if tag in self.reviewed else {})

    def over(self, settings: Settings) -> Settings:
        """The host's settings with the group's choices in their place. A choice that cannot be used, as after an upgrade, is left out."""
        for name in CHOICES:
            with suppress(SettingsError):
                settings = self.chosen(name, settings)
        return settings

    def chosen(self, name: str, settings: Settings) -> Settings:
        """The settings with this one choice in its place, where there is one. Raises SettingsError."""
        if name not in self.choices:
            return settings
        value = self.choices[name]
        return replace(settings, **{name: tuple(value) if isinstance(value, list) else value})

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Layer":
        """Raises ValueError, TypeError or KeyError for what is no layer."""
        values = json.loads(text)
        texts = tuple(OwnText(**text) for text in values.pop("texts"))
        contacts = tuple(Contact(**contact) for contact in values.pop("contacts"))
        return cls(texts=texts, contacts=contacts, **values)


NONE = Layer()
