"""A collective that sees no terminal after the invitation: contacts, a passage, a card, publish, take back; and a backup that restores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editors import GOOD, Server, accessible, join


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("whole"))
    yield made
    made.stop()


def home(page: Page, server: Server, link: str) -> None:
    page.goto(f"{server.address}/edit/")
    page.get_by_role("link", name=link, exact=True).click()


def add_contact(page: Page, server: Server) -> None:
    home(page, server, "Contacts")
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Name", exact=True).fill("House by the river")
    page.get_by_label("What they do").fill("They listen, day and night.")
    page.get_by_label("Telephone").fill("+49 30 000000")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("heading", name="House by the river")).to_be_visible()


def reword(page: Page, server: Server, language: str, place: str) -> str:
    """Adds a word to the first paragraph of a page, and keeps it as a draft → what it says now."""
    page.goto(f"{server.address}/edit/pages/{language}/{place}/")
    page.locator(".preview p > a.into, .preview li > a.into").first.click()
    field = page.get_by_label("Your group’s words")
    now = field.input_value().replace(" ", " wirklich ", 1) if language == "de" else field.input_value().replace(" ", " really ", 1)
    field.fill(now)
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    return now


def publish(page: Page, server: Server, note: str) -> None:
    home(page, server, "Publish")
    accessible(page)
    page.get_by_label("A line for readers").fill(note)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=180_000)


def download(page: Page, server: Server, folder: Path) -> Path:
    """The backup, as an editor hands it to the admin: without a terminal."""
    home(page, server, "Backup")
    accessible(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="Download the backup").click()
    assert started.value.suggested_filename.startswith("backup-")
    started.value.save_as(folder / "group.zip")
    return folder / "group.zip"


def test_a_group_puts_in_its_own_publishes_takes_it_back_and_hands_over_a_backup(page: Page, server: Server, tmp_path: Path):
    join(page, server.invite("Edda"))
    add_contact(page, server)
    reword(page, server, "en", "guide/first-hours")
    reword(page, server, "de", "arguments/both-sides")

    reader = page.context.browser.new_context(service_workers="block").new_page()
    reader.goto(f"{server.address}/en/contacts/")
    expect(reader.get_by_text("House by the river")).to_have_count(0)

    publish(page, server, "Our contacts are in.")
    reader.goto(f"{server.address}/en/contacts/")
    expect(reader.get_by_text("House by the river")).to_be_visible()
    expect(reader.get_by_role("link", name="+49 30 000000")).to_have_attribute("href", "tel:+4930000000")
    reader.goto(f"{server.address}/en/guide/first-hours/")
    expect(reader.locator("main")).to_contain_text("really")
    reader.goto(f"{server.address}/de/arguments/both-sides/")
    expect(reader.locator("main")).to_contain_text("wirklich")

    file = download(page, server, tmp_path)
    page.goto(f"{server.address}/edit/publications/")
    page.get_by_role("button", name="Take back to this one").last.click()
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=180_000)
    reader.goto(f"{server.address}/en/contacts/")
    expect(reader.get_by_text("House by the river")).to_have_count(0)
    # Drafts stay.
    page.goto(f"{server.address}/edit/contacts/")
    expect(page.get_by_role("heading", name="House by the river")).to_be_visible()

    elsewhere = tmp_path / "elsewhere"
    said = server.command("restore", str(file), HANDRAIL_DATA=str(elsewhere), HANDRAIL_LANGUAGES="en")
    assert "flask --app app invite Edda" in said
    assert "House by the river" in (elsewhere / "current" / "public" / "en" / "contacts" / "index.html").read_text(encoding="utf-8")


def test_what_is_written_stays_in_the_form_when_the_server_is_away(page: Page, server: Server):
    join(page, server.invite("Nika"))
    home(page, server, "Contacts")
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("Name", exact=True).fill("House on the hill")
    page.get_by_label("What they do").fill("A bed for a night.")
    page.get_by_label("Telephone").fill("+49 30 000001")
    page.expected.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("alert")).to_contain_text("still here")
    expect(page.get_by_label("Name", exact=True)).to_have_value("House on the hill")
    page.context.set_offline(False)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("heading", name="House on the hill")).to_be_visible()


class Keys:
    """Somebody who has a keyboard and nothing else: from one control to the next, as far as it takes."""

    def __init__(self, page: Page):
        self.page = page

    def at(self) -> str:
        """What a screen reader would call the thing that has the focus."""
        return self.page.evaluate(
            """() => { const one = document.activeElement;
                return [one.getAttribute('aria-label'), one.labels?.[0]?.textContent, one.textContent].find((said) => said?.trim())?.trim() ?? ''; }"""
        )

    def go(self, name: str, key: str = "Tab", most: int = 200) -> "Keys":
        for _ in range(most):
            self.page.keyboard.press(key)
            if self.at() == name or (name.endswith("…") and self.at().startswith(name[:-1])):
                seen = self.page.evaluate(
                    "() => { const box = document.activeElement.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }"
                )
                shown = self.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle !== 'none'")
                assert seen and shown, f"{name} has the focus, and it cannot be seen"
                return self
        raise AssertionError(f"{name} cannot be reached with {key}; the last was {self.at()}")

    def press(self, name: str) -> None:
        self.go(name)
        before = self.page.url
        with self.page.expect_event("load", timeout=60_000):
            self.page.keyboard.press("Enter")
        assert before

    def write(self, name: str, text: str) -> "Keys":
        self.go(name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        return self


def test_the_whole_way_with_a_keyboard_alone(page: Page, server: Server):
    join(page, server.invite("Rae"))
    keys = Keys(page)
    keys.press("Sign out")
    page.goto(f"{server.address}/edit/sign-in")
    keys.write("Name", "Rae").write("Passphrase", GOOD).press("Sign in")
    expect(page.get_by_text("You are signed in as Rae.")).to_be_visible()

    # The skip link leads past the head of the page.
    page.keyboard.press("Tab")
    assert keys.at() == "To the text"
    page.keyboard.press("Enter")
    keys.press("Contacts")
    keys.press("Add a contact")
    keys.write("Name", "Line by night").write("What they do", "They listen.").write("Telephone", "116 117").press("Save as a draft")
    expect(page.get_by_role("status")).to_contain_text("Saved as a draft.")

    page.goto(f"{server.address}/edit/pages/en/guide/first-hours/")
    keys.press("Edit: …")
    text = page.get_by_label("Your group’s words").input_value() + " Breathe."
    keys.write("Your group’s words", text)
    expect(page.locator("[data-preview-said]")).to_have_text("The preview shows what stands in the form.", timeout=60_000)
    keys.press("Keep as a draft")
    expect(page.get_by_role("status").first).to_contain_text("Kept as a draft.")

    page.goto(f"{server.address}/edit/publish/")
    keys.write("A line for readers", "By keyboard.").press("Publish")
    # Whoever listens is told that it runs, how far it is, and that it is done.
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=300_000)
    expect(page.get_by_role("status")).to_contain_text("Readers have it from now on.")

    keys.press("What was published before")
    keys.press("Take back to this one")
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=300_000)


def test_while_it_is_built_a_screen_reader_is_told_how_far_it_is(page: Page, server: Server):
    join(page, server.invite("Sol"))
    home(page, server, "House agreements")
    page.get_by_role("link", name="English").click()
    page.get_by_label("Text", exact=True).fill("We meet sober.")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved as a draft.", timeout=60_000)
    home(page, server, "Publish")
    # Held at its beginning, so that there is something to look at however quick the machine is.
    page.route("**/state", lambda route: route.fulfill(json={"name": "running", "done": 3, "total": 12}))
    page.get_by_role("button", name="Publish", exact=True).click()
    bar = page.get_by_role("progressbar", name="Files built")
    expect(page.get_by_role("status")).to_contain_text("The guide is being built.", timeout=60_000)
    expect(bar).to_have_attribute("value", "3", timeout=30_000)
    expect(bar).to_have_attribute("max", "12")
    accessible(page)
    page.unroute("**/state")
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=300_000)
    expect(page.get_by_role("status")).to_contain_text("Readers have it from now on.")
