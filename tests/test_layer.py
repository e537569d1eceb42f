"""The group's own texts, contacts, agreements and choices, as readers get them; and that none of them stops a build or becomes a program."""

import json
import re
from dataclasses import asdict

import pytest
from hostile import PAYLOADS, Reader

from app.edition import bundle as bundles
from app.edition import compose, own, reach
from app.edition.layer import NONE, Contact, Layer, OwnText
from app.edition.store import Edition
from app.guide.load import load
from app.settings import ICONS, Settings
from app.strings.extract import guide_catalog, guide_messages

ROOM = OwnText(
    "own-room", "page", "en", "Our room", "Room", "Who has keys.", "Ring **twice**.\n\n## Keys {#own-keys}\n\nSee [the list](checklists/own-closing)."
)
CLOSING = OwnText(
    "own-closing",
    "checklist",
    "de",
    "Abschließen",
    "Abschluss",
    "Was zuletzt zu tun ist.",
    "Kurz.\n\n## Abends\n\n- [ ] Licht **aus**. {#own-aa}\n\n  Auch unten.\n\n- [ ] Tür zu. {#own-bb}",
)
SPLIT = OwnText(
    "own-split",
    "argument",
    "en",
    "“You split us.”",
    "Splitting",
    "What to say.",
    "Silence split us first.",
    {"heard": ["you split us", "this divides the house"], "say": ["Silence split us first."], "ask": "What holds us?"},
)
SHORT = OwnText(
    "own-short",
    "agenda",
    "ar",
    "نصف ساعة",
    "نصف ساعة",
    "قصير.",
    "سريع.\n\n- افتتاح {#own-cc minutes=10 about=frame}\n- حاجات {#own-dd minutes=20 about=victim}",
)
LANTERN = Contact(
    "own-lantern",
    "Lantern",
    "Advice.",
    "+49 (0)30 123456",
    "Signal +49 151 000000",
    "https://lantern.example.org/help",
    "Mon to Fri",
    "Deutsch",
    "Step-free",
    "2026-01-10",
    "the care role",
)
NIGHT = Contact("own-night", "Nightline", "At night.", "116 016")


def page(edition: Edition, path: str, tag: str = "en") -> str:
    return (edition.public / tag / path / "index.html").read_text(encoding="utf-8")


def main(text: str) -> str:
    return text.split('<main id="main" tabindex="-1">')[1].split("</main>")[0]


def build(publisher, *texts: OwnText, languages: tuple[str, ...] = ("en",), **given) -> Edition:
    publisher.choose(languages=languages)
    return publisher.build(layer=Layer(texts=texts, **given))


# Texts


def test_own_texts_stand_where_those_of_their_kind_stand(publisher):
    edition = build(publisher, ROOM, CLOSING, SPLIT, SHORT)
    listed = main(page(edition, "guide"))
    assert listed.index("From this group") < listed.index("/en/guide/own-room/")
    assert "/en/checklists/own-closing/" in main(page(edition, "checklists"))
    assert "/en/arguments/own-split/" in main(page(edition, "arguments"))
    meeting = main(page(edition, "meeting"))
    assert '<section id="own-short" class="agenda" data-agenda>' in meeting
    assert '<li id="own-dd" data-about="victim" data-minutes="20">' in meeting
    assert "30 minutes" in meeting.split('id="own-short"')[1]


def test_nothing_tells_of_own_texts_where_there_are_none(publisher):
    edition = publisher.build()
    assert "From this group" not in page(edition, "guide")
    assert "/house/" not in page(edition, "")
    assert not any("/house/" in path for path in edition.files)


def test_own_checklists_have_ticks_and_their_ids(publisher):
    text = main(page(build(publisher, CLOSING), "checklists/own-closing"))
    assert (
        '<li id="own-aa" data-item data-state="open"><label><input type="checkbox" autocomplete="off"><span><span lang="de" dir="ltr">Licht <strong>aus</strong>.</span></span></label>'
        in text
    )
    assert '<p lang="de" dir="ltr">Auch unten.</p>' in text


def test_own_arguments_bring_lines_and_wordings_for_the_finder(publisher):
    text = main(page(build(publisher, SPLIT), "arguments/own-split"))
    assert "<p>Silence split us first.</p>" in text.split('class="aloud"')[1].split("</section>")[0]
    assert "<li>this divides the house</li>" in text.split("<details>")[1]
    assert "What stays unsaid" not in text


