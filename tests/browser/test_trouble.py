"""What can go wrong with keeping: each says what happened, and what was acknowledged stays."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.by_hand import (
    LIST,
    PAGE,
    SECRET,
    SLOW,
    WORDS,
    begin_to_keep,
    choose,
    follow,
    give_passphrase,
    hide,
    is_kept,
    manage,
    new_passphrase,
    note_texts,
    open_notes,
    press,
    unlock,
    write,
    write_free,
)
from tests.browser.conftest import Site, wait_until_kept

pytestmark = pytest.mark.usefixtures("patience")


def test_full_storage_says_so_and_what_was_kept_stays(page: Page, site: str):
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 4_000_000})
    page.goto(f"{site}/en/")
    wait_until_kept(page)
    begin_to_keep(page, "plain", "kept before")
    # The kept guide takes about a million bytes, each of these notes half a million.
    long = f"{'word ' * 60}\n" * 1_000
    acknowledged = 0
    for number in range(12):
        press(page, "Write a note")
        # Half a million letters take their time on a busy machine.
        page.get_by_label("Note", exact=True).fill(f"{number} {long}", timeout=60_000)
        press(page, "Keep the note")
        expect(page.locator(".note-form")).to_have_count(0, timeout=SLOW)
        if page.locator(".notice").count():
            break
        acknowledged += 1
    assert 0 < acknowledged < 12
    expect(page.locator(".notice")).to_contain_text("storage is full")
    expect(page.locator(".notice")).to_contain_text("still here while this page is open")
    expect(page.locator(".note-text")).to_have_count(acknowledged + 2)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site})
    page.reload()
    expect(page.locator(".note-text")).to_have_count(acknowledged + 1, timeout=SLOW)
    assert page.locator(".note-text").last.inner_text() == "kept before"
    press(page.locator(".note").first, "Remove")
    press(page, "Remove it")
    expect(page.locator(".note-text")).to_have_count(acknowledged, timeout=SLOW)


@pytest.mark.parametrize("chance", ["another note", "coming back"])
def test_what_could_not_be_kept_is_kept_when_there_is_room_again(kept: Page, chance: str):
    begin_to_keep(kept, "plain", "kept before")
    kept.evaluate(
        """() => {
            const { put } = IDBObjectStore.prototype;
            IDBObjectStore.prototype.put = () => { throw new DOMException('Failed to write blobs (IOError)', 'DataError'); };
            window.makeRoom = () => { IDBObjectStore.prototype.put = put; };
        }"""
    )
    write_free(kept, SECRET)
    expect(kept.locator(".notice")).to_contain_text("It may be full")
    kept.evaluate("makeRoom()")
    if chance == "another note":
        write_free(kept, "one more")
    else:
        hide(kept)
        hide(kept, False)
    count = """() => new Promise((resolve) => {
        indexedDB.open('records').onsuccess = ({ target }) => {
            const asked = target.result.transaction('records').objectStore('records').count();
            asked.onsuccess = () => { target.result.close(); resolve(asked.result); };
        };
    })"""
    kept.evaluate(
        f"async () => {{ while ((await ({count})()) < {3 if chance == 'another note' else 2}) await new Promise((resolve) => setTimeout(resolve, 50)); }}"
    )
    kept.reload()
    expect(kept.locator(".note-text", has_text=SECRET)).to_have_count(1, timeout=SLOW)


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('Denied', 'SecurityError'); } })",
        # Such a browser lists its databases and refuses to open one.
        "IDBFactory.prototype.open = () => { throw new DOMException('Private', 'InvalidStateError'); }",
    ],
    ids=["blocked", "private window"],
)
def test_blocked_storage_says_so_and_memory_still_works(page: Page, site: str, refusal: str):
    page.add_init_script(refusal)
    page.goto(f"{site}/en/notes/")
    expect(page.locator(".standing")).to_contain_text("does not let the site store anything")
    press(page, "Write a note")
    write(page, SECRET)
    assert note_texts(page) == [SECRET]
    manage(page, "Keep them in another way")
    press(page, "On this phone, with a passphrase")
    new_passphrase(page, WORDS)
    expect(page.locator(".notice")).to_contain_text("does not let the site store anything", timeout=SLOW)
    assert note_texts(page) == [SECRET]


def test_over_plain_http_a_note_can_be_written_and_stays_in_memory(page: Page, site: str):
    """In a living room, at an address of the house: the browser then has no cryptography to offer, and no worker."""
    page.add_init_script(
        """delete Crypto.prototype.randomUUID;
        delete Crypto.prototype.subtle;
        delete Navigator.prototype.serviceWorker;"""
    )
    page.goto(f"{site}/en/notes/")
    expect(page.locator(".standing")).to_contain_text("does not let the site store anything")
    write_free(page, SECRET)
    assert note_texts(page) == [SECRET]


def test_storage_that_the_browser_cleared_is_told_and_the_open_page_goes_on(kept: Page, site: str):
    begin_to_keep(kept, "passphrase", SECRET)
    session = kept.context.new_cdp_session(kept)
    session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "indexeddb"})
    kept.reload()
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_contain_text("the browser has lost them")
    assert note_texts(kept) == []
    press(kept, "Close this message")
    expect(kept.locator(".problems")).to_be_hidden()
    kept.reload()
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_be_hidden()


QUOTA_MANAGED = "file_systems,indexeddb,websql,service_workers,cache_storage"
"""What Chromium clears of a site when room is short. Local storage is no part of it."""


@pytest.mark.parametrize("way", ["passphrase", "plain"])
def test_notes_that_went_when_the_browser_cleared_the_whole_site_are_called_lost(kept: Page, site: str, way: str):
    begin_to_keep(kept, way, SECRET)
    assert kept.evaluate("[{ ...localStorage }, { ...sessionStorage }]") == [{"records": ""}, {}]
    kept.context.new_cdp_session(kept).send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": QUOTA_MANAGED})
    kept.goto(f"{site}/en/notes/")
    assert kept.evaluate("indexedDB.databases().then((all) => all.filter(({ name }) => name === 'records').length)") == 0
    assert not kept.evaluate("caches.has('records')")
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_contain_text("the browser has lost them")
    press(kept, "Close this message")
    expect(kept.locator(".problems")).to_be_hidden()
    assert kept.evaluate("localStorage.length") == 0
    kept.reload()
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_be_hidden()


def test_notes_that_went_with_everything_the_site_had_look_as_if_never_written(kept: Page, site: str):
    """docs/threat-model.md says so: Firefox and Safari clear local storage too. Should this ever fail, the promise may grow."""
    begin_to_keep(kept, "passphrase", SECRET)
    kept.context.new_cdp_session(kept).send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "all"})
    kept.goto(f"{site}/en/notes/")
    is_kept(kept, "memory")
    expect(kept.locator(".problems")).to_be_hidden()


@pytest.mark.parametrize("way", ["passphrase", "plain"])
def test_what_one_took_off_the_phone_oneself_is_not_called_lost(kept: Page, second_tab: Page, site: str, way: str):
    begin_to_keep(kept, way, SECRET)
    manage(kept, "Keep them in another way")
    press(kept, "Until I close this")
    if way == "passphrase":
        give_passphrase(kept, WORDS)
    is_kept(kept, "memory")
    assert note_texts(kept) == [SECRET]
    assert kept.evaluate("localStorage.length") == 0
    assert not kept.evaluate("caches.has('records')")
    # A reload keeps what is in memory; another tab has nothing, and nobody calls that lost.
    for page, texts in ((kept, [SECRET]), (second_tab, [])):
        page.goto(f"{site}/en/notes/")
        is_kept(page, "memory")
        expect(page.locator("[data-screen=board] .note-text")).to_have_text(texts)
        expect(page.locator(".problems")).to_be_hidden()


A_LATER_VAULT = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open('records');
  request.onerror = reject;
  request.onsuccess = async () => {
    const db = request.result;
    const stored = await new Promise((found) => { db.transaction('vault').objectStore('vault').get('header').onsuccess = ({ target }) => found(target.result); });
    const bytes = new TextEncoder().encode(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(stored.bytes)), v: 2 }));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const writing = db.transaction('vault', 'readwrite');
    writing.objectStore('vault').put({ bytes, hash }, 'header');
    writing.oncomplete = () => { db.close(); resolve(); };
  };
})"""
A_LATER_DATABASE = """() => new Promise((resolve, reject) => {
  Object.assign(indexedDB.open('records', 2), { onsuccess: ({ target }) => { target.result.close(); resolve(); }, onerror: reject });
})"""


