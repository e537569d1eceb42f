"""The catalogs: extraction, merging, what is counted and refused, and that no visible text escapes translation."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages import Catalog
from content_factory import SmallGuide

from app.edition import compose, language
from app.edition.site import AWAY, BROKEN, MISSING, render
from app.edition.templating import Language
from app.guide.load import load
from app.locales import TRANSLATIONS, babel_name, locale, negotiate
from app.settings import Settings
from app.strings import work
from app.strings.catalog import CatalogError, Share, file, read, share, translation
from app.strings.check import faults
from app.strings.extract import TEMPLATES, guide_catalog, guide_messages, interface_catalog
from app.strings.review import Reviewed

STATIC = Path(__file__).parent.parent / "static"
OPEN, CLOSE = "⟦", "⟧"


PICTURED = re.compile(r"!\[([^\]]*)\]")


def marked(text: str) -> str:
    """What stands for a translation. The words for a picture are marked once more: nobody else sees or hears them."""
    return OPEN + PICTURED.sub(lambda found: f"![{OPEN}{found[1]}{CLOSE}]", text) + CLOSE


PSEUDO = Language(locale("de"), marked, marked, lambda one, many, number: marked(one if number == 1 else many), Share(10, 5, 0))
SHOWN = ("alt", "aria-label", "placeholder", "title", "content", "label", "value")
MACHINE = re.compile(r"[a-z0-9 _./:#{}=,;-]*|[A-Z][1-9][0-9]?|[MLHVCSZz0-9., -]+")
"""Attribute values that name things for scripts, such as a key or a drawing's path."""

KEYS = {
    f"data-{name}"
    for name in [
        "about",
        "agreements-href",
        "do",
        "does",
        "edition",
        "exercise",
        "figure",
        "found",
        "href",
        "keeping",
        "kind",
        "minutes",
        "n",
        "of",
        "offline",
        "page",
        "part",
        "parts",
        "path",
        "row",
        "say",
        "screen",
        "section",
        "start",
        "state",
        "state-word",
        "states",
        "topic",
        "when",
        "words",
        "figures",
    ]
} | {"value"}
"""Attributes that may hold such a name. Any other holds words for people, also where these are in lower case."""


