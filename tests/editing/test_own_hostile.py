"""No hostile text runs in the editor's own pages, in whichever field somebody writes it."""

import pytest
from hostile import PAYLOADS, Reader

from app.models import Revision, database
from app.publishing import CONTACT, TEXT

TEXT_FIELDS = ("title", "tab", "summary", "heard", "say", "body", "ask", "base", "tag")
CONTACT_FIELDS = ("name", "what", "phone", "messenger", "web", "hours", "languages", "access", "checked", "checked_by", "base")
CHOICE_FIELDS = ("name", "icon", "more", "exit", "keeping", "place-en", "base-name")
FORMS = {
    "texts/new/page": TEXT_FIELDS,
    "texts/new/checklist": TEXT_FIELDS,
    "texts/new/argument": TEXT_FIELDS,
    "texts/new/agenda": TEXT_FIELDS,
    "texts/preview/page": TEXT_FIELDS,
    "texts/preview/checklist": TEXT_FIELDS,
    "texts/preview/argument": TEXT_FIELDS,
    "texts/preview/agenda": TEXT_FIELDS,
    "contacts/new": CONTACT_FIELDS,
    "agreements/en/": ("text", "base"),
    "agreements/en/preview": ("text",),
    "settings/": CHOICE_FIELDS,
}


def assert_harmless(answer, payload: str) -> None:
    assert answer.status_code < 500, payload
    reader = Reader(answer.get_data(as_text=True))
    assert not reader.bad, (payload, reader.bad)
    assert reader.counted.get("script", 0) <= 2, payload
    assert not reader.counted.get("img", 0) or "settings" in answer.request.path, payload


@pytest.fixture
def token(editor) -> str:
    return editor.token()


@pytest.mark.parametrize("form", FORMS)
def test_no_hostile_text_runs_in_the_editor(editor, token, quick, form: str):
    for payload in PAYLOADS:
        fields = {**dict.fromkeys(FORMS[form], payload), "csrf_token": token}
        assert_harmless(editor.post(f"/edit/{form}", fields, token=False), payload)


def test_no_hostile_text_runs_where_it_is_shown_again(editor, settings):
    """Straight into the table, as if every check had failed."""
    with database.connection_context():
        for number, payload in enumerate(PAYLOADS):
            name = f"own-{number}"
            options = {"heard": [payload], "say": [payload], "ask": payload}
            fields = {"title": payload, "tab": payload, "summary": payload, "body": payload, "options": options}
            Revision.add(TEXT, name, {"id": name, "kind": "argument", "tag": "en", **fields}, None)
            Revision.add(CONTACT, name, {"id": name, **dict.fromkeys(CONTACT_FIELDS[:-1], payload)}, None)
    for address in ("texts/", "contacts/"):
        assert_harmless(editor.get(f"/edit/{address}"), address)
    for number, payload in enumerate(PAYLOADS):
        for address in (f"texts/own-{number}/", f"texts/own-{number}/history", f"contacts/own-{number}/"):
            assert_harmless(editor.get(f"/edit/{address}"), payload)
