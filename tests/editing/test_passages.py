"""Rewording and translating passages: by whom, how it is checked and shown, and that nothing written is lost."""

import html
import re

import pytest
from payloads import PAYLOADS, acting

from app.editing import present
from app.edition.layer import NONE, Layer
from app.edition.site import render
from app.edition.templating import Language
from app.models import EDITOR, Revision, database
from app.passages import Texts, Tongue, count, places, terms
from app.publishing import PASSAGE, REVIEW, layer_at
from app.settings import Settings
from app.shown import clean, is_page, previewed, shown
from app.strings.check import links, unseen
from app.strings.review import fingerprint_of


@pytest.fixture(scope="module")
def texts() -> Texts:
    return present._texts(present.guides.CONTENT)


@pytest.fixture(scope="module")
def said(texts):
    """A line to say aloud."""
    return next(passage for passage in texts.by_place["arguments/both-sides"] if passage.kind == "say")


@pytest.fixture(scope="module")
def linked(texts):
    """A paragraph with links and words that carry weight."""
    return next(passage for passage in texts.by_place["checklists/close-to-them"] if "words/w-the-person" in passage.one and "**" in passage.one)


def address(passage, tag: str = "de") -> str:
    return f"/edit/passage/{tag}/{passage.domain}/{passage.name}/"


def base(page: str) -> str:
    return re.search(r'name="base"[^>]*value="([^"]*)"', page)[1]


def keep(person, passage, text: str, tag: str = "de", **given):
    page = person.get(address(passage, tag)).get_data(as_text=True)
    return person.post(address(passage, tag), {"texts-0": text, "base": base(page), "do": "keep", **given})


def page_of(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


def drafts() -> Layer:
    with database.connection_context():
        return layer_at()


def revisions(kind: str = PASSAGE) -> int:
    with database.connection_context():
        return Revision.select().where(Revision.kind == kind).count()


# Who


def test_a_translator_writes_in_their_language_and_in_no_other(translator, said):
    assert keep(translator, said, "Welche zwei Seiten?").status_code == 303
    for tag in ("ar", "en"):
        answer = translator.post(address(said, tag), {"texts-0": "Another text", "base": "0"})
        assert answer.status_code == 403
    assert set(drafts().passages) == {"de"}


def test_a_translator_can_read_the_other_languages(translator, said):
    page = translator.get(address(said, "ar")).get_data(as_text=True)
    assert "not write in it" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    "path", ["/edit/pages/", "/edit/pages/de/", "/edit/pages/de/guide/first-hours/", "/edit/stale/", "/edit/catalogs/", "/edit/catalogs/de/guide.po"]
)
def test_a_stranger_sees_no_draft(stranger, path):
    assert stranger.get(path).status_code == 401


def test_a_stranger_writes_nothing(stranger, said):
    assert stranger.post(address(said), {"texts-0": "Mine", "base": "0"}).status_code == 401
    assert stranger.post("/edit/preview", {"tag": "de"}).status_code == 401
    assert revisions() == 0


@pytest.mark.parametrize(
    "path", ["/edit/pages/fr/", "/edit/pages/de/guide/nowhere/", "/edit/passage/de/guide/0000000000000000/", "/edit/passage/de/other/0000000000000000/"]
)
def test_what_is_not_there_is_not_found(editor, path):
    assert editor.get(path).status_code == 404


# Pages


def test_every_page_shows_a_way_into_each_of_its_passages(editor, texts):
    for place in (
        "guide/first-hours",
        "arguments/both-sides",
        "checklists/first-day",
        "exercises/map-tasks",
        "agendas/ninety-minutes",
        "texts/words",
        "interface/home",
    ):
        page = editor.get(f"/edit/pages/de/{place}/").get_data(as_text=True)
        for passage in texts.by_place[place]:
            assert f'href="{address(passage)}?' in page, (place, passage)


