"""People, invitations, tries to sign in, revisions, publications. A frozen copy of the models as they were; later changes are migrations of their own."""

from datetime import datetime

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Person(Table):
        name = CharField(max_length=60)
        folded = CharField(max_length=60, unique=True)
        role = CharField(max_length=20)
        languages = CharField(max_length=400, default="")
        passphrase = TextField(default="")
        active = BooleanField(default=True)
        epoch = IntegerField(default=1)
        made = DateTimeField(default=datetime.now)

    class Invitation(Table):
        token = CharField(max_length=64, unique=True)
        name = CharField(max_length=60)
        role = CharField(max_length=20)
        languages = CharField(max_length=400, default="")
        by = ForeignKeyField(Person, null=True)
        made = DateTimeField(default=datetime.now)
        expires = DateTimeField()
        bound = CharField(max_length=64, default="")
        opened = DateTimeField(null=True)
        used = DateTimeField(null=True)
        withdrawn = DateTimeField(null=True)

    class Tries(Table):
        name = CharField(max_length=64, unique=True)
        failures = IntegerField(default=0)
        failed = DateTimeField()

    class Revision(Table):
        kind = CharField(max_length=20)
        key = CharField(max_length=200)
        value = TextField()
        sha256 = CharField(max_length=64)
        base = IntegerField(default=0)
        by = ForeignKeyField(Person, null=True)
        made = DateTimeField(default=datetime.now)

        class Meta:
            indexes = ((("kind", "key"), False),)

    class Publication(Table):
        note = TextField(default="")
        mark = IntegerField()
        edition = CharField(max_length=64, default="")
        back = BooleanField(default=False)
        by = ForeignKeyField(Person, null=True)
        made = DateTimeField(default=datetime.now)

    db.create_tables([Person, Invitation, Tries, Revision, Publication], safe=False)
