"""A phone keeps the guide, opens it without a network, brings it up to date, and lets go of it."""

import json
import time
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from app.edition import bundle as bundles
from app.edition.build import build
from app.edition.coding import encode
from tests.browser.conftest import Site, keep_until_closed, wait_until_kept


def paths_of(running: Site) -> list[str]:
    names = [path for path in running.edition.files if path.startswith("en/") and path.endswith("index.html")]
    return ["/" + name.removesuffix("index.html") for name in names]


def offline_state(page: Page) -> str:
    return page.evaluate("document.documentElement.dataset.offline")


def test_every_page_opens_without_a_network_after_one_visit(kept: Page, running: Site):
    with running.down():
        for path in paths_of(running):
            response = kept.goto(running.base + path)
            assert response.status == 200, path
            assert response.from_service_worker, path
            assert kept.locator("h1").count() == 1, path
            assert offline_state(kept) in ("none", "ready")


def test_a_phone_composes_what_the_server_sends_byte_for_byte(kept: Page, running: Site):
    for path in paths_of(running):
        composed = kept.goto(running.base + path).body()
        assert composed == (running.edition.public / path.lstrip("/") / "index.html").read_bytes(), path


def test_composed_pages_carry_the_same_headers(kept: Page, running: Site):
    headers = kept.goto(f"{running.base}/en/guide/first-hours/").headers
    for name, value in running.edition.headers.items():
        assert headers[name.lower()] == value


def test_a_checklist_ticks_without_a_network(kept: Page, running: Site):
    with running.down():
        kept.goto(f"{running.base}/en/checklists/first-day/")
        kept.locator(".items label").first.click()
        keep_until_closed(kept)
        expect(kept.locator("[data-item]").first).to_have_attribute("data-state", "done")
        kept.get_by_role("button", name="Not for us").nth(1).click()
        expect(kept.locator("[data-item]").nth(1)).to_have_attribute("data-state", "not-for-us")
        expect(kept.locator(".progress")).to_contain_text("1 done · 1 not for us")


def test_ticks_stay_while_one_walks_through_the_guide(kept: Page, running: Site):
    kept.get_by_role("link", name="Lists").click()
    kept.get_by_role("link", name="The first day").click()
    kept.locator(".items label").first.click()
    keep_until_closed(kept)
    kept.get_by_role("link", name="Start", exact=True).click()
    expect(kept.get_by_role("heading", level=1)).to_have_text("What is happening?")
    kept.get_by_role("link", name="Lists").click()
    kept.get_by_role("link", name="The first day").click()
    expect(kept.locator("[data-item]").first).to_have_attribute("data-state", "done")
    expect(kept.locator("[data-item] input").first).to_be_checked()


def test_links_swap_the_text_in_place_and_back_works(kept: Page, running: Site):
    kept.evaluate("window.sameDocument = true")
    kept.get_by_role("link", name="Someone has just told me").click()
    expect(kept.get_by_role("heading", level=1)).to_have_text("When someone tells you")
    assert kept.title() == "First hours · Handrail"
    assert kept.url.endswith("/en/guide/first-hours/")
    expect(kept.get_by_role("heading", level=1)).to_be_focused()
    kept.go_back()
    expect(kept.get_by_role("heading", level=1)).to_have_text("What is happening?")
    assert kept.evaluate("window.sameDocument") is True


def test_start_address_leads_to_the_kept_language_without_a_network(kept: Page, running: Site):
    with running.down():
        kept.goto(f"{running.base}/")
        assert kept.url == f"{running.base}/en/"


def test_unknown_page_helps_without_a_network(kept: Page, running: Site):
    kept.expected = ["404"]
    with running.down():
        response = kept.goto(f"{running.base}/en/guide/no-such-page/")
        assert response.status == 404
        expect(kept.get_by_role("heading", level=1)).to_have_text("This page is not here")


def test_a_language_that_is_not_kept_says_so_without_a_network(kept: Page, running: Site):
    kept.expected = ["503"]
    with running.down():
        kept.goto(f"{running.base}/de/")
        expect(kept.get_by_role("heading", level=1)).to_have_text("No network")


