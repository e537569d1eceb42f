"""Publishing: what was asked for is written down, built as an edition, and switched to; and taken back."""

from app.database import faults
from app.edition.inputs import inputs
from app.edition.layer import Layer
from app.edition.store import Edition, Editions, Progress, layer_hash
from app.models import DamagedError, Person, Publication, Revision, database, writing
from app.publishing.failing import explained
from app.publishing.lock import alone
from app.publishing.standing import Shown, settle
from app.publishing.written import layer_at
from app.settings import Settings


class OutdatedError(Exception):
    """Somebody has published since what was asked for was looked at; `last` is that publication."""

    def __init__(self, last: Publication):
        super().__init__("It was published meanwhile.")
        self.last = last


def publish(settings: Settings, by: Person | None, note: str = "", progress: Progress | None = None, **given) -> Publication:
    """All that is written becomes the edition that readers get. Raises BusyError or PublishError."""
    with alone(settings):
        return finish(settings, begin(settings, by, note), progress, **given)


def roll_back(settings: Settings, to: Publication | None, by: Person | None, progress: Progress | None = None, **given) -> Publication:
    """Readers get again what they had with `to`; None: the guide as it came. Drafts stay. Raises BusyError or PublishError."""
    with alone(settings):
        return finish(settings, begin(settings, by, mark=to.mark if to else 0, back=True), progress, **given)


def begin(settings: Settings, by: Person | None, note: str = "", mark: int | None = None, back: bool = False, after: int | None = None) -> Publication:
    """Writes down what is to be published: up to `mark`, everything without one. Call inside `alone`.

    `after` is the newest publication, 0 for none, that the person knew of. Raises OutdatedError where there is another by now.
    """
    settle(settings)
    with writing():
        newest = Publication.select().order_by(Publication.id.desc()).first()
        if after is not None and newest and newest.id > after:
            raise OutdatedError(newest)
        return Publication.create(note=note, mark=Revision.mark() if mark is None else mark, by=by, back=back)


def finish(settings: Settings, publication: Publication, progress: Progress | None = None, **given) -> Publication:
    """Builds or finds the edition of what was begun, and switches to it. Call inside `alone`. Raises PublishError."""
    shown = Shown(settings, publication, progress)
    shown(0, 0)
    try:
        edition = _edition(settings, publication, shown, given)
    except Exception as error:
        failed = explained(settings, publication, error, given)
        shown.failed(failed)
        raise failed from error
    publication.edition = edition.id
    publication.save(only=[Publication.edition])
    shown.over()
    return publication


def _edition(settings: Settings, publication: Publication, progress: Progress, given: dict) -> Edition:
    if said := faults(database.obj):
        raise DamagedError(f"The database is damaged ({said[0]}). Restore a backup: flask --app app restore FILE")
    layer = layer_at(publication.mark)
    if publication.back and (found := _on_disk(settings, layer, given)):
        return found
    from app.edition.build import build

    return build(settings, progress, publication.note, layer=layer, **given)


def _on_disk(settings: Settings, layer: Layer, given: dict) -> Edition | None:
    """Switches to the newest whole edition of `layer` that this program made; None where there is none."""
    editions, made_from = Editions(settings.data), inputs(settings, **given)
    with editions.building():
        for edition in editions.all():
            if edition.layer == layer_hash(layer) and edition.inputs == made_from and edition.own() is not None and not edition.damaged():
                editions.switch(edition)
                return edition
    return None
