"""The group's own work in one file, and back: from SQLite or PostgreSQL, into SQLite or PostgreSQL."""

from app.backup.form import BackupError, names
from app.backup.packing import Written, backup, write
from app.backup.restoring import Restored, restore
from app.backup.unpacking import Found, read

__all__ = ["BackupError", "Found", "Restored", "Written", "backup", "names", "read", "restore", "write"]