def test_all_places_can_be_shown_in_every_language(texts):
    for tag in ("en", "ar", "fr"):
        language = Language.of(tag)
        for place in filter(is_page, places(texts)):
            found = shown(place, texts, language, Settings(), NONE, lambda passage: "|")
            assert acting(str(found.html)) == []
            assert not re.search("[\U000f0000-\U000ffffd]", found.html), place
            assert len(found.missing) < len(texts.by_place[place]) or place.startswith("pictures/")


def test_no_link_stands_in_a_link(editor):
    page = editor.get("/edit/pages/de/guide/first-hours/").get_data(as_text=True)
    depth = 0
    for tag in re.findall(r"<(/?)a\b", page):
        depth += -1 if tag else 1
        assert depth in (0, 1)


def test_the_list_tells_how_much_is_own_untranslated_and_unread(editor, said):
    assert "1 of your own" not in editor.get("/edit/pages/de/").get_data(as_text=True)
    keep(editor, said, "Welche zwei Seiten?")
    page = editor.get("/edit/pages/de/").get_data(as_text=True)
    assert page.count("1 of your own") == 2, "of the language and of the card"


# Writing


def test_a_draft_stands_beside_the_english_and_the_shipped_text(editor, said, texts):
    keep(editor, said, "Welche zwei Seiten?")
    page = page_of(editor.get(address(said)))
    shipped = Tongue.of("de", NONE).shipped_text(said)
    for text in (said.one, shipped, "Welche zwei Seiten?", "Edda"):
        assert text in page


def test_nothing_that_readers_have_changes_by_a_draft(editor, said, flask):
    keep(editor, said, "Welche zwei Seiten?")
    with database.connection_context():
        assert layer_at(0).passages == {}
    assert drafts().words("de", "guide") == {said.one: "Welche zwei Seiten?"}


def test_a_draft_says_where_it_stood(editor, said):
    keep(editor, said, "Welche zwei Seiten?")
    with database.connection_context():
        value = Revision.select().where(Revision.kind == PASSAGE).get().content
    assert value == {"tag": "de", "domain": "guide", "source": said.one, "text": "Welche zwei Seiten?", "place": "arguments/both-sides"}


def test_english_can_be_reworded_and_other_languages_keep_their_own(editor, said):
    assert keep(editor, said, "We have aims, written here.", tag="en").status_code == 303
    layer = drafts()
    assert Language.of("en", layer).guide(said.one) == "We have aims, written here."
    assert Language.of("de", layer).guide(said.one) == Tongue.of("de", NONE).shipped_text(said)


def test_the_shipped_text_comes_back_and_the_own_one_stays_in_the_history(editor, said):
    keep(editor, said, "Welche zwei Seiten?")
    keep(editor, said, "", do="shipped")
    assert drafts().words("de", "guide") == {}
    page = editor.get(address(said)).get_data(as_text=True)
    assert "Welche zwei Seiten?" in page
    number = re.search(r"from=(\d+)", page)[1]
    again = editor.get(f"{address(said)}?from={number}").get_data(as_text=True)
    assert re.search(r"<textarea[^>]*>\s*Welche zwei Seiten\?</textarea>", again)


def test_text_like_the_shipped_one_is_not_kept_and_the_page_says_so(editor, said):
    answer = keep(editor, said, Tongue.of("de", NONE).shipped_text(said))
    assert answer.status_code == 422
    assert "This is the shipped text." in page_of(answer)
    assert revisions() == 0


def test_the_same_text_twice_is_one_revision(editor, said):
    keep(editor, said, "Welche zwei Seiten?")
    assert keep(editor, said, "Welche zwei Seiten?").status_code == 422
    assert revisions() == 1


