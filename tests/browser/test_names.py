"""Names are asked about, gently, in languages whose capitals tell nothing: a list of given names, and what it must not mistake for one."""

from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from app.guide.load import CONTENT
from tests.browser.conftest import Site, wait_until_kept

TRANSLATIONS = CONTENT.parent.parent / "translations"
MODULE = "import(document.querySelector('link[rel=modulepreload][href$=\"js/main.js\"]').href.replace('main.js', 'map/names.js'))"

NAMES = {
    "en": ["Anna", "anna", "mehmet", "Анна", "محمد", "the keys: Sasha"],
    "de": [
        "Anna",
        "anna",
        "Mehmet",
        "Jürgen",
        "Ayşe",
        "Kai",
        "Ernst",
        "Katja macht das",
        "Berîvan",
        "Małgorzata",
        "José",
        "Klaus und die Küche",
        "Annas Gruppe",
    ],
    "ar": ["أحمد", "احمد", "سارة", "ساره", "محمد وعلي", "لأحمد", "وفاطمة", "علي", "نور", "مريم", "شيرين", "Anna"],
}
ROLES = {
    "en": "kitchen; treasurer; the one with the keys; press team; joint chair; driver; old hands; march; sound and light; grant writing; mark the dates; art group; bill payer",
    "de": "Küche; Plenum; Kasse; Moderation; Raumgruppe; Schlüssel; die Person mit dem Transporter; Protokoll; Mai; April; August; Januar; Dienstag; Berlin; die Älteren; "
    "alle anderen; Jeans waschen; Ernst nehmen; Gäste empfangen; Ordner bei der Demo; Kassenwart; Marktplatz; Finanzen; Hausrat; wer im Haus wohnt; Wolfsburg",
    "ar": "المطبخ; أمين الصندوق; أمينة الصندوق; أمين السر; التيسير; منسقة الاجتماع; لجنة الإعلام; حارس الباب; فريق الدعم; يناير; كانون الثاني; شباط; رمضان; ربيع الأول; رجب; الجمعة; "
    "بيروت; دمشق; الطبخ على الدور; من أجل الجميع; كبار السن; عمر المجموعة; نور الغرفة; المؤيدون; النضال اليومي; المعتصمون; روضة الأطفال; رعاية الأطفال; الكاتبة; الضيوف",
}


def ask(page: Page, call: str, texts: list[str], tag: str) -> list[str]:
    """Those that look like a name."""
    return page.evaluate(f"([texts, tag]) => {MODULE}.then((names) => texts.filter((text) => names.{call}))", [texts, tag])


@pytest.mark.parametrize("tag", NAMES)
def test_given_names_are_noticed_in_any_language_and_script(page: Page, site: str, tag: str):
    page.goto(f"{site}/en/")
    assert ask(page, "roleLooksLikeName(text, [], tag)", NAMES[tag], tag) == NAMES[tag]


@pytest.mark.parametrize("tag", ROLES)
def test_roles_months_and_places_are_no_names(page: Page, site: str, tag: str):
    page.goto(f"{site}/en/")
    roles = [role.strip() for role in ROLES[tag].split(";")]
    assert ask(page, "roleLooksLikeName(text, [], tag)", roles, tag) == []
    assert ask(page, "lineLooksLikeName(text, tag)", roles, tag) == []


def words_of(tag: str) -> list[str]:
    if tag == "en":
        texts = [file.read_text(encoding="utf-8") for file in CONTENT.rglob("*.md")]
    else:
        texts = []
        for catalog in ("guide", "messages"):
            with (TRANSLATIONS / tag / "LC_MESSAGES" / f"{catalog}.po").open("rb") as file:
                texts += [" ".join([message.string] if isinstance(message.string, str) else message.string) for message in read_po(file)]
    return sorted(set(" ".join(texts).lower().split()))


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_no_word_of_the_whole_guide_is_taken_for_a_name(page: Page, site: str, tag: str):
    page.goto(f"{site}/en/")
    words = words_of(tag)
    assert len(words) > 2000
    assert ask(page, "lineLooksLikeName(text, 'de')", words, tag) == []


@pytest.fixture
def everywhere(make_site) -> Iterator[Site]:
    return make_site(languages=("en", "de", "ar"))


@pytest.mark.parametrize(("tag", "name", "role"), [("de", "mehmet", "Raumgruppe"), ("ar", "أحمد", "فريق الدعم")])
def test_in_german_and_arabic_a_map_and_a_meeting_ask_and_forbid_nothing(page: Page, everywhere: Site, tag: str, name: str, role: str):
    page.goto(f"{everywhere.base}/{tag}/exercises/map-tasks/")
    wait_until_kept(page)
    page.locator(".map button").first.click()
    page.locator(".map .chips button").first.click()
    page.locator("dialog button[value=memory]").click()
    field = page.locator(".map-add input").first
    own = page.locator(".map .chips").last.get_by_role("button")
    for text, asked in ((role, 0), (name, 1)):
        field.fill(text)
        field.press("Enter")
        expect(page.locator(".map-asking button")).to_have_count(asked)
    expect(own).to_have_text([role])
    page.locator(".map-asking button").click()
    expect(own).to_have_text([role, name])

    page.goto(f"{everywhere.base}/{tag}/meeting/")
    page.locator("#ninety-minutes [data-does=start]").click()
    first, second = (page.locator(f".run input[name={field}]") for field in ("facilitator", "second"))
    first.fill(role)
    second.fill(name)
    second.press("Tab")
    expect(page.locator(".hint")).to_have_count(1)
    expect(second).to_have_attribute("aria-invalid", "true")
    page.locator(".hint [data-does=role]").click()
    expect(page.locator(".hint")).to_have_count(0)


def test_the_list_of_names_is_loaded_where_roles_are_entered_alone(page: Page, site: str):
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{site}/en/guide/first-hours/")
    page.wait_for_load_state("networkidle")
    assert [address for address in fetched if address.endswith("main.js")]
    assert not [address for address in fetched if "given-names" in address]
    page.goto(f"{site}/en/meeting/")
    page.locator("[data-does=start]").first.wait_for()
    assert [address for address in fetched if "given-names" in address]
