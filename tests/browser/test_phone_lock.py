"""Opening the notes with the phone's own lock beside the passphrase: WebAuthn's PRF extension, on a lock that Chromium plays."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.by_hand import (
    OTHER_WORDS,
    SLOW,
    WORDS,
    begin_to_keep,
    choose,
    give_passphrase,
    is_kept,
    manage,
    note_texts,
    open_notes,
    press,
    unlock,
    write_free,
)
from tests.browser.conftest import Site

SECRET = "The word nobody else may read"
RISK = "Whoever can make this phone open itself, by finger, face or code, can then open the notes: by force as well."
ADD = "Open with this phone’s lock too"
OPEN = "Open with this phone’s lock"
REMOVE = "No longer open with this phone’s lock"

SLOTS = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open('records');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const db = request.result;
    const asked = db.transaction('vault').objectStore('vault').get('header');
    asked.onsuccess = () => { db.close(); resolve(JSON.parse(new TextDecoder().decode(asked.result.bytes)).slots.map(({ kind }) => kind)); };
  };
})"""


class Lock:
    """A phone's lock as CDP plays it: https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/"""

    def __init__(self, session: CDPSession, **abilities: object):
        options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        self.session = session
        self.id = session.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": options | {"isUserVerified": True, "hasPrf": True, "automaticPresenceSimulation": True} | abilities},
        )["authenticatorId"]

    def credentials(self) -> list[dict]:
        return self.send("getCredentials")["credentials"]

    def send(self, method: str, **given: Any) -> dict:
        return self.session.send(f"WebAuthn.{method}", {"authenticatorId": self.id, **given})


@pytest.fixture
def lock_of(kept: Page) -> Iterator[Callable[..., Lock]]:
    """Gives the phone a lock with these abilities. Before that, it has none."""
    session = kept.context.new_cdp_session(kept)
    session.send("WebAuthn.enable")
    yield lambda **abilities: Lock(session, **abilities)
    session.send("WebAuthn.disable")


def add(page: Page, words: str = WORDS) -> None:
    manage(page, ADD)
    give_passphrase(page, words)


def added(page: Page) -> None:
    add(page)
    expect(page.locator(".said")).to_have_text("This phone’s lock opens the notes too now. The passphrase still does.", timeout=SLOW)


def open_by_phone(page: Page) -> None:
    press(page, OPEN)
    page.locator("[data-screen=board]").wait_for()


def close(page: Page) -> None:
    press(page, "Close the notes now")
    page.locator(".unlock").wait_for()
    assert SECRET not in page.content()


def test_the_phones_lock_opens_the_notes_and_so_does_the_passphrase(kept: Page, lock_of: Callable[..., Lock]):
    lock = lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    added(kept)
    assert sorted(kept.evaluate(SLOTS)) == ["passphrase", "prf"]
    assert len(lock.credentials()) == 1
    close(kept)
    open_by_phone(kept)
    assert note_texts(kept) == [SECRET]
    write_free(kept, "written after the phone opened it")
    kept.reload()
    kept.locator(".unlock").wait_for()
    assert SECRET not in kept.content()
    unlock(kept)
    assert note_texts(kept) == ["written after the phone opened it", SECRET]
    kept.reload()
    open_by_phone(kept)
    assert note_texts(kept) == ["written after the phone opened it", SECRET]


def test_the_phones_lock_opens_the_notes_without_a_network_and_tells_nobody(kept: Page, lock_of: Callable[..., Lock], running: Site):
    lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    with running.down():
        added(kept)
        kept.reload()
        open_by_phone(kept)
        assert note_texts(kept) == [SECRET]


def test_the_risk_stands_beside_the_button_before_anything_is_added(kept: Page, lock_of: Callable[..., Lock]):
    lock = lock_of()
    begin_to_keep(kept, "plain")
    manage(kept)
    expect(kept.get_by_text(RISK)).to_be_hidden()
    expect(kept.get_by_role("button", name=ADD)).to_be_hidden()
    press(kept, "Keep them in another way")
    choose(kept, "passphrase")
    is_kept(kept, "passphrase")
    manage(kept)
    expect(kept.get_by_text(RISK)).to_be_visible()
    expect(kept.get_by_text(RISK)).to_contain_text("list of passkeys will name this site")
    expect(kept.get_by_role("button", name=ADD)).to_be_visible()
    assert lock.credentials() == []


def test_the_phones_list_names_nothing_but_the_address(kept: Page, lock_of: Callable[..., Lock]):
    lock = lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    added(kept)
    (credential,) = lock.credentials()
    assert {credential.get(name, "localhost") for name in ("rpId", "userName", "userDisplayName")} == {"localhost"}


