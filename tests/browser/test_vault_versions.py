"""An older and a newer version of the format: the newer reads everything and rewrites it when it is touched; the older says so and touches nothing.

`later` is the same code as a later version would ship it: its version is raised, and so is the shape of what is inside a record. It is served
beside the present one, from the same origin, so that both see the same databases.
"""

import json
from collections.abc import Callable

import pytest
from modules import LATER, LATER_DATABASE, OTHER, PASSPHRASE, load
from playwright.sync_api import Page
from test_keep import bring_in, error, state, unlock, until, values
from test_vault_core import FILE_ENTRIES, GOLDEN_FILE, GOLDEN_VAULT

pytest_plugins = ["modules"]

PHONE_LOCK = "Uint8Array.from({ length: 32 }, (_, at) => at)"

PUT_BACK = """async (stored) => {
  const bytes = (sealed) => ({ ...sealed, iv: vault.fromHex(sealed.iv), ct: vault.fromHex(sealed.ct) });
  await store.write({
    expected: null,
    header: { bytes: vault.fromHex(stored.header.bytes), hash: vault.fromHex(stored.header.hash) },
    manifest: bytes(stored.manifest),
    put: stored.records.map((record) => ({ record: bytes(record), was: 0 })),
  });
}"""


def of_version(page: Page, prefix: str = "", begin: bool = True) -> Page:
    """The same phone with another version of the app."""
    load(page, page.url, prefix)
    if begin:
        page.evaluate("keep.begin()")
    return page


def versions(page: Page) -> dict:
    """Which version wrote what lies on the disk."""
    stored = page.evaluate("dump().then(hex)")
    header = json.loads(bytes.fromhex(stored["header"]["bytes"]))
    return {
        "header": header["v"],
        "slots": {slot["kind"]: slot.get("v", 1) for slot in header["slots"]},
        "manifest": stored["manifest"]["v"],
        "records": sorted(record["v"] for record in stored["records"]),
    }


def entries(page: Page) -> list:
    return page.evaluate("keep.all()")


def test_a_later_version_opens_the_golden_vault_and_rewrites_it_bit_by_bit(phone: Page):
    phone.evaluate(PUT_BACK, json.loads(GOLDEN_VAULT.read_text(encoding="utf-8")))
    of_version(phone, LATER)
    before = [{**entry, "rev": 1 if entry["kind"] == "note" else 2} for entry in FILE_ENTRIES]
    assert unlock(phone)["problems"] == {}
    assert entries(phone) == before
    # Opening it with the passphrase has written that way in anew, and no record.
    assert versions(phone) == {"header": 2, "slots": {"prf": 1, "passphrase": 2}, "manifest": 1, "records": [1, 1, 1]}
    phone.evaluate("keep.put('tick', 'day-safe', 'not-for-us')")
    assert versions(phone) == {"header": 2, "slots": {"prf": 1, "passphrase": 2}, "manifest": 2, "records": [1, 1, 2]}
    phone.evaluate("keep.lock()")
    # The phone's lock still opens it, and is written anew in its turn.
    assert phone.evaluate(f"keep.unlock({PHONE_LOCK})")["problems"] == {}
    assert versions(phone)["slots"] == {"prf": 2, "passphrase": 2}
    assert phone.evaluate("hex(keep.status().phone)") == {"credential": "0a0b", "input": "00" * 32}
    of_version(phone, LATER)
    for secret in (f"'{PASSPHRASE}'", PHONE_LOCK):
        phone.evaluate("keep.lock()")
        assert phone.evaluate(f"keep.unlock({secret})")["problems"] == {}
        assert entries(phone) == [before[0], {**before[1], "value": "not-for-us", "rev": 3}, before[2]]


@pytest.mark.parametrize("way", ["passphrase", "plain"])
def test_a_later_version_opens_what_this_one_wrote_and_loses_nothing(phone: Page, way: str):
    phone.evaluate("keep.put('note', 'first', { text: 'who brings the key' })")
    phone.evaluate("([way, passphrase]) => keep.createVault(way, passphrase)", [way, PASSPHRASE])
    for number in range(5):
        phone.evaluate("(number) => keep.put('note', `n${number}`, number)", number)
    phone.evaluate("keep.remove('note', 'n3')")
    before = entries(phone)
    assert versions(phone)["records"] == [1] * 5
    of_version(phone, LATER)
    secret = PASSPHRASE if way == "passphrase" else None
    assert unlock(phone, secret)["problems"] == {}
    assert entries(phone) == before
    phone.evaluate("keep.put('note', 'n1', 'changed')")
    phone.evaluate("keep.put('note', 'new', 'text')")
    phone.evaluate("keep.lock()")
    assert unlock(phone, secret)["problems"] == {}
    assert values(phone) == [{"text": "who brings the key"}, 0, "changed", 2, 4, "text"]
    assert versions(phone) == {"header": 2, "slots": {way: 2}, "manifest": 2, "records": [1, 1, 1, 1, 2, 2]}
    # All of it, by a new way of keeping; and a new passphrase changes one slot as ever.
    phone.evaluate("([now, next]) => keep.changeWay('plain', { now }).then(() => keep.changeWay('passphrase', { next }))", [PASSPHRASE, PASSPHRASE])
    phone.evaluate("([now, next]) => keep.changePassphrase(now, next)", [PASSPHRASE, OTHER])
    phone.evaluate("keep.lock()")
    assert unlock(phone, OTHER)["problems"] == {}
    assert versions(phone) == {"header": 2, "slots": {"passphrase": 2}, "manifest": 2, "records": [2] * 6}


