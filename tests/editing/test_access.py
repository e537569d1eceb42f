"""Who gets where, on every route there is: a new route is covered as soon as it is there."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import PASSPHRASE, QUICK, Browser
from flask import Flask
from werkzeug.routing import Rule

from app import models, passphrases
from app.editing import application
from app.editing.keys import rotate
from app.inviting import invite
from app.models import EDITOR, TRANSLATOR, Person, database
from app.settings import Settings

OPEN_TO_ALL = {"signing.enter", "signing.check", "signing.leave", "joining.arrive", "joining.begin", "joining.choose", "joining.join", "without_slash"}
"""Where nobody has to be signed in."""

EDITORS_ALONE = {
    "people.everybody",
    "people.invite",
    "people.withdraw",
    "people.one",
    "people.invite_anew",
    "people.change_role",
    "people.sign_out_everywhere",
    "people.let_go",
    "people.let_back",
}
"""Some of what no translator may do; every route that is marked as theirs is tried as well."""

VALUES = {"tag": "ar", "number": 1, "kind": "page", "domain": "guide"}
"""For the parts of addresses, by their name."""


def rules() -> list[Rule]:
    with tempfile.TemporaryDirectory() as folder:
        flask = application(Settings(data=Path(folder), languages=("en", "de", "ar")))
        return sorted(flask.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


RULES = rules()


def address(rule: Rule) -> str:
    """An address of this route, with something in each of its parts."""
    given = {}
    for name in rule.arguments:
        converter = type(rule._converters[name]).__name__
        samples = {"IntegerConverter": 1, "FloatConverter": 1.5, "UUIDConverter": "12345678-1234-5678-1234-567812345678"}
        given[name] = VALUES.get(name, samples.get(converter, "first-hours"))
    built = rule.build(given)
    assert built, rule
    return built[1]


def walked(takes: Callable[[Rule], bool]) -> list:
    return [pytest.param(rule, id=f"{rule.endpoint} {rule.rule}") for rule in RULES if takes(rule)]


def contents() -> str:
    """A hash of all that the database holds."""
    with database.connection_context():
        rows = [(table.__name__, row) for table in models.TABLES for row in table.select().order_by(table.id).tuples()]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@contextmanager
def nothing_changes():
    before = contents()
    yield
    assert contents() == before


@dataclass
class Group:
    """The same people for all tests here, for nothing is ever changed: an editor, a translator of German, one who was let go, a stranger."""

    settings: Settings
    flask: Flask
    editor: Browser
    translator: Browser
    former: Browser
    stranger: Browser
    old: str = ""


@pytest.fixture(scope="module")
def group(tmp_path_factory) -> Iterator[Group]:
    settings = Settings(data=tmp_path_factory.mktemp("group"), languages=("en", "de", "ar"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "METHOD", QUICK)
        flask = application(settings)

        def joined(name: str, role: str = EDITOR, languages: str = "") -> Browser:
            with database.connection_context():
                person = Person.create(name=name, folded=Person.fold(name), role=role, languages=languages, passphrase=passphrases.make_hash(PASSPHRASE))
            return Browser(flask).sign_in(person)

        made = Group(settings, flask, joined("Edda"), joined("Tilda", TRANSLATOR, "de"), joined("Fenn"), Browser(flask))
        # Somebody who signed out and in again, with a page from before still open.
        made.old = made.editor.token()
        made.editor.post("/edit/sign-out")
        with database.connection_context():
            edda = Person.named("Edda")
        made.editor.sign_in(edda)
        with database.connection_context():
            Person.update(active=False).where(Person.name == "Fenn").execute()
            invite("Nika", EDITOR)
        yield made


def test_there_are_routes_and_the_names_here_are_theirs():
    names = {rule.endpoint for rule in RULES}
    assert len(names) > 10
    assert names >= OPEN_TO_ALL | EDITORS_ALONE


@pytest.mark.parametrize("rule", walked(lambda rule: rule.endpoint not in OPEN_TO_ALL))
def test_a_stranger_and_a_former_editor_get_nowhere(rule: Rule, group: Group):
    for browser in (group.stranger, group.former):
        for method in {"GET", "POST"} & rule.methods:
            token = browser.token()
            with nothing_changes():
                answer = browser.get(address(rule)) if method == "GET" else browser.post(address(rule), {"text": "x", "csrf_token": token}, token=False)
            assert answer.status_code in (401, 403), method


@pytest.mark.parametrize("rule", walked(lambda rule: rule.endpoint not in OPEN_TO_ALL))
def test_a_translator_gets_nowhere_where_only_editors_may(rule: Rule, group: Group):
    if rule.endpoint not in EDITORS_ALONE and not getattr(group.flask.view_functions[rule.endpoint], "editors_only", False):
        return
    for method in {"GET", "POST"} & rule.methods:
        with nothing_changes():
            answer = group.translator.get(address(rule)) if method == "GET" else group.translator.post(address(rule), {"text": "x"})
        assert answer.status_code == 403, method


def test_a_translator_of_german_changes_nothing_in_arabic(group: Group):
    for rule in RULES:
        if "tag" in rule.arguments and "POST" in rule.methods:
            with nothing_changes():
                assert group.translator.post(address(rule), {"text": "x"}).status_code in (403, 404), rule.rule


@pytest.mark.parametrize("rule", walked(lambda rule: "GET" in rule.methods))
def test_an_editor_gets_everywhere_and_nobody_keeps_the_page(rule: Rule, group: Group):
    answer = group.editor.get(address(rule))
    # What the samples in the address do not name is not there; nothing breaks.
    assert answer.status_code in (200, 302, 303, 304, 308, 404, 410)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.fixture(scope="module")
def rotated(group: Group) -> Browser:
    """The editor's session in a server that was started with new keys."""
    rotate(group.settings.data)
    browser = Browser(application(group.settings))
    browser.client.set_cookie("__Host-editor", group.editor.client.get_cookie("__Host-editor").value, secure=True)
    return browser


