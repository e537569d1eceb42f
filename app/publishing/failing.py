"""Why an edition could not be made, and which writing is at fault: found by trying, because a faulty text may show itself anywhere."""

from app.edition.store import StoreError
from app.models import DamagedError, Publication, Revision
from app.publishing.written import layer_at
from app.settings import Settings


class PublishError(Exception):
    """The edition could not be made; readers have what they had. `kind` and `key` say which writing is at fault, empty where none is."""

    def __init__(self, said: str, kind: str = "", key: str = ""):
        super().__init__(said)
        self.kind, self.key = kind, key


def explained(settings: Settings, publication: Publication, error: Exception, given: dict) -> PublishError:
    """Which writing is at fault: found by trying, because a faulty text may show itself anywhere."""
    said = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, StoreError | OSError | MemoryError | DamagedError):
        return PublishError(said)
    culprit = _culprit(settings, publication, given)
    return PublishError(said, culprit.kind, culprit.key) if culprit else PublishError(said)


def _culprit(settings: Settings, publication: Publication, given: dict) -> Revision | None:
    """The first revision with which no edition can be made; None where none can be made without it either."""
    last = Publication.last()
    ids = [id for (id,) in Revision.select(Revision.id).where(Revision.id <= publication.mark).order_by(Revision.id).tuples()]
    ids = [id for id in ids if not last or id > last.mark]
    good, bad = -1, len(ids) - 1
    if not ids or not _can_be_made(settings, ids[0] - 1, given):
        return None
    while bad - good > 1:
        middle = (good + bad) // 2
        if _can_be_made(settings, ids[middle], given):
            good = middle
        else:
            bad = middle
    return Revision.get_by_id(ids[bad])


def _can_be_made(settings: Settings, mark: int, given: dict) -> bool:
    from app.edition.build import assemble

    try:
        assemble(settings, [], layer=layer_at(mark), **given)
    except Exception:
        return False
    return True