def test_a_hanging_network_is_never_waited_for(kept: Page, running: Site):
    def hang(environ, start_response):
        time.sleep(3)
        return None

    with running.fault(hang):
        began = time.monotonic()
        kept.goto(f"{running.base}/en/guide/their-perspective/", wait_until="domcontentloaded")
        assert time.monotonic() - began < 3
        expect(kept.get_by_role("heading", level=1)).to_be_visible()


def cut_short(part: str):
    """The answer to addresses with `part` in them breaks off in the middle."""

    def bend(environ, start_response):
        if part not in environ["PATH_INFO"]:
            return None
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "100000")])
        return iter([b'{"v":1,"lang":"en"'])

    return bend


def test_an_interrupted_first_fetch_keeps_nothing_half_and_is_taken_up_again(page: Page, running: Site):
    page.expected = ["Failed to load resource", "ERR_CONTENT_LENGTH_MISMATCH"]
    with running.fault(cut_short("/bundle/")):
        page.goto(f"{running.base}/en/")
        page.wait_for_selector("html[data-offline=failed]")
        assert page.evaluate("indexedDB.databases().then((found) => found.length)") <= 1
        page.goto(f"{running.base}/en/phone/")
        expect(page.locator(".status")).to_contain_text("tried again")
    page.goto(f"{running.base}/en/")
    wait_until_kept(page)
    with running.down():
        page.goto(f"{running.base}/en/guide/first-hours/")
        expect(page.get_by_role("heading", level=1)).to_have_text("When someone tells you")


def test_the_text_can_be_read_before_scripts_and_words_have_come(page: Page, running: Site):
    """They are more than half of the bytes. What is not here yet is taken up again."""
    page.expected = ["Failed to load resource", "ERR_CONTENT_LENGTH_MISMATCH"]
    with running.fault(cut_short("/kept-")):
        page.goto(f"{running.base}/en/")
        page.wait_for_selector("html[data-offline=failed]")
        with running.down():
            page.goto(f"{running.base}/en/guide/first-hours/")
            expect(page.get_by_role("heading", level=1)).to_have_text("When someone tells you")
        asked: list[str] = []
    with running.fault(lambda environ, start_response: asked.append(environ["PATH_INFO"])):
        page.goto(f"{running.base}/en/")
        wait_until_kept(page)
    assert not any("/bundle/" in path for path in asked), asked
    with running.down():
        page.goto(f"{running.base}/en/checklists/first-day/")
        page.locator(".items label").first.click()
        expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")


def test_the_bundle_is_on_its_way_before_there_is_a_worker_and_comes_once(page: Page, running: Site):
    asked: list[str] = []
    with running.fault(lambda environ, start_response: asked.append(environ["PATH_INFO"])):
        page.goto(f"{running.base}/en/")
        wait_until_kept(page)
    [bundle] = [at for at, path in enumerate(asked) if "/bundle/" in path]
    assert bundle < asked.index("/en/edition.json"), asked


def test_a_bundle_that_is_not_what_its_name_says_is_refused(page: Page, running: Site):
    def lie(environ, start_response):
        if "/bundle/" not in environ["PATH_INFO"]:
            return None
        body = encode('{"v":3,"lang":"en","pages":{"":["Handrail","<h1>Something else</h1>"]}}')
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    with running.fault(lie):
        page.goto(f"{running.base}/en/")
        page.wait_for_selector("html[data-offline=failed]")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("What is happening?")


def reworded(text: str) -> str:
    return text.replace("# ", "# ", 1) + "\nA sentence that only the newer edition has.\n"


def look_for_news(page: Page, running: Site) -> None:
    page.goto(f"{running.base}/en/phone/")
    page.get_by_role("button", name="Look for a newer edition").click()


