"""What a person types stays where they put it: in no request, address, title, message or store, and plainly in no file, however the browser ends.

One profile on the disk goes through everything for each way of keeping: every feature once, then a kill, leaving in a hurry, an ordinary
close, and wiping. The browser is an ordinary one, not one that Playwright starts: it writes what people's browsers write.
"""

import io
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import disk
import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Route, expect

from app.behind import Behind
from app.serving import Serving
from tests.browser.by_hand import SLOW, begin_to_keep, bring_in, choose, export, follow, manage, new_passphrase, open_notes, press, unlock, write, write_free
from tests.browser.conftest import WAITING, Site, chromium, wait_until_kept
from tests.browser.editors import join
from tests.browser.process import browser_process, kill_group

ROOT = Path(__file__).parent.parent.parent
STORED, TYPED = "wkfzbtrnqhsvlgpx", "hvqnzcmdwrtkfjbs"
"""Two words that do get onto the disk, so that finding no others means something: one stored plainly, one typed into a careless field."""
REMEMBERS_WHAT_IS_TYPED = "headless-shell" not in chromium()
"""Whether this Chromium writes what stands in fields to `Sessions/`, as people's browsers do."""

PATIENCE = 60_000
"""Milliseconds; a browser that keeps a log of its network on a busy machine takes its time."""

WITHOUT_WORDS = re.compile(r'type="?(checkbox|date|number)|type: .(date)')
LABEL = re.compile(r"<label[^>]*>\s*(?:<span>)?\{\{ (?:_\('([^']+)'\)|label) \}\}(?:</span>)?\s*<(?:input|textarea)([^>]*)>")
ELSEWHERE = re.compile(r"secret\(_\('([^']+)'\)|data-(?:role|line)-label=\"\{\{ _\('([^']+)'\)")

HEAR = "addEventListener('input', ({ target }) => hearField(target.labels?.[0]?.textContent.trim() ?? target.outerHTML), { capture: true });"

EVERYTHING_THERE = """async (databases) => {
    const kept = [location.href, document.title, history.state, window.name, { ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) kept.push(name, request.url, await (await cache.match(request)).text());
    }
    for (const { name } of databases ? await indexedDB.databases() : []) {
        const db = await new Promise((resolve, reject) => Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => resolve(target.result), onerror: reject }));
        for (const store of db.objectStoreNames) {
            const asked = db.transaction(store).objectStore(store).getAll();
            kept.push(name, await new Promise((resolve, reject) => Object.assign(asked, { onsuccess: () => resolve(asked.result), onerror: reject })));
        }
        db.close();
    }
    return JSON.stringify(kept);
}"""
"""All that another page of this origin could read, save what is encrypted."""

STORE_PLAINLY = """(stored) => new Promise((resolve, reject) => {
    const request = indexedDB.open('mirror', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('mirror').put({ stored }, 'key');
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = reject;
})"""
ADD_A_CARELESS_FIELD = "() => document.querySelector('h1').after(Object.assign(document.createElement('textarea'), { id: 'mirror' }))"

VAULT = """() => new Promise((resolve, reject) => {
    const request = indexedDB.open('records');
    request.onsuccess = () => {
        const asked = request.result.transaction('vault').objectStore('vault').get('header');
        asked.onsuccess = () => { request.result.close(); resolve(JSON.parse(new TextDecoder().decode(asked.result.bytes)).vault); };
    };
    request.onerror = reject;
})"""
"""The id that stands plainly in the vault's header."""


class Words(dict[str, str]):
    """A word of its own for each field, drawn when it is first asked for. Hardly any two share four letters in a row, so what packs files keeps them whole."""

    def __missing__(self, field: str) -> str:
        self[field] = word = "".join(random.Random(field).choices("bcdfghjklmnpqrstvwxz", k=16))
        return word