def test_own_texts_are_on_the_page_with_everything_and_in_the_bundle(publisher):
    edition = build(publisher, ROOM, CLOSING, SPLIT)
    bundle = json.loads(bundles.text_of(edition, "en"))
    for path in ("guide/own-room/", "checklists/own-closing/", "arguments/own-split/"):
        assert path in bundle["pages"]
        assert path in bundle["all"]["all/"]
        assert f'data-path="{path}"' in page(edition, "all")


def test_a_text_is_in_its_own_language_and_marked_in_the_others(publisher):
    edition = build(publisher, CLOSING, SHORT, languages=("en", "de", "ar"))
    assert "<h1>Abschließen</h1>" in page(edition, "checklists/own-closing", "de")
    assert '<h1><span lang="de" dir="ltr">Abschließen</span></h1>' in page(edition, "checklists/own-closing", "ar")
    assert '<h3><span lang="ar" dir="rtl">نصف ساعة</span></h3>' in page(edition, "meeting", "en")
    assert "<h3>نصف ساعة</h3>" in page(edition, "meeting", "ar")
    assert "<title>Abschluss · Handrail</title>" in page(edition, "checklists/own-closing", "ar")


def test_a_passage_translates_an_own_text(publisher):
    words = {"Abschließen": "Locking up", "Auch unten.": "In the [cellar](contacts) too.", "Licht **aus**.": "Lights **out**."}
    edition = build(publisher, CLOSING, passages={"en": {"guide": words}})
    text = main(page(edition, "checklists/own-closing"))
    assert "<h1>Locking up</h1>" in text
    assert '<p>In the <a href="/en/contacts/">cellar</a> too.</p>' in text
    assert "<span>Lights <strong>out</strong>.</span>" in text
    assert '<h2><span lang="de" dir="ltr">Abends</span></h2>' in text


def test_an_english_catalog_does_not_pass_for_another_language(publisher):
    """`Kontakt` in a German text must not be looked up as if it were English."""
    edition = build(publisher, OwnText("own-x", "page", "de", "Contacts", "Contacts", "s", "Contacts"), languages=("de",))
    assert "<h1>Contacts</h1>" in page(edition, "guide/own-x", "de")


def test_composed_page_equals_the_file_in_every_language(publisher):
    edition = build(
        publisher,
        ROOM,
        CLOSING,
        SPLIT,
        SHORT,
        languages=("en", "de", "ar"),
        contacts=(LANTERN,),
        agreements={"de": "Ja."},
        choices={"icon": "leaf", "name": "Haus"},
    )
    for tag, identity in edition.languages.items():
        bundle = json.loads(bundles.text_of(edition, tag))
        for path in bundle["pages"].keys() - {"missing/", "away/"}:
            title, html = bundle["pages"][path]
            if path in bundle["all"]:
                html = compose.join_all(html, [(part, bundle["pages"][part][1]) for part in bundle["all"][path]])
            style = bundle["styles"][path in bundle["linked"]]
            slots = {"style": style, "title": title, "main": html, "id": identity, "code": compose.short_code(identity), "path": path}
            assert compose.compose(bundle["shell"], slots) == page(edition, path, tag)


def test_translators_get_the_messages_of_own_texts(publisher):
    guide = own.joined(load(publisher.guide.folder), Layer(texts=(ROOM, CLOSING, SPLIT, SHORT)))
    found = {text: (kind, file.name) for text, kind, file, _ in guide_messages(guide)}
    assert found["Licht **aus**."] == ("item", "own-closing.md")
    assert found["this divides the house"] == ("heard", "own-split.md")
    assert found["What holds us?"] == ("paragraph", "own-split.md")
    assert found["Abends"] == ("heading", "own-closing.md")
    assert found["نصف ساعة"][1] == "own-short.md"
    assert "" not in found
    assert "Licht **aus**." in guide_catalog(guide)


# What is faulty stops nothing


BROKEN = [
    OwnText(
        "own-dead",
        "page",
        "en",
        "t",
        "t",
        "s",
        "[gone](guide/gone), *[nested **bold**](arguments/gone)*, [ok](guide/first-page)\n\n![An image](pictures/none) ![x](https://a.example/x.png)",
    ),
    OwnText("own-empty", "checklist", "en", "", "", "", ""),
    OwnText("own-loose", "checklist", "en", "t", "t", "s", "- > quote\n\nloose\n\n- no box, no id"),
    OwnText("own-minutes", "agenda", "en", "t", "t", "s", "- one\n- two {#own-a minutes=٣ about=x}\n- three {#own-a minutes=99999999999999999999 about=}"),
    OwnText("own-bare", "argument", "en", "t", "t", "s", "", {}),
    OwnText("own-ids", "page", "en", "t", "t", "s", "# One {#main}\n\n## Two {#screens}\n\n## Three {#own-z}\n\n## Four {#own-z}\n\n###### Six {#}"),
    OwnText("own-dead", "page", "en", "twice", "t", "s", "the second of one id"),
    OwnText("first-page", "page", "en", "not own", "t", "s", "would replace a page of ours"),
    OwnText("own-tag", "page", "no language", "t", "t", "s", "b"),
    OwnText("own-kind", "poem", "en", "t", "t", "s", "b"),
    OwnText("own-deep", "page", "en", "t", "t", "s", "> " * 3000 + "deep\n\n" + "- " * 3000 + "deep\n\n" + "[" * 3000 + "*" * 3000),
]