class Escaped(HTMLParser):
    """Collects the letters that readers see or hear outside the marks."""

    def __init__(self, allowed: set[str]):
        super().__init__()
        self.allowed, self.found, self.depth, self.silent, self.around = allowed, [], 0, [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.silent.append(tag)
        if tag == "svg":
            # A picture stands inside a message; its texts are messages of their own.
            self.around.append(self.depth)
            self.depth = 0
        for name, value in attrs:
            seen = name in SHOWN or name.startswith("data-")
            is_key = name in KEYS and MACHINE.fullmatch(value or "")
            if seen and value and (tag, name) not in (("meta", "content"), ("input", "value")) and not is_key:
                self._look(value, f"{tag} {name}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()
        if tag == "svg":
            self.depth = self.around.pop()

    def handle_data(self, data):
        if not self.silent:
            self.depth = self._look(data, "text", self.depth)

    def _look(self, text: str, where: str, depth: int = 0) -> int:
        outside = []
        for letter in text:
            depth += (letter == OPEN) - (letter == CLOSE)
            if not depth and letter not in OPEN + CLOSE:
                outside.append(letter)
        left = "".join(outside).strip()
        if any(letter.isalpha() for letter in left) and left not in self.allowed:
            self.found.append((where, left))
        return depth


@pytest.fixture(scope="module")
def guide():
    return load()


@pytest.fixture(scope="module")
def pseudo(guide):
    shared = {"asset": lambda path: f"/s/{path}", "css": "", "modules": ()}
    return render(guide, PSEUDO, Settings(address="https://guide.example.org"), shared, (locale("en"), locale("ar")))


def test_no_visible_text_escapes_translation(pseudo):
    allowed = {"Handrail", "· Handrail", "https://guide.example.org", "Deutsch ·"} | {locale(tag).name for tag in ("en", "ar")}
    found = {}
    for path in pseudo.pages:
        parser = Escaped(allowed)
        parser.feed(compose.compose(pseudo.shell, pseudo.slots(path, "0" * 64)).replace("0000", ""))
        for fault in parser.found:
            found.setdefault(fault, path)
    for name, html in pseudo.parts.items():
        parser = Escaped(allowed)
        parser.feed(html)
        for fault in parser.found:
            found.setdefault(fault, name)
    assert not found


def test_errors_are_among_the_pages_that_are_looked_through(pseudo):
    assert {MISSING, BROKEN, AWAY} <= pseudo.pages.keys()


def test_the_manifest_has_translated_words(pseudo):
    manifest = json.loads(language._manifest(pseudo, Settings(), SimpleNamespace(address=lambda path: f"/s/{path}")))
    assert (manifest["lang"], manifest["dir"]) == (PSEUDO.locale.tag, PSEUDO.locale.dir)
    assert len(manifest["shortcuts"]) == 3
    for shortcut in manifest["shortcuts"]:
        assert shortcut["name"].startswith(OPEN) and shortcut["name"].endswith(CLOSE)
    # The rest is the name that the host chose, in every language the same.
    assert {manifest["name"], *(picture["label"] for picture in manifest["screenshots"])} == {Settings().name}


NAMES_IN_SCRIPTS = {"Enter", "Escape", "Locked", "Kept", "Conflict", "Blocked"}
"""Keys, and errors by their name."""


def words_of_its_own(script: str) -> list[str]:
    """Sentences, and words put straight into the page. What an error says to its reader in the code is not shown: trouble.js goes by its name."""
    code = re.sub(r"^\s*//.*$|\s// .*$", "", script, flags=re.M)
    literals = re.finditer(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|\"((?:[^\"\\\n]|\\.)*)\"", code)
    found = []
    for literal in literals:
        text, before = literal[0][1:-1], code[: literal.start()]
        if re.search(r"\bnew [\w.]+\(\s*$", before):
            continue
        sentence = re.match(r"[A-Z][a-z’]+,? [a-z]|(?:\w+ ){2,}\w+[.!?…]$", text)
        shown = re.search(r"(?:textContent|innerText|ariaLabel|placeholder|title|label)\s*[=:]\s*$", before) and re.search(
            r"[A-Za-z]{2}", re.sub(r"\$\{.*?\}", "", text)
        )
        word = re.fullmatch(r"[A-Z][a-z]{2,}", text) and text not in NAMES_IN_SCRIPTS
        if sentence or shown or word:
            found.append(text)
    return found


def test_scripts_bring_no_words_of_their_own():
    scripts = [path for path in (STATIC / "js").rglob("*.js") if path.parent.name != "wordlist"] + list(STATIC.glob("*.js"))
    assert len(scripts) > 80
    assert {path.name: found for path in scripts if (found := words_of_its_own(path.read_text(encoding="utf-8")))} == {}


def test_the_look_for_words_in_scripts_can_fail():
    assert words_of_its_own("row.append(button('Close', shut)); on('Enter')") == ["Close"]
    assert words_of_its_own("note.textContent = 'Saved'; say(`Nothing was found.`); throw new Full('The phone is full.'); // 'This is a remark.'") == [
        "Saved",
        "Nothing was found.",
    ]


def test_titles_of_tabs_are_translated(pseudo):
    assert [path for path, page in pseudo.pages.items() if OPEN not in page.title and page.title != "Handrail"] == []


def test_the_check_for_escaped_text_can_fail():
    parser = Escaped(set())
    parser.feed("<p>⟦a<svg><title>A box</title><text>⟦in⟧</text><text>Out</text></svg>b⟧</p>")
    assert parser.found == [("text", "A box"), ("text", "Out")]
    parser = Escaped(set())
    parser.feed('<i data-none="nobody"></i>')
    assert parser.found == [("i data-none", "nobody")]
    parser = Escaped(set())
    parser.feed('<p>⟦in ⟦it⟧⟧ out</p><img alt="Out too"><p data-text="⟦in⟧">⟦<b>in</b>⟧</p>')
    assert parser.found == [("text", "out"), ("img alt", "Out too")]


def test_every_block_is_one_message_without_its_id(guide):
    texts = {message.id for message in guide_catalog(guide) if message.id}
    assert not [text for text in texts if "{#" in text]
    assert {text for text, *_ in guide_messages(guide)} == texts


def test_a_message_tells_where_it_stands_and_what_it_is(guide):
    card = next(card for card in guide.cards if card.head.id == "both-sides")
    message = guide_catalog(guide)[card.say[0]]
    name, line = next((name, line) for name, line in message.locations if "both-sides" in name)
    assert (Path(__file__).parent.parent / name).read_text(encoding="utf-8").splitlines()[line - 1].endswith(card.say[0])
    assert "aloud" in message.auto_comments[0]


def test_pictures_and_names_of_pages_are_extracted(guide):
    pictured = {text for text, kind, *_ in guide_messages(guide) if kind == "picture"}
    assert pictured
    assert {"Replies", "Contacts"} <= {message.id for message in interface_catalog() if message.id}


@pytest.fixture
def small(tmp_path, monkeypatch) -> SmallGuide:
    (tmp_path / "content").mkdir()
    small = SmallGuide(tmp_path / "content")
    monkeypatch.setattr(work, "load", lambda: load(small.folder))
    return small


@pytest.fixture
def folder(tmp_path, small) -> Path:
    """A folder for translations of the tiny guide."""
    (tmp_path / "translations").mkdir()
    return tmp_path / "translations"


def fill(path: Path, source: str, text: str) -> None:
    catalog = read(path)
    catalog[source].string = text
    path.write_bytes(work.as_po(catalog))


SENTENCE = "The group meets on Monday. It reads the aims aloud. Then it begins with the first item."


def test_add_makes_both_catalogs_that_gettext_accepts(folder):
    work.add("ar", folder)
    for domain in ("messages", "guide"):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file("ar", domain, folder)], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    assert read(file("ar", "messages", folder)).num_plurals == 6


@pytest.mark.parametrize("tag", ["pt-BR", "zh-Hant", "ckb", "kmr", "de-easy"])
def test_a_language_that_babel_lacks_or_spells_otherwise_can_be_added(folder, tag):
    work.add(tag, folder)
    assert read(file(tag, "guide", folder)).num_plurals in (1, 2, 3)
    assert locale(tag).name != tag
    assert babel_name(tag) != "en"


@pytest.mark.parametrize("tag", ["en", "nonsense", "../etc", "xx"])
def test_what_is_no_language_is_not_added(folder, tag):
    with pytest.raises(CatalogError, match="no language tag"):
        work.add(tag, folder)
    assert not list(folder.glob("*/"))


def test_update_keeps_the_source_that_a_translation_was_made_from(folder, small):
    work.add("de", folder)
    path = file("de", "guide", folder)
    fill(path, SENTENCE, "Die Gruppe trifft sich am Montag.")
    for path_of in small.folder.rglob("*.md"):
        path_of.write_text(path_of.read_text().replace("meets on Monday", "meets on every Monday"))
    work.update(folder)
    text = path.read_text(encoding="utf-8")
    assert f'#| msgid "{SENTENCE}"' in text
    assert translation("de", folder).guide(SENTENCE.replace("on Monday", "on every Monday")) is None, "a fuzzy text is never shown"
    assert [count.fuzzy for count in work.status(folder) if count.domain == "guide"] == [1]


def test_stale_catalogs_fail_the_check(folder, small):
    work.add("de", folder)
    assert list(work.problems(folder)) == []
    small.change("words.md", "## ", "## A new ")
    assert any("stale" in problem and "strings update" in problem for problem in work.problems(folder))


@pytest.mark.parametrize(
    ("source", "text", "part"),
    [
        ("edition %(code)s", "Ausgabe", "placeholders"),
        ("Keep {n} of it.", "Behalte {m} davon.", "placeholders"),
        ("Read [this](guide/first-page).", "Lies [das](guide/other).", "links"),
        ("Read [this](guide/first-page).", "Lies das.", "links"),
        ("It is **yours**.", "Es ist deins.", "* marks"),
        ("A perpetrator and an author.", "Ein*e Täter*in und ein*e Autor*in.", "only a star"),
        ("It is yours.", "Es ist <b>deins</b>.", "tags"),
        ("It is yours.", "Es ist deins. {#yours}", "ids"),
        ("Say this.", "Sag das" + " und das" * 40, "aloud"),
        ("Say this.", "Sag\ndas.", "line break"),
    ],
)
def test_a_translation_that_breaks_something_is_told(source, text, part):
    catalog = Catalog(locale="de")
    catalog.add(source, text)
    found = [fault for _, fault in faults(catalog, {"Say this."})]
    assert len(found) == 1
    assert part in found[0]


def test_a_missing_plural_form_is_told():
    catalog = Catalog(locale="ar")
    catalog.add(("%(num)s day", "%(num)s days"), ("لا أيام", "يوم واحد", "يومان", "%(num)s أيام", "%(num)s يومًا", ""))
    assert [fault for _, fault in faults(catalog)] == ["a plural form is missing. Fill in each of them."]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا نصوص"),
        (1, "نص واحد"),
        (2, "نصان"),
        (3, "3 نصوص"),
        (10, "10 نصوص"),
        (11, "11 نصًا"),
        (99, "99 نصًا"),
        (100, "100 نص"),
        (102, "102 نص"),
        (103, "103 نصوص"),
    ],
)
def test_arabic_counts_as_arabic_does(number, said):
    assert translation("ar").plural("%(num)s text", "%(num)s texts", number) % {"num": number} == said