class Traces:
    """Everything that can be heard outside of the page's own memory."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.fields: set[str] = set()

    def hear(self, where: str, what: object) -> None:
        self.heard.append((where, str(what)))

    def at_the_server(self, environ: dict, _start_response: Callable) -> None:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        self.hear("server", [*((name, value) for name, value in environ.items() if isinstance(value, str)), body])

    def in_the_browser(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.hear("request", f"{request.url} {request.headers} {request.post_data_buffer}"))
        context.on("console", lambda message: self.hear("console", f"{message.text} {[str(value) for value in message.args]}"))
        context.on("weberror", lambda error: self.hear("error", error.error))
        context.expose_function("hearField", lambda label: self.fields.add(label))
        context.add_init_script(HEAR)

    def look(self, page: Page, step: str, *, databases: bool = False) -> None:
        self.hear(f"after {step}", page.evaluate(EVERYTHING_THERE, databases))

    def of(self, words: Words) -> dict[str, set[str]]:
        """Field → where its word was heard."""
        found = {field: {where for where, what in self.heard if word in what} for field, word in words.items()}
        return {field: places for field, places in found.items() if places}


class Phone:
    """A browser of our own on a profile that stays, and all that can be heard of it."""

    def __init__(self, playwright: Playwright, running: Site, folder: Path):
        self.playwright = playwright
        self.base = running.base
        self.folder = folder
        self.log = folder.parent / "net.json"
        self.traces = Traces()

    @contextmanager
    def open(self) -> Iterator[Page]:
        """A page on the notes. Ends as an ordinary browser does, if it was not killed meanwhile."""
        self.log.unlink(missing_ok=True)
        with browser_process(self.folder, f"--log-net-log={self.log}", "--net-log-capture-mode=IncludeSensitive") as (process, address):
            self.process = process
            browser = self.playwright.chromium.connect_over_cdp(address)
            context = browser.contexts[0]
            context.set_default_timeout(PATIENCE)
            context.route("https://**", elsewhere)
            self.traces.in_the_browser(context)
            page = context.new_page()
            page.on("framenavigated", lambda frame: self.traces.hear("address", frame.url))
            page.goto(f"{self.base}/en/notes/")
            wait_until_kept(page)
            yield page
            if process.poll() is None:
                browser.new_browser_cdp_session().send("Browser.close")
                process.wait(timeout=30)
            # What it said to any other machine, asked for by us or not.
            self.traces.hear("network", self.log.read_text(encoding="utf-8", errors="replace"))

    def kill(self, page: Page) -> None:
        kill_group(self.process)
        with suppress(Error):
            page.wait_for_timeout(1)

    def has(self, *words: str) -> dict[str, set[str]]:
        return {word: places for word, places in disk.found(self.folder, set(words)).items() if places}


def elsewhere(route: Route) -> None:
    route.fulfill(body="<title>Elsewhere</title><h1>An ordinary site</h1>", content_type="text/html")


def drive(page: Page, words: Words, way: str, folder: Path) -> Iterator[str]:
    """Every feature that takes words, once; names what was done."""
    yield from drive_notes(page, words, way)
    yield from drive_searches(page, words)
    yield from drive_files(page, words, folder)
    if way == "passphrase":
        yield from drive_passphrases(page, words)
    yield from drive_meeting(page, words)
    yield from drive_map(page, words)
    yield from drive_agreements(page, words, folder)
    if way == "memory":
        open_notes(page)
        for _ in range(2):
            page.reload()
            expect(page.locator(".note-text").get_by_text(words["changed note"])).to_be_visible()
        yield "two reloads, which memory outlives"


def passphrase(words: Words, field: str) -> str:
    return f"mild river {words[field]}"


def drive_notes(page: Page, words: Words, way: str) -> Iterator[str]:
    press(page, "Write a note")
    choose(page, way, passphrase(words, "passphrase"))
    write(page, words["free note"])
    yield "a free note"
    press(page, "Change")
    write(page, words["changed note"])
    write_free(page, words["removed note"])
    page.locator(".note", has_text=words["removed note"]).get_by_role("button", name="Remove").click()
    press(page, "Remove it")
    expect(page.get_by_text(words["removed note"])).to_have_count(0)
    press(page, "Write a note")
    page.get_by_label("Note", exact=True).fill(words["note not kept"])
    press(page, "Do not keep it")
    page.get_by_label("Search in your notes").press_sequentially(words["search in notes"])
    yield "notes changed, removed, not kept and searched"
    follow(page, "checklists/first-day/")
    page.locator(".items label").first.click()
    press(page.locator("[data-item]").first, "Note")
    write(page, words["note on an item"])
    yield "a note on an item"
    follow(page, "guide/first-hours/")
    press(page, "Write a note here")
    write(page, words["note on a page"])
    yield "a note on a page"


def drive_searches(page: Page, words: Words) -> Iterator[str]:
    # Enough that is found, whatever the made-up word beside it looks like.
    for path, known in (("search/", "perpetrator support group"), ("arguments/", "this is really about punishment")):
        follow(page, path)
        box = page.get_by_role("searchbox")
        box.press_sequentially(f"{words[path]} {known}")
        box.press("Enter")
        expect(page.locator(".asking [role=status]")).not_to_have_text("")
        yield f"asking at {path}"
        page.locator("main .asking a:visible").first.click()
        expect(page.get_by_role("searchbox")).to_have_count(0)
    follow(page, "search/")
    page.get_by_role("searchbox").fill(words["note on a page"])
    expect(page.locator("[data-part=own]")).to_contain_text(words["note on a page"])
    yield "finding a note"


def drive_files(page: Page, words: Words, folder: Path) -> Iterator[str]:
    open_notes(page)
    manage(page, "Make a file")
    page.get_by_label("Show what I type").check()
    new_passphrase(page, passphrase(words, "passphrase not used"), passphrase(words, "passphrase mistyped"))
    expect(page.get_by_role("dialog")).to_contain_text("not the same")
    press(page.get_by_role("dialog"), "Back")
    file = export(page, folder, passphrase(words, "passphrase of the file"))
    file = file.rename(folder / f"{words['name of a file']}.bin")
    bring_in(page, file, passphrase(words, "wrong passphrase of the file"))
    expect(page.locator(".said")).to_contain_text("does not open", timeout=SLOW)
    bring_in(page, file, passphrase(words, "passphrase of the file"))
    expect(page.locator(".said")).to_contain_text("0 added", timeout=SLOW)
    yield "a file made and read"
    assert not [field for field, word in words.items() if word.encode() in file.read_bytes()]


def drive_passphrases(page: Page, words: Words) -> Iterator[str]:
    manage(page, "Change the passphrase")
    dialog = page.get_by_role("dialog", name="Passphrase", exact=True)
    dialog.get_by_label("Passphrase").fill(passphrase(words, "passphrase"))
    press(dialog, "Go on")
    new_passphrase(page, passphrase(words, "new passphrase"))
    expect(page.locator(".said")).to_contain_text("changed", timeout=SLOW)
    press(page, "Close the notes now")
    page.locator(".unlock").get_by_label("Passphrase").fill(passphrase(words, "wrong passphrase"))
    press(page, "Open the notes")
    expect(page.locator(".unlock .alert")).not_to_be_empty(timeout=SLOW)
    yield "a wrong passphrase"
    unlock(page, passphrase(words, "new passphrase"))
    yield "a new passphrase"


def drive_meeting(page: Page, words: Words) -> Iterator[str]:
    follow(page, "meeting/")
    press(page, "Make our own agenda")
    page.get_by_label("What you call this agenda").fill(words["name of an agenda"])
    press(page, "Add a step")
    page.get_by_label("What happens").last.fill(words["step of an agenda"])
    yield "an agenda"
    press(page, "Use this agenda")
    for field in ("Facilitator", "Second facilitator", "Keeper of the notes", "Contact to the victim’s support person"):
        page.get_by_label(field, exact=True).fill(words[field])
    # Could that be a name? The question repeats it.
    words["a name"] = words["a name"].capitalize()
    page.get_by_label("Second facilitator").fill(words["a name"])
    page.get_by_label("Second facilitator").press("Tab")
    press(page, "It is a role, keep it")
    press(page, "Begin")
    yield "a meeting"
    press(page, "Decisions (0)")
    page.get_by_label("What was decided, in one short line").fill(words["decision"])
    page.get_by_label("Which role does it").fill(words["role of a decision"])
    press(page, "Add this decision")
    expect(page.locator(".decided")).to_contain_text(words["decision"])
    yield "a decision"
    press(page, "Back to the meeting")
    press(page, "We drift")
    press(page, "Go on with the item")
    press(page, "End the meeting")
    page.get_by_label("Keep this meeting’s times for the review").check()
    press(page, "Finish")
    yield "the end of a meeting"


def drive_map(page: Page, words: Words) -> Iterator[str]:
    follow(page, "exercises/map-tasks/")
    press(page, "Begin a map")
    role = page.get_by_label("Another role")
    role.fill(words["role of a map"])
    role.press("Enter")
    press(page, "2 Marks")
    line = page.get_by_label("Another line").first
    line.fill(words["line of a map"])
    line.press("Enter")
    page.get_by_role("group", name=words["line of a map"]).get_by_role("button", name=words["role of a map"]).click()
    yield "a map"
    press(page, "3 Pictures")
    expect(page.locator("figure").first).to_contain_text(words["role of a map"])
    press(page, "4 Agree")
    agree(page, words, "agreement of a map")
    yield "an agreement of a map"


def drive_agreements(page: Page, words: Words, folder: Path) -> Iterator[str]:
    follow(page, "exercises/")
    page.get_by_text("Add an agreement").click()
    agree(page, words, "agreement")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Calendar file: {words['agreement']}").click()
    calendar = folder / "calendar"
    waiting.value.save_as(calendar)
    assert not [field for field, word in words.items() if word in waiting.value.suggested_filename + calendar.read_text()]
    page.get_by_role("button", name=f"Kept: {words['agreement']}").click()
    yield "agreements"
    follow(page, "")
    yield "the start page"
    follow(page, "checklists/regular-review/")
    press(page, "Keep this review")
    expect(page.get_by_text("The next review shows this one beside it.")).to_be_visible()
    yield "a review"


def drive_editor(page: Page, running: Site, sent: Words) -> Iterator[str]:
    """Somebody edits the guide on the phone on which they keep notes. `sent` is meant for the server; what they noted is not."""
    command = [sys.executable, "-m", "flask", "--app", "app", "invite", "Edda"]
    environ = os.environ | {"HANDRAIL_DATA": str(running.settings.data), "HANDRAIL_ADDRESS": running.base}
    link = re.search(r"^http://\S+/edit/join#\S+$", subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout, re.M)[0]
    running.serving = Serving(running.settings, Behind(running.settings))
    join(page, link, passphrase(sent, "passphrase of an editor"))
    yield "signing in to the editor"
    page.goto(f"{running.base}/edit/pages/en/guide/first-hours/")
    page.locator(".preview p > a.into, .preview li > a.into").first.click()
    field = page.get_by_label("Your group’s words")
    field.fill(f"{field.input_value()} {sent['words of the group']}")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    yield "a text of the group"


def agree(page: Page, words: Words, field: str) -> None:
    page.get_by_label("What will you do?").locator("visible=true").fill(words[field])
    page.get_by_label("Which role looks after it?").locator("visible=true").fill(words[f"role of an {field}"])
    page.get_by_role("button", name="Agree", exact=True).locator("visible=true").click()
    expect(page.get_by_text(words[field]).locator("visible=true").first).to_be_visible()


def half_write(page: Page, words: Words, when: str) -> None:
    """Opens the notes, and leaves a note and a search half typed."""
    page.locator("[data-screen=board], [data-screen=unlock]").wait_for()
    if page.locator(".unlock").count():
        unlock(page, passphrase(words, "new passphrase"))
    # With two notes there is a search.
    for number in ("one", "two"):
        write_free(page, words[f"note {number} before {when}"])
    page.get_by_label("Search in your notes").fill(words[f"search at {when}"])
    press(page, "Write a note")
    page.get_by_label("Note", exact=True).fill(words[f"half a note at {when}"])


def leave_mirrors(page: Page, phone: Phone) -> None:
    page.evaluate(STORE_PLAINLY, STORED)
    page.evaluate(ADD_A_CARELESS_FIELD)
    page.locator("#mirror").fill(TYPED)
    if REMEMBERS_WHAT_IS_TYPED:
        wait_for_sessions(phone, TYPED)


def wait_for_sessions(phone: Phone, word: str) -> None:
    """The browser writes down what stands in fields some seconds later."""
    deadline = time.monotonic() + 30
    while not disk.found(phone.folder / "Default" / "Sessions", {word})[word]:
        assert time.monotonic() < deadline, "This browser does not write down what is typed."
        time.sleep(0.1)


def fields_for_words() -> set[str]:
    """The labels of all fields of the program that take words of readers. What an editor writes is meant for the server."""
    labels: set[str] = set()
    for template in set((ROOT / "templates").rglob("*.html")) - set((ROOT / "templates" / "edit").iterdir()):
        text = template.read_text(encoding="utf-8")
        taking = [field for field in re.findall(r"<(?:input|textarea)[^>]*>", text) if not WITHOUT_WORDS.search(field)]
        labelled = [label for label, attributes in LABEL.findall(text) if not WITHOUT_WORDS.search(attributes)]
        assert len(taking) == len(labelled), f"{template.name}: a field without a label of the usual form"
        labels |= {label for label in labelled if label}
        labels |= {label for pair in ELSEWHERE.findall(text) for label in pair if label}
    made = [where.name for where in (ROOT / "static/js").rglob("*.js") for _ in re.findall(r"element\('(?:input|textarea)'", where.read_text(encoding="utf-8"))]
    assert sorted(made) == ["agreements.js", "careful.js"], "A script makes a field: drive it here."
    return labels


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=WAITING)


@pytest.mark.parametrize("way", ["passphrase", "memory", "plain"])
def test_nothing_that_is_typed_leaks_and_no_ending_leaves_it_on_the_disk(playwright: Playwright, running: Site, tmp_path: Path, way: str):
    phone = Phone(playwright, running, tmp_path / "profile")
    phone.folder.mkdir()
    words, sent = Words(), Words()
    with running.fault(phone.traces.at_the_server):
        with phone.open() as page:
            for step in drive(page, words, way, tmp_path):
                phone.traces.look(page, step)
            if way == "passphrase":
                for step in drive_editor(page, running, sent):
                    phone.traces.look(page, step)
                page.goto(f"{running.base}/en/notes/")
            open_notes(page)
            half_write(page, words, "a kill")
            phone.traces.look(page, "everything", databases=True)
            vault = set() if way == "memory" else {page.evaluate(VAULT)}
            leave_mirrors(page, phone)
            phone.kill(page)
        has = phone.has(*words.values(), STORED, TYPED, *vault)
        assert set(has) == vault | {STORED} | ({TYPED} if REMEMBERS_WHAT_IS_TYPED else set()), ("killed", has)
        assert not phone.has(*sent.values()), "killed, with an editor's words"

        with phone.open() as page:
            half_write(page, words, "leaving")
            page.get_by_role("link", name="Leave").locator("visible=true").click()
            page.wait_for_url("https://**")
            assert not phone.has(*words.values()), "left"
            page.go_back()
            page.locator("h1").first.wait_for()
            phone.traces.look(page, "leaving and coming back")
            page.goto(f"{running.base}/en/notes/")
            half_write(page, words, "closing")
        assert not phone.has(*words.values()), "closed"

        with phone.open() as page:
            half_write(page, words, "wiping")
            remove_everything(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Everything is removed from this phone.")
            phone.traces.look(page, "wiping")
        # Nor what was encrypted, nor what another script of this origin had stored.
        has = phone.has(*words.values(), STORED, *vault)
        assert not has, ("wiped", has)

    assert phone.traces.of(words) == {}
    # The listening at the server hears what is meant for it, and nothing else does.
    assert phone.traces.of(sent) == ({field: {"server", "request"} for field in sent} if way == "passphrase" else {})
    assert {where for where, _ in phone.traces.heard} >= {"server", "request", "address", "network"}
    if way == "passphrase":
        assert phone.traces.fields >= fields_for_words(), fields_for_words() - phone.traces.fields


RECORDS = """() => new Promise((resolve, reject) => {
    const request = indexedDB.open('records');
    request.onerror = reject;
    request.onsuccess = async () => {
        const all = ['vault', 'records'].map((name) => new Promise((found) => {
            request.result.transaction(name).objectStore(name).getAll().onsuccess = ({ target }) => found(target.result);
        }));
        const bytes = (_, value) => (value instanceof ArrayBuffer ? [...new Uint8Array(value)] : ArrayBuffer.isView(value) ? [...value] : value);
        resolve(JSON.stringify(await Promise.all(all), bytes));
        request.result.close();
    };
})"""
"""The vault as it lies on the phone, every byte of it."""


def test_wrong_passphrases_are_not_counted_and_destroy_nothing(kept: Page):
    words = Words()
    begin_to_keep(kept, "passphrase", words["note"], words=passphrase(words, "passphrase"))
    press(kept, "Close the notes now")
    before = kept.evaluate(RECORDS)
    assert len(before) > 1000
    for number in range(12):
        kept.locator(".unlock").get_by_label("Passphrase").fill(passphrase(words, f"guess {number}"))
        press(kept, "Open the notes")
        expect(kept.locator(".unlock .alert")).to_contain_text("does not open")
        kept.evaluate("() => document.querySelector('.unlock .alert').replaceChildren()")
    assert kept.evaluate(RECORDS) == before
    # The mark that there is a vault says nothing else.
    assert kept.evaluate("[{ ...localStorage }, { ...sessionStorage }]") == [{"records": ""}, {}]
    unlock(kept, passphrase(words, "passphrase"))
    expect(kept.locator(".note-text")).to_have_text(words["note"])


def test_reading_a_kept_guide_asks_for_no_page(kept: Page, running: Site):
    asked: list[str] = []

    def listen(environ: dict, _start_response: Callable) -> None:
        asked.append(f"{environ['PATH_INFO']} {environ.get('HTTP_REFERER', '')}")

    paths = ["guide/first-hours/", "arguments/", "checklists/first-day/", "exercises/map-care/", "meeting/", "search/", "notes/"]
    with running.fault(listen):
        for path in paths:
            kept.goto(f"{running.base}/en/{path}")
            expect(kept.locator("main h1")).to_have_count(1)
            # A request for the list of editions shows that the listening hears something.
            kept.evaluate("fetch('/healthz').then((answer) => answer.text())")
        for path in paths:
            follow(kept, path)
            expect(kept.locator("main h1")).to_have_count(1)
    told = [request.split()[0] for request in asked]
    assert "/healthz" in told
    assert not [path for path in told if path.startswith("/en/")], asked


def test_removing_once_more_with_a_network_clears_what_was_left_without_one(playwright: Playwright, running: Site, tmp_path: Path):
    phone = Phone(playwright, running, tmp_path / "profile")
    phone.folder.mkdir()
    with phone.open() as page:
        begin_to_keep(page, "plain", "a note")
        vault = page.evaluate(VAULT)
        with running.down():
            remove_everything(page)
            expect(page.get_by_role("heading", level=1)).to_contain_text("remove everything once more")
    with phone.open() as page:
        remove_everything(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Everything is removed from this phone.")
    assert not phone.has(vault)


def remove_everything(page: Page) -> None:
    manage(page, "Remove everything from this phone")
    press(page, "Remove everything")