def test_a_line_broken_while_writing_is_joined_again(editor, said):
    keep(editor, said, "  Welche zwei\r\nSeiten?\r\n")
    assert drafts().words("de", "guide")[said.one] == "Welche zwei Seiten?"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Nothing is written"),
        ("Ein Satz ohne alles.", "links"),
        ("Ein [Wort](words/w-nowhere) und **Gewicht**.", "links"),
        ("Ein Satz\u202e, der umkehrt.", "nobody sees"),
        ("x" * 6000, "too long"),
    ],
)
def test_what_breaks_something_comes_back_with_the_reason(editor, linked, text, part):
    answer = keep(editor, linked, text)
    assert answer.status_code == 422
    assert part in page_of(answer)
    assert text.strip() in page_of(answer)
    assert revisions() == 0


def test_a_spoken_line_has_an_end(editor, said):
    answer = keep(editor, said, "und noch etwas " * 15)
    assert answer.status_code == 422
    assert "aloud" in page_of(answer)


def test_the_forms_of_a_plural_are_written_together(editor, texts):
    minutes = next(passage for passage in texts.passages.values() if passage.source == ("%(num)s minute", "%(num)s minutes"))
    page = editor.get(address(minutes, "ar")).get_data(as_text=True)
    assert page.count("<textarea") == 6
    fields = {f"texts-{at}": f"%(num)s {at}" for at in range(6)}
    assert editor.post(address(minutes, "ar"), {**fields, "texts-5": "", "base": "0"}).status_code == 422
    assert editor.post(address(minutes, "ar"), {**fields, "base": "0"}).status_code == 303
    plural = Language.of("ar", drafts()).plural
    assert plural("%(num)s minute", "%(num)s minutes", 0) == "%(num)s 0"
    assert plural("%(num)s minute", "%(num)s minutes", 5) == "%(num)s 3"


def test_a_percent_sign_cannot_break_a_page(editor, texts):
    passage = next(passage for passage in texts.passages.values() if isinstance(passage.source, str) and "%(part)s" in passage.source)
    answer = keep(editor, passage, "100 % und %(part)s davon")
    assert answer.status_code == 422
    assert "stands alone" in page_of(answer)
    assert keep(editor, passage, "100 %% und %(part)s davon").status_code == 303


def test_translators_see_the_fixed_words_and_what_must_stay(translator, linked, texts):
    page = page_of(translator.get(address(linked)))
    assert "betroffene Person" in page
    assert "words/w-the-person" in page
    assert any(term.word.casefold() == "victim" for term in terms(linked.source, Tongue.of("de", NONE), texts))


# Two people


def test_the_second_of_two_is_told_and_loses_nothing(editor, translator, said):
    page = editor.get(address(said)).get_data(as_text=True)
    keep(translator, said, "Von Tilda.")
    answer = editor.post(address(said), {"texts-0": "Von Edda.", "base": base(page)})
    shown_again = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Von Tilda." in shown_again
    assert re.search(r"<textarea[^>]*>\s*Von Edda\.</textarea>", shown_again)
    assert drafts().words("de", "guide")[said.one] == "Von Tilda."
    assert editor.post(address(said), {"texts-0": "Von beiden.", "base": base(shown_again)}).status_code == 303
    assert revisions() == 2


def test_giving_the_shipped_text_back_does_not_undo_what_nobody_saw(editor, translator, said):
    keep(editor, said, "Von Edda.")
    page = editor.get(address(said)).get_data(as_text=True)
    keep(translator, said, "Von Tilda.")
    assert editor.post(address(said), {"texts-0": "Von Edda.", "base": base(page), "do": "shipped"}).status_code == 409
    assert drafts().words("de", "guide")[said.one] == "Von Tilda."


def test_what_was_written_survives_a_session_that_ended(editor, said):
    editor.post("/edit/sign-out")
    answer = editor.post(address(said), {"texts-0": "Von Edda.", "base": "0"})
    assert answer.status_code == 401
    assert "Von Edda." in answer.get_data(as_text=True)


def test_reading_changes_nothing(editor, said):
    for path in (
        "/edit/pages/",
        "/edit/pages/de/",
        "/edit/pages/de/arguments/both-sides/",
        address(said),
        "/edit/stale/",
        "/edit/catalogs/",
        "/edit/catalogs/de/guide.po",
    ):
        assert editor.get(path).status_code == 200, path
    with database.connection_context():
        assert Revision.mark() == 0


