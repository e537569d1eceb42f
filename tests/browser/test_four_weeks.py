"""A group of five, one phone in flight mode: a meeting, an exercise with its picture, and the reviews four and eight weeks later."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Locator, Page, expect

from tests.browser.by_hand import choose, come_to_rest
from tests.browser.conftest import assert_quiet, wait_until_kept, watch

PASSPHRASE = "lamp river candle north paper"
EVENING = datetime(2031, 3, 4, 18, 30, tzinfo=UTC)
MINUTE = 60_000
WEEK = timedelta(weeks=1)


class Phone:
    """One profile on the disk. The browser is closed between two visits, as the phone's own system closes it."""

    def __init__(self, browser_type: BrowserType, profile: Path, launch: dict):
        self.browser_type, self.profile, self.launch = browser_type, profile, launch

    @contextmanager
    def on(self, now: datetime) -> Iterator[Page]:
        context = self.browser_type.launch_persistent_context(
            self.profile, **self.launch, viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/London"
        )
        context.clock.install(time=now)
        page = context.pages[0]
        watch(page)
        # What the browser says about the missing network.
        page.expected = ["ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "Failed to fetch"]
        yield page
        assert_quiet(page)
        context.close()


@pytest.fixture
def phone(browser_type: BrowserType, browser_type_launch_args: dict, tmp_path: Path) -> Phone:
    return Phone(browser_type, tmp_path / "profile", browser_type_launch_args)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def pass_minutes(page: Page, minutes: int) -> None:
    """The clock goes on as on a phone that lies there: timers do not fire one by one."""
    page.clock.fast_forward(minutes * MINUTE)


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()


def figure(page: Page, title: str) -> Locator:
    return page.locator("figure").filter(has=page.get_by_role("heading", name=title))


def unlock(page: Page) -> None:
    page.locator("[data-screen=unlock] input[name=secret]").fill(PASSPHRASE)
    press(page, "Open the notes")
    page.locator("[data-screen=board]").wait_for(timeout=20_000)


def decide(page: Page, what: str, owner: str, due: datetime) -> None:
    page.get_by_label("What was decided, in one short line").fill(what)
    page.get_by_label("Which role does it").fill(owner)
    page.get_by_label("By when").fill(f"{due:%Y-%m-%d}")
    press(page, "Add this decision")


def hold_a_meeting(page: Page) -> None:
    go(page, "Meeting")
    page.locator("#ninety-minutes [data-does=start]").click()
    page.get_by_label("Facilitator", exact=True).fill("A")
    page.get_by_label("Keeper of the notes").fill("B")
    press(page, "Begin")
    choose(page, "passphrase", PASSPHRASE)
    expect(page.locator(".where")).to_have_text("Step 1 of 6", timeout=20_000)
    pass_minutes(page, 4)
    press(page, "Next")
    expect(page.locator("main h1:visible")).to_have_text("The victim’s needs and requests")
    pass_minutes(page, 4)
    press(page, "We drift")
    expect(page.locator(".spoken h2:visible").first).to_have_text("Stop")
    press(page, "2 minutes")
    press(page, "Go on with the item")
    pass_minutes(page, 4)
    press(page, "Break")
    expect(page.locator(".run")).to_contain_text("Check with the victim’s support person")
    pass_minutes(page, 4)
    press(page, "Go on with the meeting")
    press(page, "Decisions (0)")
    decide(page, "Two people hold each key", "room role", EVENING + 3 * WEEK)
    decide(page, "Cooking passes from role to role", "calendar role", EVENING + 3.5 * WEEK)
    press(page, "Back to the meeting")
    press(page, "Next")
    # Nobody touches the phone while the structures are talked about: the notes lock, the meeting goes on.
    press(page, "Next")
    expect(page.locator("main h1:visible")).to_have_text("Our own structures")
    come_to_rest(page)
    pass_minutes(page, 12)
    page.clock.run_for(6000)
    press(page, "Count them")
    press(page, "Next")
    press(page, "Leave it out")
    expect(page.locator("main h1:visible")).to_have_text("Close")
    press(page, "We have asked")
    press(page, "To the end")


def hold_a_short_meeting(page: Page) -> None:
    go(page, "Meeting")
    page.locator("#forty-five-minutes [data-does=start]").click()
    for name in ("Begin", "Next"):
        press(page, name)
        pass_minutes(page, 4)
    press(page, "End the meeting")
    page.get_by_label("Keep this meeting’s times for the review").check()
    press(page, "Finish")
    expect(page.locator(".hub")).to_be_visible()


def time_is_shown(page: Page) -> None:
    words = "You talked for 24 minutes: 6 minutes about the victim, 12 minutes about your own structures, 2 minutes about the perpetrator, 4 minutes about how you meet."
    expect(page.locator("figcaption")).to_have_text(words)
    assert page.locator(".share svg rect").count() == 8
    cells = [row.locator("th, td").all_text_contents() for row in page.locator("tbody tr").all()]
    assert cells[2:] == [["The perpetrator", "10", "2", "8%"], ["How we meet", "15", "4", "17%"], ["Breaks", "0", "4", "–"]]


def mark(page: Page, lines: dict[str, str]) -> None:
    """A tap on each letter: what was held is let go of, what was not is held."""
    for line, letters in lines.items():
        for letter in letters:
            page.get_by_role("group", name=line).get_by_role("button", name=letter, exact=True).click()


def map_the_tasks(page: Page) -> None:
    page.get_by_role("link", name="All exercises").or_(page.get_by_role("link", name="Exercises")).first.click()
    page.locator(".rows a[href$='/exercises/map-tasks/']").click()
    press(page, "Begin a map")
    for role in "ABCDE":
        press(page, role)
    press(page, "Next: enter the marks")
    mark(
        page,
        {"Speaking in public": "A", "Leading meetings": "A", "Cooking and dishes": "B", "Cleaning rooms": "B", "Calming people": "B", "Giving lifts": "CD"},
    )
    press(page, "Next: look at the pictures")
    expect(figure(page, "Who carries how much").locator("svg")).to_be_visible()
    expect(figure(page, "Who carries how much")).to_contain_text("“B” carries 3 of 14 tasks.")
    expect(figure(page, "What nobody holds").locator("svg")).to_contain_text("Minding children")
    press(page, "Next: agree on a change")
    press(page, "A second role shares: Cooking and dishes.")
    page.locator(".map .agreement-form").get_by_role("button", name="D", exact=True).click()
    page.get_by_label("When do you look again?").fill(f"{EVENING + 3 * WEEK:%Y-%m-%d}")
    press(page, "Agree")
    expect(page.get_by_text("Agreed today")).to_be_visible()


def come_back(page: Page, home: str) -> None:
    """Nothing of what is kept can be seen before the notes are open."""
    page.goto(home)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-start=due]")).to_be_hidden()
    assert "Two people" not in page.content()
    page.get_by_role("navigation", name="More").get_by_role("link", name="Notes").click()
    unlock(page)
    go(page, "Start")


