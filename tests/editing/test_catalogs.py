"""PO files out and in: what goes out comes in the same, what was changed becomes exactly those drafts, and no file harms."""

import contextlib
import html
import io
import re
import shutil
import subprocess
import sys
import time
from unittest import mock

import pytest
import traversal
from babel.messages.pofile import read_po, write_po
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from payloads import PAYLOADS, acting

from app import catalogs, po_reader
from app.catalogs import Entry, PoError, domain_of, entries, out, propose
from app.editing import catalogs as views
from app.editing import present
from app.edition.layer import NONE, Layer
from app.guide import load as guides
from app.models import Revision, database
from app.passages import Texts, Tongue, digest
from app.publishing import layer_at
from app.strings.check import faults_of, links, unseen

GERMAN = Tongue.of("de", NONE)
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
HOSTILE = b'msgid ""\nmsgstr ""\n"Project-Id-Version: x 1\\n"\n"Language: de\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=999999999; plural=0;\\n"\n'
PLURAL = b'msgid "%(num)s minute"\nmsgid_plural "%(num)s minutes"\nmsgstr[0] "x"\n'


@pytest.fixture(scope="module")
def texts() -> Texts:
    return present._texts(guides.CONTENT)


def wrong(passage, text) -> list:
    return list(faults_of(passage.source, text, passage.kind == "say"))


def file_of(*pairs: tuple[str, str], header: str = HEADER) -> bytes:
    return (header + "\n".join(f"msgid {quoted(source)}\nmsgstr {quoted(text)}\n" for source, text in pairs)).encode()


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def upload(person, data: bytes, tag: str = "de", filename: str = "guide.po"):
    """As a browser sends it, written out: the test client would leave larger ones in a temporary file."""
    parts = [f'--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{person.token()}\r\n'.encode()]
    named = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\nContent-Type: text/x-po\r\n\r\n'
    parts += [named.encode(), data, b"\r\n--cut--\r\n"]
    headers = {"Referer": "https://localhost/edit/", "Sec-Fetch-Site": "same-origin"}
    address = f"/edit/catalogs/{tag}/"
    return person.client.post(address, base_url="https://localhost", data=b"".join(parts), content_type="multipart/form-data; boundary=cut", headers=headers)


def proposal(answer) -> str:
    found = re.search(r'name="proposal" value="([^"]*)"', answer.get_data(as_text=True))
    return found[1] if found else ""


def take(person, kept: str, tag: str = "de"):
    return person.post(f"/edit/catalogs/{tag}/take", {"proposal": kept})


def drafts(tag: str = "de", domain: str = "guide") -> dict:
    with database.connection_context():
        return layer_at().words(tag, domain)


def revisions() -> int:
    with database.connection_context():
        return Revision.select().count()


SOURCES = ("Tell nobody else without their yes.", "Why these words")


# Round trips


@pytest.mark.parametrize("tag", ["de", "ar"])
@pytest.mark.parametrize("domain", ["guide", "messages"])
def test_what_goes_out_comes_in_and_changes_nothing(texts, tag, domain):
    tongue = Tongue.of(tag, NONE)
    data = out(domain, tongue, texts)
    assert len(data) < catalogs.LARGEST
    found = entries(data, tongue)
    result = propose(found, tongue, texts, wrong)
    assert domain_of(found, texts) == domain
    assert (result.changes, result.refused, result.unknown) == ([], [], [])
    assert result.same > 600


def test_own_words_go_out_and_come_in_and_change_nothing(texts):
    minutes = ("%(num)s minute", "%(num)s minutes")
    own = {"guide": {SOURCES[0]: "Nur mit einem „Ja“.\\"}, "messages": {minutes[0]: ["eine Minute", "%(num)s min"]}}
    tongue = Tongue.of("de", Layer(passages={"de": own}))
    for domain, source, text in (("guide", SOURCES[0], own["guide"][SOURCES[0]]), ("messages", minutes, tuple(own["messages"][minutes[0]]))):
        data = out(domain, tongue, texts)
        found = entries(data, tongue)
        assert Entry(source, text) in found
        assert propose(found, tongue, texts, wrong).changes == []