@pytest.mark.parametrize("rule", walked(lambda rule: "POST" in rule.methods))
def test_no_form_is_taken_without_the_token_of_its_session_or_from_elsewhere(rule: Rule, group: Group, rotated: Browser):
    others, own = group.translator.token(), group.editor.token()
    tries = {
        "no token": ({}, {}),
        "an empty one": ({"csrf_token": ""}, {}),
        "one of another session": ({"csrf_token": others}, {}),
        "an old one, from before signing in again": ({"csrf_token": group.old}, {}),
        "one that was changed": ({"csrf_token": own[:-3] + "abc"}, {}),
        "of another site, by its Referer": ({"csrf_token": own}, {"Referer": "https://evil.example/edit/"}),
        "of another site, by its Origin": ({"csrf_token": own}, {"Origin": "https://evil.example"}),
        "of nowhere, by its Origin": ({"csrf_token": own}, {"Origin": "null"}),
        "of another site, as the browser says": ({"csrf_token": own}, {"Sec-Fetch-Site": "cross-site"}),
        "of a neighbouring site": ({"csrf_token": own}, {"Sec-Fetch-Site": "same-site"}),
        "of the same name on another port": ({"csrf_token": own}, {"Referer": "https://localhost:8443/edit/"}),
        "of the same name over a plain line": ({"csrf_token": own}, {"Referer": "http://localhost/edit/"}),
    }
    with nothing_changes():
        for said, (values, headers) in tries.items():
            answer = group.editor.post(address(rule), {"text": "x", "name": "Edda", **values}, token=False, headers=headers)
            assert answer.status_code in (400, 403), said
        # After new keys the session goes on, the form does not.
        assert rotated.get("/edit/").status_code == 200
        assert rotated.post(address(rule), {"text": "x", "csrf_token": own}, token=False).status_code == 400


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_changes_nothing(method: str, group: Group):
    with nothing_changes():
        for rule in RULES:
            for browser in (group.editor, group.stranger):
                browser.client.open(address(rule), method=method, base_url="https://localhost")
                browser.client.open(address(rule) + "?text=x&token=x&name=Edda", method=method, base_url="https://localhost")


@pytest.mark.parametrize("rule", walked(lambda rule: "POST" in rule.methods))
def test_what_changes_something_is_never_done_by_opening_its_address(rule: Rule, group: Group):
    with nothing_changes():
        group.editor.get(address(rule), query_string={"text": "x", "_method": "POST"}, headers={"X-HTTP-Method-Override": "POST"})


def test_nobody_signs_in_through_a_form_of_another_session(group: Group):
    """Otherwise somebody could be made to write into another person's account."""
    answer = Browser(group.flask).post("/edit/sign-in", {"name": "Edda", "passphrase": PASSPHRASE, "csrf_token": group.stranger.token()}, token=False)
    assert answer.status_code == 400
