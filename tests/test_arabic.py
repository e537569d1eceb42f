"""Whoever reads only Arabic meets no English: in every page, in every word that a script can show, in names, pictures, errors and the manifest."""

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from test_strings import KEYS, MACHINE, SHOWN

from app import answers
from app.edition import compose
from app.edition import language as languages
from app.edition.site import AWAY, BROKEN, MISSING, render
from app.edition.templating import Language
from app.guide.load import load
from app.locales import locale
from app.settings import Settings
from app.strings.catalog import file, read

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect", "circle", "line"}
LATIN = re.compile(r"[A-Za-z][A-Za-z’'-]*(?:[ ,.;:]+[A-Za-z][A-Za-z’'-]*)*")
FILLED_IN = re.compile(r"https?://\S+|\{\w+\}")

NAMES = {"HANDRAIL_HOSTS", "GNU Affero General Public License"}
"""What has no Arabic name."""


class Words(HTMLParser):
    """Collects runs of Latin words that readers can see or hear, outside of what is marked as another language."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, "lang" in given and tag != "html"))
        for name, value in attrs:
            key = name in KEYS and MACHINE.fullmatch(value or "")
            if value and tag != "meta" and (name in SHOWN or name.startswith("data-")) and not key and (tag, name) != ("input", "value"):
                self._look(value, f"{tag} {name}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while tag not in VOID and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(foreign or tag in ("style", "script") for tag, foreign in self.open):
            self._look(data, "text")

    def _look(self, text, where):
        self.found += [(where, run) for run in LATIN.findall(FILLED_IN.sub("", text)) if is_english(run)]


def is_english(run: str) -> bool:
    """A single letter is a mark for a chair; names of people, groups and studies have capitals throughout and few words."""
    words = [word for word in re.split(r"[ ,.;:]+", run) if len(word) > 1]
    return bool(words) and run not in NAMES and (len(words) > 3 or any(word[0].islower() for word in words))


def english(html: str) -> list[tuple[str, str]]:
    parser = Words()
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def arabic():
    shared = {"asset": lambda path: f"/s/{path}", "css": "", "modules": ()}
    return render(load(), Language.of("ar"), Settings(address="https://guide.example.org"), shared, (locale("en"), locale("de")))


def test_no_page_holds_an_english_word_shown_or_to_be_shown_by_a_script(arabic):
    assert {"", "all/", "meeting/", "notes/", "phone/", "exercises/map-tasks/", "guide/review/", MISSING, BROKEN, AWAY} <= arabic.pages.keys()
    found = {}
    for path in arabic.pages:
        # Titles of studies and books keep their names.
        if path != "sources/":
            for fault in english(compose.compose(arabic.shell, arabic.slots(path, "0" * 64)).replace("0000", "")):
                found.setdefault(fault, path)
    assert not found


def test_nothing_falls_back_to_english(arabic):
    assert [path for path, page in arabic.pages.items() if 'lang="en"' in page.main] == []


def test_titles_and_the_manifest_are_arabic(arabic):
    assert [page.title for page in arabic.pages.values() if english(f"<p>{page.title}</p>")] == []
    manifest = json.loads(languages._manifest(arabic, Settings(), SimpleNamespace(address=lambda path: f"/s/{path}")))
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")
    assert [shortcut["name"] for shortcut in manifest["shortcuts"] if english(f"<p>{shortcut['name']}</p>")] == []


@pytest.mark.parametrize("said", answers.ALL, ids=lambda said: said.title)
def test_the_servers_own_answers_are_arabic(said):
    page = answers.page(said, None, ("en", "ar"), "/ar/", "").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert english(page) == []


def test_the_look_for_english_can_fail():
    page = '<html lang="ar"><p>نص <b>You are not alone.</b></p><i data-none-held="nobody"></i><img alt="A box"><p lang="en">Fine here</p><svg><text>Needs come first</text></svg>'
    assert [run for _, run in english(page)] == ["You are not alone", "nobody", "A box", "Needs come first"]
    assert english("<p>Philly Stands Up، A، B، Handrail</p>") == []


GIVEN_UP = {
    r"(?<!\w)(?<!إلى )[وفبكل]?(ال|لل)?حدّ(?!\w)": "الحدود: alone it is the name of a punishment, and وضع حدّ is to put an end",
    r"صاحب الجلسات": "طالب الإرشاد، المشارك: it may be the counsellor",
    r"خدمة (ل\w*)?أزمات": "خط مساعدة في الأزمات",
    r"جدوا ما": "اعرفوا ما: read as “make an effort”",
    r"(?<!\w)[وف]?لا تعدوا": "لا تعِدوا: read as “do not count”",
    r"استخد|نستخد|يستخد|تستخد": "استعمل",
    r"دردشة": "محادثة",
    r"(?<!\w)[وفبكل]?أي (?!الأشخاص المتضررين|الحق في القول|من عمل)": "أيّ: without the mark it is “that is”",
    r"(لأن|بأن|أن) لا أحد": "لأنه لا أحد",
    r"كان سكرانًا": "كان سكران",
}
"""What stopped somebody who read only the Arabic, and what is said instead (docs/translations/ar-fresh-reading.md)."""

LONGEST_SENTENCE = 25
"""Words. CONTENT’s rule for the English holds for every language that has spaces."""


def texts() -> list[tuple[str, str]]:
    """(where it stands, Arabic) of all that readers see. How people say it is left out: people say it as they do."""
    shown = [message for name in ("guide", "messages") for message in read(file("ar", name)) if message.id and not message.fuzzy]
    forms = [(m, text) for m in shown for text in ([m.string] if isinstance(m.string, str) else m.string)]
    return [(m.locations[0][0], re.sub(r"\]\([^)]*\)", "]", text)) for m, text in forms if "How people say it" not in " ".join(m.auto_comments)]


def test_what_stopped_a_fresh_reader_does_not_come_back():
    assert [(place, text, instead) for place, text in texts() for word, instead in GIVEN_UP.items() if re.search(word, text)] == []


def test_the_look_for_what_stopped_a_reader_can_fail():
    stopped = (
        "وضع حدّ ليس عنفًا.",
        "صاحب الجلسات هو من يقرّر",
        "اتصلوا بخدمة للأزمات",
        "جدوا ما جعل ذلك",
        "لا تعدوا بشيء",
        "نستخدم ثلاث بطاقات",
        "مجموعة دردشة",
        "في أي وقت",
        "لأن لا أحد",
        "كان سكرانًا",
    )
    assert [[word for word in GIVEN_UP if re.search(word, text)] for text in stopped] == [[word] for word in GIVEN_UP]


def test_arabic_sentences_can_be_said_in_one_breath():
    parts = [(place, sentence) for place, text in texts() for sentence in re.split(r"(?<=[.!؟:…؛])[»*]*\s+", text)]
    assert [(place, sentence) for place, sentence in parts if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_arabic_has_its_own_punctuation():
    foreign = re.compile(r'[\u0621-\u0652»] ?[,;?]|[,;?] ?[\u0621-\u064a]|["“”]')
    odd = [(place, text) for place, text in texts() if foreign.search(text) or text.count("«") != text.count("»")]
    assert odd == []
