"""PO files out and in, for those who translate with Poedit or Weblate. What a file would change is shown first; a button then makes it drafts, all or none."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup

from app.catalogs import Change, Entry, PoError, Proposal, entries, out, propose
from app.editing import present
from app.editing.access import current, may_write, signed_in
from app.editing.faults import told
from app.editing.passages import revision_of
from app.editing.words import n_words, words
from app.locales import SOURCE, locale
from app.models import ConflictError, Revision, writing
from app.passages import Passage, Tongue, count, key
from app.publishing import PASSAGE
from app.strings.catalog import DOMAINS, Text

blueprint = Blueprint("catalogs", __name__)

LISTED = 40
"""How many lines of a proposal are shown; the rest is counted."""


@blueprint.get("/catalogs/")
@signed_in
def listing():
    return show_listing()


def show_listing(tag: str = "", error: Markup | str = ""):
    held = present.texts().passages.values()
    tags = [offered for offered in present.settings().languages if offered != SOURCE]
    rows = [(locale(offered), count(held, present.tongue(offered)), current().translates(offered)) for offered in tags]
    return render_template("edit/catalogs.html", rows=rows, domains=DOMAINS, wrong=tag, error=error)


@blueprint.get("/catalogs/<tag>/<domain>.po")
@signed_in
def download(tag: str, domain: str):
    tongue = target(tag)
    if domain not in DOMAINS:
        abort(404)
    texts = present.texts()
    standing = [revision.content for revision in Revision.standing(PASSAGE).values()]
    lost = [value for value in standing if value["tag"] == tag and texts.named(value["domain"], value["source"]) is None]
    headers = {"Content-Disposition": f'attachment; filename="{domain}-{tag}.po"'}
    return Response(out(domain, tongue, texts, lost), mimetype="text/x-gettext-translation", headers=headers)


@blueprint.post("/catalogs/<tag>/")
@signed_in
def upload(tag: str):
    may_write(tag)
    tongue, sent = target(tag), request.files.get("file")
    try:
        proposal = propose(entries(sent.read() if sent else b"", tongue), tongue, present.texts(), wrong)
    except PoError as error:
        return show_listing(tag, refusal(error)), 422
    return show_proposal(tag, proposal)


@blueprint.post("/catalogs/<tag>/take")
@signed_in
def take(tag: str):
    may_write(tag)
    tongue = target(tag)
    try:
        kept = signer().loads(request.form.get("proposal", ""))
    except BadSignature:
        return show_listing(tag, words("This list was not made here. Give the file again.")), 422
    if kept["tag"] != tag:
        abort(400)
    known = [(present.texts().find(domain, name), text) for domain, name, text, _ in kept["changes"]]
    found = [Entry(passage.source, tuple(text) if isinstance(text, list) else text) for passage, text in known if passage]
    of = kept["changes"][0][0]
    proposal = propose(found, tongue, present.texts(), wrong, of)
    bases = {(domain, name): base for domain, name, _, base in kept["changes"]}
    try:
        with writing():
            for change in proposal.changes:
                passage = change.passage
                value = None if change.after is None else revision_of(passage, tag, change.after)
                Revision.add(PASSAGE, key(tag, passage.domain, passage.one), value, current(), bases[passage.domain, passage.name])
    except ConflictError:
        present.forget()
        proposal = propose(found, present.tongue(tag), present.texts(), wrong, of)
        return show_proposal(tag, proposal, words("Somebody wrote meanwhile. Nothing was taken over yet: look once more at what would change.")), 409
    flash(n_words("%(num)s text was kept as a draft.", "%(num)s texts were kept as drafts.", len(proposal.changes)))
    return redirect(url_for("catalogs.listing"), 303)


def show_proposal(tag: str, proposal: Proposal, notice: Markup | str = ""):
    return render_template(
        "edit/proposal.html",
        tongue=locale(tag),
        source=locale(SOURCE),
        proposal=proposal,
        shown=proposal.changes[:LISTED],
        refused=proposal.refused[:LISTED],
        unknown=proposal.unknown[:LISTED],
        kept=signer().dumps({"tag": tag, "changes": kept_of(tag, proposal.changes)}) if proposal.changes else "",
        notice=notice,
    )


def kept_of(tag: str, changes: list[Change]) -> list:
    """What the page carries until the button is pressed: of each change the passage, the text, and the revision that it began from."""
    newest = Revision.heads(PASSAGE)
    tongue = present.tongue(tag)
    return [
        [
            change.passage.domain,
            change.passage.name,
            change.after if change.after is not None else tongue.shipped_text(change.passage),
            newest.get(key(tag, change.passage.domain, change.passage.one), 0),
        ]
        for change in changes
    ]


def target(tag: str) -> Tongue:
    """A language that is translated into: English is what the others are made from."""
    return present.tongue(tag) if tag != SOURCE else abort(404)


def wrong(passage: Passage, text: Text) -> list[Markup]:
    return told(passage, text)


def signer() -> URLSafeSerializer:
    secrets = [*reversed(current_app.config.get("SECRET_KEY_FALLBACKS") or []), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(secrets, salt="proposal of a catalog")


def refusal(error: PoError) -> Markup:
    match error.code:
        case "large":
            return words("The file is larger than one megabyte. Nothing was changed.")
        case "empty":
            return words("Choose a file that ends with .po.")
        case "utf8":
            return words("The file is not in UTF-8. Save it as UTF-8, then try again. Nothing was changed.")
        case "plurals":
            return words("The file claims more than six plural forms. Mend its line Plural-Forms. Nothing was changed.")
        case "slow":
            return words("Reading the file took too long or too much memory, so it was stopped. Nothing was changed.")
        case "language":
            return words("The file says that it is in another language. Nothing was changed.")
    if error.line:
        return words("The file is no PO file, or is broken at line %(line)s. Nothing was changed.", line=error.line)
    return words("The file is no PO file, or is broken. Nothing was changed.")
