"""What a person enters, in memory and on the phone: nothing is lost, nothing lies open, and what goes wrong is named."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from modules import OTHER, PASSPHRASE, load
from playwright.sync_api import BrowserContext, Page, Playwright

from app import vault_file
from tests.browser.conftest import CHROMIUM_ARGUMENTS, chromium

pytest_plugins = ["modules"]

GOLDEN_FILE = Path(__file__).parent.parent / "fixtures" / "records-v1.bin"
CANARY = "zqxj7canary4417vbnm"


def state(page: Page) -> str:
    return page.evaluate("keep.status().state")


def values(page: Page) -> list:
    return page.evaluate("keep.all().map(({ value }) => value)")


def unlock(page: Page, passphrase: str | None = PASSPHRASE) -> dict:
    return page.evaluate("(passphrase) => keep.unlock(passphrase ?? undefined)", passphrase)


def error(page: Page, work: str, *given: object) -> str | None:
    return page.evaluate(f"(given) => errorOf(() => ({work})(...given))", list(given))


def until(page: Page, holds: str) -> None:
    """Playwright's own waiting evaluates strings in the page, which its policy forbids unless they hold at once."""
    page.evaluate(f"async () => {{ while (!({holds})) await new Promise((resolve) => setTimeout(resolve, 20)); }}")


def come_back(page: Page) -> None:
    """Loads the page anew, as after closing it."""
    load(page, page.url)
    page.evaluate("keep.begin()")


# In memory and on the phone


def test_nothing_is_stored_before_anybody_chose_to_keep(phone: Page):
    phone.evaluate("keep.put('note', 'a', 'text')")
    phone.evaluate("keep.lock()")
    assert phone.evaluate("indexedDB.databases()") == []
    assert phone.evaluate("keep.status()") == {"state": "memory", "way": "memory", "phone": None, "problems": {}, "unavailable": False}
    assert values(phone) == ["text"]
    assert phone.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_was_kept_is_there_again_after_unlocking_and_in_its_order(open_phone: Page):
    for number in range(12):
        open_phone.evaluate("(number) => keep.put('note', `n${number}`, number)", number)
    open_phone.evaluate("keep.put('note', 'n3', 'changed')")
    open_phone.evaluate("keep.remove('note', 'n5')")
    come_back(open_phone)
    assert state(open_phone) == "locked"
    assert error(open_phone, "() => keep.all()") == "Locked"
    assert error(open_phone, "() => keep.put('a', 'b', 1)") == "Locked"
    assert unlock(open_phone)["problems"] == {}
    assert values(open_phone) == [{"text": "who brings the key"}, "done", 0, 1, 2, "changed", 4, *range(6, 12)]
    assert open_phone.evaluate("keep.get('note', 'n3')") == {"kind": "note", "id": "n3", "value": "changed", "rev": 2}
    assert open_phone.evaluate("keep.get('note', 'n5')") is None
    assert open_phone.evaluate("keep.all('tick').length") == 1


def test_a_value_does_not_change_behind_the_back(open_phone: Page):
    assert (
        open_phone.evaluate(
            "async () => { const value = { text: 'a' }; await keep.put('x', 'y', value); value.text = 'b'; keep.get('x', 'y').value.text = 'c'; return keep.get('x', 'y').value.text; }"
        )
        == "a"
    )


def test_what_is_no_entry_is_refused(phone: Page):
    for given in (["", "a", 1], ["a", "", 1], [7, "a", 1], ["a" * 257, "a", 1]):
        assert error(phone, "keep.put", *given) == "TypeError"
    assert error(phone, "() => keep.put('a', 'b', undefined)") == "TypeError"
    assert phone.evaluate("keep.all()") == []


def test_the_disk_shows_no_kind_id_or_time(open_phone: Page):
    stored = open_phone.evaluate("dump().then(hex)")
    assert sorted(stored["header"]) == ["bytes", "hash"]
    assert sorted(stored["manifest"]) == ["ct", "iv", "rev", "v"]
    for record in stored["records"]:
        assert sorted(record) == ["ct", "id", "iv", "rev", "v"]
        assert len(record["ct"]) == 2 * (1024 + 16)
    header = json.loads(bytes.fromhex(stored["header"]["bytes"]))
    assert sorted(header) == ["slots", "v", "vault"]
    assert [sorted(slot) for slot in header["slots"]] == [["iterations", "iv", "kdf", "key", "kind", "salt", "v"]]
    assert header["slots"][0]["iterations"] == 1_000_000