def look_at_agreements(page: Page) -> None:
    due = page.locator("[data-start=due]")
    expect(due.locator("li.is-over")).to_have_count(3)
    expect(due).to_contain_text("Two people hold each key")
    due.get_by_role("link").click()
    press(page, "Kept: Two people hold each key")
    press(page, "Kept: A second role shares: Cooking and dishes.")


def map_them_again(page: Page) -> None:
    page.locator(".rows a[href$='/exercises/map-tasks/']").click()
    press(page, "Begin a new map")
    press(page, "Next: enter the marks")
    mark(page, {"Speaking in public": "C", "Cooking and dishes": "D", "Cleaning rooms": "DE", "Giving lifts": "D"})
    press(page, "Next: look at the pictures")
    before = figure(page, "Before and now")
    expect(before).to_contain_text("“B”, who had most, had 3 of 14 before and has 0 of 14 now.")
    expect(before.locator("svg")).to_be_visible()


def open_review(page: Page) -> None:
    go(page, "Lists")
    page.locator(".rows a[href$='/checklists/regular-review/']").click()


def keep_review(page: Page) -> None:
    press(page, "Keep this review")
    expect(page.get_by_text("The next review shows this one beside it.")).to_be_visible()


def rows(of: Locator) -> list[list[str]]:
    of.locator("details").evaluate("(details) => { details.open = true; }")
    return [row.locator("th, td").all_text_contents() for row in of.locator("tr").all()]


def test_a_meeting_an_exercise_and_two_reviews_on_one_phone_without_a_network(phone: Phone, running):
    home = f"{running.base}/en/"
    with phone.on(EVENING - timedelta(days=1)) as page:
        page.goto(home)
        wait_until_kept(page)

    with running.down():
        with phone.on(EVENING) as page:
            page.goto(home)
            hold_a_meeting(page)
            time_is_shown(page)
            page.get_by_label("Keep this meeting’s times for the review").check()
            press(page, "Finish")
            expect(page.locator(".hub")).to_be_visible()
            page.get_by_role("link", name="Open the notes").locator("visible=true").click()
            unlock(page)
            map_the_tasks(page)

        with phone.on(EVENING + 4 * WEEK) as page:
            come_back(page, home)
            look_at_agreements(page)
            map_them_again(page)
            open_review(page)
            time = figure(page, "Where the meeting time went")
            expect(time).to_contain_text("25% of the time went to the victim, 50% to our structures, 8% to the perpetrator.")
            expect(time.locator("svg")).to_be_visible()
            expect(figure(page, "Agreements")).to_contain_text("Kept: 2. Open: 1, of these past their date: 1. Dropped: 0.")
            expect(figure(page, "Who carried the work: ")).to_contain_text("“D” carries most: 3 of 14.")
            keep_review(page)

        with phone.on(EVENING + 8 * WEEK) as page:
            come_back(page, home)
            hold_a_short_meeting(page)
            open_review(page)
            time = figure(page, "Where the meeting time went")
            expect(time).to_contain_text("Meetings counted: 1.")
            assert ["The victim", "25%", "50%"] in rows(time)
            assert ["Structures", "50%", "0%"] in rows(time)
            assert rows(figure(page, "Agreements")) == [
                ["State", "Last review, 1 April 2031", "Now, 29 April 2031"],
                ["Kept", "2", "0"],
                ["Still open", "1", "1"],
                ["Open, past the date", "1", "1"],
                ["Dropped", "0", "0"],
            ]
            work = figure(page, "Who carried the work: ")
            expect(work.locator("svg")).to_contain_text("Last review, 1 April 2031")
            assert ["D", "3", "3"] in rows(work)