@pytest.mark.parametrize("what", [A_LATER_VAULT, A_LATER_DATABASE], ids=["vault", "database"])
def test_notes_of_a_newer_version_are_named_and_not_touched(kept: Page, what: str):
    begin_to_keep(kept, "passphrase", SECRET)
    kept.evaluate(what)
    kept.reload()
    newer = "A newer version of this app wrote the notes. Open it with a network once, so that it is renewed. Nothing is lost."
    expect(kept.locator(".notice")).to_contain_text(newer, timeout=SLOW)
    kept.locator(".unlock").get_by_label("Passphrase").fill(WORDS)
    press(kept, "Open the notes")
    expect(kept.locator(".unlock [role=alert]")).to_have_text(newer, timeout=SLOW)
    follow(kept, PAGE)
    press(kept, "Write a note here")
    kept.locator(".note-form").get_by_label("Note", exact=True).fill("written meanwhile")
    press(kept, "Keep the note")
    expect(kept.locator(".notice")).to_contain_text("what you entered is still here")
    databases = "indexedDB.databases().then((all) => all.filter(({ name }) => name === 'records'))"
    assert [found["version"] for found in kept.evaluate(databases)] == [2 if what == A_LATER_DATABASE else 1]


ERRORS = """async () => {
  const here = new URL('.', document.querySelector('script[type=module]').src).href;
  const { sentence } = await import(`${here}trouble.js`);
  const other = await sentence({ name: 'NothingWeKnow' });
  const names = [];
  for (const file of ['vault', 'store', 'session', 'keep', 'exchange', 'phone-lock']) {
    for (const [name, made] of Object.entries(await import(`${here}${file}.js`))) {
      if (made?.prototype instanceof Error && name !== 'StoreError') names.push([name, (await sentence(new made('x'))) === other.replace('NothingWeKnow', name)]);
    }
  }
  return names;
}"""


