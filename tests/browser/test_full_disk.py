"""A disk that is really full: the browser's profile lies on a small tmpfs, and something else takes the rest of it.

The browser is told no quota; it finds out when it writes.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from modules import PASSPHRASE, load
from playwright.sync_api import Page, Playwright, expect
from test_faults import phone

from tests.browser.by_hand import SLOW, begin_to_keep, hide, is_locked, open_notes, press, unlock, write_free
from tests.browser.conftest import Site, wait_until_kept
from tests.browser.process import kill_group

pytest_plugins = ["modules"]
pytestmark = pytest.mark.faults

SIZE = 64 * 1024 * 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    if os.geteuid():
        pytest.fail("Only root can mount a disk for this test. Run it as root, or leave it out with -k.")
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def folder(disk: Path) -> Path:
    folder = disk / "profile"
    folder.mkdir()
    return folder


UNTIL_KEPT = """async (number) => {
  const count = () => new Promise((resolve, reject) => {
    const request = indexedDB.open('records');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const asked = request.result.transaction('records').objectStore('records').count();
      asked.onsuccess = () => { request.result.close(); resolve(asked.result); };
    };
  });
  while ((await count()) < number) await new Promise((resolve) => setTimeout(resolve, 100));
}"""


def fill(disk: Path, leave: int) -> None:
    """Takes all of the disk but `leave` bytes."""
    with (disk / "filler").open("wb") as filler:
        while (room := shutil.disk_usage(disk).free - leave) > 0:
            filler.write(bytes(min(room, 65_536)))
            filler.flush()


def make_room(disk: Path) -> None:
    (disk / "filler").unlink()


def entries(page: Page) -> dict[str, str]:
    return {entry["id"]: entry["value"] for entry in page.evaluate("keep.all()")}


@pytest.mark.parametrize("leave", [0, 50_000, 600_000])
def test_a_full_disk_is_named_and_loses_nothing_that_was_acknowledged(disk: Path, folder: Path, playwright: Playwright, modules: str, leave: int):
    written = {}
    with phone(folder, playwright) as (page, process):
        load(page, modules)
        page.evaluate("(passphrase) => keep.begin().then(() => keep.createVault('passphrase', passphrase)).then(() => null)", PASSPHRASE)
        fill(disk, leave)
        for number in range(200):
            text = f"{number} " + "x" * 20_000
            how, *why = page.evaluate("([id, text]) => outcome(keep.put('note', id, text))", [f"n{number}", text])
            if how == "error":
                break
            written[f"n{number}"] = text
        assert (how, why[0]) == ("error", "Full"), why
        assert len(written) < 200
        kill_group(process)
    make_room(disk)
    with phone(folder, playwright) as (page, _):
        load(page, modules)
        page.evaluate("keep.begin()")
        assert page.evaluate("(passphrase) => keep.unlock(passphrase)", PASSPHRASE)["problems"] == {}
        there = entries(page)
        assert written.items() <= there.items()
        assert set(there) - set(written) <= {f"n{number}"}
        page.evaluate("keep.put('note', 'later', 'text')")


@pytest.mark.parametrize("leave", [0, 50_000, 600_000])
def test_what_is_written_after_a_disk_was_full_is_there_too(disk: Path, folder: Path, playwright: Playwright, modules: str, leave: int):
    """The same browser writes on behind what it could not write; at the next start it must be able to read all of it."""
    written = {}
    with phone(folder, playwright) as (page, process):
        load(page, modules)
        page.evaluate("(passphrase) => keep.begin().then(() => keep.createVault('passphrase', passphrase)).then(() => null)", PASSPHRASE)
        for turn in range(3):
            fill(disk, leave)
            for number in range(200):
                id, text = f"{turn}-{number}", f"{number} " + "x" * 20_000
                if page.evaluate("([id, text]) => outcome(keep.put('note', id, text))", [id, text])[0] == "error":
                    break
                written[id] = text
            make_room(disk)
            if page.evaluate("keep.status().state") == "locked":
                page.evaluate("(passphrase) => keep.unlock(passphrase).then(() => null)", PASSPHRASE)
            page.evaluate("(id) => keep.put('note', id, 'behind it').then(() => null)", f"{turn}-behind")
            assert page.evaluate("keep.status().state") == "open"
            written[f"{turn}-behind"] = "behind it"
        kill_group(process)
    with phone(folder, playwright) as (page, _):
        load(page, modules)
        page.evaluate("keep.begin()")
        assert page.evaluate("(passphrase) => keep.unlock(passphrase)", PASSPHRASE)["problems"] == {}
        assert written.items() <= entries(page).items()


@pytest.mark.parametrize("way", ["passphrase", "plain"])
def test_a_full_disk_says_so_and_loses_nothing_that_was_kept(disk: Path, folder: Path, playwright: Playwright, running: Site, way: str):
    """What a person sees; and what they wrote last is still there, to be kept when there is room."""
    with phone(folder, playwright) as (page, process):
        page.set_default_timeout(SLOW)
        page.goto(f"{running.base}/en/")
        wait_until_kept(page)
        begin_to_keep(page, way, "kept before")
        fill(disk, 100_000)
        long = f"{'word ' * 60}\n" * 200
        kept = ["kept before"]
        for number in range(30):
            press(page, "Write a note")
            page.get_by_label("Note", exact=True).fill(f"{number} {long}")
            press(page, "Keep the note")
            expect(page.locator(".note-form")).to_have_count(0, timeout=SLOW)
            if page.locator(".notice").count():
                break
            kept.append(f"{number} ")
        # Where the browser closed the database before this note, it does not say why.
        expect(page.locator(".notice")).to_contain_text(re.compile("storage is full|may be full"))
        expect(page.locator(".notice")).to_contain_text("still here while this page is open")
        last = f"{number} "
        make_room(disk)
        if page.locator(".unlock").count():
            # Chromium closes a database that it cannot write to, and what is closed is locked.
            if way == "passphrase":
                unlock(page, PASSPHRASE)
            else:
                press(page, "Open the notes")
        else:
            # Somebody made room in another app, and comes back.
            hide(page)
            hide(page, False)
        expect(page.locator(".note-text")).to_have_count(len(kept) + 1, timeout=SLOW)
        assert page.locator(".note-text").first.inner_text().startswith(last)
        expect(page.locator(".problems")).to_be_hidden()
        # It was on the screen all the time; now it is written.
        page.evaluate(UNTIL_KEPT, len(kept) + 1)
        kill_group(process)
    with phone(folder, playwright) as (page, _):
        page.goto(f"{running.base}/en/notes/")
        if way == "passphrase":
            is_locked(page)
            unlock(page, PASSPHRASE)
        expect(page.locator(".note-text")).to_have_count(len(kept) + 1, timeout=SLOW)
        assert [text[: len(start)] for text, start in zip(page.locator(".note-text").all_inner_texts(), [last, *reversed(kept)], strict=True)] == [
            last,
            *reversed(kept),
        ]
        open_notes(page)
        write_free(page, "one more")
