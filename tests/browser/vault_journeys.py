"""What a person does with the vault, on the real pages of a running server: the same in every engine. `kept` is a Page on the guide's start."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from engines import Page

from tests.browser.conftest import Site, wait_until_kept

NOTE = "Ask again on Sunday who brings the key."
OTHER = "seven green kettles in a field"
PATHS = ("", "guide/", "guide/first-hours/", "arguments/", "checklists/first-day/", "exercises/map-care/", "meeting/", "notes/", "phone/", "search/")

# The module that the page itself uses, under the same address.
KEEP = "import(new URL('keep.js', document.querySelector('script[type=module]').src).href)"


def keep_with_offered_words(page: Page) -> str:
    """Answers the question how to keep: with a passphrase, the one that is offered."""
    page.click("dialog button[value=passphrase]")
    page.wait_for_function("document.querySelector('dialog .offered')?.textContent.split(' ').length === 5")
    passphrase = page.text("dialog .offered")
    page.type("dialog input[name=first]", passphrase)
    page.type("dialog input[name=again]", passphrase)
    page.click("dialog button[value=use]")
    page.wait_for_function("!document.querySelector('dialog')")
    return passphrase


def write(page: Page, text: str) -> None:
    page.type(".note-form textarea", text)
    page.click(".note-form button", "Keep the note")
    page.wait_for_text(".note-text", text)


def unlock(page: Page, passphrase: str) -> None:
    page.type(".unlock input[name=secret]", passphrase)
    page.click(".unlock button", "Open the notes")


def first_note(page: Page, base: str) -> str:
    """Writes NOTE on the notes page of a phone that keeps nothing yet. Answers the passphrase."""
    page.goto(f"{base}/en/notes/")
    page.click("[data-screen=board] [data-do=write]")
    passphrase = keep_with_offered_words(page)
    write(page, NOTE)
    return passphrase


def shows_nothing(page: Page) -> bool:
    """Neither the page nor anything in it, seen or not."""
    return NOTE not in page.evaluate("document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(({ value }) => value)")


def read_by_python(file: Path, passphrase: str) -> list:
    # In a session without a terminal, so that the passphrase is read from where we write it.
    command = [sys.executable, "-m", "app.vault_file", str(file)]
    done = subprocess.run(command, input=f"{passphrase}\n", capture_output=True, text=True, start_new_session=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class VaultJourneys:
    @pytest.fixture(autouse=True)
    def nothing_tells_the_server(self, running: Site) -> Iterator[None]:
        """No request carries a word of what was entered."""
        asked: list[str] = []

        def listen(environ: dict, _start_response) -> None:
            asked.append(repr(sorted((name, value) for name, value in environ.items() if isinstance(value, str))))

        with running.fault(listen):
            yield
        told = "\n".join(asked)
        assert asked and not re.search(r"Sunday|kettles|note-text", told), told

    def test_every_kind_of_page_opens_without_a_network(self, kept: Page, running: Site):
        with running.down():
            for path in PATHS:
                kept.goto(f"{running.base}/en/{path}")
                assert kept.evaluate("document.querySelectorAll('main h1').length") == 1, path
                kept.wait_for_selector("html[data-offline=ready]")

    def test_what_is_written_without_a_network_is_there_after_unlocking(self, kept: Page, running: Site):
        with running.down():
            kept.goto(f"{running.base}/en/checklists/first-day/")
            kept.click(".items label")
            passphrase = keep_with_offered_words(kept)
            kept.wait_for_text(".standing", "behind your passphrase")
            kept.click(".foot a", "Notes")
            kept.click("[data-screen=board] [data-do=write]")
            write(kept, NOTE)

            kept.reload()
            kept.wait_for_selector(".unlock")
            assert shows_nothing(kept)
            unlock(kept, OTHER)
            kept.wait_for_text(".unlock [role=alert]", "does not open")
            assert shows_nothing(kept)
            unlock(kept, passphrase)
            kept.wait_for_text(".note-text", NOTE)
            kept.click(".bar a", "Lists")
            kept.click("main a", "The first day")
            kept.wait_for_selector("[data-item][data-state=done]")

    def test_closing_the_notes_leaves_nothing_on_the_page(self, kept: Page, running: Site):
        passphrase = first_note(kept, running.base)
        kept.click("[data-do=lock]")
        kept.wait_for_selector(".unlock")
        assert shows_nothing(kept)
        unlock(kept, passphrase)
        kept.wait_for_text(".note-text", NOTE)

    def test_coming_back_to_the_page_finds_it_closed(self, kept: Page, running: Site):
        first_note(kept, running.base)
        kept.goto(f"{running.base}/healthz")
        kept.go_back()
        kept.wait_for_selector(".unlock")
        assert shows_nothing(kept)

    def test_notes_move_to_another_phone_by_file_and_wiping_leaves_nothing(self, kept: Page, running: Site, tmp_path: Path):
        first_note(kept, running.base)
        file = tmp_path / "records.bin"
        file.write_bytes(bytes(kept.evaluate(f"async (passphrase) => Array.from((await (await {KEEP}).exportFile(passphrase)).bytes)", OTHER)))
        entries = read_by_python(file, OTHER)
        assert [(entry["kind"], entry["value"]["text"]) for entry in entries] == [("note", NOTE)]

        self.wipe(kept)
        kept.wait_for_text("main h1", "Everything is removed from this phone.")
        left = "Promise.all([indexedDB.databases(), navigator.serviceWorker.getRegistrations(), caches.keys()]).then((all) => all.map(({ length }) => length))"
        assert kept.evaluate(left) == [0, 0, 0]
        assert shows_nothing(kept)

        kept.goto(f"{running.base}/en/notes/")
        wait_until_kept(kept)
        with running.down():
            kept.goto(f"{running.base}/en/notes/")
            kept.wait_for_selector("[data-screen=board]")
            assert shows_nothing(kept)
            kept.click(".manage summary")
            kept.choose_file("[data-screen=board] input[type=file]", file)
            kept.type("dialog input[name=secret]", OTHER)
            kept.click("dialog button[value=use]")
            kept.wait_for_text(".said", "1 added")
            kept.wait_for_text(".note-text", NOTE)

    def test_wiping_without_a_network_says_what_may_remain(self, kept: Page, running: Site):
        first_note(kept, running.base)
        with running.down():
            self.wipe(kept)
            kept.wait_for_text("main h1", "Traces may stay on the storage")
            assert kept.evaluate("indexedDB.databases()") == []

    def wipe(self, page: Page) -> None:
        page.click(".manage summary")
        page.click("[data-screen=board] [data-do=wipe]")
        page.click("dialog button[value=yes]")
