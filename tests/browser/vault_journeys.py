"""What a person does with the vault, on the real pages of a running server: the same in every engine. `kept` is a Page on the guide's start."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import disk
import pytest
from engines import Page, until
from modules import load

from tests.browser.conftest import Site, wait_until_kept

NOTE = "Ask again on Sunday who brings the key."
OTHER = "seven green kettles in a field"
CANARY = "zqxj7canary4417vbnm"
SECRET = "vexilzwork pumtrando quibbelstaf"
TYPED, STORED = "mirror9283qwpoeiru", "mirror5561lkzmxncb"
PATHS = ("", "guide/", "guide/first-hours/", "arguments/", "checklists/first-day/", "exercises/map-care/", "meeting/", "notes/", "phone/", "search/")

# The module that the page itself uses, under the same address.
KEEP = "import(new URL('keep.js', document.querySelector('script[type=module]').src).href)"

# All modules that the page asks for, and those that they ask for.
MODULES = """Promise.all(['keep', 'guard', ...[...document.querySelectorAll('[data-start]')].map(({ dataset }) => dataset.start)]
  .map((name) => import(new URL(`${name === 'address' ? 'share' : name}.js`, document.querySelector('script[type=module]').src).href))).then(() => null)"""


class Phone(Protocol):
    """A browser whose storage is a folder: `start(folder)` opens it, and the same folder again is the same phone."""

    def new_page(self) -> Page: ...
    def close(self) -> None: ...
    def kill(self) -> None: ...


def keep_with_passphrase(page: Page, passphrase: str = "") -> str:
    """Answers the question how to keep: with a passphrase, this one or the one that is offered."""
    page.click("dialog button[value=passphrase]")
    page.wait_for_function("document.querySelector('dialog .offered')?.textContent.split(' ').length === 5")
    passphrase = passphrase or page.text("dialog .offered")
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


def first_note(page: Page, base: str, text: str = NOTE, passphrase: str = "") -> str:
    """Writes a note on the notes page of a phone that keeps nothing yet. Answers the passphrase."""
    page.goto(f"{base}/en/notes/")
    page.click("[data-screen=board] [data-do=write]")
    passphrase = keep_with_passphrase(page, passphrase)
    write(page, text)
    return passphrase


def leave_mirrors(page: Page) -> None:
    """Two words that do get onto the disk, so that finding no others means something: one stored plainly, one typed where the browser remembers it."""
    page.evaluate(
        """(stored) => new Promise((resolve, reject) => {
          const request = indexedDB.open('mirror', 1);
          request.onupgradeneeded = () => request.result.createObjectStore('mirror').put({ stored }, 'key');
          request.onsuccess = () => { request.result.close(); resolve(); };
          request.onerror = reject;
        })""",
        STORED,
    )
    page.evaluate("() => { document.querySelector('h1').after(Object.assign(document.createElement('textarea'), { id: 'mirror' })); }")
    page.type("#mirror", TYPED)


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
    REMEMBERS_WHAT_IS_TYPED = False
    """Whether this browser writes fields to the disk, to fill them again after a crash."""

    @pytest.fixture(autouse=True)
    def nothing_tells_the_server(self, running: Site, request: pytest.FixtureRequest) -> Iterator[None]:
        """No request carries a word of what was entered."""
        asked: list[str] = []

        def listen(environ: dict, _start_response) -> None:
            asked.append(repr(sorted((name, value) for name, value in environ.items() if isinstance(value, str))))

        with running.fault(listen):
            yield
        told = "\n".join(asked)
        # Some have a server of their own.
        assert asked or {"modules", "make_site"} & set(request.fixturenames)
        assert not re.search(r"Sunday|kettles|note-text", told), told

    def test_every_kind_of_page_opens_without_a_network(self, kept: Page, running: Site):
        with running.down():
            for path in PATHS:
                kept.goto(f"{running.base}/en/{path}")
                assert kept.evaluate("document.querySelectorAll('main h1').length") == 1, path
                kept.wait_for_selector("html[data-offline=ready]")
                # Firefox complains of a page that is left while its modules are still coming.
                kept.evaluate(MODULES)

    def test_what_is_written_without_a_network_is_there_after_unlocking(self, kept: Page, running: Site):
        with running.down():
            kept.goto(f"{running.base}/en/checklists/first-day/")
            kept.click(".items label")
            passphrase = keep_with_passphrase(kept)
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

    def test_what_is_in_memory_alone_outlives_reloads(self, kept: Page, running: Site):
        kept.goto(f"{running.base}/en/checklists/first-day/")
        kept.evaluate(MODULES)
        kept.click(".items label")
        kept.click("dialog button[value=memory]")
        kept.wait_for_selector("[data-item][data-state=done]")
        for _ in range(3):
            kept.reload()
            kept.wait_for_selector("[data-item][data-state=done]")
            kept.evaluate(MODULES)
        kept.goto("about:blank")
        kept.goto(f"{running.base}/en/checklists/first-day/")
        kept.wait_for_selector("[data-item][data-state=open]")
        kept.wait_for_function("window.name === ''")
        assert kept.evaluate("document.querySelectorAll('[data-state=done]').length") == 0

    def test_closing_the_notes_leaves_nothing_on_the_page(self, kept: Page, running: Site):
        passphrase = first_note(kept, running.base)
        kept.click("[data-do=lock]")
        kept.wait_for_selector(".unlock")
        assert shows_nothing(kept)
        unlock(kept, passphrase)
        kept.wait_for_text(".note-text", NOTE)

    def test_coming_back_to_the_page_finds_it_closed(self, kept: Page, running: Site):
        first_note(kept, running.base)
        kept.goto(f"http://127.0.0.1:{running.port}/en/about/")
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

    def test_leaving_in_a_hurry_closes_the_notes(self, page: Page, make_site: Callable[..., Site], nowhere: str):
        site = make_site(exit=nowhere)
        page.goto(f"{site.base}/en/")
        wait_until_kept(page)
        first_note(page, site.base)
        page.click(".bar .exit")
        page.wait_for_function(f"!location.href.startsWith('{site.base}')")
        page.goto(f"{site.base}/en/notes/")
        page.wait_for_selector(".unlock")
        assert shows_nothing(page)

    @pytest.mark.parametrize("end", ["close", "kill"])
    def test_no_word_is_on_the_disk_and_no_note_is_lost(self, start: Callable[[Path], Phone], running: Site, tmp_path: Path, end: str):
        folder = tmp_path / "phone"
        phone = start(folder)
        page = phone.new_page()
        page.goto(f"{running.base}/en/")
        wait_until_kept(page)
        first_note(page, running.base, f"{CANARY} one", SECRET)
        page.click("[data-screen=board] [data-do=write]")
        write(page, f"{CANARY} two")
        page.type("input[type=search]", f"{CANARY} two")
        page.click("[data-screen=board] [data-do=write]")
        page.type(".note-form textarea", f"{CANARY} not kept")
        leave_mirrors(page)
        if self.REMEMBERS_WHAT_IS_TYPED:
            until(lambda: disk.found(folder, {TYPED})[TYPED], "what was typed is on the disk")
        getattr(phone, end)()

        found = disk.found(folder, {CANARY, SECRET, STORED, TYPED})
        assert found[STORED] and bool(found[TYPED]) is self.REMEMBERS_WHAT_IS_TYPED, found
        assert not found[CANARY] and not found[SECRET], found

        phone = start(folder)
        page = phone.new_page()
        page.goto(f"{running.base}/en/notes/")
        unlock(page, SECRET)
        page.wait_for_text(".note-text", f"{CANARY} one")
        assert page.evaluate("document.querySelectorAll('.note-text').length") == 2
        phone.close()

    def test_ten_kills_lose_no_note_that_was_acknowledged(self, start: Callable[[Path], Phone], modules: str, tmp_path: Path):
        acknowledged: dict[str, int] = {}
        for kill in range(10):
            phone = start(tmp_path / "phone")
            page = load(phone.new_page(), modules)
            page.evaluate("keep.begin()")
            if not kill:
                page.evaluate("keep.createVault('plain')")
            else:
                assert page.evaluate("keep.unlock()")["problems"] == {}, kill
                there = {entry["id"]: entry["value"]["count"] for entry in page.evaluate("keep.all('note')")}
                assert all(there.get(name, -1) >= count for name, count in acknowledged.items()), (kill, acknowledged, there)
            page.evaluate(
                """(kill) => {
                  window.acknowledged = {};
                  (async () => {
                    for (let count = 0; ; count += 1) {
                      const name = `${kill}-${count % 7}`;
                      await keep.put('note', name, { count, filling: 'x'.repeat((count % 5) * 900) });
                      window.acknowledged[name] = count;
                    }
                  })();
                }""",
                kill,
            )
            time.sleep(0.2 + kill * 0.07)
            acknowledged |= page.evaluate("window.acknowledged")
            phone.kill()
        assert len(acknowledged) > 10

    def wipe(self, page: Page) -> None:
        page.click(".manage summary")
        page.click("[data-screen=board] [data-do=wipe]")
        page.click("dialog button[value=yes]")
