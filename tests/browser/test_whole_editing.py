"""A collective that sees no terminal after the invitation: contacts, a passage, a card, publish, take back; and a backup that restores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editors import Server, accessible, join


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

    file = tmp_path / "group.zip"
    server.command("backup", str(file))

    page.goto(f"{server.address}/edit/publications/")
    page.get_by_role("button", name="Take back to this one").last.click()
    expect(page.get_by_role("heading", name="Published", exact=True)).to_be_visible(timeout=180_000)
    reader.goto(f"{server.address}/en/contacts/")
    expect(reader.get_by_text("House by the river")).to_have_count(0)
    # Drafts stay.
    page.goto(f"{server.address}/edit/contacts/")
    expect(page.get_by_role("heading", name="House by the river")).to_be_visible()

    elsewhere = tmp_path / "elsewhere"
    server.command("restore", str(file), HANDRAIL_DATA=str(elsewhere), HANDRAIL_LANGUAGES="en")
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