def test_no_text_stops_a_build(publisher):
    edition = build(
        publisher,
        *BROKEN,
        agreements={"en": "[gone](guide/gone)", "no language": "x"},
        choices={"languages": [], "name": "", "exit": "x", "icon": "none", "keeping": "?"},
    )
    assert edition.languages.keys() == {"en"}
    text = main(page(edition, "guide/own-dead"))
    assert '<p>gone, <em>nested <strong>bold</strong></em>, <a href="/en/guide/first-page/">ok</a></p>' in text
    assert "<p>An image x</p>" in text
    ids = re.findall(r'id="([^"]+)"', main(page(edition, "guide/own-ids")))
    assert ids == ["own-z"]
    assert main(page(edition, "guide/own-ids")).count("<h1") == 1
    assert "would replace" not in page(edition, "guide/first-page")
    assert not any("own-tag" in path or "own-kind" in path for path in edition.files)
    assert "gone" in main(page(edition, "house"))


def test_check_names_what_does_not_show_as_it_was_written(publisher):
    layer = Layer(texts=tuple(BROKEN), agreements={"en": "[gone](guide/gone)"}, choices={"name": "", "icon": "leaf"})
    said = "\n".join(own.problems(layer, load(publisher.guide.folder), Settings()))
    for part in (
        "own-dead",
        "'guide/gone'",
        "'arguments/gone'",
        "own-empty",
        "has no items",
        "'loose'",
        "no minutes",
        "own-kind",
        "own-tag",
        "house agreements (en)",
        "choice of name",
    ):
        assert part in said
    assert "choice of icon" not in said
    assert list(own.problems(Layer(texts=(ROOM, CLOSING, SPLIT, SHORT)), load(publisher.guide.folder), Settings())) == []


def test_an_upgrade_that_takes_a_page_away_leaves_the_words_of_the_link(publisher):
    text = OwnText("own-link", "page", "en", "t", "t", "s", "Read [the third page](guide/third-page).")
    before = build(publisher, text)
    assert '<a href="/en/guide/third-page/">' in page(before, "guide/own-link")
    (publisher.guide.folder / "guide/third-page.md").unlink()
    after = publisher.build(layer=Layer(texts=(text,)))
    assert "<p>Read the third page.</p>" in page(after, "guide/own-link")


def test_a_reworded_passage_whose_link_is_gone_keeps_its_words(publisher):
    words = {"It reads": "x", "Which aim do you mean?": "See [the list](checklists/gone) and ![it](pictures/gone)."}
    edition = build(publisher, passages={"en": {"guide": words}})
    assert "<p>See the list and it.</p>" in page(edition, "arguments/first-card")


def test_a_layer_goes_to_json_and_back():
    layer = Layer(texts=(ROOM, CLOSING), contacts=(LANTERN,), agreements={"de": "Ja."}, choices={"languages": ["de"]})
    assert Layer.from_json(layer.to_json()) == layer
    assert Layer.from_json(NONE.to_json()) == NONE


# Contacts


def test_contacts_are_listed_with_all_that_is_known(publisher):
    text = main(page(build(publisher, contacts=(LANTERN, NIGHT)), "contacts"))
    assert '<a class="button" href="tel:+4930123456">Call <bdi dir="ltr">+49 (0)30 123456</bdi></a>' in text
    assert '<a href="https://signal.me/#p/+49151000000" rel="noreferrer">' in text
    assert '<a href="https://lantern.example.org/help" rel="noreferrer"><bdi dir="ltr">lantern.example.org/help</bdi></a>' in text
    for part in (
        "Mon to Fri",
        "Deutsch",
        "Step-free",
        "Checked on January 10, 2026 by <bdi>the care role</bdi>.",
        'data-start="checked" data-checked="2026-01-10"',
    ):
        assert part in text
    assert text.index("Lantern") < text.index("Nightline")
    assert "Nobody has checked this yet" in text.split("Nightline")[1]
    assert "have not entered local contacts" not in text