def test_a_new_passphrase_by_a_later_version_leaves_the_phones_lock_as_it_was(phone: Page):
    """One slot is of the old version then, and one of the new."""
    phone.evaluate(PUT_BACK, json.loads(GOLDEN_VAULT.read_text(encoding="utf-8")))
    of_version(phone, LATER)
    phone.evaluate("([now, next]) => keep.changePassphrase(now, next)", [PASSPHRASE, OTHER])
    assert versions(phone)["slots"] == {"prf": 1, "passphrase": 2}
    for secret in (f"'{OTHER}'", PHONE_LOCK):
        phone.evaluate("keep.lock()")
        assert phone.evaluate(f"keep.unlock({secret})")["problems"] == {}
        assert len(values(phone)) == 3


def test_what_cannot_be_written_anew_opens_all_the_same(phone: Page):
    """Storage may be full. Reading is what the person came for."""
    phone.evaluate(PUT_BACK, json.loads(GOLDEN_VAULT.read_text(encoding="utf-8")))
    of_version(phone, LATER)
    phone.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('Full', 'QuotaExceededError'); }; }")
    assert unlock(phone)["problems"] == {}
    assert len(values(phone)) == 3
    assert versions(phone)["header"] == 1


def test_a_file_of_this_version_opens_in_a_later_one_and_not_the_other_way_round(phone: Page):
    of_version(phone, LATER)
    assert bring_in(phone, GOLDEN_FILE.read_bytes()) == ["value", {"added": 3, "both": 0, "same": 0}]
    later = phone.evaluate("(passphrase) => keep.exportFile(passphrase).then(({ bytes }) => Array.from(bytes))", PASSPHRASE)
    assert json.loads(bytes(later).partition(b"\n")[0])["v"] == 2
    assert phone.evaluate("([bytes, passphrase]) => outcome(exchange.openFile(Uint8Array.from(bytes), passphrase))", [later, PASSPHRASE])[0] == "value"
    of_version(phone)
    assert bring_in(phone, bytes(later))[1] == "TooNew"
    assert entries(phone) == []


@pytest.fixture
def of_a_later_version(phone: Page) -> Page:
    """A phone of this version, with a vault that a later one made."""
    of_version(phone, LATER)
    phone.evaluate("keep.put('note', 'a', 'text')")
    phone.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    return of_version(phone, begin=False)


def test_this_version_names_a_vault_of_a_later_one_and_touches_nothing(of_a_later_version: Page):
    phone = of_a_later_version
    before = phone.evaluate("dump().then(hex)")
    assert error(phone, "keep.begin") == "TooNew"
    assert phone.evaluate("[keep.status().state, keep.status().way]") == ["locked", None]
    for work in (
        f"() => keep.unlock('{PASSPHRASE}')",
        f"() => keep.unlock({PHONE_LOCK})",
        f"() => keep.check('{PASSPHRASE}')",
        f"() => keep.changePassphrase('{PASSPHRASE}', '{OTHER}')",
        "() => keep.removePhone()",
    ):
        assert error(phone, work) == "TooNew", work
    for work in ("() => keep.put('note', 'b', 'text')", "() => keep.changeWay('plain')", "() => keep.settle()", f"() => keep.exportFile('{OTHER}')"):
        assert error(phone, work) == "Locked", work
    assert error(phone, "() => keep.createVault('plain')") == "AlreadyKept"
    assert phone.evaluate("dump().then(hex)") == before
    of_version(phone, LATER)
    assert unlock(phone)["problems"] == {}
    assert values(phone) == ["text"]