def test_an_update_arrives_as_a_patch_and_shows_with_the_next_full_page(kept: Page, running: Site):
    asked: list[str] = []
    kept.context.on("request", lambda request: asked.append(request.url))
    running.publish(guide__first_hours=reworded)
    look_for_news(kept, running)
    expect(kept.locator(".status")).to_contain_text("A newer edition is here")
    # The list carries it: a short patch is less than the headers of an answer of its own.
    assert any(url.endswith("/en/edition.json") for url in asked), asked
    assert not any("/bundle/" in url or "/patch/" in url or "/kept-" in url for url in asked), asked
    with running.down():
        kept.goto(f"{running.base}/en/guide/first-hours/")
        expect(kept.locator("main")).to_contain_text("only the newer edition has")
        assert kept.evaluate("document.documentElement.dataset.edition") == running.edition.languages["en"]


def test_a_phone_two_editions_behind_gets_a_patch_of_its_own(kept: Page, running: Site):
    asked: list[str] = []
    old = running.edition.languages["en"]
    running.publish(guide__first_hours=lambda text: text + "\nA sentence in between.\n")
    running.publish(guide__first_hours=lambda text: reworded(text) + "\nAnd one after it.\n")
    with running.fault(lambda environ, start_response: asked.append(environ["PATH_INFO"])):
        look_for_news(kept, running)
        expect(kept.locator(".status")).to_contain_text("A newer edition is here")
    assert f"/en/patch/{old[:16]}.{running.edition.languages['en'][:16]}.json" in asked
    assert not any("/bundle/" in path for path in asked), asked
    kept.goto(f"{running.base}/en/guide/first-hours/")
    expect(kept.locator("main")).to_contain_text("only the newer edition has")


def test_a_patch_that_does_not_fit_gives_way_to_the_whole_bundle(kept: Page, running: Site):
    old = running.edition.languages["en"]
    running.publish(guide__first_hours=reworded)
    listed = {"id": running.edition.languages["en"], "patches": {old[:16]: [[5, 2, "xyz"]]}, "changes": []}

    def spoil(environ, start_response):
        if not environ["PATH_INFO"].endswith("/edition.json"):
            return None
        body = json.dumps(listed).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    with running.fault(spoil):
        look_for_news(kept, running)
        expect(kept.locator(".status")).to_contain_text("A newer edition is here")
    kept.goto(f"{running.base}/en/guide/first-hours/")
    expect(kept.locator("main")).to_contain_text("only the newer edition has")


FORM_BEFORE = """() => new Promise((resolve, reject) => {
    const request = indexedDB.open('guide', 1);
    request.onerror = () => reject(request.error);
    request.onupgradeneeded = () => ['languages', 'editions', 'pages', 'texts', 'assets', 'choices'].forEach((name) => request.result.createObjectStore(name));
    request.onsuccess = () => {
        const db = request.result;
        const id = 'ab'.repeat(32);
        const transaction = db.transaction([...db.objectStoreNames], 'readwrite');
        const put = (store, value, key) => transaction.objectStore(store).put(value, key);
        put('languages', { tag: 'en', id, name: 'English', bytes: 100, kept: 1, changes: [] }, 'en');
        put('editions', { shell: ['<title>', 'title', '</title><main id="main">', 'main', '</main>'], styles: ['', ''], linked: [], headers: {}, all: {}, assets: ['/s/before/js/main.js'] }, ['en', id]);
        put('pages', { title: 'Before', main: '<h1>As it was kept before</h1>' }, ['en', id, '']);
        put('texts', '{"v":2,"lang":"en"}', 'en');
        put('assets', { type: 'text/javascript', body: new ArrayBuffer(1) }, '/s/before/js/main.js');
        put('choices', 'memory', 'way');
        transaction.oncomplete = () => { db.close(); resolve(); };
    };
})"""
KEPT_NOW = """() => new Promise((resolve) => {
    const request = indexedDB.open('guide');
    request.onsuccess = () => {
        const db = request.result;
        const transaction = db.transaction(['languages', 'choices']);
        const found = ['languages', 'choices'].map((name, at) => transaction.objectStore(name).get(['en', 'way'][at]));
        transaction.oncomplete = () => { db.close(); resolve([found[0].result?.id, found[1].result]); };
    };
})"""