@pytest.mark.parametrize("path", ["review", ""])
def test_a_form_without_its_token_changes_nothing(editor, said, path):
    assert editor.post(address(said) + path, {"texts-0": "Von Edda.", "base": "0"}, token=False).status_code == 400
    assert editor.post("/edit/preview", {"texts-0": "x"}, token=False).status_code == 400
    with database.connection_context():
        assert Revision.mark() == 0


# Previews


def test_the_preview_is_the_page_as_readers_get_it(editor, linked):
    text = "Sprich **nicht** unvorbereitet: <b>so</b>."
    answer = editor.post(address(linked), {"texts-0": text, "base": "0", "do": "preview", "place": "checklists/close-to-them"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<strong>nicht</strong> unvorbereitet: &lt;b&gt;so&lt;/b&gt;." in page
    assert "Bevor du" in page, "the rest of the page stands around it"
    assert re.search(r"<textarea[^>]*>\s*Sprich \*\*nicht\*\*", page)
    assert revisions() == 0


def test_the_live_preview_tells_what_is_wrong_as_well(editor, linked):
    fields = {"tag": "de", "domain": "guide", "name": linked.name, "place": "checklists/close-to-them", "texts-0": "Ohne Verweis."}
    answer = editor.post("/edit/preview", fields)
    assert answer.status_code == 200
    assert "Ohne Verweis." in answer.get_data(as_text=True)
    assert "The links lead elsewhere" in answer.get_data(as_text=True)


def test_a_preview_and_the_edition_agree(texts, said):
    layer = Layer(passages={"de": {"guide": {said.one: "Welche *zwei* Seiten?"}}})
    site = render(texts.guide, Language.of("de", layer), Settings(), {"asset": lambda name: "", "css": "", "modules": ()}, (), layer)
    line = "<p>Welche <em>zwei</em> Seiten?"
    assert line in site.pages["arguments/both-sides/"].main
    assert line in previewed(said, "arguments/both-sides", "Welche *zwei* Seiten?", texts, "de", Settings(), NONE)


# Second readers


def mark(person, passage, tag: str = "de", do: str = "mark", fingerprint: str | None = None):
    page = person.get(address(passage, tag)).get_data(as_text=True)
    found = re.search(r'name="fingerprint" value="([^"]*)"', page)
    value = fingerprint or (found[1] if found else "")
    return person.post(f"{address(passage, tag)}review", {"fingerprint": value, "do": do})


def test_whoever_wrote_a_text_is_not_its_second_reader(editor, translator, said):
    keep(translator, said, "Welche zwei Seiten?")
    assert mark(translator, said).status_code == 403
    assert revisions(REVIEW) == 0
    assert mark(editor, said).status_code == 303
    assert drafts().reviewed == {"de": [fingerprint_of(said.one, "Welche zwei Seiten?")]}
    assert "has read exactly this text" in editor.get(address(said)).get_data(as_text=True)


def test_a_mark_holds_for_exactly_the_text_that_was_read(editor, translator, said):
    keep(translator, said, "Welche zwei Seiten?")
    seen = fingerprint_of(said.one, "Welche zwei Seiten?")
    keep(translator, said, "Welche zwei Seiten denn?")
    mark(editor, said, fingerprint=seen)
    assert revisions(REVIEW) == 0
    mark(editor, said)
    keep(translator, said, "Welche zwei Seiten eigentlich?")
    assert not Tongue.of("de", drafts()).is_reviewed(said)


def test_a_mark_can_be_taken_back(editor, said):
    mark(editor, said)
    assert Tongue.of("de", drafts()).is_reviewed(said)
    mark(editor, said, do="unmark")
    assert not Tongue.of("de", drafts()).is_reviewed(said)


def test_what_readers_are_told_counts_own_texts_and_marks(editor, translator, said):
    before = Language.of("de").share
    keep(translator, said, "Welche zwei Seiten?")
    mark(editor, said)
    after = Language.of("de", drafts()).share
    assert (after.texts, after.translated, after.reviewed) == (before.texts, before.translated, before.reviewed + 1)


def test_a_language_without_a_catalog_says_how_little_of_it_is_translated(said):
    assert Language.of("fr").share.translated == 0
    layer = Layer(passages={"fr": {"guide": {said.one: "Quels deux côtés ?"}}}, reviewed={"fr": [fingerprint_of(said.one, "Quels deux côtés ?")]})
    share = Language.of("fr", layer).share
    assert share.texts > 3000
    assert (share.translated, share.reviewed) == (1, 1)


def test_words_under_a_source_that_changed_count_for_nothing():
    layer = Layer(passages={"fr": {"guide": {"A sentence that no guide has.": "Une phrase."}}})
    assert Language.of("fr", layer).share.translated == 0


def test_counts_tell_own_untranslated_and_unread(texts, said):
    held = texts.by_place["arguments/both-sides"]
    layer = Layer(passages={"fr": {"guide": {said.one: "Quels deux côtés ?"}}})
    counts = count(held, Tongue.of("fr", layer))
    assert (counts.texts, counts.own, counts.untranslated, counts.unreviewed) == (len(held), 1, len(held) - 1, 1)


# The review


def headings(person, language: str = "en") -> list[tuple[str, str]]:
    """What each change is called, and how it begins."""
    page = html.unescape(person.get("/edit/publish/", headers={"Accept-Language": language}).get_data(as_text=True))
    return re.findall(r'<h3 id="change-\d+">(.*?)</h3>\n(?:<p class="state"><q id="begins-\d+".*?>(.*?)</q></p>)?', page)


def test_the_review_names_a_passage_by_its_page_and_how_it_begins(editor, said, linked, texts):
    german = Tongue.of("de", NONE)
    button = next(passage for passage in texts.passages.values() if passage.domain == "messages" and passage.one == "Print")
    for passage, text, tag in ((said, "Welche zwei Seiten?", "de"), (linked, f"{linked.one} Now.", "en"), (button, "Auf Papier", "de")):
        assert keep(editor, passage, text, tag).status_code == 303
    titles = {place: texts.guide.by_reference()[place].title for place in ("arguments/both-sides", "checklists/close-to-them")}
    (card, begins), (checklist, long), (app, word) = headings(editor)
    assert card == f"Passage: <bdi>{titles['arguments/both-sides']}</bdi> (Deutsch)"
    assert begins.removesuffix("…") and german.shipped_text(said).startswith(begins.removesuffix("…"))
    assert checklist == f"Passage: <bdi>{titles['checklists/close-to-them']}</bdi> (English)"
    # Without marks, and ended between two words.
    words = linked.one.replace("**", "")
    assert long.endswith("…") and 30 < len(long) <= 61 and words.startswith(long[:-1]) and words[len(long) - 1] == " "
    assert (app, word) == ("Passage: <bdi>Buttons and sentences of the app</bdi> (Deutsch)", german.shipped_text(button))
    # In the language of whoever publishes, whatever was translated.
    title = german.text(texts.named("guide", titles["checklists/close-to-them"]))
    assert headings(editor, "de")[1][0].startswith(f"Textstelle: <bdi>{title}</bdi>")


def test_the_review_names_what_a_mark_alone_stands_on(editor, said, texts):
    text = Tongue.of("de", NONE).shipped_text(said)
    editor.post(f"{address(said)}review", {"do": "mark", "fingerprint": fingerprint_of(said.source, text)})
    ((title, begins),) = headings(editor)
    assert texts.guide.by_reference()["arguments/both-sides"].title in title
    assert begins.removesuffix("…") and text.startswith(begins.removesuffix("…"))


# What somebody hostile writes


def kinds(texts: Texts):
    """A passage of each kind, where it stands."""
    found = {}
    for place in places(texts):
        for passage in texts.by_place[place]:
            found.setdefault(passage.kind, (passage, place))
    return found


def test_there_is_a_payload_of_every_sort():
    assert len(set(PAYLOADS)) >= 60


SINGS = re.compile("[\ue000\ue001\x00\x07]")
"""Signs of our own, and such as no document holds: nothing with them is ever kept, which the tests of the checks hold."""


def leads_out(what: str) -> bool:
    """A link to a place outside, which is a link and does nothing by itself."""
    return re.fullmatch(r"a href=https://evil\.example/?", what) is not None


@pytest.mark.parametrize("turn", range(3))
def test_no_payload_acts_in_an_edition_even_if_it_got_in(texts, turn):
    """Not what the checks stop: what the renderer makes of it, in every passage of the guide and of the interface."""
    some = [payload for payload in PAYLOADS if not SINGS.search(payload) and "%" not in payload]
    own = {"guide": {}, "messages": {}}
    for number, passage in enumerate(texts.passages.values()):
        payload = some[(number + turn * 33) % len(some)]
        own[passage.domain][passage.one] = payload if isinstance(passage.source, str) else [payload, payload]
    layer = Layer(passages={"de": own})
    site = render(texts.guide, Language.of("de", layer), Settings(), {"asset": lambda name: f"/s/{name}", "css": "", "modules": ()}, (), layer)
    for path, page in site.pages.items():
        assert [what for what in acting(page.main) if not leads_out(what)] == [], path
    assert acting("".join(site.shell[::2])) == []


def test_no_payload_acts_in_any_preview(editor, texts):
    found = list(kinds(texts).values())
    for number, payload in enumerate(PAYLOADS):
        passage, place = found[number % len(found)]
        fields = {"tag": "de", "domain": passage.domain, "name": passage.name, "place": place, "texts-0": payload, "texts-1": payload, "base": "0"}
        answer = editor.post("/edit/preview", fields)
        assert answer.status_code == 200, payload
        assert [what for what in acting(answer.get_data(as_text=True)) if not leads_out(what)] == [], (passage.kind, payload)


def test_a_payload_comes_back_as_text_in_the_form_and_its_preview(editor, texts):
    for passage, place in kinds(texts).values():
        payload = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
        answer = editor.post(address(passage), {"texts-0": payload, "texts-1": payload, "base": "0", "place": place, "do": "preview"})
        assert "&lt;/textarea&gt;&lt;script&gt;" in answer.get_data(as_text=True)
        assert acting(answer.get_data(as_text=True)) == [], passage.kind


def test_what_is_kept_of_the_payloads_is_only_text(editor, texts):
    """A payload is kept as the letters that it is made of, or comes back with the reason. Either way it does nothing."""
    places_taken = ["arguments/both-sides", "guide/first-hours", "guide/danger-now", "checklists/first-day", "texts/words"]
    free = [passage for place in places_taken for passage in texts.by_place[place]]
    for passage, payload in zip(free, PAYLOADS, strict=False):
        answer = editor.post(address(passage), {"texts-0": payload, "base": "0"})
        assert answer.status_code in (303, 422), payload
        if answer.status_code == 422:
            assert acting(answer.get_data(as_text=True)) == [], payload
    own = drafts().words("de", "guide")
    assert 0 < len(own) < len(PAYLOADS)
    for source, text in own.items():
        assert links(text) == links(source)
        assert unseen(text) == []
    for place in places_taken:
        assert acting(editor.get(f"/edit/pages/de/{place}/").get_data(as_text=True)) == [], place
    assert acting(editor.get("/edit/catalogs/").get_data(as_text=True)) == []


def test_cleaning_takes_out_what_acts():
    assert [what for what in acting(clean("".join(PAYLOADS))) if not leads_out(what)] == []


def test_two_editors_are_needed_for_a_second_reading(editor, person, flask, said):
    from conftest import Browser

    keep(editor, said, "Welche zwei Seiten?")
    other = Browser(flask).sign_in(person("Enid", EDITOR))
    assert mark(other, said).status_code == 303