def test_removing_the_phones_lock_leaves_the_passphrase_alone(kept: Page, lock_of: Callable[..., Lock]):
    lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    added(kept)
    expect(kept.get_by_role("button", name=ADD)).to_be_hidden()
    press(kept, REMOVE)
    expect(kept.locator(".said")).to_contain_text("no longer opens the notes")
    expect(kept.get_by_role("button", name=REMOVE)).to_be_hidden()
    assert kept.evaluate(SLOTS) == ["passphrase"]
    close(kept)
    expect(kept.get_by_role("button", name=OPEN)).to_be_hidden()
    unlock(kept)
    assert note_texts(kept) == [SECRET]
    # It can be added again.
    added(kept)
    close(kept)
    open_by_phone(kept)


def test_a_new_passphrase_leaves_the_phones_lock_and_a_new_way_takes_it_off(kept: Page, lock_of: Callable[..., Lock]):
    lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    added(kept)
    press(kept, "Change the passphrase")
    give_passphrase(kept, WORDS)
    dialog = kept.get_by_role("dialog", name="A new passphrase")
    dialog.get_by_label("Passphrase", exact=True).fill(OTHER_WORDS)
    dialog.get_by_label("The same again").fill(OTHER_WORDS)
    press(dialog, "Use this passphrase")
    expect(kept.locator(".said")).to_have_text("The passphrase is changed.", timeout=SLOW)
    close(kept)
    open_by_phone(kept)
    manage(kept, "Keep them in another way")
    press(kept, "On this phone, without a passphrase")
    give_passphrase(kept, OTHER_WORDS)
    is_kept(kept, "plain")
    assert kept.evaluate(SLOTS) == ["plain"]
    expect(kept.get_by_role("button", name=REMOVE)).to_be_hidden()


def refuses(page: Page, sentence: str) -> None:
    """It says so, nothing has changed, and the passphrase opens."""
    expect(page.locator(".said")).to_have_text(sentence, timeout=SLOW)
    assert page.evaluate(SLOTS) == ["passphrase"]
    close(page)
    expect(page.get_by_role("button", name=OPEN)).to_be_hidden()
    unlock(page)
    assert note_texts(page) == [SECRET]


CANNOT = "This phone’s lock cannot open notes in this browser. Nothing was changed. The passphrase opens them."
UNUSED = "The phone’s lock did not answer, or it no longer knows this site. The passphrase opens the notes."


def test_a_lock_that_makes_no_keys_is_refused_in_a_clear_sentence(kept: Page, lock_of: Callable[..., Lock]):
    lock_of(hasPrf=False)
    begin_to_keep(kept, "passphrase", SECRET)
    add(kept)
    refuses(kept, CANNOT)


def test_a_phone_without_a_lock_is_refused_in_a_clear_sentence(kept: Page, lock_of: Callable[..., Lock]):
    begin_to_keep(kept, "passphrase", SECRET)
    add(kept)
    refuses(kept, CANNOT)


def test_a_finger_that_the_phone_does_not_know_adds_nothing(kept: Page, lock_of: Callable[..., Lock]):
    lock = lock_of(isUserVerified=False)
    begin_to_keep(kept, "passphrase", SECRET)
    add(kept)
    refuses(kept, UNUSED)
    assert lock.credentials() == []


def test_a_wrong_passphrase_adds_nothing_and_leaves_nothing_in_the_phones_list(kept: Page, lock_of: Callable[..., Lock]):
    lock = lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    add(kept, OTHER_WORDS)
    refuses(kept, "That passphrase does not open this.")
    assert lock.credentials() == []


@pytest.mark.parametrize("forgotten", [False, True], ids=["not recognised", "taken out of the phone's list"])
def test_a_lock_that_does_not_open_says_so_and_the_passphrase_opens(kept: Page, lock_of: Callable[..., Lock], forgotten: bool):
    lock = lock_of()
    begin_to_keep(kept, "passphrase", SECRET)
    added(kept)
    close(kept)
    if forgotten:
        lock.send("removeCredential", credentialId=lock.credentials()[0]["credentialId"])
    else:
        lock.send("setUserVerified", isUserVerified=False)
    press(kept, OPEN)
    expect(kept.locator(".unlock [role=alert]")).to_have_text(UNUSED, timeout=SLOW)
    assert SECRET not in kept.content()
    unlock(kept)
    assert note_texts(kept) == [SECRET]


def test_a_browser_that_knows_no_such_lock_offers_none(kept: Page, site: str):
    kept.add_init_script("delete globalThis.PublicKeyCredential")
    kept.reload()
    begin_to_keep(kept, "passphrase", SECRET)
    manage(kept)
    expect(kept.get_by_role("button", name=ADD)).to_be_hidden()
    expect(kept.get_by_text(RISK)).to_be_hidden()
    close(kept)
    expect(kept.get_by_role("button", name=OPEN)).to_be_hidden()
    unlock(kept)
    open_notes(kept)
    assert note_texts(kept) == [SECRET]