@pytest.mark.parametrize("number", [11, 26, 99])
def test_what_arabic_counts_from_eleven_to_ninety_nine_stands_in_the_accusative(number):
    said = translation("ar").plural("%(num)s drift in this meeting", "%(num)s drifts in this meeting", number) % {"num": number}
    assert said == f"{number} انحرافًا في هذا الاجتماع"


def test_no_number_hangs_on_a_latin_name_in_arabic():
    """A number goes with the Latin letters before it: “Wilson، 2005” would stand with the year first, so a word of Arabic comes between."""
    hanging = re.compile(r"[A-Za-z’]\)?[،؛:] \d")
    messages = [message for domain in ("guide", "messages") for message in read(file("ar", domain)) if message.id]
    forms = [form for message in messages for form in (message.string if isinstance(message.string, tuple) else (message.string,))]
    assert [form for form in forms if hanging.search(re.sub(r"\]\([^)]*\)", "]", form))] == []


def test_a_file_that_claims_a_thousand_million_plural_forms_is_refused_at_once(tmp_path):
    hostile = tmp_path / "hostile.po"
    hostile.write_text('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=999999999; plural=0;\\n"\n')
    with pytest.raises(CatalogError, match="plural forms"):
        read(hostile)


def test_only_what_readers_see_counts_as_done(tmp_path):
    catalog = Catalog(locale="de")
    catalog.add("One", "Eins")
    catalog.add("Two", "Zwei", flags=("fuzzy",))
    catalog.add("Three", "")
    catalog.add(("%(num)s day", "%(num)s days"), ("%(num)s Tag", ""))
    reviewed = Reviewed(tmp_path / "reviewed.json")
    assert share([catalog], reviewed) == Share(4, 1, 0)
    reviewed.accept(catalog["One"], "a reader")
    assert share([catalog], reviewed) == Share(4, 1, 1)
    catalog["One"].string = "Ein"
    assert share([catalog], reviewed) == Share(4, 1, 0), "a changed translation asks to be reviewed again"


