"""The server's own short answers are in the reader's language, with an edition and without one."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest
from asking import assert_safe

from app import answers
from app.locales import SOURCE, direction, shipped
from app.serving import Serving
from app.settings import Settings
from app.strings.catalog import file, read

ROOT = Path(__file__).parent.parent
TRANSLATED = [tag for tag in shipped() if tag != SOURCE]

ASKED = {
    "a name that is not ours": (400, answers.UNKNOWN_NAME, {"path": "/en/", "host": "evil.example"}),
    "something sent": (405, answers.ONLY_READ, {"path": "/", "method": "POST"}),
    "a long address": (414, answers.TOO_LONG, {"path": "/" + "x" * 1001}),
    "removing from elsewhere": (400, answers.NOTHING_REMOVED, {"path": "/wipe"}),
}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory):
    """The tiny guide in every language that comes with the program, built once."""
    from small_site import small_site

    from app.edition.build import build

    folder = tmp_path_factory.mktemp("answers")
    guide = small_site(folder / "content")
    settings = Settings(data=folder / "data", languages=shipped())
    build(settings, content=guide.folder)
    return settings


def shown(reply) -> tuple[str, str, str, str]:
    """Language, direction, title, text."""
    found = re.search(r'<html lang="(.+?)" dir="(.+?)">.*<h1>(.+?)</h1><p>(.+?)</p>', reply.text, re.S)
    return found.groups()


@pytest.mark.parametrize("tag", TRANSLATED)
@pytest.mark.parametrize("asked", ASKED)
def test_a_refusal_is_in_the_readers_language(everywhere, wsgi, asked, tag):
    status, said, request = ASKED[asked]
    if request["path"] == "/en/":
        request = request | {"path": f"/{tag}/"}
    reply = wsgi(Serving(everywhere))(**request, accept_language=f"{tag},en;q=0.5")
    assert reply.status == status
    assert_safe(reply)
    lang, turned, title, text = shown(reply)
    assert (lang, turned) == (tag, direction(tag))
    catalog = read(file(tag, "messages"))
    assert (title, text) == (catalog[said.title].string, catalog[said.text].string)
    assert f">{catalog[answers.START].string}</a>" in reply.text


def test_the_language_of_the_address_comes_first(everywhere, wsgi):
    reply = wsgi(Serving(everywhere))("/ar/", "POST", accept_language="de")
    assert shown(reply)[:2] == ("ar", "rtl")


@pytest.mark.parametrize("tag", TRANSLATED)
def test_without_an_edition_not_ready_is_said_in_the_readers_language(tmp_path, wsgi, tag):
    reply = wsgi(Serving(Settings(data=tmp_path, languages=shipped())))("/", accept_language=tag)
    assert reply.status == 503
    lang, turned, title, text = shown(reply)
    catalog = read(file(tag, "messages"))
    assert (lang, turned, title, text) == (tag, direction(tag), catalog[answers.NOT_READY.title].string, catalog[answers.NOT_READY.text].string)


def test_a_failure_without_any_page_is_said_in_the_readers_language(tmp_path, wsgi, capsys):
    def behind(environ, start_response):
        raise KeyError

    reply = wsgi(Serving(Settings(data=tmp_path, languages=shipped()), behind=behind))("/edit/", accept_language="ar")
    assert (reply.status, shown(reply)[:2]) == (500, ("ar", "rtl"))


def test_the_groups_own_words_are_said_too(publisher):
    from app.edition.layer import Layer

    publisher.choose(languages=("en", "de"))
    publisher.build(layer=Layer(passages={"de": {"messages": {answers.ONLY_READ.text: "Hier wird <nur> gelesen."}}}))
    reply = publisher.get()("/de/", "POST")
    assert shown(reply)[3] == "Hier wird &lt;nur&gt; gelesen."


def test_a_half_translated_answer_is_whole_english(publisher):
    publisher.choose(languages=("en", "fa"))
    publisher.build()
    lang, turned, title, text = shown(publisher.get()("/fa/", "POST"))
    assert (lang, turned, title, text) == ("en", "ltr", answers.ONLY_READ.title, answers.ONLY_READ.text)


def test_a_catalog_is_read_without_its_library_as_the_library_reads_it():
    for tag in TRANSLATED:
        whole = {message.id: message.string for message in read(file(tag, "messages")) if message.id and not message.fuzzy}
        assert answers._of_catalog(tag)["words"] == {text: whole[text] for text in answers._texts()}


def test_fuzzy_words_are_never_said(tmp_path):
    catalog = tmp_path / "fa/LC_MESSAGES/messages.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('#, fuzzy\nmsgid "Start"\nmsgstr "old"\n\nmsgid "Not possible"\nmsgstr "now"\n\n#~ msgid "Try again"\n#~ msgstr "gone"\n')
    assert answers._of_catalog("fa", tmp_path)["words"] == {"Not possible": "now"}


def test_every_answer_of_the_servers_is_among_those_that_translators_get():
    named = {name for name, value in vars(answers).items() if isinstance(value, answers.Said)}
    assert {value for value in vars(answers).values() if isinstance(value, answers.Said)} == set(answers.ALL)
    for module in ("serving", "server", "behind"):
        tree = ast.parse((ROOT / f"app/{module}.py").read_text(encoding="utf-8"))
        said = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "answers"}
        assert said & named


def test_settings_name_the_languages_when_there_is_no_edition(tmp_path, wsgi):
    settings = replace(Settings(data=tmp_path), languages=("de",))
    assert shown(wsgi(Serving(settings))("/ar/"))[0] == "de"
