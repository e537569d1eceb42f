"""A backup to take away: what the group has written, without anything that opens a door."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, current_app, render_template, send_file

from app import backup, models
from app.editing.access import editors_only
from app.editing.words import words

blueprint = Blueprint("backups", __name__)


@blueprint.get("/backup/")
@editors_only
def explain():
    return render_template("edit/backup.html")


@blueprint.post("/backup/")
@editors_only
def download():
    """Whoever has an editor's phone for a minute must not get hashes of everybody's passphrases to guess at: they stay here."""
    settings = current_app.config["HANDRAIL"]
    with tempfile.TemporaryDirectory(prefix=".handrail-backup-", dir=settings.data) as folder:
        file = Path(folder) / "backup.zip"
        try:
            written = backup.write(models.database.obj, file, without_passphrases=True)
        except backup.BackupError as error:
            return _cannot(str(error))
        if written.damaged:
            return _cannot(f"{len(written.damaged)} texts in the database are damaged. `flask --app app check` names them.")
        # Open, it outlives its folder.
        opened = file.open("rb")
    return send_file(opened, "application/zip", as_attachment=True, download_name=f"backup-{datetime.now(UTC):%Y-%m-%d}.zip", etag=False, max_age=0)


def _cannot(said: str):
    title = words("There is no backup to be had just now")
    return render_template("edit/backup-not.html", title=title, said=said), 503