def test_what_goes_out_is_what_gettext_takes(texts, tmp_path):
    if not shutil.which("msgfmt"):
        pytest.fail("msgfmt is missing. Install Debian's package gettext.")
    file = tmp_path / "guide.po"
    file.write_bytes(out("guide", Tongue.of("de", Layer(passages={"de": {"guide": {SOURCES[0]: "Nur mit „Ja“."}}})), texts))
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_words_that_lost_their_place_go_out_as_well(texts):
    lost = {"tag": "de", "domain": "guide", "source": "A sentence of an older guide.", "text": "Ein alter Satz.", "place": "guide/first-hours"}
    data = out("guide", GERMAN, texts, [lost])
    assert b'#~ msgid "A sentence of an older guide."\n#~ msgstr "Ein alter Satz."' in data
    assert propose(entries(data, GERMAN), GERMAN, texts, wrong).changes == []


def test_a_language_without_a_catalog_begins_with_an_empty_one(texts):
    french = Tongue.of("fr", NONE)
    found = entries(out("guide", french, texts), french)
    assert len(found) > 2500
    assert propose(found, french, texts, wrong).empty == len(found)


def test_a_file_that_was_changed_becomes_exactly_those_drafts(editor):
    data = editor.get("/edit/catalogs/de/guide.po").data
    catalog = read_po(io.BytesIO(data))
    for source, text in zip(SOURCES, ("Sagt es niemandem ohne ein Ja.", "Warum so"), strict=True):
        catalog[source].string = text
    catalog["First hours"].flags.add("fuzzy")
    catalog["First hours"].string = "Unklar"
    written = io.BytesIO()
    write_po(written, catalog, width=0)
    answer = upload(editor, written.getvalue())
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert "2 texts would change" in page
    assert "1 text is marked as fuzzy" in page
    assert "Sagt es niemandem ohne ein Ja." in page
    assert revisions() == 0, "looking changes nothing"
    assert take(editor, proposal(answer)).status_code == 303
    assert drafts() == dict(zip(SOURCES, ("Sagt es niemandem ohne ein Ja.", "Warum so"), strict=True))
    assert revisions() == 2
    again = upload(editor, editor.get("/edit/catalogs/de/guide.po").data)
    assert "0 texts would change" in again.get_data(as_text=True)


def test_forms_of_a_plural_come_in_together(editor, texts):
    data = HEADER + 'msgid "%(num)s minute"\nmsgid_plural "%(num)s minutes"\nmsgstr[0] "eine Minute"\nmsgstr[1] "%(num)s min"\n'
    take(editor, proposal(upload(editor, data.encode())))
    assert drafts(domain="messages") == {"%(num)s minute": ["eine Minute", "%(num)s min"]}


def test_the_shipped_text_in_a_file_gives_it_back(editor, texts):
    take(editor, proposal(upload(editor, file_of((SOURCES[1], "Warum so")))))
    answer = upload(editor, file_of((SOURCES[1], GERMAN.shipped_text(texts.named("guide", SOURCES[1])))))
    assert "The shipped text again" in answer.get_data(as_text=True)
    take(editor, proposal(answer))
    assert drafts() == {}


def test_an_empty_text_takes_nothing_away(editor):
    take(editor, proposal(upload(editor, file_of((SOURCES[1], "Warum so")))))
    answer = upload(editor, file_of((SOURCES[1], "")))
    assert proposal(answer) == ""
    assert drafts() == {SOURCES[1]: "Warum so"}


