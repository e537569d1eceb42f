"""What somebody sent without being signed in any more, or with a form that is too old, is given back to be sent again."""

import json
from urllib.parse import quote, unquote, urlencode, urlsplit, urlunsplit

from flask import current_app, render_template, request
from werkzeug.exceptions import HTTPException

SECRET_FIELDS = {"csrf_token", "passphrase", "new", "token", "kept", "again"}
"""Never shown again."""

HOME = "/edit/"
NOWHERE_TO_RETURN = ("signing.", "joining.")
"""Endpoints that nobody is sent back to."""

Fields = list[tuple[str, str]]


def ask_to_sign_in():
    """The page for signing in, with what was sent."""
    from app.editing.signing import SignInForm, page

    return page(SignInForm(formdata=None), _here(), sent()), 401


def form_too_old():
    """The page that offers to send the same once more; with what is in it in plain sight, so that nobody sends what they have not written."""
    from app.editing import joining, signing
    from app.editing.access import current

    if request.endpoint == "signing.check":
        return signing.too_old()
    if request.blueprint == "joining":
        return joining.too_old()
    return (again(_here(), sent()), 400) if current() else ask_to_sign_in()


def again(address: str, kept: Fields) -> str:
    return render_template("edit/again.html", again=address, kept=kept, encoding=_smaller(kept))


def sent() -> Fields:
    """What was sent with this request, from one of our own pages; nothing of what another site made a browser send."""
    if request.method != "POST" or not from_here():
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]


def carried() -> Fields:
    """What the form for signing in carries for later."""
    if request.method != "POST" or not from_here():
        return []
    try:
        return [(name, value) for name, value in json.loads(request.form.get("kept") or "[]") if _is_field(name, value)]
    except (ValueError, TypeError, RecursionError):
        return []


def from_here() -> bool:
    """Whether a page of ours sent this, as far as the browser says: it has to say something, and nothing against it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site not in (None, "same-origin", "none"):
        return False
    origins = [request.headers[name] for name in ("Origin", "Referer") if name in request.headers]
    return bool(site or origins) and all(_is_ours(origin) for origin in origins)


def ours(address: str, method: str) -> str:
    """`address` where it is a page of the editor that answers to `method`; the first page where it is anything else."""
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path.startswith(HOME):
            return HOME
        endpoint, _ = current_app.create_url_adapter(request).match(unquote(parts.path), method)
    except (ValueError, HTTPException):
        return HOME
    return HOME if endpoint.startswith(NOWHERE_TO_RETURN) else urlunsplit(("", "", quote(parts.path, safe="/%:@-._~"), parts.query, ""))


def _here() -> str:
    """Where to go on: the address that was asked for; where a button was pressed that carried nothing, the page it stood on."""
    if request.method == "POST" and not sent():
        referer = urlsplit(request.headers.get("Referer", ""))
        return ours(urlunsplit(("", "", referer.path, referer.query, "")), "GET") if from_here() else HOME
    query = request.query_string.decode("latin-1")
    return quote(request.path, safe="/:@-._~") + (f"?{query}" if query else "")


def _is_ours(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc.lower()) == (request.scheme, request.host.lower())


def _is_field(name: object, value: object) -> bool:
    return isinstance(name, str) and isinstance(value, str) and name not in SECRET_FIELDS


def _smaller(fields: Fields) -> str:
    """The encoding in which these fields take less room, so that what once went through goes through again."""
    plain = len(urlencode(fields))
    parts = sum(len(f"{name}{value}".encode()) + 120 for name, value in fields)
    return "multipart/form-data" if parts < plain and len(fields) < current_app.config["MAX_FORM_PARTS"] - 10 else "application/x-www-form-urlencoded"