def test_the_way_of_keeping_changes_at_any_time_without_loss(phone: Page):
    phone.evaluate("keep.put('note', 'a', { text: 'ä😀' })")
    before = phone.evaluate("keep.all()")
    vaults = set()
    for to, leaving in [("plain", None), ("passphrase", None), ("memory", PASSPHRASE), ("passphrase", None), ("plain", PASSPHRASE), ("memory", None)]:
        phone.evaluate("([to, now, next]) => keep.changeWay(to, { now, next })", [to, leaving, PASSPHRASE])
        assert phone.evaluate("keep.status()") | {"phone": None} == {
            "state": "memory" if to == "memory" else "open",
            "way": to,
            "phone": None,
            "problems": {},
            "unavailable": False,
        }
        assert phone.evaluate("keep.all()") == before
        if to == "memory":
            assert phone.evaluate("indexedDB.databases()") == []
        else:
            header = json.loads(bytes.fromhex(phone.evaluate("dump().then(({ header }) => hex(header.bytes))")))
            assert [slot["kind"] for slot in header["slots"]] == [to]
            vaults.add(header["vault"])
            phone.evaluate("keep.lock()")
            unlock(phone, PASSPHRASE if to == "passphrase" else None)
            assert phone.evaluate("keep.all()") == before
    assert len(vaults) == 4


def test_a_plain_vaults_key_opens_nothing_after_a_passphrase_was_set(phone: Page):
    phone.evaluate("keep.put('note', 'a', 'text')")
    phone.evaluate("keep.createVault('plain')")
    old = phone.evaluate("dump()")
    phone.evaluate("(next) => keep.changeWay('passphrase', { next })", PASSPHRASE)
    outcome = phone.evaluate(
        """async (old) => {
          const bytes = (thing) => Uint8Array.from(Object.values(thing));
          const keys = await vault.openVault(await vault.readHeader({ bytes: bytes(old.header.bytes), hash: bytes(old.header.hash) }), 'plain');
          const { records } = await dump();
          return [records.length, await errorOf(() => vault.openRecord(keys, records[0]))];
        }""",
        old,
    )
    assert outcome == [1, "Damaged"]


def test_leaving_a_passphrase_asks_for_it(open_phone: Page):
    for to in ("plain", "memory"):
        assert error(open_phone, "keep.changeWay", to, {"now": OTHER}) == "WrongPassphrase"
    assert open_phone.evaluate("keep.status().way") == "passphrase"
    assert len(values(open_phone)) == 2


def test_a_weak_passphrase_is_refused_wherever_one_is_set(open_phone: Page):
    for work in (
        "() => keep.changeWay('passphrase', { next: '1234' })",
        f"() => keep.changePassphrase('{PASSPHRASE}', '1234')",
        "() => keep.exportFile('1234')",
    ):
        assert error(open_phone, work) == "WeakPassphrase"
    assert open_phone.evaluate("keep.exportFile('1234').catch((error) => error.message)") == "digits"


def test_a_new_passphrase_rewrites_one_slot_only(open_phone: Page):
    phone_lock = "Uint8Array.from({ length: 32 }, (_, at) => at)"
    open_phone.evaluate(
        f"(passphrase) => keep.addPhone(passphrase, {{ secret: {phone_lock}, credential: new Uint8Array([1]), input: new Uint8Array(32) }})", PASSPHRASE
    )
    before = open_phone.evaluate("dump().then(hex)")
    assert error(open_phone, "keep.changePassphrase", OTHER, "a third one of many words") == "WrongPassphrase"
    assert open_phone.evaluate("dump().then(hex)") == before
    open_phone.evaluate("([now, next]) => keep.changePassphrase(now, next)", [PASSPHRASE, OTHER])
    after = open_phone.evaluate("dump().then(hex)")
    assert (after["records"], after["manifest"]) == (before["records"], before["manifest"])
    old, new = (json.loads(bytes.fromhex(stored["header"]["bytes"])) for stored in (before, after))
    assert {slot["kind"]: slot for slot in old["slots"]}["prf"] == {slot["kind"]: slot for slot in new["slots"]}["prf"]
    open_phone.evaluate("keep.put('note', 'later', 'still open')")
    open_phone.evaluate("keep.lock()")
    assert error(open_phone, "keep.unlock", PASSPHRASE) == "WrongPassphrase"
    unlock(open_phone, OTHER)
    open_phone.evaluate("keep.lock()")
    open_phone.evaluate(f"keep.unlock({phone_lock})")
    assert values(open_phone)[-1] == "still open"
    open_phone.evaluate("keep.removePhone()")
    assert open_phone.evaluate("keep.status().phone") is None
    assert error(open_phone, f"() => keep.unlock({phone_lock})") == "WrongPassphrase"


