"""What a backup looks like.

A zip of `manifest.json`, a `README.txt`, and a file of JSON lines a table. The manifest has the SHA-256 and the number of rows of each
table's file, and the migrations that the tables have had. The keys of the server stay out: whoever restores signs in again.
"""

from app.models import TABLES, Table

FORMAT = "handrail-backup"
VERSION = 1
MANIFEST, README = "manifest.json", "README.txt"
LARGEST_FILE, LARGEST_CONTENT, LARGEST_LINE = 500_000_000, 2_000_000_000, 4_000_000
"""Bytes: of a backup, of what is in it, of a row."""

LARGEST_MANIFEST = 100_000
MOST_ENTRIES = 20
HIGHEST_RATIO = 100
"""What is packed more tightly than this is made to fill a disk."""

LEFT_OUT = {"tries"}
"""Tables that say nothing of the group: who failed to sign in lately."""

LARGEST_NUMBER = 2**31 - 1
SAID = """This is a backup of a Handrail guide: the texts, contacts and settings of one group, and who may edit them.

To put it back, on a server with an empty database:

    flask --app app restore FILE

Keep it like a key: it holds the names of your editors and what they wrote, drafts included. It holds no note of any reader. The secret keys of
the server are not in it; after restoring it, everybody signs in again with name and passphrase. Invitations that were not used yet are void.
"""

SAID_WITHOUT = """
This one was downloaded in the editor. It holds no passphrases, not even as hashes: after restoring it, invite each person anew by the same
name (flask --app app invite NAME). They keep their role and all that they wrote.
"""


class BackupError(Exception):
    """A backup cannot be written or read; the message says what to do."""


def names() -> list[str]:
    """The tables that are kept, those first that others point to."""
    return [name for name in map(name_of, TABLES) if name not in LEFT_OUT]


def name_of(model: type[Table]) -> str:
    return model._meta.table_name