def test_what_is_broken_in_a_file_is_listed_and_the_rest_can_be_taken(editor):
    linked = "Tell nobody else without their yes."
    answer = upload(editor, file_of((linked, "Sagt es [niemandem](guide/nowhere)."), (SOURCES[1], "Warum so"), ("Not of this guide", "Fremd")))
    page = html.unescape(answer.get_data(as_text=True))
    assert "1 text cannot be taken" in page
    assert "The links lead elsewhere" in page
    assert "Not of this guide" in page
    take(editor, proposal(answer))
    assert drafts() == {SOURCES[1]: "Warum so"}


def test_what_somebody_wrote_meanwhile_is_not_overwritten(editor, translator):
    answer = upload(editor, file_of((SOURCES[0], "Aus der Datei."), (SOURCES[1], "Warum so")))
    assert translator.post(f"/edit/passage/de/guide/{digest(SOURCES[0])}/", {"texts-0": "Von Tilda.", "base": "0"}).status_code == 303
    second = take(editor, proposal(answer))
    assert second.status_code == 409
    assert "Somebody wrote meanwhile" in second.get_data(as_text=True)
    assert "Von Tilda." in second.get_data(as_text=True)
    assert drafts() == {SOURCES[0]: "Von Tilda."}, "all or none"
    assert take(editor, proposal(second)).status_code == 303
    assert drafts() == {SOURCES[0]: "Aus der Datei.", SOURCES[1]: "Warum so"}


def test_a_text_that_stands_in_both_catalogs_is_kept_in_the_one_that_was_worked_on(editor, texts):
    both = next(one for (domain, _), passage in texts.passages.items() if domain == "guide" and texts.named("messages", one := passage.one))
    data = editor.get("/edit/catalogs/de/messages.po").data
    catalog = read_po(io.BytesIO(data))
    catalog[both].string = "Anders"
    written = io.BytesIO()
    write_po(written, catalog, width=0)
    assert take(editor, proposal(upload(editor, written.getvalue()))).status_code == 303
    assert (drafts(domain="messages"), drafts()) == ({both: "Anders"}, {})


def test_a_list_that_was_not_made_here_is_refused(editor):
    kept = proposal(upload(editor, file_of((SOURCES[1], "Warum so"))))
    for tampered in ("", "x", kept[:-3] + "abc", kept + "A"):
        assert take(editor, tampered).status_code == 422
    assert take(editor, kept, "ar").status_code == 400
    assert revisions() == 0


def test_a_list_survives_a_session_that_ended(editor):
    kept = proposal(upload(editor, file_of((SOURCES[1], "Warum so"))))
    editor.post("/edit/sign-out")
    answer = take(editor, kept)
    assert answer.status_code == 401
    assert kept in answer.get_data(as_text=True)


def test_a_whole_language_at_once_fits_and_is_taken_in_one_go(editor, texts):
    pairs = [(passage.one, f"ه{passage.one}") for passage in texts.passages.values() if passage.domain == "guide"]
    header = HEADER.replace("Language: de", "Language: ar").replace("nplurals=2; plural=(n != 1)", "nplurals=6; plural=0")
    answer = upload(editor, file_of(*pairs, header=header), "ar")
    kept = proposal(answer)
    assert 10_000 < len(kept) < 800_000
    assert take(editor, kept, "ar").status_code == 303
    assert len(drafts("ar")) > 2000


# Who


def test_a_translator_takes_files_of_their_language_alone(translator):
    header = HEADER.replace("Language: de", "Language: ar")
    assert upload(translator, file_of((SOURCES[1], "x"), header=header), "ar").status_code == 403
    assert take(translator, "x", "ar").status_code == 403
    answer = upload(translator, file_of((SOURCES[1], "Warum so")))
    assert take(translator, proposal(answer)).status_code == 303


@pytest.mark.parametrize("path", ["/edit/catalogs/en/guide.po", "/edit/catalogs/fr/guide.po", "/edit/catalogs/de/other.po", "/edit/catalogs/de/..%2fguide.po"])
def test_only_what_is_offered_goes_out(editor, path):
    assert editor.get(path).status_code == 404


