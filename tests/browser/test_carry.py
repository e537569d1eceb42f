"""“Until I close this” outlives a reload: from one document of a tab to the next, through the worker's memory, and to nobody else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Worker, expect

from tests.browser.by_hand import begin_to_keep, follow, note_texts, open_notes, press
from tests.browser.conftest import Site, wait_until_kept

NOTE = "the blue kettle"
GONE = "Nothing is stored"
"""What the notes page says where nothing is kept on the phone."""

HELD = "() => ({ carried: carried.size, asking: asking.size })"


def worker(page: Page) -> Worker:
    return page.context.service_workers[-1]


@pytest.fixture
def written(kept: Page) -> Iterator[Page]:
    """A note in memory alone."""
    begin_to_keep(kept, "memory", NOTE)
    yield kept


def has_the_note(page: Page) -> None:
    expect(page.locator(".note-text")).to_have_text(NOTE)


def settled(page: Page) -> None:
    """Once the worker has had its say: what it holds is given within a moment, or never."""
    for _ in range(200):
        if worker(page).evaluate(HELD) == {"carried": 0, "asking": 0}:
            return
        page.wait_for_timeout(50)
    raise AssertionError("The worker still holds something.")


def has_nothing(page: Page) -> None:
    open_notes(page) if not page.url.endswith("/notes/") else page.locator("[data-screen=board]").wait_for()
    settled(page)
    assert note_texts(page) == []


def reload_at_once(page: Page) -> None:
    """As soon as the document before this one is there, whatever it is doing. The moment in which Chromium puts one in the other's place has none that its
    protocol could reload; a person's finger is never that exact."""
    for _ in range(400):
        try:
            page.reload(wait_until="commit")
        except Error as error:
            if "Not attached to an active page" not in str(error):
                raise
            page.wait_for_timeout(25)
        else:
            return
    raise AssertionError("There is no document to reload.")


def test_notes_and_ticks_outlive_reloads(written: Page):
    follow(written, "checklists/first-day/")
    written.locator(".items input").first.check()
    for _ in range(3):
        written.reload()
        expect(written.locator("[data-item]").first).to_have_attribute("data-state", "done")
    open_notes(written)
    has_the_note(written)
    written.reload()
    has_the_note(written)


def test_what_was_entered_the_moment_before_is_there_too(written: Page):
    follow(written, "checklists/first-day/")
    expect(written.get_by_role("button", name="Not for us").first).to_be_visible()
    for number in range(4):
        written.evaluate("(n) => { document.querySelectorAll('.items input')[n].click(); location.reload(); }", number)
        expect(written.locator("[data-item]").nth(number)).to_have_attribute("data-state", "done")
    written.evaluate("() => { document.querySelectorAll('.items input')[0].click(); location.reload(); }")
    expect(written.locator("[data-item]").nth(1)).to_have_attribute("data-state", "done")
    expect(written.locator("[data-item]").nth(0)).to_have_attribute("data-state", "open")


def test_somebody_who_reloads_again_and_again_loses_nothing(written: Page):
    for pause in (0, 50, 100, 200, 0, 0, 400):
        reload_at_once(written)
        written.wait_for_timeout(pause)
    has_the_note(written)


def test_a_browser_that_is_slow_to_say_which_documents_are_there_loses_nothing(written: Page):
    """The document that was to have them goes meanwhile, and the one after it has them."""
    worker(written).evaluate(
        """() => {
          const { get } = Clients.prototype;
          Clients.prototype.get = async function (id) {
            await new Promise((resolve) => setTimeout(resolve, 300));
            return get.call(this, id);
          };
        }"""
    )
    for _ in range(3):
        reload_at_once(written)
    has_the_note(written)


def test_a_full_navigation_within_the_tab_keeps_them_too(written: Page, site: str):
    with written.expect_navigation():
        written.evaluate("(address) => { location.href = address; }", f"{site}/en/all/")
    with written.expect_navigation():
        written.evaluate("(address) => { location.href = address; }", f"{site}/en/notes/")
    has_the_note(written)


def test_everything_on_one_page_and_back_keeps_them(written: Page):
    """Where Back loads the page anew, as it does here. A browser that brings the old page itself loses them: docs/threat-model.md says so."""
    written.get_by_role("link", name="Everything on one page").click()
    written.wait_for_url("**/all/")
    written.locator("section.whole").first.wait_for()
    settled(written)
    written.go_back()
    written.wait_for_url("**/notes/")
    has_the_note(written)


def test_without_a_network_a_reload_keeps_them(written: Page, running: Site):
    written.expected = ["ERR_", "Failed to"]
    with running.down():
        written.reload()
        has_the_note(written)


def test_the_worker_gives_them_once_and_holds_nothing_after(written: Page):
    written.reload()
    has_the_note(written)
    settled(written)