def test_a_copy_in_the_form_before_can_be_read_gives_way_whole_and_loses_nothing(page: Page, running: Site):
    """The worker before kept a record for each page, of a bundle of the second form. The new one shows what it finds, and takes up the present form as any other news."""
    page.expected = ["Failed to load resource", "ERR_CONTENT_LENGTH_MISMATCH"]
    page.goto(f"{running.base}/healthz")
    page.evaluate(FORM_BEFORE)
    with running.fault(cut_short("/edition.json")):
        page.goto(f"{running.base}/en/guide/first-hours/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.goto(f"{running.base}/en/")
        expect(page.get_by_role("heading", level=1)).to_have_text("As it was kept before")
    page.goto(f"{running.base}/en/guide/first-hours/")
    deadline = time.monotonic() + 60
    while page.evaluate(KEPT_NOW)[0] != running.edition.languages["en"] and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT_NOW) == [running.edition.languages["en"], "memory"]
    with running.down():
        page.goto(f"{running.base}/en/meeting/")
        expect(page.locator("[data-does=start]").first).to_be_visible()


def of_a_later_form(running: Site, by_patch: bool):
    """A server whose bundle has a form that today's worker does not know: its list and its bundle."""
    old = bundles.text_of(running.edition, "en")
    text = old.replace('"v":3', '"v":4', 1).replace("When someone tells you", "As a later version says it")
    identity = bundles.identity(text)
    patches = {running.edition.languages["en"][:16]: json.loads(bundles.patch(old, text))} if by_patch else {}
    listed = json.dumps({"id": identity, "bytes": 1, "patches": patches, "changes": []}).encode()
    bodies = {"/en/edition.json": listed, f"/en/bundle/{identity}.txt": b"4" + encode(text)[1:]}

    def bend(environ, start_response):
        body = bodies.get(environ["PATH_INFO"])
        if body is None:
            return None
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return bend


@pytest.mark.parametrize("by_patch", [True, False], ids=["patch", "bundle"])
def test_a_bundle_of_a_later_form_is_refused_and_the_kept_copy_stays(kept: Page, running: Site, by_patch: bool):
    with running.fault(of_a_later_form(running, by_patch)):
        look_for_news(kept, running)
        expect(kept.locator(".status")).to_contain_text("cannot be reached")
    with running.down():
        kept.goto(f"{running.base}/en/guide/first-hours/")
        expect(kept.get_by_role("heading", level=1)).to_have_text("When someone tells you")
        assert kept.evaluate("document.documentElement.dataset.edition") == running.edition.languages["en"]


def test_the_worker_of_a_later_form_shows_todays_copy_and_takes_up_its_own(kept: Page, running: Site):
    later = running.serving.edition.body("sw.js").decode().replace("BUNDLE_FORM = 3", "BUNDLE_FORM = 4").replace("CODING_FORM = 3", "CODING_FORM = 4").encode()

    def renew(environ, start_response):
        if environ["PATH_INFO"] != "/sw.js":
            return None
        start_response("200 OK", [("Content-Type", "text/javascript"), ("Content-Length", str(len(later)))])
        return [later]

    with running.fault(renew):
        kept.evaluate(
            """async () => {
              const registration = await navigator.serviceWorker.ready;
              const taken = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
              await registration.update();
              await taken;
            }"""
        )
        with running.down():
            kept.goto(f"{running.base}/en/guide/first-hours/")
            expect(kept.get_by_role("heading", level=1)).to_have_text("When someone tells you")
        with running.fault(of_a_later_form(running, by_patch=False)):
            look_for_news(kept, running)
            expect(kept.locator(".status")).to_contain_text("A newer edition is here")
        kept.goto(f"{running.base}/en/guide/first-hours/")
        expect(kept.get_by_role("heading", level=1)).to_have_text("As a later version says it")