# Locking


def test_locking_drops_keys_and_notes_at_once(open_phone: Page):
    assert open_phone.evaluate("(keep.lock(), keep.status().state)") == "locked"
    assert open_phone.evaluate("import('/js/state.js').then(({ here }) => here.session)") is None


def test_locking_while_it_opens_keeps_it_locked(open_phone: Page):
    open_phone.evaluate("keep.lock()")
    assert (
        open_phone.evaluate("async (passphrase) => { const opening = errorOf(() => keep.unlock(passphrase)); keep.lock(); return opening; }", PASSPHRASE)
        == "Locked"
    )
    assert state(open_phone) == "locked"


def test_a_note_that_was_being_saved_when_it_locked_is_saved(open_phone: Page):
    assert open_phone.evaluate("async () => { const saving = errorOf(() => keep.put('note', 'last', 'words')); keep.lock(); return saving; }") is None
    unlock(open_phone)
    assert values(open_phone)[-1] == "words"


def test_leaving_in_a_hurry_takes_what_is_in_memory_and_nothing_that_is_kept(phone: Page):
    phone.evaluate("keep.put('note', 'a', 'text')")
    assert phone.evaluate("(keep.leave(), keep.all())") == []
    phone.evaluate("keep.put('note', 'b', 'text')")
    phone.evaluate("keep.createVault('plain')")
    assert phone.evaluate("(keep.leave(), keep.status().state)") == "locked"
    unlock(phone, None)
    assert values(phone) == ["text"]


# Tabs


@pytest.fixture
def two_tabs(open_phone: Page, tab: Callable[..., Page]) -> tuple[Page, Page]:
    other = tab()
    unlock(other)
    return open_phone, other


