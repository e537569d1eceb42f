"""What the editor keeps: people, invitations, tries to sign in, revisions, publications. Nothing of readers.

Everything that a group writes is a revision: a kind ('passage', 'review', 'text', 'contact', 'agreements', 'choice', 'order'), a key within
the kind, and a JSON value; null takes it away. Revisions are only ever added. What stands as a draft is the newest of each key; what readers
have is the newest up to the mark of the last publication.
"""

import hashlib
import hmac
import json
import unicodedata
from datetime import UTC, datetime

from peewee import JOIN, BooleanField, CharField, DatabaseProxy, DateTimeField, ForeignKeyField, IntegerField, Model, TextField, fn

database = DatabaseProxy()

EDITOR, TRANSLATOR = "editor", "translator"


class DamagedError(Exception):
    """A text in the database is not what was written. The message says which, and what to do."""


def now() -> datetime:
    """UTC, without a zone, to the microsecond: what both databases keep alike."""
    return datetime.now(UTC).replace(tzinfo=None)


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False


class Person(Table):
    """Somebody who may edit. `role` is EDITOR or TRANSLATOR, `languages` their tags with commas between. `epoch` is in every session of theirs:
    counting it up signs them out everywhere. Who is not `active` is out at once. `folded` is the name as it is compared.
    """

    name = CharField(max_length=60)
    folded = CharField(max_length=60, unique=True)
    role = CharField(max_length=20)
    languages = CharField(max_length=400, default="")
    passphrase = TextField(default="")
    active = BooleanField(default=True)
    epoch = IntegerField(default=1)
    made = DateTimeField(default=now)

    @staticmethod
    def fold(name: str) -> str:
        # Keyboards write the same name in different ways: composed or not, wide or narrow.
        return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())

    @classmethod
    def named(cls, name: str) -> "Person | None":
        return cls.get_or_none(cls.folded == cls.fold(name))

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(filter(None, self.languages.split(",")))

    def translates(self, tag: str) -> bool:
        return self.active and (self.role == EDITOR or tag in self.tags)

    def is_last_editor(self) -> bool:
        """Whether nobody could edit, and invite others, without this person."""
        others = Person.select().where(Person.role == EDITOR, Person.active, Person.passphrase != "", Person.id != self.id)
        return self.role == EDITOR and self.active and not others.exists()


class Invitation(Table):
    """A way in for one person, once. The token itself is nowhere kept, only its hash; `bound` is the hash of a secret in the browser that
    opened it, `opened` the last time it did. What was seen expired counts as withdrawn, so that no clock that is set back gives it another life.
    """

    token = CharField(max_length=64, unique=True)
    name = CharField(max_length=60)
    role = CharField(max_length=20)
    languages = CharField(max_length=400, default="")
    by = ForeignKeyField(Person, null=True, backref="invitations")
    made = DateTimeField(default=now)
    expires = DateTimeField()
    bound = CharField(max_length=64, default="")
    opened = DateTimeField(null=True)
    used = DateTimeField(null=True)
    withdrawn = DateTimeField(null=True)

    @classmethod
    def open(cls, at: datetime) -> list["Invitation"]:
        """Those that still let somebody in, the newest first."""
        return list(cls.select().where(cls.used.is_null(), cls.withdrawn.is_null(), cls.expires > at).order_by(cls.id.desc()))


class Tries(Table):
    """How often somebody lately failed to sign in under a name, whether anybody has it or not. `name` is a hash; the empty one stands for all together."""

    name = CharField(max_length=64, unique=True)
    failures = IntegerField(default=0)
    failed = DateTimeField()