def test_everything_that_can_go_wrong_has_a_sentence_of_its_own(kept: Page):
    open_notes(kept)
    names = dict(kept.evaluate(ERRORS))
    assert len(names) > 15
    assert [name for name, unnamed in names.items() if unnamed] == []


def test_an_update_while_a_note_is_written_loses_nothing(kept: Page, running: Site):
    begin_to_keep(kept, "passphrase", "before")
    press(kept, "Write a note")
    kept.get_by_label("Note", exact=True).fill(SECRET)
    running.publish(guide__first_hours=lambda text: f"{text}\nA sentence that only the newer edition has.\n")
    kept.evaluate(
        """async () => {
            const { active } = await navigator.serviceWorker.ready;
            await new Promise((resolve) => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = resolve;
                active.postMessage({ does: 'keep', tag: 'en' }, [port2]);
            });
        }"""
    )
    write(kept, SECRET)
    assert note_texts(kept) == [SECRET, "before"]
    follow(kept, PAGE)
    assert "only the newer edition has" not in kept.locator("main").inner_text()
    kept.reload()
    expect(kept.locator("main")).to_contain_text("only the newer edition has")
    open_notes(kept)
    unlock(kept)
    assert note_texts(kept) == [SECRET, "before"]


def test_without_the_kept_guide_no_button_is_there_that_does_nothing(page: Page, make_site):
    own = make_site(keeping="on-request")
    page.goto(f"{own.base}/en/{LIST}")
    page.locator(".items label").first.wait_for()
    page.wait_for_timeout(700)
    expect(page.get_by_role("button", name="Note", exact=True)).to_have_count(0)
    page.goto(f"{own.base}/en/notes/")
    press(page, "Write a note")
    choose(page, "plain")
    write(page, SECRET)
    page.reload()
    expect(page.locator(".note-text")).to_have_text([SECRET])