def test_what_is_not_translated_stays_honest_english(guide):
    language = replace(PSEUDO, locale=locale("ar"), guide=lambda text: None, interface=lambda text: None)
    site = render(guide, language, Settings(), {"asset": lambda path: path, "css": "", "modules": ()}, ())
    main = site.pages["guide/danger-now/"].main
    assert re.search(r'<p lang="en" dir="ltr">', main)
    assert re.search(r'<h1><span lang="en" dir="ltr">', main)


def test_english_words_of_the_interface_keep_their_order_in_right_to_left_pages(guide):
    shared = {"asset": lambda path: path, "css": "", "modules": ()}
    for tag, isolated in (("ar", True), ("de", False)):
        language = replace(PSEUDO, locale=locale(tag), guide=lambda text: None, interface=lambda text: None, plural=lambda one, many, n: many)
        site = render(guide, language, Settings(), shared, ())
        shell = "".join(site.shell)
        assert ("\u2066Someone said\u00a0…\u2069" in shell) is isolated
        assert ("\u2066" in site.pages["exercises/"].main) is isolated


@pytest.mark.parametrize(("wanted", "found"), [("zh-TW", "zh-Hant"), ("pt-PT", "pt-BR"), ("ca", "en"), ("ar-EG", "ar"), ("de-AT", "de"), ("es-MX", "es")])
def test_readers_get_the_language_nearest_to_theirs(wanted, found):
    assert negotiate(wanted, ("en", "zh-Hant", "zh-Hans", "pt-BR", "es", "ar", "de")) == found


