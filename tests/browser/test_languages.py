"""German and Arabic on the phone: whole, right-to-left, searched and answered offline; switching keeps what one entered."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Site, keep_until_closed, wait_until_kept
from playwright.sync_api import BrowserContext, Page, expect
from test_meeting import ENTRIES
from test_reading import TEMPLATES
from test_search import first_three

from app.locales import shipped
from app.settings import Settings
from tests.browser.by_hand import SLOW, begin_to_keep

FIXTURES = Path(__file__).parent.parent / "fixtures"
ENGLISH = re.compile(r"(?:\b[A-Za-z’']{2,}\b[ ,.]+){3,}")
"""Four words in a row in Latin letters."""


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> Iterator[Site]:
    """A server with every language that comes with the program."""
    site = Site(Settings(data=tmp_path_factory.mktemp("world"), port=0, languages=shipped()))
    yield site
    site.stop()


@pytest.fixture
def arabic(page: Page, world: Site) -> Page:
    page.goto(f"{world.base}/ar/")
    wait_until_kept(page)
    return page


def read_texts(page: Page) -> list[str]:
    """What is shown outside of what is marked as another language, a block each."""
    return page.evaluate(
        """() => [...document.body.querySelectorAll('*')]
            .filter((node) => !node.closest('[lang]:not(html), script, style, template, svg title') && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
            .filter((node) => node.checkVisibility?.() ?? true)
            .map((node) => [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join(' ').trim())"""
    )


LISTS = "performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)).filter((name) => /^[a-z]{2}\\.js$/.test(name))"


@pytest.mark.parametrize(("tag", "number", "letter"), [("de", 5, "[a-z]"), ("ar", 6, "[\u0621-\u064a]")])
def test_words_for_a_passphrase_are_of_the_readers_language_and_come_when_they_are_needed(page: Page, world: Site, tag: str, number: int, letter: str):
    page.goto(f"{world.base}/{tag}/")
    wait_until_kept(page)
    with world.down():
        page.goto(f"{world.base}/{tag}/notes/")
        page.locator("[data-do=write]").click()
        page.locator("dialog [value=passphrase]").wait_for()
        assert page.evaluate(LISTS) == []
        page.locator("dialog [value=passphrase]").click()
        offered = page.locator("dialog .offered")
        expect(offered).to_have_text(re.compile(rf"^{letter}+( {letter}+){{{number - 1}}}$"))
        expect(offered).to_have_attribute("lang", tag)
        assert page.evaluate(LISTS) == [f"{tag}.js"]
        words = offered.inner_text()
        for field in page.locator("dialog input[type=password]").all():
            field.fill(words)
        page.locator("dialog [value=use]").click()
        page.locator(".note-form textarea").fill("1")
        page.locator(".note-form .button").click()
        expect(page.locator(".note-text")).to_have_text("1", timeout=SLOW)
        # A keyboard puts a space behind a word, and a capital before none of these.
        page.reload()
        page.locator(".unlock input").fill(f" {words.replace(' ', '  ')} ")
        page.locator(".unlock .button").click()
        expect(page.locator(".note-text")).to_have_text("1", timeout=SLOW)


def test_a_reader_of_arabic_meets_no_english_sentence_without_a_network(arabic: Page, world: Site, context: BrowserContext):
    paths = [path for path in TEMPLATES if path not in ("all/", "nothing-here/")]
    with world.down():
        met = {}
        for path in paths:
            arabic.goto(f"{world.base}/ar/{path}")
            expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
            assert arabic.locator("main [lang=en]").count() == 0, path
            for text in read_texts(arabic):
                # Titles of English books and studies keep their names.
                if ENGLISH.search(text) and path not in ("about/", "sources/"):
                    met[text] = path
    assert not met


def test_an_argument_is_answered_and_the_guide_searched_in_arabic_offline(arabic: Page, world: Site):
    with world.down():
        arabic.goto(f"{world.base}/ar/arguments/")
        arabic.get_by_role("searchbox").fill("لازم نسمع الطرفين")
        expect(arabic.locator(".fits")).to_contain_text("نسمع الطرفين")
        arabic.goto(f"{world.base}/ar/search/")
        arabic.get_by_role("searchbox").fill("مجموعة الدعم")
        expect(arabic.locator("[data-part=found] li").first).to_contain_text("الدعم")


def test_an_argument_is_answered_in_german(page: Page, world: Site):
    page.goto(f"{world.base}/de/arguments/")
    page.get_by_role("searchbox").fill("wir müssen doch beide seiten hören")
    expect(page.locator(".fits")).to_contain_text("beide Seiten")


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_nine_of_ten_phrasings_bring_the_card_among_the_first_three_in_other_languages(page: Page, world: Site, tag: str):
    """As people write on a phone: everyday German; Arabic of the Levant, of Egypt and of newspapers. No line of a card holds one of them."""
    said = [line.split("\t") for line in (FIXTURES / f"said_{tag}.txt").read_text(encoding="utf-8").splitlines()]
    page.goto(f"{world.base}/{tag}/arguments/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    first = first_three(page, [phrase for _, phrase in said])
    missed = [(card, phrase, paths) for (card, phrase), paths in zip(said, first, strict=True) if f"/{tag}/arguments/{card}/" not in paths]
    assert len(missed) <= len(said) / 10, missed


def test_a_code_and_the_number_after_it_keep_their_order_in_arabic(arabic: Page, world: Site):
    """Where each stands on the screen: what comes first in the sentence stands further to the right."""
    arabic.goto(f"{world.base}/ar/phone/")
    line = arabic.locator(".status p", has_text=world.edition.languages["ar"][:4])
    expect(line).to_contain_text("كيلوبايت")
    expect(line).to_be_visible()
    places = line.evaluate(
        """(line) => {
            const text = line.firstChild;
            const place = (part) => {
                const range = document.createRange();
                const at = text.data.indexOf(part);
                range.setStart(text, at);
                range.setEnd(text, at + part.length);
                return range.getBoundingClientRect();
            };
            const code = place(document.documentElement.dataset.edition.slice(0, 4));
            const size = place(/\\d+(?=[^\\d]*كيلوبايت)/.exec(text.data)[0]);
            return [code.top, code.left, size.top, size.left];
        }"""
    )
    assert places[0] < places[2] or places[1] > places[3]


def test_no_letter_of_a_role_reaches_into_the_bar_below_it(arabic: Page, world: Site):
    """As the font draws it: Arabic letters go further below the line than Latin ones."""
    arabic.goto(f"{world.base}/ar/exercises/map-tasks/")
    arabic.locator(".map-view .button").click()
    roles = arabic.locator(".map-view .chips").first.locator("button")
    roles.first.click()
    arabic.locator("dialog [value=memory]").click()
    roles.nth(2).click()
    arabic.locator(".map-steps button").nth(1).click()
    for line in arabic.locator(".map-lines > li").all()[:3]:
        for role in line.locator(".chips button").all():
            role.click()
    arabic.locator(".map-steps button").nth(2).click()
    reaches = arabic.locator("figure svg").first.evaluate(
        """(svg) => {
            const pen = document.createElement('canvas').getContext('2d');
            const boxes = [...svg.querySelectorAll('rect')].map((box) => Number(box.getAttribute('y')));
            return [...svg.querySelectorAll('text')].map((text) => {
                pen.font = `${getComputedStyle(text).fontSize} ${getComputedStyle(text).fontFamily}`;
                const line = Number(text.getAttribute('y'));
                const below = Math.min(...boxes.filter((y) => y > line));
                return [text.textContent, line + pen.measureText(text.textContent).actualBoundingBoxDescent, below];
            });
        }"""
    )
    assert len(reaches) > 2
    assert [text for text, end, box in reaches if box is not None and end > box] == []


def test_ticking_works_in_arabic(arabic: Page, world: Site):
    arabic.goto(f"{world.base}/ar/checklists/first-day/")
    arabic.get_by_role("checkbox").first.check()
    arabic.get_by_role("dialog").get_by_role("button").nth(1).wait_for()


def test_arabic_letters_are_neither_slanted_nor_spaced(arabic: Page, world: Site):
    """Its script has no italics, and its letters join. What a facilitator is told to do still looks other than what is said aloud."""
    arabic.goto(f"{world.base}/ar/guide/opening-words/")
    said, told, heading = (arabic.locator(place).first for place in ("blockquote:has(em)", "blockquote em", "h1"))
    expect(told).to_have_css("font-style", "normal")
    expect(heading).to_have_css("letter-spacing", "normal")
    color = "(node) => getComputedStyle(node).color"
    assert told.evaluate(color) != said.evaluate(color)


def test_a_sheet_in_arabic_offers_letters_that_its_readers_know(arabic: Page, world: Site):
    arabic.goto(f"{world.base}/ar/exercises/map-tasks/")
    arabic.get_by_role("button", name="بدء خريطة", exact=True).click()
    offered = arabic.get_by_role("group", name="الحروف", exact=True).get_by_role("button")
    expect(offered).to_have_text(["أ", "ب", "ج", "د", "هـ", "و", "ز", "ح"])


def test_in_an_arabic_meeting_an_arabic_letter_stands_in_for_a_name(arabic: Page, world: Site):
    """A name in Latin letters, which have capitals that tell it."""
    arabic.goto(f"{world.base}/ar/meeting/")
    arabic.locator("#ninety-minutes [data-does=start]").click()
    first, second = arabic.locator("input[name=facilitator]:visible"), arabic.locator("input[name=second]:visible")
    first.fill("Miriam")
    second.focus()
    arabic.locator(".hint [data-does=letter]").click()
    expect(first).to_have_value("أ")


def test_switching_the_language_keeps_place_ticks_and_notes(page: Page, world: Site):
    page.goto(f"{world.base}/en/checklists/first-day/")
    wait_until_kept(page)
    page.get_by_role("checkbox").first.check()
    keep_until_closed(page)
    expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")
    for tag, name, direction in (("de", "Deutsch", "ltr"), ("ar", "العربية", "rtl"), ("en", "English", "ltr")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        assert page.url == f"{world.base}/{tag}/checklists/first-day/"
        expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")
        expect(page.locator(".bar a").first).to_have_attribute("href", f"/{tag}/")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")


BLOCK_AT_THE_TOP = """() => {
    const bar = document.querySelector('.bar').getBoundingClientRect();
    const edge = bar.top <= 0 && bar.height < innerHeight / 2 ? bar.height : 0;
    const blocks = [...document.querySelectorAll('main > h1, main article > *, main li, main > p')].filter((each) => each.getClientRects().length);
    return blocks.findLastIndex((each) => each.getBoundingClientRect().top <= edge + 2);
}"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
@pytest.mark.parametrize("way", ["with a network", "without a network", "with ticks in memory"])
def test_switching_the_language_stays_at_the_same_block(page: Page, world: Site, way: str, width: int, height: int):
    """There and back: where somebody has read, not where the links to the languages stand."""
    page.set_viewport_size({"width": width, "height": height})
    for tag in ("ar", "en"):
        page.goto(f"{world.base}/{tag}/checklists/first-day/")
        wait_until_kept(page)
    if way == "with ticks in memory":
        page.get_by_role("checkbox").first.check()
        keep_until_closed(page)
    item = page.locator("[data-item]").nth(6)
    item.evaluate("(item) => scrollTo(0, item.getBoundingClientRect().top + scrollY - 10)")
    page.wait_for_timeout(300)
    before = page.evaluate(BLOCK_AT_THE_TOP)
    assert before > 5
    with world.down() if way == "without a network" else nullcontext():
        for tag, name in (("ar", "العربية"), ("en", "English")):
            # Somebody reads for a while, then goes down to the links.
            page.wait_for_timeout(1300)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(400)
            page.get_by_role("link", name=name, exact=True).click()
            expect(page.locator("html")).to_have_attribute("lang", tag)
            expect_block(page, before)
            assert page.url == f"{world.base}/{tag}/checklists/first-day/"
            assert page.evaluate("document.activeElement.closest('main') !== null && document.activeElement.id !== 'main'")
    if way == "with ticks in memory":
        expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")


def expect_block(page: Page, wanted: int) -> None:
    """Until the block at the upper edge is this one."""
    for _ in range(50):
        found = page.evaluate(BLOCK_AT_THE_TOP)
        if found == wanted:
            return
        page.wait_for_timeout(100)
    assert found == wanted


@pytest.mark.parametrize("way", ["memory", "passphrase"])
def test_switching_the_language_keeps_notes_open(page: Page, world: Site, way: str):
    page.goto(f"{world.base}/en/")
    wait_until_kept(page)
    begin_to_keep(page, way, "the blue kettle")
    for name, tag in (("Deutsch", "de"), ("العربية", "ar")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.locator("[data-screen=board] .note-text")).to_have_text("the blue kettle", timeout=SLOW)


def test_after_a_switch_in_place_every_tool_speaks_the_new_language(page: Page, world: Site):
    page.goto(f"{world.base}/en/checklists/first-day/")
    wait_until_kept(page)
    page.get_by_role("checkbox").first.check()
    keep_until_closed(page)
    page.get_by_role("link", name="Deutsch", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.locator(".bar a[href='/de/arguments/']").click()
    page.get_by_role("searchbox").fill("er ist doch krank")
    expect(page.locator(".fits")).to_be_visible()
    assert page.locator("a.button[data-part=more]").get_attribute("href").startswith("/de/arguments/")


def test_each_language_is_kept_by_itself_or_beside_others(arabic: Page, world: Site):
    expect_kept = "new Promise((resolve) => { indexedDB.open('guide').onsuccess = ({ target }) => { target.result.transaction('languages').objectStore('languages').getAllKeys().onsuccess = (got) => { target.result.close(); resolve(got.target.result); }; }; })"
    assert arabic.evaluate(expect_kept) == ["ar"]
    arabic.get_by_role("link", name="Deutsch", exact=True).click()
    arabic.wait_for_url("**/de/")
    wait_until_kept(arabic)
    assert sorted(arabic.evaluate(expect_kept)) == ["ar", "de"]
    with world.down():
        arabic.goto(f"{world.base}/de/words/")
        expect(arabic.locator("html")).to_have_attribute("lang", "de")


@pytest.mark.parametrize("path", TEMPLATES)
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_no_sideways_scrolling_on_the_narrowest_phone(page: Page, world: Site, path: str, tag: str):
    page.expected = ["404"]
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(f"{world.base}/{tag}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_no_dots_stand_on_a_line_alone_in_the_bar(page: Page, world: Site, tag: str, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{world.base}/{tag}/")
    lines = page.locator(".bar a", has_text="…").evaluate(
        """(link) => {
            const text = [...link.childNodes].find((node) => node.data?.includes('…'));
            const line = (at) => { const range = document.createRange(); range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect().top; };
            const dots = text.data.indexOf('…');
            const word = text.data.slice(0, dots).search(/\\S\\s*$/u);
            return [line(word), line(dots)];
        }"""
    )
    assert lines[0] == lines[1]


@pytest.mark.parametrize("path", ["", "arguments/both-sides/", "guide/order-of-work/", "checklists/first-day/", "meeting/", "exercises/map-tasks/", "notes/"])
def test_no_accessibility_violation_in_arabic(page: Page, world: Site, path: str):
    page.goto(f"{world.base}/ar/{path}")
    page.wait_for_selector("html:not([data-offline=none])")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_draft_says_so_on_every_page_and_english_does_not(page: Page, world: Site):
    page.goto(f"{world.base}/de/guide/first-hours/")
    expect(page.locator(".draft")).to_contain_text("Entwurf")
    page.goto(f"{world.base}/en/guide/first-hours/")
    expect(page.locator(".draft")).to_have_count(0)


def test_a_role_is_no_name_where_every_noun_has_a_capital(page: Page, world: Site):
    page.goto(f"{world.base}/de/exercises/map-tasks/")
    wait_until_kept(page)
    page.get_by_role("button", name="Strukturkarte beginnen").click()
    field = page.get_by_label("Weitere Rolle")
    field.fill("Die Küche")
    field.press("Enter")
    expect(page.locator(".chips").get_by_role("button", name="Die Küche")).to_have_attribute("aria-pressed", "true")

    page.goto(f"{world.base}/de/exercises/")
    page.get_by_text("Vereinbarung hinzufügen").click()
    page.get_by_label("Was werdet ihr tun?").fill("Zwei Personen kochen.")
    page.get_by_label("Welche Rolle kümmert sich darum?").fill("Die Küche")
    page.get_by_role("button", name="Vereinbaren", exact=True).click()
    expect(page.locator("#agreements li").first).to_contain_text("Zwei Personen kochen.")

    page.goto(f"{world.base}/de/meeting/")
    page.locator("#ninety-minutes [data-does=start]").click()
    page.get_by_label("Moderation", exact=True).fill("Die Küche")
    page.get_by_label("Zweite Moderation").focus()
    expect(page.locator("[aria-invalid], .hint")).to_have_count(0)
    page.get_by_role("button", name="Anfangen", exact=True).click()
    page.get_by_role("button", name="Bis ich das hier schließe").click()
    expect(page.locator(".where")).to_contain_text("Schritt 1")
    assert page.evaluate(f"{ENTRIES}.then(({{ all }}) => all('meeting')[0]?.[1].roles)") == {"facilitator": "Die Küche"}
