"""A group's editor: an application with a data folder of its own, and the people who use it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from app import passphrases
from app.editing import application
from app.models import EDITOR, TRANSLATOR, Person, database
from app.settings import Settings

PASSPHRASE = "lantern orbit copper meadow"
QUICK = "pbkdf2:sha256:1"
"""Hashes that take no time; how long a real one takes is not what these tests are about."""


class Browser:
    """Somebody before the editor: sends forms as a browser does, with the token of the page."""

    def __init__(self, flask: Flask):
        self.client: FlaskClient = flask.test_client()

    def get(self, path: str, **given):
        return self.client.get(path, base_url="https://localhost", **given)

    def post(self, path: str, values: dict | None = None, token: bool = True, **given):
        fields = dict(values or {})
        if token:
            fields["csrf_token"] = self.token()
        headers = {"Referer": "https://localhost/edit/", "Sec-Fetch-Site": "same-origin", **given.pop("headers", {})}
        return self.client.post(path, base_url="https://localhost", data=fields, headers=headers, **given)

    def token(self) -> str:
        page = self.get("/edit/sign-in").get_data(as_text=True)
        return page.split('name="csrf_token" value="')[1].split('"')[0]

    def sign_in(self, person: Person) -> "Browser":
        answer = self.post("/edit/sign-in", {"name": person.name, "passphrase": PASSPHRASE})
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return self


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", languages=("en", "de", "ar"))


@pytest.fixture
def flask(settings: Settings, monkeypatch) -> Flask:
    monkeypatch.setattr(passphrases, "METHOD", QUICK)
    made = application(settings)
    yield made
    if not database.is_closed():
        database.close()


@pytest.fixture
def person(flask: Flask):
    """Makes a person."""

    def make(name: str, role: str = EDITOR, languages: str = "", **given) -> Person:
        with database.connection_context():
            return Person.create(
                name=name, folded=Person.fold(name), role=role, languages=languages, passphrase=generate_password_hash(PASSPHRASE, QUICK), **given
            )

    return make


@pytest.fixture
def stranger(flask: Flask) -> Browser:
    return Browser(flask)


@pytest.fixture
def editor(flask: Flask, person) -> Browser:
    return Browser(flask).sign_in(person("Edda"))


@pytest.fixture
def translator(flask: Flask, person) -> Browser:
    """Of German."""
    return Browser(flask).sign_in(person("Tilda", TRANSLATOR, "de"))
