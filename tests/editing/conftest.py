"""A group's editor: an application with a data folder of its own, and the people who use it."""

from pathlib import Path

import pytest
from browsing import PASSPHRASE, QUICK, Browser
from flask import Flask
from werkzeug.security import generate_password_hash

from app import passphrases
from app.editing import application
from app.models import EDITOR, TRANSLATOR, Person, database
from app.settings import Settings


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
