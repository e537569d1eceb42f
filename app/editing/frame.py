"""What every page of the editor has in common: session, form protection, headers, words, errors."""

import sqlite3
import sys
from datetime import timedelta

from flask import Flask, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from peewee import PeeweeException
from werkzeug.middleware.proxy_fix import ProxyFix

from app import database, models
from app.editing import (
    account,
    agreements,
    backups,
    catalogs,
    choices,
    contact_order,
    contacts,
    home,
    joining,
    pages,
    passages,
    people,
    publish,
    signing,
    stale,
    texts,
)
from app.editing.access import current
from app.editing.kept import form_too_old, from_here, sent
from app.editing.keys import keys
from app.editing.words import n_words, spoken, words
from app.edition import assets
from app.headers import TRANSPORT, document_headers, style_hash
from app.inviting import mark_expired
from app.locales import locale
from app.models import DamagedError
from app.settings import Settings

LARGEST_FORM = 1_000_000
"""Bytes: the same as the server's own limit."""

SESSION = timedelta(minutes=30)
LOCAL = ("localhost", "127.0.0.1", "[::1]")


def install(flask: Flask, settings: Settings) -> None:
    secrets = keys(settings.data)
    flask.config.update(
        SECRET_KEY=secrets.session[0],
        SECRET_KEY_FALLBACKS=list(secrets.session[1:]),
        WTF_CSRF_SECRET_KEY=secrets.forms,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Host-editor",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION,
    )
    opened = database.connect(settings)
    static = assets.load(settings.worker)
    headers = document_headers((style_hash(static.css),))
    # Where the editor has an origin of its own, the guide is elsewhere.
    guide = settings.address.rstrip("/") if settings.editor else ""
    flask.jinja_env.globals.update(_=words, n_=n_words, asset=static.address, css=static.css, settings=settings, current=current, locale_of=locale, guide=guide)
    flask.jinja_env.trim_blocks = flask.jinja_env.lstrip_blocks = True

    @flask.before_request
    def begin():
        if request.path.startswith("/edit/"):
            if not request.is_secure and request.host.rsplit(":", 1)[0] not in LOCAL:
                return render_template("edit/insecure.html"), 403
            opened.connect(reuse_if_open=True)
            if request.method == "POST":
                if not from_here():
                    return render_template("edit/not-from-here.html"), 400
                mark_expired()
        return None

    # After the one above: the page for a form that is too old asks the database who is there.
    CSRFProtect(flask)

    @flask.teardown_request
    def end(_error):
        if not opened.is_closed() and opened is models.database.obj:
            opened.close()

    @flask.context_processor
    def here():
        return {"locale": spoken()}

    @flask.after_request
    def finish(response):
        response.headers.update(headers)
        response.headers["Cache-Control"] = "no-store"
        if request.is_secure:
            response.headers[TRANSPORT[0]] = TRANSPORT[1]
        return response

    @flask.errorhandler(CSRFError)
    def too_old(_error):
        return form_too_old()

    @flask.errorhandler(DamagedError)
    def damaged(error):
        return render_template("edit/error.html", title=words("Something is damaged"), text=str(error)), 500

    @flask.errorhandler(PeeweeException)
    @flask.errorhandler(sqlite3.Error)
    def cannot_be_reached(error):
        # The disk is full, the database is locked for long or cannot be reached: what was sent is given back.
        print(f"The database cannot be used: {' '.join(str(error).split())}", file=sys.stderr, flush=True)
        g.setdefault("person", None)
        return render_template("edit/unavailable.html", again=request.full_path.rstrip("?"), kept=sent()), 503, {"Retry-After": "60"}

    for code, said in ERRORS.items():
        flask.register_error_handler(code, _page(code, said))

    @flask.get("/edit")
    def without_slash():
        return redirect("/edit/")

    for module in (
        home,
        signing,
        joining,
        people,
        account,
        pages,
        passages,
        stale,
        catalogs,
        texts,
        contact_order,
        contacts,
        agreements,
        choices,
        publish,
        backups,
    ):
        flask.register_blueprint(module.blueprint, url_prefix="/edit")
    if settings.proxies:
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=0, x_proto=settings.proxies, x_host=0)


ERRORS = {
    403: lambda: (words("Not yours to change"), words("Your account may not do this. An editor can.")),
    404: lambda: (words("Not here"), words("There is no such page in the editor.")),
    405: lambda: (words("Not possible"), words("This cannot be done in that way.")),
    413: lambda: (words("Too long"), words("What you sent is too long. Go back: your text is still there. Send it in parts.")),
    429: lambda: (words("Too many tries"), words("Wait a moment, then try again.")),
    500: lambda: (words("Something broke"), words("Nothing was changed. Go back: your text is still there. Try again in a minute.")),
}


def _page(code: int, said):
    def handler(_error):
        title, text = said()
        return render_template("edit/error.html", title=title, text=text), code

    return handler