def test_the_shipped_catalogs_are_whole():
    assert list(work.problems()) == []
    for tag in work.languages():
        for count in work.status():
            assert count.done == count.texts, f"{tag}: {count}"


def test_contacts_that_give_power_are_not_the_contacts_that_help(guide):
    """English has one word for both; other languages need two messages."""
    shared = {"asset": lambda path: f"/s/{path}", "css": "", "modules": ()}
    site = render(guide, Language.of("de"), Settings(languages=("de",)), shared, ())
    page = compose.compose(site.shell, site.slots("exercises/map-access/", "0" * 64))
    assert '<li data-row="contacts">Kontakte</li>' in page
    assert ">Anlaufstellen</a>" in page


def test_shipped_catalogs_are_lint_clean():
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), path


def test_other_tools_write_the_shipped_catalogs_byte_for_byte_as_they_are():
    """So that an editor's change shows as that change alone."""
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        template = TRANSLATIONS / f"{path.stem}.pot"
        for command in (["msgcat", "--no-wrap", path], ["msgmerge", "--quiet", "--no-wrap", "--previous", path, template]):
            done = subprocess.run(command, capture_output=True)
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout == path.read_bytes(), (command[0], path)


def test_no_remark_to_translators_is_an_old_source_that_a_tool_left():
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        assert not re.search(r"^# \|", path.read_text(encoding="utf-8"), re.M), path


def test_gettext_is_there():
    assert shutil.which("msgmerge")
    assert shutil.which("msgfmt")


def test_notes_for_translators_reach_every_catalog_and_no_page(pseudo):
    written = re.findall(r"\{# Translators: (.+?) #\}", "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")))
    assert len(written) >= 8
    for catalog in (interface_catalog(), *(read(file(tag, "messages")) for tag in work.languages())):
        carried = {" ".join(message.auto_comments) for message in catalog if message.id and message.auto_comments}
        assert carried == set(written)
    assert not [path for path, page in pseudo.pages.items() if "Translators" in page.main]
