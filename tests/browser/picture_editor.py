"""Takes the pictures of docs/editing.md anew: `python -m tests.browser.picture_editor`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS, chromium
from tests.browser.editors import ROOT, Server, join

SHOWN = {"width": 390, "height": 780}


def take(page: Page, name: str) -> None:
    page.screenshot(path=ROOT / "docs" / "pictures" / f"editor-{name}.png")


def add_contact(page: Page, server: Server, name: str, does: str, telephone: str) -> None:
    page.goto(f"{server.address}/edit/contacts/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("What they do").fill(does)
    page.get_by_label("Telephone").fill(telephone)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def main() -> None:
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data))
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        try:
            page = browser.new_page(viewport=SHOWN, locale="en-GB")
            join(page, server.invite("Edda"))
            page.goto(f"{server.address}/edit/")
            take(page, "home")
            # Numbers that no exchange gives out.
            add_contact(page, server, "House by the river", "They listen, day and night.", "+44 1632 960001")
            add_contact(page, server, "Room 7", "Legal advice, on Tuesdays.", "+44 1632 960002")
            page.goto(f"{server.address}/edit/contacts/")
            take(page, "contacts")
            page.goto(f"{server.address}/edit/pages/de/arguments/both-sides/")
            page.locator(".preview p > a.into, .preview li > a.into").first.click()
            page.get_by_label("Your group’s words").fill("Wir sind hier kein Gericht.")
            page.get_by_role("button", name="Keep as a draft").click()
            expect(page.locator("[role=status]").first).to_be_visible()
            take(page, "passage")
            page.goto(f"{server.address}/edit/publish/")
            take(page, "publish")
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
