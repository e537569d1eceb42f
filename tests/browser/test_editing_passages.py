"""Editing on a phone: open a page, tap a passage, reword it and see it as readers will; two people at once; without scripts too."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Site, assert_quiet, watch
from playwright.sync_api import Browser, Page, expect
from werkzeug.security import generate_password_hash

from app.behind import Behind
from app.editing import application
from app.models import EDITOR, TRANSLATOR, Person, database
from app.serving import Serving

PASSPHRASE = "lantern orbit copper meadow"
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"}


@pytest.fixture
def editing(make_site) -> Iterator[Site]:
    """A server with an editor, Edda, and a translator of German, Tilda."""
    site = make_site(languages=("en", "de"))
    application(site.settings)
    with database.connection_context():
        for name, role, languages in (("Edda", EDITOR, ""), ("Tilda", TRANSLATOR, "de")):
            made = generate_password_hash(PASSPHRASE, "pbkdf2:sha256:1")
            Person.create(name=name, folded=Person.fold(name), role=role, languages=languages, passphrase=made)
    site.serving = Serving(site.settings, Behind(site.settings))
    yield site


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.base}/edit/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(f"You are signed in as {name}.")).to_be_visible()


def open_passage(page: Page, site: Site) -> None:
    """The first paragraph of P1 in German, by the way that a person takes."""
    page.goto(f"{site.base}/edit/")
    page.get_by_role("link", name="Reword and translate the texts").click()
    page.get_by_role("link", name="Deutsch").click()
    page.get_by_role("link", name="Was das hier ist").click()
    page.get_by_role("link", name="Edit: This is a guide").or_(page.locator(".preview p > a.into")).first.click()
    expect(page.get_by_role("heading", name="Passage: Deutsch")).to_be_visible()


def words(page: Page):
    return page.get_by_label("Your group’s words")


def assert_good(page: Page) -> None:
    """Nothing for axe to find, and nothing that has to be moved sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def replaced(text: str) -> str:
    """Another text with the same links and marks."""
    return text.replace(" ", " wirklich ", 1)


def test_a_passage_is_reworded_on_a_phone_with_its_preview_beside(page: Page, editing: Site):
    sign_in(page, editing, "Edda")
    page.goto(f"{editing.base}/edit/pages/")
    assert_good(page)
    page.goto(f"{editing.base}/edit/pages/de/")
    assert_good(page)
    page.goto(f"{editing.base}/edit/pages/de/guide/what-this-is/")
    assert_good(page)
    open_passage(page, editing)
    assert_good(page)

    shown = page.get_by_role("region", name="As readers will see it")
    expect(shown).to_be_hidden()
    before = words(page).input_value()
    words(page).fill(f"{before} Das hier ist *neu*: <b>so</b>.")
    expect(shown).to_contain_text("Das hier ist neu: <b>so</b>.")
    expect(shown.locator("em", has_text="neu")).to_be_visible()
    expect(shown).to_contain_text("differ from the English ones")
    words(page).fill(replaced(before))
    expect(shown).to_contain_text(" wirklich ")
    expect(shown).not_to_contain_text("differ from the English ones")
    expect(shown.locator("h2", has_text="Was das hier ist")).to_be_attached()
    assert_good(page)

    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("status")).to_contain_text("Kept as a draft.")
    expect(words(page)).to_have_value(replaced(before))
    page.get_by_role("link", name="Back to the page").click()
    expect(page.locator(".preview")).to_contain_text(" wirklich ")
    expect(page.get_by_role("link", name="Edit:").filter(has_text="your own words")).to_have_count(1)
    page.goto(f"{editing.base}/de/guide/what-this-is/")
    expect(page.get_by_text(replaced(before)[:30])).to_have_count(0)


def test_the_second_of_two_phones_is_told_and_loses_nothing(page: Page, editing: Site, browser: Browser):
    other = browser.new_context(**PHONE).new_page()
    watch(other)
    sign_in(page, editing, "Edda")
    sign_in(other, editing, "Tilda")
    open_passage(page, editing)
    open_passage(other, editing)
    before = words(page).input_value()
    words(other).fill(f"{before} Von Tilda.")
    other.get_by_role("button", name="Keep as a draft").click()
    expect(other.get_by_role("status")).to_contain_text("Kept as a draft.")

    page.expected = ["409"]
    words(page).fill(f"{before} Von Edda.")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("heading", name="Somebody else wrote here meanwhile")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Von Tilda.")
    expect(words(page)).to_have_value(f"{before} Von Edda.")
    assert_good(page)
    words(page).fill(f"{before} Von beiden.")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("status")).to_contain_text("Kept as a draft.")
    expect(page.get_by_text("Von Tilda.").first).to_be_attached()
    assert_quiet(other)
    other.context.close()


def test_what_is_written_stays_when_the_network_is_gone(page: Page, editing: Site):
    sign_in(page, editing, "Edda")
    open_passage(page, editing)
    text = replaced(words(page).input_value())
    page.expected = ["Failed to load resource", "ERR_"]
    with editing.down():
        words(page).fill(text)
        page.get_by_role("button", name="Keep as a draft").click()
        expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
        expect(words(page)).to_have_value(text)
    editing.serving = Serving(editing.settings, Behind(editing.settings))
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("status")).to_contain_text("Kept as a draft.")


def test_without_scripts_the_button_shows_the_preview(editing: Site, browser: Browser):
    page = browser.new_context(java_script_enabled=False, **PHONE).new_page()
    sign_in(page, editing, "Edda")
    open_passage(page, editing)
    text = replaced(words(page).input_value())
    words(page).fill(text)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="As readers will see it")).to_contain_text(" wirklich ")
    expect(words(page)).to_have_value(text)
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("status")).to_contain_text("Kept as a draft.")
    page.context.close()


def test_a_file_goes_out_and_comes_in_on_a_phone(page: Page, editing: Site, tmp_path):
    sign_in(page, editing, "Tilda")
    page.goto(f"{editing.base}/edit/catalogs/")
    assert_good(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download guide-de.po").click()
    file = tmp_path / "guide.po"
    started.value.save_as(file)
    file.write_text(file.read_text(encoding="utf-8").replace('msgstr "Warum diese Worte"', 'msgstr "Warum gerade diese Worte"'), encoding="utf-8")
    assert "Warum gerade diese Worte" in file.read_text(encoding="utf-8")
    page.get_by_label("A file that was worked on").set_input_files(file)
    page.get_by_role("button", name="Look at what would change").click()
    expect(page.get_by_text("1 text would change")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Keep 1 text as a draft").click()
    expect(page.get_by_role("status")).to_contain_text("1 text was kept as a draft.")
