"""What somebody sent without being signed in any more, or with a form that is too old, is given back to be sent again."""

from urllib.parse import urlsplit

from flask import render_template, request

SECRET_FIELDS = {"csrf_token", "passphrase", "again", "repeat", "token"}
"""Never shown again."""


def ask_to_sign_in():
    """The page for signing in, with what was sent."""
    from app.editing.people import SignInForm

    return render_template("edit/sign-in.html", form=SignInForm(formdata=None), again=request.full_path.rstrip("?"), kept=sent()), 401


def form_too_old():
    """The page that offers to send the same once more; with what is in it in plain sight, so that nobody sends what they have not written."""
    return render_template("edit/again.html", again=request.full_path.rstrip("?"), kept=sent()), 400


def sent() -> list[tuple[str, str]]:
    """What was sent with this request, from one of our own pages; nothing of what another site made a browser send."""
    if request.method != "POST" or not from_here():
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]


def from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host
