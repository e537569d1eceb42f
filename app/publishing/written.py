"""What the revisions of a group amount to: the layer as of a mark."""

from app.database import connect, session
from app.edition.layer import NONE, OWN_KINDS, Contact, Layer, OwnText
from app.models import Publication, Revision
from app.settings import Settings

PASSAGE, REVIEW, TEXT, CONTACT, AGREEMENTS, CHOICE, ORDER = "passage", "review", "text", "contact", "agreements", "choice", "order"
"""Kinds of revisions. Their values:

    passage     {tag, domain, source, text, place}: the group's words for a source text, which stood at `place`; null gives the shipped ones
                back. Of a plural, `source` is the text for one, and `text` all the forms
    review      {tag, domain, fingerprint}: a second reader's mark on exactly this source and translation
    text        the fields of OwnText
    contact     the fields of Contact
    agreements  {text}: Markdown; the key is the language
    choice      {value}: a setting, one of layer.CHOICES; the key is its name
    order       {ids}: of what the key names (`contact`), in the order in which readers get them; what is not named comes last
"""


def layer_at(mark: int | None = None) -> Layer:
    """The layer of all revisions up to `mark`; None for all drafts too. Raises DamagedError."""
    passages: dict[str, dict[str, dict[str, str | list[str]]]] = {}
    for revision in Revision.standing(PASSAGE, mark).values():
        value = revision.content
        passages.setdefault(value["tag"], {}).setdefault(value["domain"], {})[value["source"]] = value["text"]
    reviewed: dict[str, list[str]] = {}
    for revision in Revision.standing(REVIEW, mark).values():
        reviewed.setdefault(revision.content["tag"], []).append(revision.content["fingerprint"])
    order = Revision.newest(ORDER, CONTACT, mark)
    place = {name: at for at, name in enumerate(order.content["ids"])} if order and order.content else {}
    contacts = [Contact(**revision.content) for revision in Revision.standing(CONTACT, mark).values()]
    texts = [OwnText(**revision.content) for revision in Revision.standing(TEXT, mark).values()]
    return Layer(
        passages=passages,
        reviewed={tag: sorted(marks) for tag, marks in reviewed.items()},
        texts=tuple(sorted(texts, key=lambda text: OWN_KINDS.index(text.kind))),
        contacts=tuple(sorted(contacts, key=lambda contact: place.get(contact.id, len(place)))),
        agreements={tag: revision.content["text"] for tag, revision in Revision.standing(AGREEMENTS, mark).items()},
        choices={name: revision.content["value"] for name, revision in Revision.standing(CHOICE, mark).items()},
    )


def last_published(settings: Settings) -> Layer:
    """What readers should have, by the database alone. Raises DatabaseMissing or DamagedError."""
    with session(connect(settings)):
        last = Publication.last()
        return layer_at(last.mark) if last else NONE


def contact_names() -> dict[str, str]:
    """What each contact is called, or was before it was taken away."""
    found: dict[str, str] = {}
    for revision in Revision.select().where(Revision.kind == CONTACT).order_by(Revision.id):
        if revision.content:
            found[revision.key] = revision.content.get("name", "")
    return found