def test_where_there_are_no_contacts_the_page_says_so(publisher):
    assert "have not entered local contacts" in page(publisher.build(), "contacts")


def test_the_first_contacts_stand_first_where_somebody_is_in_danger(publisher):
    many = tuple(Contact(f"own-{number}", f"Number {number}", "w", "112") for number in range(1, 6))
    edition = build(publisher, contacts=many)
    danger = next(name for name in (publisher.guide.folder / "guide").glob("*.md") if 'code = "P2"' in name.read_text(encoding="utf-8")).stem
    for path in (f"guide/{danger}", "checklists/first-list"):
        text = main(page(edition, path))
        assert [f"Number {number}" in text for number in range(1, 6)] == [True, True, True, False, False]
        assert text.index("Number 1") < text.index("<p>" if path.startswith("guide") else "Take one line at a time.", text.index("</h1>") + 200)
        assert 'href="/en/contacts/"' in text
    assert "Number 1" not in page(edition, "guide/first-page")
    only = Contact("own-only", "Only the web", "w", web="https://only.example.org")
    short = main(page(build(publisher, contacts=(LANTERN, only)), f"guide/{danger}"))
    assert "tel:+4930123456" in short
    assert "lantern.example.org" not in short
    assert 'href="https://only.example.org"' in short
    assert "Number 5" in page(edition, "all")