def test_locking_one_tab_locks_the_other_and_covers_it(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    other.evaluate("() => { keep.events.addEventListener('lock', (event) => { window.covered = event.detail.state; }); }")
    one.evaluate("keep.lock({ others: false })")
    assert state(other) == "open"
    one.evaluate("keep.lock()")
    until(other, "window.covered === 'locked'")


def test_another_tab_sees_what_was_written(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    one.evaluate("keep.put('note', 'new', 'from the other tab')")
    until(other, "keep.get('note', 'new')?.value === 'from the other tab'")


def test_two_people_at_one_note_lose_nothing(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    base = one.evaluate("keep.get('note', 'first').rev")
    assert other.evaluate("(base) => keep.put('note', 'first', 'theirs', { base })", base)["rev"] == base + 1
    copy = one.evaluate("(base) => keep.put('note', 'first', 'mine', { base })", base)
    assert copy["copyOf"] == "first" and copy["id"] != "first"
    assert one.evaluate("keep.get('note', 'first').value") == "theirs"
    until(other, "keep.all('note').length === 2")
    # The same text twice is no conflict, and a tick goes by the last word.
    assert one.evaluate("(base) => keep.put('note', 'first', 'theirs', { base })", base)["id"] == "first"
    other.evaluate("keep.put('tick', 'second', 'open')")
    one.evaluate("keep.put('tick', 'second', 'not-for-us')")
    assert one.evaluate("keep.all('tick')") == [{"kind": "tick", "id": "second", "value": "not-for-us", "rev": 3}]


def test_a_note_that_another_tab_removed_can_still_be_saved(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    other.evaluate("keep.remove('note', 'first')")
    one.evaluate("keep.put('note', 'first', 'still wanted', { base: 1 })")
    assert one.evaluate("keep.get('note', 'first').value") == "still wanted"


@pytest.mark.parametrize("locks", [True, False], ids=["web locks", "no web locks"])
def test_two_tabs_that_write_at_once_lose_nothing(context: BrowserContext, tab: Callable[..., Page], locks: bool):
    if not locks:
        context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    one, other = tab(), tab()
    one.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    unlock(other)
    for page, name in ((one, "one"), (other, "other")):
        page.evaluate(
            """(name) => { window.writing = Promise.all(Array.from({ length: 25 }, (_, at) => keep.put('note', `${name}${at}`, { name, at }).then(() => keep.put('tick', `t${at}`, name)))); }""",
            name,
        )
    for page in (one, other):
        page.evaluate("window.writing.then(() => null)")
    come_back(one)
    assert unlock(one)["problems"] == {}
    entries = one.evaluate("keep.all()")
    assert sorted(entry["id"] for entry in entries if entry["kind"] == "note") == sorted([f"{name}{at}" for name in ("one", "other") for at in range(25)])
    assert sorted(entry["id"] for entry in entries if entry["kind"] == "tick") == sorted(f"t{at}" for at in range(25))


def test_a_tab_that_held_notes_in_memory_takes_them_along(tab: Callable[..., Page]):
    one, other = tab(), tab()
    one.evaluate("keep.put('note', 'a', 'in one')")
    other.evaluate("keep.put('note', 'a', 'in the other')")
    other.evaluate("keep.put('note', 'b', 'also')")
    one.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    until(other, "keep.status().way === 'passphrase'")
    assert (state(other), values(other)) == ("memory", ["in the other", "also"])
    assert error(other, "keep.createVault", "passphrase", OTHER) == "AlreadyKept"
    assert error(other, "keep.changeWay", "passphrase", {"next": OTHER}) == "AlreadyKept"
    unlock(other)
    assert values(other) == ["in one", "in the other", "also"]
    assert other.evaluate("keep.all()[1].copyOf") == "a"


def test_a_new_way_of_keeping_locks_the_other_tabs(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    one.evaluate("(now) => keep.changeWay('plain', { now })", PASSPHRASE)
    until(other, "keep.status().state === 'locked' && keep.status().way === 'plain'")
    unlock(other, None)
    assert len(values(other)) == 2
    one.evaluate("keep.changeWay('memory')")
    until(other, "keep.status().state === 'memory'")
    assert values(other) == []
    assert len(values(one)) == 2


def test_writing_into_a_vault_that_was_replaced_unheard_locks_and_overwrites_nothing(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    other.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    other.evaluate("(now) => keep.changeWay('plain', { now })", PASSPHRASE)
    assert error(one, "keep.put", "note", "late", "text") == "Locked"
    assert one.evaluate("keep.status()")["way"] == "plain"
    unlock(one, None)
    assert len(values(one)) == 2


def test_a_vault_that_is_replaced_between_two_readings_is_not_written_over(two_tabs: tuple[Page, Page]):
    """Only tabs without Web Locks can come between."""
    one, other = two_tabs
    one.evaluate("() => { Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }); BroadcastChannel.prototype.postMessage = () => {}; }")
    other.evaluate("keep.put('note', 'new', 'makes the first tab read')")
    other.evaluate("() => { BroadcastChannel.prototype.postMessage = () => {}; }")
    # The first reading is answered, and the vault is another before the second one is asked for: the header's hash is looked at between the two.
    one.evaluate(
        """() => {
          const { digest } = SubtleCrypto.prototype;
          let first = true;
          SubtleCrypto.prototype.digest = async function (...given) {
            if (first) {
              first = false;
              await new Promise((resolve) => { window.goOn = resolve; });
            }
            return digest.apply(this, given);
          };
          window.outcome = errorOf(() => keep.put('note', 'late', 'text'));
        }"""
    )
    one.wait_for_function("Boolean(window.goOn)")
    other.evaluate("(now) => keep.changeWay('plain', { now })", PASSPHRASE)
    one.evaluate("goOn()")
    assert one.evaluate("outcome") == "Locked"
    other.evaluate("keep.lock()")
    assert unlock(other, None)["problems"] == {}
    assert len(values(other)) == 3


# What the manifest shows


def test_a_record_that_was_taken_away_is_missed(open_phone: Page):
    open_phone.evaluate("raw('readwrite', (_vault, records) => { const all = records.getAllKeys(); all.onsuccess = () => records.delete(all.result[0]); })")
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {"missing": 1}
    # It stays missing until the person has seen it.
    open_phone.evaluate("keep.put('note', 'new', 'text')")
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {"missing": 1}
    assert error(open_phone, "keep.changeWay", "plain", {"now": PASSPHRASE}) == "Unsettled"
    open_phone.evaluate("keep.settle()")
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {}
    assert len(values(open_phone)) == 2


def test_an_old_record_or_a_deleted_one_put_back_is_noticed(open_phone: Page):
    open_phone.evaluate("async () => { window.old = (await dump()).records; }")
    open_phone.evaluate("keep.put('note', 'first', 'newer')")
    open_phone.evaluate("keep.remove('tick', 'second')")
    open_phone.evaluate("raw('readwrite', (_vault, records) => { for (const record of old) records.put(record); })")
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {"older": 1, "unlisted": 1}
    # Both are shown, and both can be written again.
    assert values(open_phone) == [{"text": "who brings the key"}, "done"]
    assert open_phone.evaluate("keep.put('note', 'first', 'again')")["rev"] == 3
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {"unlisted": 1}


def test_a_damaged_record_is_counted_and_never_shown_as_empty(open_phone: Page):
    open_phone.evaluate(
        "raw('readwrite', (_vault, records) => { const all = records.getAll(); all.onsuccess = () => { const [record] = all.result; record.ct[9] ^= 1; records.put(record); }; })"
    )
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {"damaged": 1}
    assert len(values(open_phone)) == 1
    open_phone.evaluate("keep.settle()")
    assert open_phone.evaluate("keep.status().problems") == {}
    assert open_phone.evaluate("dump().then(({ records }) => records.length)") == 1


@pytest.mark.parametrize(
    "damage",
    ["vault.delete('manifest')", "vault.put({ v: 1, rev: 1, iv: new Uint8Array(12), ct: new Uint8Array(1040) }, 'manifest')", "vault.put('odd', 'manifest')"],
)
def test_notes_can_be_read_and_written_without_their_list(open_phone: Page, damage: str):
    open_phone.evaluate(f"raw('readwrite', (vault) => {{ {damage}; }})")
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {"list": 1}
    assert len(values(open_phone)) == 2
    open_phone.evaluate("keep.put('note', 'new', 'text')")
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {}
    assert len(values(open_phone)) == 3


def test_the_rollback_of_a_whole_vault_is_not_noticed(open_phone: Page):
    """docs/vault-format.md says so. Should this ever fail, the promise may grow."""
    open_phone.evaluate("async () => { window.old = await dump(); }")
    open_phone.evaluate("keep.put('note', 'first', 'newer')")
    open_phone.evaluate(
        "raw('readwrite', (vault, records) => { vault.put(old.header, 'header'); vault.put(old.manifest, 'manifest'); for (const record of old.records) records.put(record); })"
    )
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {}


# Versions and failures


def test_a_vault_of_a_later_version_is_left_alone(open_phone: Page):
    open_phone.evaluate(
        """async () => {
          const header = await vault.readHeader((await dump()).header);
          const bytes = new TextEncoder().encode(JSON.stringify({ ...header, v: 2 }));
          const hash = await vault.sha256(bytes);
          await raw('readwrite', (vault) => vault.put({ bytes, hash }, 'header'));
        }"""
    )
    before = open_phone.evaluate("dump().then(hex)")
    load(open_phone, open_phone.url)
    assert error(open_phone, "keep.begin") == "TooNew"
    assert open_phone.evaluate("[keep.status().state, keep.status().way]") == ["locked", None]
    for work in (f"() => keep.unlock('{PASSPHRASE}')", f"() => keep.changePassphrase('{PASSPHRASE}', '{OTHER}')"):
        assert error(open_phone, work) == "TooNew"
    assert error(open_phone, "() => keep.createVault('plain')") == "AlreadyKept"
    assert open_phone.evaluate("dump().then(hex)") == before
    open_phone.evaluate("keep.wipe()")
    assert state(open_phone) == "memory"


def test_a_record_of_a_later_version_is_counted_and_kept(open_phone: Page):
    open_phone.evaluate(
        "raw('readwrite', (_vault, records) => { const all = records.getAll(); all.onsuccess = () => { const [record] = all.result; records.put({ ...record, v: 2 }); }; })"
    )
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {"tooNew": 1}
    open_phone.evaluate("keep.settle()")
    assert open_phone.evaluate("keep.status().problems") == {"tooNew": 1}
    assert open_phone.evaluate("dump().then(({ records }) => records.length)") == 2
    assert error(open_phone, "keep.changeWay", "memory", {"now": PASSPHRASE}) == "TooNew"


def test_a_damaged_header_is_called_damaged_and_can_be_wiped(open_phone: Page):
    open_phone.evaluate(
        "raw('readwrite', (vault) => { const header = vault.get('header'); header.onsuccess = () => { header.result.bytes[40] ^= 1; vault.put(header.result, 'header'); }; })"
    )
    load(open_phone, open_phone.url)
    assert error(open_phone, "keep.begin") == "Damaged"
    assert error(open_phone, "keep.unlock", PASSPHRASE) == "Damaged"
    open_phone.evaluate("keep.wipe()")
    assert open_phone.evaluate("keep.status()") == {"state": "memory", "way": "memory", "phone": None, "problems": {}, "unavailable": False}


def test_a_newer_database_is_named(open_phone: Page):
    load(open_phone, open_phone.url)
    open_phone.evaluate(
        "new Promise((resolve, reject) => { const request = indexedDB.open('records', 2); request.onsuccess = () => { request.result.close(); resolve(); }; request.onerror = reject; })"
    )
    assert error(open_phone, "keep.begin") == "NewerVersion"
    assert state(open_phone) == "locked"
    open_phone.evaluate("keep.wipe()")
    assert open_phone.evaluate("indexedDB.databases()") == []


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('Denied', 'SecurityError'); } })",
        "Object.defineProperty(window, 'indexedDB', { value: undefined })",
        "delete IDBFactory.prototype.databases; IDBFactory.prototype.open = () => { throw new DOMException('Private', 'InvalidStateError'); }",
        "for (const name of ['indexedDB', 'localStorage', 'caches'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('Denied', 'SecurityError'); } })",
    ],
)
def test_where_nothing_can_be_stored_memory_still_works(context: BrowserContext, tab: Callable[..., Page], refusal: str):
    context.add_init_script(refusal)
    page = tab()
    assert page.evaluate("keep.status().unavailable") is True
    page.evaluate("keep.put('note', 'a', 'text')")
    assert error(page, "keep.createVault", "passphrase", PASSPHRASE) == "Unavailable"
    assert (state(page), values(page)) == ("memory", ["text"])
    page.evaluate("keep.wipe()")
    assert values(page) == []


@pytest.mark.parametrize(
    ("message", "name"),
    [("Connection is closing because of: IO error: 000004.log: FILE_ERROR_NO_SPACE (ChromeMethodBFE: 3)", "Full"), ("Internal error.", "Failed")],
    ids=["full", "broken"],
)
def test_a_disk_that_is_full_or_broken_is_named_and_loses_nothing(open_phone: Page, message: str, name: str):
    """As Chromium puts it; `test_full_disk.py` fills a real one."""
    open_phone.evaluate("(message) => { IDBObjectStore.prototype.put = () => { throw new DOMException(message, 'UnknownError'); }; }", message)
    assert error(open_phone, "() => keep.put('note', 'first', 'changed')") == name
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {}
    assert values(open_phone) == [{"text": "who brings the key"}, "done"]


FAILING = """const { open } = IDBFactory.prototype;
window.failing = true;
IDBFactory.prototype.open = function (...given) {
  if (window.failing) throw new DOMException('Internal error opening backing store.', 'UnknownError');
  return open.apply(this, given);
};"""


def test_a_vault_that_cannot_be_reached_is_not_called_a_private_window(open_phone: Page, context: BrowserContext, tab: Callable[..., Page]):
    before = open_phone.evaluate("dump().then(hex)")
    context.add_init_script(FAILING)
    page = tab(begin=False)
    assert error(page, "keep.begin") == "Failed"
    assert page.evaluate("[keep.status().state, keep.status().way, keep.status().unavailable]") == ["locked", None, False]
    assert error(page, "keep.unlock", PASSPHRASE) == "Failed"
    assert error(page, "() => keep.createVault('plain')") == "AlreadyKept"
    page.evaluate("() => { window.failing = false; }")
    assert page.evaluate("dump().then(hex)") == before
    assert unlock(page)["problems"] == {}
    assert values(page) == [{"text": "who brings the key"}, "done"]


@pytest.fixture
def small_phone(phone: Page) -> Page:
    """A phone with half a megabyte to spare. Chromium asks for the limit at the first write and remembers it for half a minute."""
    phone.context.new_cdp_session(phone).send("Storage.overrideQuotaForOrigin", {"origin": phone.evaluate("location.origin"), "quotaSize": 500_000})
    return phone


def test_full_storage_is_named_and_loses_nothing(small_phone: Page):
    small_phone.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    saved = small_phone.evaluate(
        """async () => {
          for (let count = 0; count < 100; count += 1) {
            const name = await errorOf(() => keep.put('note', `n${count}`, 'x'.repeat(30_000)));
            if (name) return [count, name, keep.get('note', `n${count}`) ?? null];
          }
        }"""
    )
    assert saved[0] > 5 and saved[1:] == ["Full", None]
    come_back(small_phone)
    assert unlock(small_phone)["problems"] == {}
    assert [entry["id"] for entry in small_phone.evaluate("keep.all()")] == [f"n{count}" for count in range(saved[0])]


def test_full_storage_keeps_memory_as_it_is(small_phone: Page):
    small_phone.evaluate("keep.put('note', 'a', 'x'.repeat(600_000))")
    assert error(small_phone, "keep.createVault", "passphrase", PASSPHRASE) == "Full"
    assert (state(small_phone), len(values(small_phone))) == ("memory", 1)
    come_back(small_phone)
    assert state(small_phone) == "memory"


def test_a_file_that_does_not_fit_is_left_out_whole(small_phone: Page):
    small_phone.evaluate(
        """async (passphrase) => {
          const notes = Array.from({ length: 300 }, (_, at) => ({ kind: 'note', id: `${at}`, value: 'x'.repeat(2000) }));
          window.many = await exchange.sealFile(passphrase, notes);
        }""",
        PASSPHRASE,
    )
    small_phone.evaluate("keep.put('note', 'first', 'here')")
    small_phone.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    # The file stays in the page: a million numbers take two minutes on their way out and in again.
    assert small_phone.evaluate("(passphrase) => outcome(keep.importFile(many, passphrase))", PASSPHRASE)[1] == "Full"
    assert values(small_phone) == ["here"]
    come_back(small_phone)
    assert unlock(small_phone)["problems"] == {}
    assert values(small_phone) == ["here"]


HOLD = "new Promise((resolve) => { const request = indexedDB.open('records'); request.onsuccess = () => { window.held = request.result; resolve(); }; })"


def test_wiping_locks_the_other_tabs_and_leaves_no_database(two_tabs: tuple[Page, Page]):
    one, other = two_tabs
    one.evaluate("keep.wipe()")
    until(other, "keep.status().state === 'memory'")
    assert values(other) == values(one) == []
    assert one.evaluate("indexedDB.databases()") == []


def test_wiping_against_a_tab_that_does_not_let_go_empties_all_the_same(open_phone: Page, tab: Callable[..., Page]):
    holding = tab(begin=False)
    holding.evaluate(HOLD)
    assert error(open_phone, "keep.wipe") == "Blocked"
    assert open_phone.evaluate("[keep.status().state, keep.status().way]") == ["memory", "memory"]
    left = "new Promise((resolve) => { const all = held.transaction(['vault', 'records']); const counts = ['vault', 'records'].map((name) => all.objectStore(name).count()); all.oncomplete = () => resolve(counts.map(({ result }) => result)); })"
    assert holding.evaluate(left) == [0, 0]
    holding.evaluate("held.close()")
    until(open_phone, "indexedDB.databases().then((all) => !all.length)")
    open_phone.evaluate("keep.createVault('plain')")


def test_a_connection_that_the_browser_closed_is_opened_again(open_phone: Page):
    open_phone.evaluate("raw('readonly', () => null)")
    # Another version asks for the database: this tab lets go of it and locks.
    open_phone.evaluate(
        "new Promise((resolve) => { const request = indexedDB.deleteDatabase('records'); request.onsuccess = resolve; request.onblocked = () => resolve('blocked'); })"
    )
    assert state(open_phone) == "locked"
    assert error(open_phone, "keep.unlock", PASSPHRASE) == "NothingKept"
    assert state(open_phone) == "memory"


# Files


def test_a_file_moves_notes_to_another_phone_and_into_python(open_phone: Page, browser, modules: str):
    exported = open_phone.evaluate(
        "async (passphrase) => { const { name, bytes } = await keep.exportFile(passphrase); return [name, Array.from(bytes)]; }", OTHER
    )
    assert exported[0] == "records.bin"
    entries = [{"kind": "note", "id": "first", "value": {"text": "who brings the key"}}, {"kind": "tick", "id": "second", "value": "done"}]
    assert vault_file.read(bytes(exported[1]), OTHER) == entries
    context = browser.new_context()
    other = load(context.new_page(), modules)
    other.evaluate("keep.begin()")
    counts = other.evaluate("([bytes, passphrase]) => keep.importFile(Uint8Array.from(bytes), passphrase)", [exported[1], OTHER])
    assert counts == {"added": 2, "both": 0, "same": 0}
    assert other.evaluate("keep.all()") == [{**entry, "rev": 1} for entry in entries]
    context.close()


def bring_in(page: Page, data: bytes, passphrase: str = PASSPHRASE) -> list:
    return page.evaluate("([bytes, passphrase]) => outcome(keep.importFile(Uint8Array.from(bytes), passphrase))", [list(data), passphrase])


def test_bringing_in_a_file_overwrites_nothing(open_phone: Page):
    data = GOLDEN_FILE.read_bytes()
    open_phone.evaluate("keep.put('note', 'guide/first-hours', 'mine')")
    open_phone.evaluate("keep.put('tick', 'day-safe', 'done')")
    before = open_phone.evaluate("keep.all()")
    assert bring_in(open_phone, data) == ["value", {"added": 1, "both": 1, "same": 1}]
    after = open_phone.evaluate("keep.all()")
    assert after[: len(before)] == before
    assert [entry["copyOf"] for entry in after[len(before) :]] == ["guide/first-hours"] * 2
    # A second time adds nothing.
    assert bring_in(open_phone, data) == ["value", {"added": 0, "both": 0, "same": 3}]
    come_back(open_phone)
    assert unlock(open_phone)["problems"] == {}
    assert open_phone.evaluate("keep.all()") == after


def test_a_file_that_does_not_open_changes_nothing(open_phone: Page):
    data = GOLDEN_FILE.read_bytes()
    before = open_phone.evaluate("dump().then(hex)")
    assert bring_in(open_phone, data, OTHER)[1] == "WrongPassphrase"
    assert bring_in(open_phone, data[:-1])[1] == "Damaged"
    assert bring_in(open_phone, b"\xff\xd8\xff\xe0 a photo")[1] == "NotOurs"
    assert bring_in(open_phone, b"")[1] == "NotOurs"
    assert open_phone.evaluate("dump().then(hex)") == before


# The disk


def found_on_disk(folder: Path, *needles: bytes) -> set[bytes]:
    forms = {needle: (needle, needle.decode().encode("utf-16-le")) for needle in needles}
    found = set()
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            data = path.read_bytes() if path.is_file() else b""
            found |= {needle for needle, written in forms.items() if any(form in data for form in written)}
    return found


@pytest.fixture
def profile(tmp_path: Path, playwright: Playwright, modules: str) -> Iterator[tuple[Page, Path]]:
    """A tab of a browser whose profile is a folder that can be searched."""
    folder = tmp_path / "profile"
    context = playwright.chromium.launch_persistent_context(str(folder), executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
    page = load(context.pages[0], modules)
    page.evaluate("keep.begin()")
    yield page, folder
    context.close()


def test_no_word_of_a_note_is_on_the_disk(profile: tuple[Page, Path]):
    page, folder = profile
    control = "mirror9283qwpoeiru"
    page.evaluate("(canary) => keep.put(`kind-${canary}`, `id-${canary}`, { text: canary })", CANARY)
    page.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    for number in range(40):
        page.evaluate("([canary, number]) => keep.put('note', `${canary}-${number}`, `${canary} ${number}`)", [CANARY, number])
    page.evaluate("([now, next]) => keep.changePassphrase(now, next)", [PASSPHRASE, OTHER])
    page.evaluate("(passphrase) => keep.exportFile(passphrase).then(() => null)", OTHER)
    page.evaluate("keep.lock()")
    unlock(page, OTHER)
    page.evaluate("(now) => keep.changeWay('plain', { now })", OTHER)
    # What is stored plainly is found, so that finding nothing means something.
    page.evaluate("(control) => raw('readwrite', (vault) => { vault.put({ control }, 'control'); })", control)
    page.context.close()
    assert found_on_disk(folder, CANARY.encode(), PASSPHRASE.encode(), OTHER.encode(), control.encode()) == {control.encode()}
