"""A changed English paragraph is work for every translator and honest English for every reader: the whole way, from the text to the page."""

import re
import subprocess

import pytest
from small_site import small_site

from app.edition.site import render
from app.edition.templating import Language
from app.guide.load import load
from app.locales import locale
from app.settings import Settings
from app.strings import work
from app.strings.catalog import file, read, translation

BEFORE, AFTER = "It shows who does what.", "It shows who really does what."
STAYS = "The group meets on Monday. It reads the aims aloud. Then it begins with the first item."
GERMAN = {BEFORE: "Es zeigt, wer was tut.", STAYS: "Die Gruppe trifft sich am Montag."}
ARABIC = {BEFORE: "تُظهر من يفعل ماذا.", STAYS: "تجتمع المجموعة يوم الاثنين."}


@pytest.fixture
def guide(tmp_path, monkeypatch):
    guide = small_site(tmp_path / "content")
    monkeypatch.setattr(work, "load", lambda: load(guide.folder))
    return guide


@pytest.fixture
def folder(tmp_path, guide):
    """Two languages in which two texts are translated and reviewed."""
    folder = tmp_path / "translations"
    folder.mkdir()
    for tag, texts in (("de", GERMAN), ("ar", ARABIC)):
        work.add(tag, folder)
        path = file(tag, "guide", folder)
        catalog = path.read_text(encoding="utf-8")
        for source, text in texts.items():
            assert f'msgid "{source}"\nmsgstr ""' in catalog
            catalog = catalog.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{text}"')
        path.write_text(catalog, encoding="utf-8")
        assert work.accept(tag, "a reader", folder=folder) == 2
    return folder


def change_the_english(guide) -> None:
    for path in guide.folder.rglob("*.md"):
        path.write_text(path.read_text(encoding="utf-8").replace(BEFORE, AFTER), encoding="utf-8")


def shown(guide, folder, tag: str):
    found = translation(tag, folder)
    language = Language(locale(tag), found.interface, found.guide, found.plural, found.share)
    return render(load(guide.folder), language, Settings(), {"asset": lambda path: path, "css": "", "modules": ()}, ())


def counts(folder) -> dict[str, tuple[int, int, int]]:
    return {count.tag: (count.done, count.reviewed, count.fuzzy) for count in work.status(folder) if count.domain == "guide"}


@pytest.mark.parametrize(("tag", "texts"), [("de", GERMAN), ("ar", ARABIC)])
def test_readers_get_the_new_english_marked_as_english_and_the_rest_translated(guide, folder, tag, texts):
    assert texts[BEFORE] in shown(guide, folder, tag).pages["exercises/first-exercise/"].main
    change_the_english(guide)
    # Before anybody has updated the catalogs, too.
    for update in (lambda: None, lambda: work.update(folder)):
        update()
        site = shown(guide, folder, tag)
        main = site.pages["exercises/first-exercise/"].main
        assert f'<p lang="en" dir="ltr">{AFTER}</p>' in main
        assert texts[BEFORE] not in main and BEFORE not in main
        assert f"<p>{texts[STAYS]}</p>" in site.pages["guide/second-page/"].main
        assert 'class="draft"' in "".join(site.shell)


def test_every_translator_sees_the_work_with_the_source_it_was_made_from(guide, folder):
    assert counts(folder) == {"de": (2, 2, 0), "ar": (2, 2, 0)}
    change_the_english(guide)
    assert any("stale" in problem for problem in work.problems(folder))
    work.update(folder)
    assert counts(folder) == {"de": (1, 1, 1), "ar": (1, 1, 1)}
    assert list(work.problems(folder)) == []
    for tag, texts in (("de", GERMAN), ("ar", ARABIC)):
        written = file(tag, "guide", folder).read_text(encoding="utf-8")
        assert f'#, fuzzy\n#| msgid "{BEFORE}"\nmsgid "{AFTER}"\nmsgstr "{texts[BEFORE]}"' in written


def test_once_it_is_translated_again_readers_get_it_as_a_draft(guide, folder):
    change_the_english(guide)
    work.update(folder)
    path = file("de", "guide", folder)
    written = path.read_text(encoding="utf-8")
    # As a translator does it with gettext's own tools: the mark goes, and with it the old source.
    path.write_text(written.replace(f'"{GERMAN[BEFORE]}"', '"Es zeigt, wer wirklich was tut."'), encoding="utf-8")
    done = subprocess.run(["msgattrib", "--clear-fuzzy", "--clear-previous", "--no-wrap", "-o", path, path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "<p>Es zeigt, wer wirklich was tut.</p>" in shown(guide, folder, "de").pages["exercises/first-exercise/"].main
    assert counts(folder)["de"] == (2, 1, 0)
    assert not [message for message in read(path) if message.fuzzy]


def test_the_line_on_each_page_counts_what_readers_get(guide, folder):
    def said() -> int:
        share = translation("de", folder).share
        assert (share.translated, share.reviewed) == tuple(
            sum(numbers) for numbers in zip(*((c.done, c.reviewed) for c in work.status(folder) if c.tag == "de"), strict=True)
        )
        line = re.search(r'class="draft">\s*<p>(.*?)</aside>', "".join(shown(guide, folder, "de").shell), re.S)[1]
        assert line
        return share.translated

    before = said()
    change_the_english(guide)
    work.update(folder)
    assert said() == before - 1