def test_dates_of_checks_are_written_as_in_the_language(publisher):
    edition = build(publisher, contacts=(LANTERN,), languages=("de", "ar"))
    assert "10. Januar 2026" in page(edition, "contacts", "de")
    assert "10 يناير 2026" in page(edition, "contacts", "ar")


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("112", "tel:112"),
        ("+49 (0)30 / 123-456", "tel:+4930123456"),
        ("030 (12) 34", "tel:0301234"),
        ("٠٣٠ ١٢٣٤٥٦", "tel:030123456"),
        ("*31#030123456", "tel:*31%23030123456"),
        ("\u200e+49 30 1234", "tel:+49301234"),
        ("116 016 or 112", None),
        ("12", None),
        ("1" * 21, None),
        ("", None),
        ("+", None),
        ("12345 javascript:", None),
        ("²³⁴⁵", None),
    ],
)
def test_a_number_is_dialled_or_shown(written: str, dialled: str | None):
    assert reach.tel(written) == dialled


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("Signal +49 30 123456", "https://signal.me/#p/+4930123456"),
        ("whatsapp: +49 30 123456", "https://wa.me/4930123456"),
        ("Telegram @advice_line", "https://t.me/advice_line"),
        ("https://matrix.example/#/x", "https://matrix.example/#/x"),
        ("Signal 030 123456", None),
        ("Telegram @a/../b", None),
        ("javascript:alert(1)", None),
        ("http://chat.example", None),
        ("ask for the number", None),
        ("", None),
    ],
)
def test_a_messenger_opens_or_is_shown(written: str, opened: str | None):
    assert reach.messenger(written) == opened


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("example.org", "https://example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("javascript:alert(1)", None),
        ("//example.org", None),
        ("data:text/html,x", None),
        ('example.org/"x', None),
        ("two words.org", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_an_address_opens_or_is_shown(written: str, opened: str | None):
    assert reach.web(written) == opened


# Agreements and choices


def test_house_agreements_have_a_page_and_a_link_from_the_first(publisher):
    edition = build(publisher, agreements={"de": "Wir treffen uns **nüchtern**.\n\n- Keine Fotos."}, languages=("en", "de"))
    assert "<p>Wir treffen uns <strong>nüchtern</strong>.</p>" in page(edition, "house", "de")
    assert '<p lang="de" dir="ltr">Wir treffen uns <strong>nüchtern</strong>.</p>' in page(edition, "house", "en")
    for tag in ("en", "de"):
        assert f'href="/{tag}/house/"' in main(page(edition, "", tag))
    assert "<title>House · Handrail</title>" in page(edition, "house", "en")


@pytest.mark.parametrize("icon", ICONS)
def test_the_chosen_picture_is_on_tabs_home_screens_and_phones(publisher, icon: str):
    edition = build(publisher, choices={"icon": icon, "name": "Plain"})
    manifest = json.loads((edition.public / "en" / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert {named["src"].rsplit("/", 1)[1] for named in manifest["icons"]} == {f"{icon}.svg", f"{icon}-192.png", f"{icon}-512.png", f"{icon}-maskable-512.png"}
    assert all(named["src"].lstrip("/") in edition.files for named in manifest["icons"])
    assert f"/icons/{icon}.svg" in page(edition, "")
    assert f"/icons/{icon}-180.png" in page(edition, "")
    assets = json.loads(bundles.text_of(edition, "en"))["assets"]
    packs = [json.loads((edition.public / (assets["root"] + name).lstrip("/")).read_text(encoding="utf-8")) for name in assets["packs"]]
    assert {name for pack in packs for name in pack if name.startswith("icons/")} == {f"icons/{icon}.svg", f"icons/{icon}-180.png"}


def test_choices_stand_over_the_hosts_settings(publisher):
    edition = build(publisher, choices={"name": "Haus", "languages": ["de", "en"], "exit": "https://paper.example/", "keeping": "on-request"})
    text = page(edition, "", "de")
    assert "<title>Haus</title>" in text
    assert 'href="https://paper.example/" rel="noreferrer" data-exit' in text
    assert 'data-keeping="on-request"' in text
    assert (edition.public / "index.html").read_bytes() == (edition.public / "de" / "index.html").read_bytes()


# Hostile text


def hostile(payloads: list[str]) -> Layer:
    """Each of them in every field, and one after the other where there is only one field."""
    texts = [
        OwnText(
            f"own-{kind}-{number}",
            kind,
            "en",
            payload,
            payload,
            payload,
            f"{payload}\n\n- [ ] {payload}\n- x {{#own-{kind}-{number}-x minutes=1 about=frame}}\n\n## {payload}\n\n- {payload}",
            {"heard": [payload], "say": [payload], "ask": payload},
        )
        for number, payload in enumerate(payloads)
        for kind in ("page", "checklist", "argument", "agenda")
    ]
    contacts = tuple(Contact(f"own-c{number}", *[payload] * 10) for number, payload in enumerate(payloads))
    replaced = ("Which aim do you mean?", "The aims are written here.", "Which do you oppose?", "A title for first card", "One way to say it")
    passages = {"en": {"guide": dict(zip(replaced, payloads, strict=False))}}
    return Layer(passages, {}, tuple(texts), contacts, {"en": "\n\n".join(payloads)}, {"name": payloads[0][:30], "exit": payloads[0]})


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Renders the tiny guide with a layer: path → page."""
    from small_site import small_site

    from app.edition import assets
    from app.edition.site import render
    from app.edition.templating import Language

    guide = load(small_site(tmp_path_factory.mktemp("content")).folder)
    static = assets.load("on")

    def pages(layer: Layer) -> dict[str, str]:
        settings = layer.over(Settings())
        shared = {"asset": static.address, "css": "", "modules": ()}
        site = render(own.joined(guide, layer), Language.of("en", layer), settings, shared, (), layer)
        return {path: compose.compose(site.shell, {**site.slots(path, "0" * 64)}) for path in site.pages}

    return pages


TOGETHER = 5
"""Payloads in one layer: each of them stands once among the passages."""


def test_no_hostile_text_runs_or_loads_anything_for_readers(calm, quick):
    harmless = {path: Reader(text).run() for path, text in calm(hostile(["harmless"] * TOGETHER)).items()}
    assert len(PAYLOADS) >= 60
    for at in range(0, len(PAYLOADS), TOGETHER):
        payloads = (PAYLOADS[at:] + PAYLOADS)[:TOGETHER]
        for path, text in calm(hostile(payloads)).items():
            reader = Reader(text)
            assert not reader.bad, (payloads, path, reader.bad)
            assert reader.run() == harmless[path], (payloads, path)


def test_the_reader_of_these_tests_sees_what_is_hostile():
    for text in ("<p onclick=x>", "<a href=' javascript:x'>", "<iframe>", '<a href="data:x">'):
        assert Reader(text).bad


def test_a_layer_holds_every_field_that_is_tested():
    layer = hostile(["x"])
    assert all(value == "x" for name, value in asdict(layer.contacts[0]).items() if name != "id")
    assert {text.kind for text in layer.texts} == {"page", "checklist", "argument", "agenda"}


def test_an_admin_learns_from_check_what_an_upgrade_took_away(tmp_path, quick):
    from app import create_app
    from app.commands import check_command
    from app.edition.build import build

    settings = Settings(data=tmp_path)
    build(settings, layer=Layer(texts=(OwnText("own-link", "page", "en", "Our room", "t", "s", "[gone](guide/gone)"),), choices={"icon": "gone"}))
    flask = create_app(settings)
    with flask.app_context():
        answer = flask.test_cli_runner().invoke(check_command)
    assert answer.exit_code == 1
    assert "“Our room” (own-link): the link 'guide/gone' leads nowhere" in answer.output
    assert "choice of icon" in answer.output
