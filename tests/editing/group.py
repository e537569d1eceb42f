"""A group that writes and publishes: the tiny guide, a database, and words for what people do."""

from pathlib import Path

from content_factory import PLAIN
from small_site import small_site

from app import database, publishing
from app.edition.store import Edition, Editions
from app.models import EDITOR, Person, Publication, Revision
from app.settings import Settings

SENTENCE = PLAIN.strip()
"""A passage that stands on most pages of the tiny guide."""


def passage(text: str, source: str = SENTENCE, tag: str = "en") -> dict:
    return {"tag": tag, "domain": "guide", "source": source, "text": text, "place": "guide/first-page"}


def contact(name: str) -> dict:
    return {"id": name.lower().replace(" ", "-"), "name": name, "what": "They listen.", "phone": "030 000000"}


class Group:
    def __init__(self, settings: Settings, folder: Path):
        self.settings = settings
        self.guide = small_site(folder / "content")
        with database.session(database.connect(settings)):
            self.edgar = Person.named("Edgar") or Person.create(name="Edgar", folded="edgar", role=EDITOR)

    def connected(self):
        return database.session(database.connect(self.settings))

    def write(self, kind: str = publishing.PASSAGE, key: str = "en:sentence", value: object = None, **given) -> Revision:
        with self.connected():
            return Revision.add(kind, key, value, self.edgar, **given)

    def reword(self, text: str) -> Revision:
        return self.write(value=passage(text))

    def publish(self, note: str = "", **given) -> Publication:
        with self.connected():
            return publishing.publish(self.settings, self.edgar, note, content=self.guide.folder, **given)

    def roll_back(self, to: Publication | None) -> Publication:
        with self.connected():
            return publishing.roll_back(self.settings, to, self.edgar, content=self.guide.folder)

    def waiting(self) -> list[publishing.Change]:
        with self.connected():
            return publishing.changes(publishing.readers_mark(self.settings), Revision.mark())

    def edition(self) -> Edition | None:
        return Editions(self.settings.data).current()

    def read(self, path: str = "en/guide/first-page/index.html") -> str:
        return (self.edition().public / path).read_text(encoding="utf-8")
