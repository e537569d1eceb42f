"""The WSGI short cut: path → finished bytes of the current edition. Renders nothing, asks no database, imports no framework."""

import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock
from urllib.parse import quote, urlsplit

from app import answers
from app.edition.store import SUFFIXES, Edition, Editions, File
from app.headers import ASSET_HEADERS, IMMUTABLE, LISTS, REVALIDATE, TRANSPORT, document_headers
from app.locales import negotiate
from app.settings import Settings, host_of

LONGEST_PATH = 1_000
"""Bytes; the longest address of the guide has under a hundred."""

CACHED_BYTES = 2_000_000
"""Of file bodies held in memory; the system's page cache has the rest."""

HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::[0-9]{1,5})?", re.I)
ADDRESS = re.compile(r"\[[0-9a-f:.]+\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}", re.I)
NEVER_CHANGES = re.compile(r"s/|[A-Za-z0-9-]+/(?:bundle|patch|parts)/")
STATUS = {"404": "404 Not Found", "500": "500 Internal Server Error"}

PLAIN_HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"))

WSGI = Callable[[dict, Callable], Iterable[bytes]]


class DamagedError(Exception):
    """A file of the edition is missing, or is not what was built."""


class Serving:
    """A WSGI application. What is no file of the edition goes to `behind`, or is answered with the edition's 404 page.

    `mend` builds the edition anew; it is called when there is none, or when a file turns out to be damaged while serving.
    """

    def __init__(self, settings: Settings, behind: WSGI | None = None, mend: Callable[[], object] | None = None):
        self.settings = settings
        self.behind = behind
        self.mend = mend
        self.editions = Editions(settings.data)
        self.current_link = str(self.editions.pointer)
        self.pointer: tuple[int, int] | None = None
        self.edition: Edition | None = None
        self.older: tuple[Edition | None, dict[str, Edition]] = (None, {})
        self.bodies = Bodies()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = Answer(environ, start_response, self.is_https(environ))
        try:
            return self._answer(environ, answer)
        except Exception as error:
            # The last one to catch anything: a reader gets a page that helps, the host learns where it broke, and nothing of what was asked for.
            print("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__, file=sys.stderr)
            return self._broken(environ, answer)

    def _answer(self, environ: dict, answer: "Answer") -> Iterable[bytes]:
        path = _path(environ)
        edition = self.current()
        if not self._answers_to(environ.get("HTTP_HOST", "")):
            return self._plain("400 Bad Request", answers.UNKNOWN_NAME, environ, answer)
        if len(path) > LONGEST_PATH or len(environ.get("QUERY_STRING", "")) > LONGEST_PATH:
            return self._plain("414 URI Too Long", answers.TOO_LONG, environ, answer)
        if self._is_for_the_editor(path, environ):
            return self.behind(environ, answer.start_response)
        if self._is_at_the_editors(environ) and not path.startswith("/s/") and path != "/healthz":
            # The guide is read, and notes are kept, at the guide's own origin alone.
            return answer.redirect("302 Found", path, [], self.settings.address.rstrip("/"))
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._plain("405 Method Not Allowed", answers.ONLY_READ, environ, answer, ("Allow", "GET, HEAD"))
        try:
            if edition:
                return self._read(edition, path, environ, answer)
        except DamagedError:
            pass
        if self._mended():
            return self._answer(environ, answer)
        return self._plain("503 Service Unavailable", answers.NOT_READY, environ, answer, ("Retry-After", "20"))

    def _read(self, edition: Edition, path: str, environ: dict, answer: "Answer") -> Iterable[bytes]:
        if path == "/":
            tag = negotiate(environ.get("HTTP_ACCEPT_LANGUAGE", ""), tuple(edition.languages))
            return answer.redirect("302 Found", f"/{tag}/", [("Vary", "Accept-Language")])
        if path == "/healthz":
            return answer.send("200 OK", json.dumps({"edition": edition.id}).encode(), [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
        if path == "/wipe":
            return self._wipe(environ, answer)
        name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
        if name in edition.files and not name.endswith(("404.html", "500.html")):
            return self._file(edition, name, environ, answer)
        if f"{name}/index.html" in edition.files:
            return answer.redirect("308 Permanent Redirect", f"/{name}/", [])
        if NEVER_CHANGES.match(name) and (older := self._older(edition).get(name)):
            with suppress(DamagedError):
                return self._file(older, name, environ, answer)
        return self._status_page("404", REVALIDATE, edition, environ, answer)

    def _file(self, edition: Edition, name: str, environ: dict, answer: "Answer") -> Iterable[bytes]:
        file = edition.files[name]
        encoding = _best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), file)
        never_changes = bool(NEVER_CHANGES.match(name))
        tag = f'"{file.sha256[:20]}{"-" + encoding if encoding else ""}"'
        headers = [("ETag", tag), ("Cache-Control", IMMUTABLE if never_changes else REVALIDATE), *_vary(file)]
        asset = never_changes or name.endswith(LISTS)
        if _has_tag(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            return answer.send("304 Not Modified", None, headers, edition.headers, asset=asset)
        body = self._body(edition, name, encoding)
        return answer.send("200 OK", body, [*headers, *_content(file, encoding)], edition.headers, asset=asset)

    def _status_page(self, code: str, caching: str, edition: Edition, environ: dict, answer: "Answer") -> Iterable[bytes]:
        """The edition's page for what is not there, or for a failure of ours, in the reader's language."""
        name = f"{self._language(edition, environ)}/{code}.html"
        file = edition.files[name]
        encoding = _best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""), file)
        body = self._body(edition, name, encoding)
        return answer.send(STATUS[code], body, [("Cache-Control", caching), *_vary(file), *_content(file, encoding)], edition.headers)

    def _body(self, edition: Edition, name: str, encoding: str) -> bytes:
        key = (edition.id, name, encoding)
        body = self.bodies.get(key)
        if body is None:
            body = edition.body(name, encoding)
            if body is None:
                raise DamagedError(name)
            self.bodies.add(key, body)
        return body

    def _mended(self) -> bool:
        """Whether building anew gave another edition folder; False while another request is at it, and after it has once been of no use."""
        mend, self.mend = self.mend, None
        before = self._pointer()
        if mend:
            mend()
        if self._pointer() == before:
            return False
        self.mend = mend
        return True

    def _broken(self, environ: dict, answer: "Answer") -> Iterable[bytes]:
        with suppress(DamagedError):
            if self.edition:
                return self._status_page("500", "no-store", self.edition, environ, answer)
        return self._plain("500 Internal Server Error", answers.BROKEN, environ, answer)

    def _wipe(self, environ: dict, answer: "Answer") -> Iterable[bytes]:
        # The header can only come from our own pages, so that no other site can make a browser delete somebody's notes.
        if environ.get("HTTP_X_HANDRAIL") != "wipe":
            return self._plain("400 Bad Request", answers.NOTHING_REMOVED, environ, answer)
        clear = [("Clear-Site-Data", '"storage", "cache"'), ("Cache-Control", "no-store"), ("Content-Type", "text/plain; charset=utf-8")]
        return answer.send("200 OK", b"wiped\n", clear)

    def current(self) -> Edition | None:
        """The current edition, taken up anew where it was switched since the last request."""
        pointer = self._pointer()
        if pointer == self.pointer:
            return self.edition
        edition = self.editions.current()
        self.bodies = Bodies()
        self.edition, self.pointer = edition, pointer
        return edition

    def _older(self, current: Edition) -> dict[str, Edition]:
        """Path → edition of what only older editions have and pages of theirs still ask for. Read when first asked for, for most never are."""
        of, older = self.older
        if of is not current:
            older = {path: other for other in reversed(self.editions.all()) for path in other.files.keys() - current.files if NEVER_CHANGES.match(path)}
            self.older = current, older
        return older

    def _pointer(self) -> tuple[int, int] | None:
        """What tells the current edition's folder from every other that is or was there."""
        try:
            found = os.stat(self.current_link)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def _language(self, edition: Edition, environ: dict) -> str:
        return answers.language(tuple(edition.languages), _path(environ), environ.get("HTTP_ACCEPT_LANGUAGE", ""))

    def _plain(self, status: str, said: answers.Said, environ: dict, answer: "Answer", *headers: tuple[str, str]) -> Iterable[bytes]:
        return answer.plain(status, self.says(said, _path(environ), environ.get("HTTP_ACCEPT_LANGUAGE", "")), *headers)

    def says(self, said: answers.Said, path: str, accepted: str) -> bytes:
        """A short answer as a page, in the language of whoever asks."""
        return answers.page(said, self.edition, self.settings.languages, path, accepted)

    def _answers_to(self, host: str) -> bool:
        """An address, localhost, a .local name, or one that the host named: names of others would let their pages read ours."""
        found = HOST.fullmatch(host)
        if not found:
            return False
        name = found["name"].lower().rstrip(".")
        return (
            bool(ADDRESS.fullmatch(name))
            or name == "localhost"
            or name.endswith((".localhost", ".local"))
            or name in {host.lower() for host in self.settings.hosts}
            or (bool(self.settings.editor) and name == urlsplit(self.settings.editor).hostname)
        )

    def _is_for_the_editor(self, path: str, environ: dict) -> bool:
        """Where the editor has an origin of its own, it answers there alone."""
        asked = path == "/edit" or path.startswith("/edit/")
        return asked and self.behind is not None and (not self.settings.editor or self._is_at_the_editors(environ))

    def _is_at_the_editors(self, environ: dict) -> bool:
        scheme = "https" if self.is_https(environ) else "http"
        return bool(self.settings.editor) and host_of(f"{scheme}://{environ.get('HTTP_HOST', '')}") == host_of(self.settings.editor)

    def is_https(self, environ: dict) -> bool:
        return is_https(self.settings, environ)