class Revision(Table):
    """One act of writing. `base` is the id of the revision that the writer began from, 0 for none."""

    kind = CharField(max_length=20)
    key = CharField(max_length=200)
    value = TextField()
    sha256 = CharField(max_length=64)
    base = IntegerField(default=0)
    by = ForeignKeyField(Person, null=True, backref="revisions")
    made = DateTimeField(default=now)

    class Meta:
        indexes = ((("kind", "key"), False),)

    @classmethod
    def add(cls, kind: str, key: str, value: object, by: Person | None, base: int | None = None) -> "Revision":
        """Raises ConflictError where `base` is given and somebody has written this key since; nothing is written then."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        with writing():
            newest = cls.newest(kind, key)
            if base is not None and (newest.id if newest else 0) != base:
                raise ConflictError(newest)
            return cls.create(kind=kind, key=key, value=text, sha256=_hash(kind, key, text), base=newest.id if newest else 0, by=by)

    @classmethod
    def newest(cls, kind: str, key: str, mark: int | None = None) -> "Revision | None":
        found = cls.select().where(cls.kind == kind, cls.key == key)
        if mark is not None:
            found = found.where(cls.id <= mark)
        return found.order_by(cls.id.desc()).first()

    @classmethod
    def standing(cls, kind: str, mark: int | None = None) -> dict[str, "Revision"]:
        """The newest revision of each key, up to `mark`, in the order in which the keys first came; those whose value is null are left out."""
        everything = cls.select(cls.key, fn.MIN(cls.id).alias("first"), fn.MAX(cls.id).alias("last")).where(cls.kind == kind)
        if mark is not None:
            everything = everything.where(cls.id <= mark)
        rows = sorted(everything.group_by(cls.key).tuples(), key=lambda row: row[1])
        found = {revision.id: revision for revision in cls.select().where(cls.id << [last for _, _, last in rows])} if rows else {}
        return {key: found[last] for key, _, last in rows if found[last].content is not None}

    @classmethod
    def heads(cls, kind: str) -> dict[str, int]:
        """The id of the newest revision of each key, those that take something away among them."""
        return dict(cls.select(cls.key, fn.MAX(cls.id)).where(cls.kind == kind).group_by(cls.key).tuples())

    @classmethod
    def history(cls, kind: str, key: str) -> list["Revision"]:
        """Newest first, with who wrote them."""
        return list(cls.select(cls, Person).join(Person, JOIN.LEFT_OUTER).where(cls.kind == kind, cls.key == key).order_by(cls.id.desc()))

    @classmethod
    def mark(cls) -> int:
        """The id of the newest revision, 0 where there is none."""
        return cls.select(fn.MAX(cls.id)).scalar() or 0

    @property
    def content(self):
        """The value. Raises DamagedError where it is not what was written."""
        if not self.is_whole(self.__data__):
            raise DamagedError(f"The {self.kind} {self.key!r} (revision {self.id}) is damaged. Restore a backup: flask --app app restore FILE")
        return json.loads(self.value)

    @staticmethod
    def is_whole(row: dict) -> bool:
        """Whether a row is what was written."""
        return hmac.compare_digest(str(row["sha256"]).encode(), _hash(row["kind"], row["key"], row["value"]).encode())


class Publication(Table):
    """What was shown to readers: everything up to the revision `mark`, as the edition `edition`. Empty `edition`: begun, and not finished."""

    note = TextField(default="")
    mark = IntegerField()
    edition = CharField(max_length=64, default="")
    back = BooleanField(default=False)
    by = ForeignKeyField(Person, null=True, backref="publications")
    made = DateTimeField(default=now)

    @classmethod
    def last(cls) -> "Publication | None":
        """The newest one that was finished."""
        return cls.select().where(cls.edition != "").order_by(cls.id.desc()).first()


class ConflictError(Exception):
    """Somebody wrote the same thing meanwhile; `newest` is what they wrote. Nothing was written."""

    def __init__(self, newest: Revision | None):
        super().__init__("It was changed meanwhile.")
        self.newest = newest


TABLES = (Person, Invitation, Tries, Revision, Publication)


def writing():
    """A transaction in which nobody else writes: ids then come in the order in which they are committed."""
    from app.database import exclusive

    return exclusive()


def _hash(kind: str, key: str, text: str) -> str:
    return hashlib.sha256(f"{kind}\0{key}\0{text}".encode()).hexdigest()