def test_an_update_while_something_is_ticked_waits_and_never_mixes_editions(kept: Page, running: Site):
    kept.goto(f"{running.base}/en/checklists/first-day/")
    kept.locator(".items label").first.click()
    keep_until_closed(kept)
    old = running.edition.languages["en"]
    running.publish(guide__first_hours=reworded)
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
    kept.get_by_role("link", name="Start", exact=True).click()
    kept.get_by_role("link", name="Someone has just told me").click()
    expect(kept.get_by_role("heading", level=1)).to_have_text("When someone tells you")
    assert "only the newer edition has" not in kept.locator("main").inner_text()
    assert kept.evaluate("document.documentElement.dataset.edition") == old
    kept.get_by_role("link", name="Lists").click()
    kept.get_by_role("link", name="The first day").click()
    expect(kept.locator("[data-item]").first).to_have_attribute("data-state", "done")


def test_removing_takes_it_off_the_phone_and_is_remembered(kept: Page, running: Site):
    kept.goto(f"{running.base}/en/phone/")
    expect(kept.locator(".status")).to_contain_text("Ready.")
    kept.get_by_role("button", name="Remove from this phone").click()
    expect(kept.locator(".status")).to_contain_text("Removed.")
    kept.goto(f"{running.base}/en/")
    kept.wait_for_timeout(500)
    assert offline_state(kept) == "none"
    kept.goto(f"{running.base}/en/phone/")
    kept.get_by_role("button", name="Keep on this phone").click()
    kept.wait_for_selector("html[data-offline=ready]")


def test_the_phone_page_tells_what_is_kept(kept: Page, running: Site):
    kept.goto(f"{running.base}/en/phone/")
    code = running.edition.languages["en"][:4]
    expect(kept.locator(".status")).to_contain_text(f"English, edition {code}")
    expect(kept.locator(".status")).to_contain_text("kB")


def test_a_host_can_set_keeping_to_on_request(page: Page, make_site):
    own = make_site(keeping="on-request")
    page.goto(f"{own.base}/en/phone/")
    page.wait_for_timeout(700)
    assert offline_state(page) == "none"
    page.get_by_role("button", name="Keep on this phone").click()
    page.wait_for_selector("html[data-offline=ready]")


def test_a_full_phone_is_told_so_with_sizes(page: Page, running: Site):
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": running.base, "quotaSize": 20_000})
    page.goto(f"{running.base}/en/phone/")
    page.wait_for_selector("html[data-offline=failed]")
    expect(page.locator(".status")).to_contain_text("storage is full")
    expect(page.locator(".status")).to_contain_text("kB")


def test_a_browser_without_storage_still_reads_and_says_why(page: Page, site: str):
    page.add_init_script("delete Window.prototype.indexedDB; delete window.indexedDB;")
    page.goto(f"{site}/en/phone/")
    page.wait_for_selector("html[data-offline=unsupported]")
    expect(page.locator(".status")).to_contain_text("cannot keep pages")
    page.get_by_role("link", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is happening?")


def without_workers(page: Page) -> None:
    """Until no worker is left."""
    page.evaluate(
        """async () => {
            const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
            while ((await navigator.serviceWorker.getRegistrations()).length) await pause();
            await pause();
        }"""
    )


def test_the_kill_switch_removes_the_worker_and_leaves_other_databases(page: Page, running: Site, make_site):
    own = make_site()
    page.goto(f"{own.base}/en/")
    wait_until_kept(page)
    page.evaluate("new Promise((resolve) => { indexedDB.open('records', 1).onsuccess = resolve; })")
    own.settings = replace(own.settings, worker="off")
    build(own.settings)
    own.serving.settings = own.settings
    for _ in range(2):
        page.goto(f"{own.base}/en/")
        # Without this, the next navigation can fall into the moment in which the driver holds the new worker, and hang there for good.
        without_workers(page)
    names = page.evaluate("indexedDB.databases().then((found) => found.map(({ name }) => name))")
    assert names == ["records"]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((found) => found.length)") == 0


@pytest.mark.parametrize("language", ["de-DE,de;q=0.9", "zz"])
def test_the_start_address_finds_a_language_with_a_network(page: Page, site: str, language: str):
    page.set_extra_http_headers({"Accept-Language": language})
    page.goto(f"{site}/")
    assert page.url == f"{site}/en/"
