"""From revisions to what readers get: the layer as of a mark, publishing it as an edition, and taking that back. Knows no Flask."""

from app.edition.layer import NONE, OWN_KINDS, Contact, Layer, OwnText
from app.models import Publication, Revision
from app.settings import Settings

PASSAGE, REVIEW, TEXT, CONTACT, AGREEMENTS, CHOICE = "passage", "review", "text", "contact", "agreements", "choice"
"""Kinds of revisions. Their values:

    passage     {tag, domain, source, text, place}: the group's words for a source text, which stood at `place`; null gives the shipped ones
                back. Of a plural, `source` is the text for one, and `text` all the forms
    review      {tag, domain, fingerprint}: a second reader's mark on exactly this source and translation
    text        the fields of OwnText
    contact     the fields of Contact
    agreements  {text}: Markdown; the key is the language
    choice      {value}: a setting, one of layer.CHOICES; the key is its name
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
    texts = [OwnText(**revision.content) for revision in Revision.standing(TEXT, mark).values()]
    return Layer(
        passages=passages,
        reviewed={tag: sorted(marks) for tag, marks in reviewed.items()},
        texts=tuple(sorted(texts, key=lambda text: OWN_KINDS.index(text.kind))),
        contacts=tuple(Contact(**revision.content) for revision in Revision.standing(CONTACT, mark).values()),
        agreements={tag: revision.content["text"] for tag, revision in Revision.standing(AGREEMENTS, mark).items()},
        choices={name: revision.content["value"] for name, revision in Revision.standing(CHOICE, mark).items()},
    )


def last_published(settings: Settings) -> Layer:
    """What readers should have, by the database alone. Raises DatabaseMissing or DamagedError."""
    from app.database import connect

    with connect(settings).connection_context():
        last = Publication.last()
        return layer_at(last.mark) if last else NONE
