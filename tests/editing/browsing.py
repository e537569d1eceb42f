"""Somebody before the editor, as tests play them."""

from flask import Flask
from flask.testing import FlaskClient

from app.models import Person

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
