"""The editor at an address of its own: it answers there alone, and nothing of the guide does."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup

from app import commands
from app.behind import Behind
from app.models import database
from app.serving import Serving
from app.settings import Settings, SettingsError, load

GUIDE, EDITOR = "guide.example.org", "edit.example.org"


@pytest.fixture
def both(publisher, wsgi):
    """A guide with the editor elsewhere, behind a proxy that says https."""
    publisher.choose(address=f"https://{GUIDE}", editor=f"https://{EDITOR}", hosts=(GUIDE,), proxies=1)
    publisher.build()
    ask = wsgi(Serving(publisher.settings, Behind(publisher.settings)))

    def at(host: str, path: str, **more):
        return ask(path, host=host, x_forwarded_proto="https", **more)

    return at


@pytest.mark.parametrize("path", ["/edit/", "/edit/sign-in", "/edit", "/edit/join"])
def test_the_editor_answers_at_its_own_address_alone(both, path: str):
    assert both(EDITOR, path).status in (200, 302, 401)
    for host in (GUIDE, "localhost", "192.168.1.2", "edit.example.org:8443", "guide.local"):
        answer = both(host, path)
        assert answer.status == 404, host
        assert b"csrf_token" not in answer.body
        assert both(host, path, method="POST").status in (404, 405)


@pytest.mark.parametrize("path", ["/", "/en/", "/en/notes/", "/sw.js", "/en/manifest.webmanifest", "/en/edition.json", "/wipe", "/nowhere", "/editor"])
def test_at_the_editors_address_there_is_no_guide(both, path: str):
    answer = both(EDITOR, path)
    assert answer.status == 302
    assert answer.headers["Location"] == f"https://{GUIDE}{path}"


def test_what_the_editors_pages_need_is_there(both):
    page = both(EDITOR, "/edit/sign-in").body.decode()
    address = page.split('<script type="module" src="')[1].split('"')[0]
    assert both(EDITOR, address).status == 200
    assert both(EDITOR, "/healthz").status == 200
    assert f'href="https://{GUIDE}/"' in page


def test_the_name_is_compared_as_browsers_write_it(both):
    for host in ("EDIT.example.org", "edit.example.org:443"):
        assert both(host, "/edit/sign-in").status == 200
        assert both(host, "/en/").status == 302


def test_no_trick_leads_elsewhere_from_there(both):
    for path in ("//evil.example/", "/\\evil.example", "/@evil.example", "/%0d%0aX: y"):
        assert both(EDITOR, path).headers["Location"].startswith(f"https://{GUIDE}/")


def test_without_the_setting_both_are_at_one_address(publisher, wsgi):
    publisher.build()
    ask = wsgi(Serving(publisher.settings, Behind(publisher.settings)))
    assert ask("/edit/sign-in", host="localhost").status == 200
    assert ask("/en/", host="localhost").status == 200


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"editor": "edit.example.org", "address": f"https://{GUIDE}"}, "editor"),
        ({"editor": f"https://{EDITOR}/edit/", "address": f"https://{GUIDE}"}, "nothing behind the name"),
        ({"editor": f"https://{EDITOR}?x", "address": f"https://{GUIDE}"}, "nothing behind the name"),
        ({"editor": f"https://a@{EDITOR}", "address": f"https://{GUIDE}"}, "nothing behind the name"),
        ({"editor": f"https://{EDITOR}"}, "HANDRAIL_EDITOR"),
        ({"editor": f"https://{GUIDE}", "address": f"https://{GUIDE}/"}, "another name"),
        ({"editor": f"https://{GUIDE}:443", "address": f"https://{GUIDE.upper()}"}, "another name"),
    ],
)
def test_an_address_that_cannot_be_is_named(given: dict, part: str):
    with pytest.raises(SettingsError, match=part):
        Settings(**given)


def test_it_is_set_like_every_other(tmp_path):
    environ = {"HANDRAIL_EDITOR": f"https://{EDITOR}", "HANDRAIL_ADDRESS": f"https://{GUIDE}", "HANDRAIL_DATA": str(tmp_path)}
    assert load(environ).editor == f"https://{EDITOR}"


def test_invitations_lead_to_the_editors_address(tmp_path, flask, editor, settings):
    flask.config["HANDRAIL"] = replace(settings, address=f"https://{GUIDE}", editor=f"https://{EDITOR}")
    editor.post("/edit/people/invite", {"name": "Nika", "role": "editor"})
    assert f'value="https://{EDITOR}/edit/join#' in editor.get("/edit/people/").get_data(as_text=True)


def test_invitations_of_the_command_lead_there_too(tmp_path):
    chosen = Settings(data=tmp_path, address=f"https://{GUIDE}", editor=f"https://{EDITOR}")
    flask = Flask("app")
    flask.config["HANDRAIL"] = chosen
    commands.register(flask)
    before = database.obj
    try:
        result = CliRunner().invoke(FlaskGroup(create_app=lambda: flask), ["invite", "Nika"])
    finally:
        database.initialize(before)
    assert f"https://{EDITOR}/edit/join#" in result.output
    assert "on this machine alone" not in result.output