def is_https(settings: Settings, environ: dict) -> bool:
    """Whether the line to whoever asks is encrypted, as far as anybody who is believed says so."""
    if settings.proxies:
        schemes = [scheme.strip() for scheme in environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")]
        return len(schemes) >= settings.proxies and schemes[-settings.proxies] == "https"
    return environ.get("wsgi.url_scheme") == "https"


class Bodies:
    """Files in memory, CACHED_BYTES of them: what has been there longest makes room."""

    def __init__(self):
        self.lock = Lock()
        self.held: dict[tuple[str, str, str], bytes] = {}
        self.size = 0

    def clear(self) -> None:
        with self.lock:
            self.held, self.size = {}, 0

    def get(self, key: tuple[str, str, str]) -> bytes | None:
        return self.held.get(key)

    def add(self, key: tuple[str, str, str], body: bytes) -> None:
        with self.lock:
            if key in self.held or len(body) > CACHED_BYTES:
                return
            self.size += len(body)
            while self.size > CACHED_BYTES:
                self.size -= len(self.held.pop(next(iter(self.held))))
            self.held[key] = body


class Answer:
    """One answer being made: every one leaves through `send`, so that none lacks a header."""

    def __init__(self, environ: dict, start_response: Callable, https: bool):
        self.start_response = start_response
        self.is_head = environ["REQUEST_METHOD"] == "HEAD"
        self.https = https

    def send(
        self, status: str, body: bytes | None, headers: list[tuple[str, str]], documents: dict[str, str] | None = None, asset: bool = False
    ) -> Iterable[bytes]:
        """`documents` are the headers of the edition's documents; None takes those of a page without a stylesheet. A body of None has no length."""
        fixed = ASSET_HEADERS if asset else documents or document_headers()
        headers = [*headers, *fixed.items()]
        if self.https:
            headers.append(TRANSPORT)
        if body is not None:
            headers.append(("Content-Length", str(len(body))))
        self.start_response(status, headers)
        return [] if self.is_head or body is None else [body]

    def plain(self, status: str, page: bytes, *headers: tuple[str, str]) -> Iterable[bytes]:
        return self.send(status, page, [*PLAIN_HEADERS, *headers])

    def redirect(self, status: str, path: str, headers: list[tuple[str, str]], origin: str = "") -> Iterable[bytes]:
        return self.send(status, b"", [("Location", origin + quote(path, safe="/-._~")), ("Cache-Control", REVALIDATE), *headers])


def _best_encoding(accepted: str, file: File) -> str:
    """The smallest form of the file that the browser takes; empty for the plain one."""
    wanted = {}
    for entry in accepted.lower().split(","):
        name, _, quality = entry.strip().partition(";")
        wanted[name.strip()] = not re.fullmatch(r"\s*q=0(?:\.0*)?\s*", quality)
    usable = [name for name in file.packed if wanted.get(name, wanted.get("*", False) and name == "gzip")]
    return min(usable, key=lambda name: (file.packed[name].size, list(SUFFIXES).index(name)), default="")


def _vary(file: File) -> list[tuple[str, str]]:
    return [("Vary", "Accept-Encoding")] if file.packed else []


def _content(file: File, encoding: str) -> list[tuple[str, str]]:
    return [("Content-Type", file.type)] + ([("Content-Encoding", encoding)] if encoding else [])


def _path(environ: dict) -> str:
    return environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")


def _has_tag(header: str, tag: str) -> bool:
    return header.strip() == "*" or tag in (entry.strip().removeprefix("W/") for entry in header.split(","))
