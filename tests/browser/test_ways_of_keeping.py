"""Keeping what one wrote in another way, and taking it to another phone by file."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.by_hand import (
    LIST,
    OTHER_WORDS,
    SECRET,
    SLOW,
    WORDS,
    begin_to_keep,
    bring_in,
    choose,
    export,
    follow,
    give_passphrase,
    is_kept,
    is_locked,
    is_ticked,
    manage,
    new_passphrase,
    note_texts,
    open_notes,
    press,
    tick,
    unlock,
    write,
    write_free,
)
from tests.browser.conftest import Site, assert_quiet, wait_until_kept, watch

pytestmark = pytest.mark.usefixtures("patience")

DATABASES = "indexedDB.databases().then((found) => found.map(({ name }) => name).sort())"


# Ways of keeping


def test_the_way_changes_at_any_time_without_loss(kept: Page):
    begin_to_keep(kept, "memory", "the first")
    follow(kept, LIST)
    tick(kept)
    open_notes(kept)
    manage(kept, "Keep them in another way")
    choose(kept, "passphrase")
    is_kept(kept, "passphrase")
    write_free(kept, "the second")
    manage(kept, "Keep them in another way")
    press(kept, "On this phone, without a passphrase")
    give_passphrase(kept, WORDS)
    is_kept(kept, "plain")
    assert note_texts(kept) == ["the second", "the first"]
    kept.reload()
    is_kept(kept, "plain")
    assert note_texts(kept) == ["the second", "the first"]
    manage(kept, "Keep them in another way")
    press(kept, "Until I close this")
    is_kept(kept, "memory")
    assert note_texts(kept) == ["the second", "the first"]
    assert kept.evaluate(DATABASES) == ["guide"]
    follow(kept, LIST)
    is_ticked(kept)


def test_leaving_the_passphrase_needs_it(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Keep them in another way")
    press(kept, "On this phone, without a passphrase")
    give_passphrase(kept, OTHER_WORDS)
    expect(kept.locator(".said")).to_have_text("That passphrase does not open this.", timeout=SLOW)
    is_kept(kept, "passphrase")
    kept.reload()
    is_locked(kept)


def test_a_new_passphrase_takes_the_place_of_the_old(kept: Page):
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept, "Change the passphrase")
    give_passphrase(kept, WORDS)
    new_passphrase(kept, OTHER_WORDS)
    expect(kept.locator(".said")).to_have_text("The passphrase is changed.", timeout=SLOW)
    kept.reload()
    kept.locator(".unlock").get_by_label("Passphrase").fill(WORDS)
    press(kept, "Open the notes")
    expect(kept.locator(".unlock [role=alert]")).to_have_text("That passphrase does not open this.", timeout=SLOW)
    unlock(kept, OTHER_WORDS)
    assert note_texts(kept) == [SECRET]


# To another phone


def test_a_file_moves_everything_to_another_phone_without_a_network(kept: Page, running: Site, browser: Browser, browser_context_args: dict, tmp_path: Path):
    other_phone = browser.new_context(**browser_context_args)
    other = other_phone.new_page()
    watch(other)
    other.goto(f"{running.base}/en/")
    wait_until_kept(other)
    begin_to_keep(kept, "passphrase", SECRET)
    with running.down():
        follow(kept, LIST)
        tick(kept)
        is_ticked(kept)
        open_notes(kept)
        file = export(kept, tmp_path)
        expect(kept.locator(".said")).to_contain_text("in your downloads")
        assert file.name == "records.bin"
        assert SECRET.encode() not in file.read_bytes()
        open_notes(other)
        bring_in(other, file)
        expect(other.locator(".said")).to_contain_text("2 added", timeout=SLOW)
        choose(other, "passphrase", OTHER_WORDS)
        is_kept(other, "passphrase")
        other.reload()
        is_locked(other)
        unlock(other, OTHER_WORDS)
        assert note_texts(other) == [SECRET]
        follow(other, LIST)
        is_ticked(other)
    command = [sys.executable, "-m", "app.vault_file", str(file)]
    read = subprocess.run(command, input=f"{OTHER_WORDS}\n", capture_output=True, text=True, start_new_session=True, check=False)
    assert read.returncode == 0, read.stderr
    assert SECRET in read.stdout
    assert_quiet(other)
    other_phone.close()


@pytest.mark.parametrize(
    ("content", "words", "reason"),
    [
        (b"\xff\xd8\xff\xe0 a photo", OTHER_WORDS, "not a file of notes from this app"),
        (None, WORDS, "That passphrase does not open this."),
        (b"one byte more", OTHER_WORDS, "damaged"),
    ],
    ids=["photo", "wrong passphrase", "changed"],
)
def test_a_file_that_does_not_open_says_why_and_changes_nothing(kept: Page, tmp_path: Path, content: bytes | None, words: str, reason: str):
    begin_to_keep(kept, "plain", "mine")
    file = export(kept, tmp_path)
    if content and b"photo" in content:
        file.write_bytes(content)
    elif content:
        file.write_bytes(file.read_bytes() + content)
    bring_in(kept, file, words)
    expect(kept.locator(".said")).to_contain_text(reason, timeout=SLOW)
    assert note_texts(kept) == ["mine"]


def test_a_file_that_is_too_large_is_not_even_read(kept: Page, tmp_path: Path):
    """Nobody is asked for its passphrase, and a small phone does not run out of memory."""
    begin_to_keep(kept, "plain", "mine")
    file = tmp_path / "film"
    with file.open("wb") as film:
        film.truncate(17 * 1024 * 1024)
    kept.evaluate(
        "() => { File.prototype.arrayBuffer = Blob.prototype.arrayBuffer = () => { window.wasRead = true; return Promise.reject(new TypeError('read')); }; }"
    )
    manage(kept)
    kept.locator("input[type=file]").set_input_files(file)
    expect(kept.locator(".said")).to_contain_text("too large")
    expect(kept.get_by_role("dialog")).to_have_count(0)
    assert not kept.evaluate("Boolean(window.wasRead)")
    assert note_texts(kept) == ["mine"]


def test_a_file_brought_in_twice_replaces_and_doubles_nothing(kept: Page, tmp_path: Path):
    begin_to_keep(kept, "plain", "mine")
    file = export(kept, tmp_path)
    press(kept, "Change")
    write(kept, "mine, changed since")
    bring_in(kept, file)
    expect(kept.locator(".said")).to_contain_text("0 added, 1 kept beside one that was here", timeout=SLOW)
    expect(kept.locator(".note-text")).to_have_text(["mine", "mine, changed since"])
    expect(kept.locator(".note", has_text="A second text of the same note")).to_have_count(1)
    bring_in(kept, file)
    expect(kept.locator(".said")).to_contain_text("0 added, 0 kept beside one that was here, 1 here already", timeout=SLOW)
    expect(kept.locator(".note-text")).to_have_count(2)