# Hostile files


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "ends with .po"),
        (b"   \n", "ends with .po"),
        (HOSTILE, "plural forms"),
        (HOSTILE.replace(b"999999999", b"9" * 5000), "plural forms"),
        (HOSTILE.replace(b"=999999999", b" =\t7"), "plural forms"),
        ("Für alle".encode("latin-1"), "UTF-8"),
        ("\ufeffmsgid".encode("utf-16"), "UTF-8"),
        (HEADER.replace("UTF-8", "ISO-8859-1").encode(), "UTF-8"),
        (HEADER.replace("UTF-8", "utf-7").encode(), "UTF-8"),
        (b"\x00\x01\x02" * 100, "broken"),
        (b"PK\x03\x04 not a catalog", "broken"),
        (b'msgid "a"\nmsgid "b"\nmsgid_plural\n', "broken"),
        (HEADER.replace("Language: de", "Language: fr").encode(), "another language"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_nothing_is_written(editor, data, part):
    answer = upload(editor, data)
    assert answer.status_code == 422
    assert part in html.unescape(answer.get_data(as_text=True))
    assert revisions() == 0


def test_the_file_of_a_thousand_million_plurals_is_refused_at_once():
    for data in (HOSTILE + PLURAL, HOSTILE):
        begun = time.process_time()
        with pytest.raises(PoError, match="plurals"):
            entries(data, GERMAN)
        assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "data",
    [
        # The number is cut in two, so that a look at the bytes does not see it.
        HOSTILE.replace(b"nplurals=999999999", b'nplu"\n"rals=999999999') + b"\n" + PLURAL * 2000,
        HOSTILE.replace(b"nplurals=999999999", b'nplurals="\n"999999999') + b"\n" + PLURAL * 2000,
        HOSTILE.replace(b"nplurals=999999999", b"nplurals=\\x39") + b"\n" + PLURAL,
        HEADER.replace("(n != 1)", "(" * 5000 + "n" + ")" * 5000).encode() + PLURAL,
        HEADER.replace("(n != 1)", "n" + "?1:n" * 5000).encode() + PLURAL,
        b'msgid "' + b"\\" * 400_000 + b'"\nmsgstr ""\n',
        b'msgid ""\n' + b'"a"\n' * 200_000,
        b"#: " + b"a:1 " * 200_000 + b'\nmsgid "a"\nmsgstr "b"\n',
        b"#, " + b"fuzzy, " * 100_000 + b'\nmsgid "a"\nmsgstr "b"\n',
    ],
)
def test_a_file_made_to_be_slow_or_large_ends_within_its_bounds(data):
    begun = time.monotonic()
    with contextlib.suppress(PoError):
        entries(data, GERMAN)
    assert time.monotonic() - begun < catalogs.PATIENCE + 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(editor):
    with pytest.raises(PoError, match="large"):
        entries(b"#" * (catalogs.LARGEST + 1), GERMAN)
    assert upload(editor, b"#" * 1_100_000).status_code == 413
    assert revisions() == 0


def test_the_reader_has_limits_of_its_own(monkeypatch):
    """A parser that runs away is stopped from outside as well."""
    monkeypatch.setattr(catalogs, "PATIENCE", 0.01)
    with pytest.raises(PoError, match="slow"):
        entries(file_of((SOURCES[0], "x")), GERMAN)