def by_another(page: Page, part: str) -> None:
    """One part of the vault is of a later version, as if a tab with that version had written it."""
    page.evaluate(
        """(part) => raw('readwrite', (vault, records) => {
          const [store, key] = part === 'manifest' ? [vault, 'manifest'] : [records, null];
          const asked = key ? store.get(key) : store.getAll();
          asked.onsuccess = () => {
            const found = [asked.result].flat()[0];
            if (key) store.put({ ...found, v: 2 }, key);
            else store.put({ ...found, v: 2 });
          };
        })""",
        part,
    )


def test_this_version_names_a_manifest_of_a_later_one_and_touches_nothing(open_phone: Page):
    by_another(open_phone, "manifest")
    before = open_phone.evaluate("dump().then(hex)")
    of_version(open_phone)
    assert error(open_phone, "keep.unlock", PASSPHRASE) == "TooNew"
    assert state(open_phone) == "locked"
    assert open_phone.evaluate("dump().then(hex)") == before


def test_an_open_tab_of_this_version_writes_nothing_over_what_a_later_one_wrote(open_phone: Page, tab: Callable[..., Page]):
    later = of_version(tab(begin=False), LATER)
    assert unlock(later)["problems"] == {}
    later.evaluate("keep.put('note', 'first', 'of the later version')")
    before = later.evaluate("dump().then(hex)")
    assert error(open_phone, "() => keep.put('note', 'first', 'of this version')") == "TooNew"
    assert error(open_phone, "() => keep.remove('note', 'first')") == "TooNew"
    assert error(open_phone, "() => keep.changeWay('memory', { now: '' })") == "TooNew"
    assert error(open_phone, "() => keep.settle()") == "TooNew"
    assert open_phone.evaluate("dump().then(hex)") == before
    later.evaluate("keep.lock()")
    assert unlock(later)["problems"] == {}
    assert values(later) == ["of the later version", "done"]


def test_a_record_of_a_later_version_stays_as_it_is_while_others_are_written(open_phone: Page):
    by_another(open_phone, "record")
    before = {record["id"]: record for record in open_phone.evaluate("dump().then(hex)")["records"] if record["v"] == 2}
    of_version(open_phone)
    assert unlock(open_phone)["problems"] == {"tooNew": 1}
    for number in range(3):
        open_phone.evaluate("(number) => keep.put('note', `n${number}`, number)", number)
    open_phone.evaluate("keep.settle()")
    after = {record["id"]: record for record in open_phone.evaluate("dump().then(hex)")["records"]}
    assert before.items() <= after.items()
    assert len(after) == 5


# The database itself


def test_a_later_version_of_the_database_takes_over_what_is_there(open_phone: Page):
    before = entries(open_phone)
    of_version(open_phone, LATER_DATABASE)
    assert state(open_phone) == "locked"
    assert unlock(open_phone)["problems"] == {}
    assert entries(open_phone) == before
    open_phone.evaluate("keep.put('note', 'new', 'text')")
    open_phone.evaluate("keep.lock()")
    assert unlock(open_phone)["problems"] == {}
    assert open_phone.evaluate("indexedDB.databases()") == [{"name": "records", "version": 2}]
    of_version(open_phone, begin=False)
    assert error(open_phone, "keep.begin") == "NewerVersion"


def test_looking_makes_no_database_in_a_later_version_either(phone: Page):
    of_version(phone, LATER_DATABASE)
    assert state(phone) == "memory"
    assert phone.evaluate("indexedDB.databases()") == []
    phone.evaluate("keep.put('note', 'a', 'text')")
    phone.evaluate("keep.createVault('plain')")
    phone.evaluate("keep.lock()")
    unlock(phone, None)
    assert values(phone) == ["text"]


WRITE_ON = """() => {
  window.safe = [];
  window.ended = null;
  (async () => {
    for (let count = 0; ; count += 1) {
      await keep.put('note', `n${count}`, count);
      safe.push(`n${count}`);
    }
  })().catch((error) => { window.ended = error.name; });
}"""


def test_an_update_in_the_middle_of_writing_loses_nothing_that_was_acknowledged(open_phone: Page, tab: Callable[..., Page]):
    open_phone.evaluate(WRITE_ON)
    until(open_phone, "safe.length > 5")
    later = of_version(tab(begin=False), LATER_DATABASE)
    until(open_phone, "window.ended")
    # The tab lets go of the database, and says why it writes no more.
    assert open_phone.evaluate("ended") in ("Locked", "NewerVersion")
    assert state(open_phone) == "locked"
    assert error(open_phone, "keep.unlock", PASSPHRASE) == "NewerVersion"
    assert unlock(later)["problems"] == {}
    assert set(open_phone.evaluate("safe")) <= {entry["id"] for entry in entries(later)}
    assert {"first", "second"} <= {entry["id"] for entry in entries(later)}
