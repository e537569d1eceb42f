"""What is wrong with what the group has written and published, each with what to do. Changes nothing."""

from app import database
from app.database import DatabaseMissing
from app.edition import own
from app.edition.layer import Layer
from app.edition.store import Editions
from app.guide.load import load
from app.guide.problems import GuideError
from app.models import DamagedError, Publication, Revision
from app.publishing import layer_at
from app.settings import Settings

RESTORE = "Stop the server, move the database away, and restore a backup: flask --app app restore FILE"


def problems(settings: Settings) -> list[str]:
    return [*_of_the_edition(settings), *_of_the_database(settings)]


def _of_the_edition(settings: Settings) -> list[str]:
    edition = Editions(settings.data).current()
    if not edition:
        return []
    again = "Start the server, or run `flask --app app build`."
    found = [f"{edition.public / path}: damaged. {again}" for path in edition.damaged()]
    if edition.own() is None:
        return [*found, f"{edition.folder / 'layer.json'}: the group's own texts as readers have them are damaged. {again} The database has them too."]
    return [*found, *_of_the_layer(edition.own(), settings)]


def _of_the_layer(layer: Layer, settings: Settings) -> list[str]:
    """What of the group's own texts no longer fits the guide."""
    try:
        return own.problems(layer, load(), settings)
    except GuideError:
        return []  # The guide's own check says what is wrong with it.


def _of_the_database(settings: Settings) -> list[str]:
    if not database.is_there(settings):
        return []
    try:
        opened = database.use(settings)
        with database.failing(settings), database.session(opened):
            had = database.level(opened)
            waiting = [migration.name for migration in database.runner(opened).migrations() if migration.name not in had]
            if waiting:
                return [f"The database is not up to date yet ({waiting[0]}). Start the server and open /edit/: a copy is kept first."] if had else []
            found = [f"The database is damaged ({said}). {RESTORE}" for said in database.faults(opened)] + list(_damaged_texts())
            return found or _unlike_the_edition(settings)
    except DatabaseMissing as error:
        return [f"{error} Where it is damaged: {RESTORE}"]


def _damaged_texts() -> list[str]:
    found = []
    for row in Revision.select(Revision.id, Revision.kind, Revision.key, Revision.value, Revision.sha256).dicts().iterator():
        if not Revision.is_whole(row):
            newest = Revision.newest(row["kind"], row["key"])
            is_newest = newest is None or newest.id == row["id"]
            what = "Write it again in the editor, or restore a backup." if is_newest else "It is an older wording; nothing needs to be done."
            found.append(f"The {row['kind']} {row['key']!r} (revision {row['id']}) is not what was written. {what}")
    return found


def _unlike_the_edition(settings: Settings) -> list[str]:
    """A text that is gone without a trace is missed here: the edition has its own copy of everything that was published."""
    edition, last = Editions(settings.data).current(), Publication.last()
    if not edition or not last or (own := edition.own()) is None:
        return []
    try:
        newest = Publication.select().order_by(Publication.id.desc()).first()
        if own in (layer_at(last.mark), layer_at(newest.mark)):
            return []
    except (DamagedError, TypeError, KeyError, ValueError) as error:
        return [f"{error} {RESTORE}"]
    return [f"The database does not hold what readers were given. Publish again in the editor where that is right; otherwise: {RESTORE}"]