def test_no_payload_of_a_file_acts_on_the_page_that_lists_it(editor, texts):
    free = [passage for passage in texts.passages.values() if passage.domain == "guide"]
    for first in range(0, len(PAYLOADS), 35):
        some = PAYLOADS[first : first + 35]
        pairs = [(passage.one, payload) for passage, payload in zip(free[first:], some, strict=False)]
        answer = upload(editor, file_of(*pairs, *((payload, "x") for payload in some if "\x00" not in payload)))
        assert answer.status_code in (200, 422)
        assert acting(answer.get_data(as_text=True)) == []
        if kept := proposal(answer):
            assert take(editor, kept).status_code == 303
    own = drafts()
    assert own
    for source, text in own.items():
        assert links(text) == links(source)
        assert unseen(text) == []


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                'msgid ""', 'msgstr ""', 'msgid "a"', 'msgstr "b"', 'msgid_plural "c"', 'msgstr[0] "d"', 'msgstr[1] "e"', 'msgstr[99] "f"', "msgstr[-1] x",
                'msgctxt "g"', "#, fuzzy", "#| msgid", '#~ msgid "h"', "#: file:1", '"Plural-Forms: nplurals=6; plural=n;\\n"', '"Plural-Forms: nplurals=0;\\n"',
                '"Language: de\\n"', '"Content-Type: text/plain; charset=utf-8\\n"', '"POT-Creation-Date: yesterday\\n"', '"POT-Creation-Date: 99999-99-99 99:99+9999\\n"',
            ]
        ),
        st.text(max_size=40),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.one_of(LINES.map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")), st.binary(max_size=300)))
def test_any_file_is_read_or_refused(data, texts):
    begun = time.monotonic()
    try:
        found = entries(data, GERMAN)
    except PoError:
        found = []
    propose(found, GERMAN, texts, wrong)
    assert time.monotonic() - begun < catalogs.PATIENCE + 1


FILES = st.one_of(LINES.map(lambda lines: "\n".join(lines).encode("utf-8", "surrogatepass")), st.binary(max_size=300))


@settings(max_examples=400, deadline=None)
@given(data=FILES)
def test_any_file_ends_the_reader_in_a_way_that_is_known(data):
    """The reader in this process, without its limits: what it raises is what it answers for."""
    read_here(data)


@pytest.mark.faults
@settings(max_examples=10_000, deadline=None)
@given(data=FILES)
def test_ten_thousand_files_end_the_reader_in_a_way_that_is_known(data):
    begun = time.process_time()
    read_here(data)
    assert time.process_time() - begun < 2


def read_here(data: bytes) -> None:
    given_out, sent_in = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO(data))
    with mock.patch.object(sys, "stdin", sent_in), contextlib.redirect_stdout(given_out), mock.patch.object(po_reader.resource, "setrlimit"):
        if any(int(number) > 6 for number in re.findall(rb"nplurals\s*=\s*([0-9]+)", data)):
            return
        assert po_reader.main() in (0, po_reader.UNREADABLE)


def test_the_views_say_every_reason(flask):
    with flask.test_request_context():
        said = {str(views.refusal(PoError(code))) for code in ("large", "empty", "utf8", "plurals", "slow", "broken", "language")}
        assert len(said) == 7
        assert "line 7" in views.refusal(PoError("broken", 7))


def test_downloading_says_nothing_of_who_wrote(editor):
    take(editor, proposal(upload(editor, file_of((SOURCES[1], "Warum so")))))
    assert b"Edda" not in editor.get("/edit/catalogs/de/guide.po").data


def test_two_hundred_names_of_files_lead_nowhere(editor, settings):
    """Nothing looks at what a file is called: it comes in as if it had a good name, or not at all; nothing is written, and the name is shown nowhere."""
    good, broken = file_of((SOURCES[1], "Warum so")), b"\xff"
    before = {path: path.stat().st_size for path in settings.data.rglob("*") if not path.name.startswith("handrail.sqlite3")}
    assert len(traversal.NAMES) >= 200
    for number, name in enumerate(traversal.NAMES):
        # Reading a file takes a process of its own: most of these are refused before.
        data = broken if number % 20 else good
        answer = upload(editor, data, filename=name)
        page = answer.get_data(as_text=True)
        assert answer.status_code in ((200, 422) if data is good else (422,)), name
        assert answer.status_code == 422 or "1 text would change" in page, name
        assert len(name) < 12 or name not in page, name
    assert {path: path.stat().st_size for path in settings.data.rglob("*") if not path.name.startswith("handrail.sqlite3")} == before
    assert drafts() == {}
