"""Which translations a person has reviewed: a file of ours, keyed on source and translation, so that a change of either asks again."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Reviewed:
    """`marks` maps a fingerprint to who reviewed it (a role or a chosen name)."""

    path: Path
    marks: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tag: str, folder: Path) -> "Reviewed":
        path = folder / tag / "reviewed.json"
        return cls(path, json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})

    def __contains__(self, message) -> bool:
        return fingerprint(message) in self.marks

    def accept(self, message, by: str) -> None:
        self.marks[fingerprint(message)] = by

    def save(self) -> None:
        self.path.write_text(json.dumps(self.marks, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def fingerprint(message) -> str:
    return fingerprint_of(message.id, message.string)


def fingerprint_of(source, text) -> str:
    """Of exactly this source and translation; each a text, or the forms of a plural."""
    forms = [[given] if isinstance(given, str) else list(given) for given in (source, text)]
    return hashlib.sha256(json.dumps(forms, ensure_ascii=False).encode()).hexdigest()[:20]