def test_a_page_that_carries_nothing_has_no_name(kept: Page):
    assert kept.evaluate("window.name") == ""
    begin_to_keep(kept, "memory", NOTE)
    assert re.fullmatch(r"[0-9a-f-]{36}", kept.evaluate("window.name"))
    press(kept, "Remove")
    press(kept, "Remove it")
    expect(kept.locator(".note-text")).to_have_count(0)
    assert kept.evaluate("window.name") == ""


def test_a_closed_tab_hands_nothing_over(written: Page, site: str):
    """Not to a tab that is reloaded in the same moment, nor to one that is opened after it, even if it had the closed one's name."""
    name = written.evaluate("window.name")
    other = written.context.new_page()
    other.goto(f"{site}/en/notes/")
    other.evaluate("(name) => { window.name = name; }", name)
    written.close()
    other.reload()
    has_nothing(other)


def test_another_tab_that_reloads_while_this_one_closes_gets_nothing(written: Page, site: str):
    other = written.context.new_page()
    other.goto(f"{site}/en/notes/")
    other.evaluate("setTimeout(() => location.reload())")
    written.close()
    other.wait_for_load_state()
    has_nothing(other)


def test_two_tabs_that_reload_keep_each_their_own(written: Page, site: str):
    other = written.context.new_page()
    other.goto(f"{site}/en/checklists/first-day/")
    wait_until_kept(other)
    other.locator(".items input").first.check()
    written.evaluate("setTimeout(() => location.reload())")
    other.reload()
    expect(other.locator("[data-item]").first).to_have_attribute("data-state", "done")
    has_the_note(written)
    follow(written, "checklists/first-day/")
    expect(written.locator("[data-item]").first).to_have_attribute("data-state", "open")
    open_notes(other)
    has_nothing(other)


def test_another_site_ends_it_and_back_brings_nothing(written: Page, site: str):
    written.context.route("https://elsewhere.example/", lambda route: route.fulfill(body="<h1>Elsewhere</h1>", content_type="text/html"))
    written.goto("https://elsewhere.example/")
    written.go_back()
    has_nothing(written)
    written.goto("https://elsewhere.example/")
    written.goto(f"{site}/en/notes/")
    has_nothing(written)


def test_leave_hands_nothing_over(written: Page, site: str):
    written.context.route(lambda address: not address.startswith(site), lambda route: route.fulfill(body="<h1>Elsewhere</h1>", content_type="text/html"))
    written.get_by_role("link", name="Leave").locator("visible=true").click()
    expect(written.get_by_role("heading")).to_have_text("Elsewhere")
    assert worker(written).evaluate(HELD) == {"carried": 0, "asking": 0}
    written.go_back()
    written.goto(f"{site}/en/notes/")
    has_nothing(written)


def test_leaving_straight_after_a_reload_lets_go_of_what_was_on_its_way(written: Page, site: str):
    written.context.route(lambda address: not address.startswith(site), lambda route: route.fulfill(body="<h1>Elsewhere</h1>", content_type="text/html"))
    written.reload(wait_until="commit")
    written.get_by_role("link", name="Leave").locator("visible=true").click()
    written.goto(f"{site}/en/notes/")
    has_nothing(written)


def test_what_is_kept_in_the_vault_is_never_handed_over(kept: Page):
    begin_to_keep(kept, "passphrase", NOTE)
    worker(kept).evaluate("() => { const before = carry; self.told = 0; carry = (...given) => { self.told += 1; return before(...given); }; }")
    kept.reload()
    expect(kept.locator(".unlock")).to_be_visible()
    assert worker(kept).evaluate("() => self.told") == 0
    assert kept.evaluate("window.name") == ""


def test_the_worker_forgets_what_nobody_fetches(written: Page):
    """A document that came and never asked: its script did not run, perhaps."""
    seconds = worker(written).evaluate("() => CARRIED_FOR / 1000")
    assert 5 <= seconds <= 15
    worker(written).evaluate("() => { const real = setTimeout; setTimeout = (work, time, ...given) => real(work, time / 20, ...given); }")
    written.route("**/js/main.js", lambda route: route.abort())
    worker(written).evaluate("() => { onTheWay.set('somebody', Date.now()); carry('nobody', 'a tab', [1]); }")
    assert worker(written).evaluate("() => carried.size") == 1
    written.wait_for_timeout(seconds * 1000 / 20 + 500)
    assert worker(written).evaluate("() => carried.size") == 0


def test_without_a_worker_a_reload_loses_it_and_that_is_said(browser: Browser, site: str):
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(f"{site}/en/meeting/")
    page.locator("#forty-five-minutes [data-does=start]").click()
    expect(page.locator(".run")).to_contain_text("A reload of the page loses it")
    press(page, "Begin")
    expect(page.locator(".where")).to_contain_text("Step 1")
    assert page.evaluate("window.name") == ""
    page.reload()
    page.locator("#forty-five-minutes [data-does=start]").wait_for()
    expect(page.locator(".run")).to_be_empty()
    context.close()
