"""What a group does with one phone on the table: an agenda, step by step, and how long it talked about what."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.by_hand import choose, come_to_rest
from tests.browser.conftest import keep_until_closed, wait_until_kept

ENTRIES = "import(document.querySelector('link[rel=modulepreload][href$=\"js/entries.js\"]').href)"
MINUTE = 60_000
PASSPHRASE = "lamp river candle north paper"
TOPICS = ["victim", "structures", "perpetrator", "frame", "break"]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def wait(page: Page, minutes: float) -> None:
    """As on a phone whose screen was off: the clock goes on, timers do not."""
    page.clock.fast_forward(int(minutes * MINUTE))


def entries(page: Page, kind: str) -> list:
    return page.evaluate(f"(kind) => {ENTRIES}.then((module) => module.all(kind).map(([id, value]) => [id, value]))", kind)


def hold(page: Page, kind: str, identity: str, value: dict | None) -> None:
    page.evaluate(
        f"""([kind, id, value]) => {ENTRIES}.then(async (module) => {{
            await module.hold(kind, id, value ?? undefined);
            document.dispatchEvent(new CustomEvent('entries'));
        }})""",
        [kind, identity, value],
    )


def until(page: Page, condition: str) -> None:
    """Looks from here: the page's policy forbids Playwright's own looking."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def settled(page: Page) -> None:
    """Until what was entered is written."""
    page.evaluate(f"{ENTRIES}.then((module) => module.keeping()).then((keep) => keep.refresh())")
    page.wait_for_timeout(300)


def begin(page: Page) -> None:
    press(page, "Begin")
    keep_until_closed(page)
    expect(page.locator(".where")).to_contain_text("Step 1 of")


def heading(page: Page):
    return page.locator("main h1:visible")


@pytest.fixture
def hub(page: Page, site: str) -> Page:
    page.clock.install()
    page.goto(f"{site}/en/meeting/")
    wait_until_kept(page)
    page.locator("#ninety-minutes [data-does=start]").wait_for()
    return page


@pytest.fixture
def meeting(hub: Page) -> Page:
    """The ninety-minute agenda, just begun."""
    hub.locator("#ninety-minutes [data-does=start]").click()
    begin(hub)
    return hub


@pytest.fixture
def ended(meeting: Page) -> Page:
    """Opening 10 minutes, the victim's item 20, of which 5 on the perpetrator; then the end."""
    wait(meeting, 10)
    press(meeting, "Next")
    wait(meeting, 15)
    press(meeting, "The perpetrator")
    wait(meeting, 5)
    press(meeting, "Count them")
    press(meeting, "End the meeting")
    return meeting


def test_every_agenda_stands_there_in_full_without_scripts(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/meeting/")
    expect(page.get_by_role("link", name=re.compile("Opening words")).first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("For the facilitator"))).to_be_visible()
    steps = page.locator("[data-agenda] li[data-minutes]")
    assert steps.count() > 25
    for step in steps.all():
        expect(step).to_be_visible()
    expect(page.locator("main button:visible")).to_have_count(0)
    context.close()


def test_before_it_begins_the_page_says_what_a_reload_does(hub: Page):
    hub.locator("#forty-five-minutes [data-does=start]").click()
    expect(hub.locator("[data-part=memory]")).to_contain_text("A reload keeps it.")
    expect(hub.locator("[data-part=page], [data-part=vault]").locator("visible=true")).to_have_count(0)
    expect(hub.locator(".run")).to_contain_text("not kept for later unless you choose")
    assert entries(hub, "meeting") == []


def test_a_meeting_in_memory_alone_comes_back_after_a_reload_with_the_time_of_the_clock(meeting: Page):
    press(meeting, "Next")
    wait(meeting, 4)
    for _ in range(2):
        meeting.reload()
        expect(heading(meeting)).to_have_text("The victim’s needs and requests")
        expect(meeting.locator(".left")).to_have_text("About 21 minutes left")
    press(meeting, "We drift")
    meeting.reload()
    press(meeting, "End the meeting")
    expect(meeting.get_by_text("1 drift in this meeting")).to_be_visible()


def test_one_step_a_screen_with_the_minutes_left_and_no_alarm(meeting: Page):
    expect(heading(meeting)).to_have_text("Opening and aims")
    left = meeting.locator(".left")
    expect(left).to_have_text("About 10 minutes left")
    colour = left.evaluate("(element) => getComputedStyle(element).color")
    wait(meeting, 9)
    expect(left).to_have_text("About 1 minute left")
    wait(meeting, 1)
    expect(left).to_have_text("The planned time is used. Take your time to close.")
    wait(meeting, 3)
    expect(left).to_have_text("Over by 3 minutes. Take your time to close.")
    assert left.evaluate("(element) => getComputedStyle(element).color") == colour
    assert left.get_attribute("role") is None and left.get_attribute("aria-live") is None


def test_drift_is_one_tap_away_on_every_step(meeting: Page):
    for step in range(1, 7):
        expect(meeting.locator(".where")).to_have_text(f"Step {step} of 6")
        expect(meeting.get_by_role("button", name="We drift")).to_be_in_viewport(ratio=1)
        for words in ("Opening words", "Ground rules"):
            expect(meeting.get_by_role("button", name=words)).to_be_visible()
        if step < 6:
            press(meeting, "Next")


def test_the_drift_card_has_the_words_with_the_day_and_the_item(meeting: Page):
    press(meeting, "Next")
    press(meeting, "We drift")
    expect(heading(meeting)).to_be_focused()
    expect(meeting.locator(".spoken h2:visible")).to_have_text(["Stop", "Name it", "Read the aims again", "Give it a date", "Go on"])
    size = meeting.locator(".spoken p").first.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)")
    assert size >= 24
    meeting.get_by_label("A day for it").fill("2031-03-12")
    expect(meeting.locator(".spoken")).to_contain_text("I am writing this down for 12 March 2031, for ten minutes, if the victim agrees.")
    expect(meeting.locator(".spoken")).to_contain_text("We go back to our item: The victim’s needs and requests.")
    press(meeting, "Go on with the item")
    expect(heading(meeting)).to_have_text("The victim’s needs and requests")
    press(meeting, "End the meeting")
    expect(meeting.locator(".run")).to_contain_text("12 March 2031")
    expect(meeting.locator(".run")).to_contain_text("1 drift in this meeting")


def test_after_two_drifts_the_perpetrator_question_can_be_closed_and_never_the_victims_item(meeting: Page):
    press(meeting, "Next")
    press(meeting, "We drift")
    expect(meeting.get_by_role("heading", name="After two drifts")).to_be_hidden()
    press(meeting, "Go on with the item")
    press(meeting, "We drift")
    expect(meeting.locator(".where")).to_have_text("2 drifts in this meeting")
    expect(meeting.get_by_role("heading", name="After two drifts")).to_be_visible()
    press(meeting, "Close the perpetrator question for today")
    press(meeting, "Go on with the item")
    expect(heading(meeting)).to_have_text("The victim’s needs and requests")
    seen = []
    while meeting.get_by_role("button", name="Next", exact=True).count():
        press(meeting, "Next")
        seen.append(heading(meeting).text_content())
    assert seen == ["Sharing the work", "Our own structures", "Close"]


def test_minutes_that_drifted_before_the_button_are_counted_where_they_belong(meeting: Page):
    press(meeting, "Next")
    wait(meeting, 4)
    press(meeting, "We drift")
    press(meeting, "2 minutes")
    press(meeting, "Go on with the item")
    press(meeting, "End the meeting")
    expect(meeting.locator("figcaption")).to_have_text(
        "You talked for 4 minutes: 2 minutes about the victim, 0 minutes about your own structures, 2 minutes about the perpetrator, 0 minutes about how you meet."
    )


def test_minutes_counted_as_drifted_are_chosen_anew_after_the_words_were_read(meeting: Page):
    press(meeting, "Next")
    wait(meeting, 4)
    press(meeting, "We drift")
    press(meeting, "5 minutes")
    press(meeting, "When the discussion drifts")
    press(meeting, "Back to the meeting")
    expect(meeting.get_by_role("button", name="5 minutes")).to_have_attribute("aria-pressed", "true")
    press(meeting, "2 minutes")
    press(meeting, "Go on with the item")
    press(meeting, "End the meeting")
    expect(meeting.locator("figcaption")).to_contain_text("2 minutes about the victim, 0 minutes about your own structures, 2 minutes about the perpetrator")


def test_minutes_of_what_was_no_drift_stay_with_the_item(meeting: Page):
    press(meeting, "Next")
    wait(meeting, 4)
    press(meeting, "We drift")
    press(meeting, "2 minutes")
    press(meeting, "It was not drift")
    press(meeting, "End the meeting")
    expect(meeting.locator("figcaption")).to_contain_text("4 minutes about the victim, 0 minutes about your own structures, 0 minutes about the perpetrator")


@pytest.mark.parametrize("aside", ["Decisions (0)", "All steps", "Roles", "Ground rules"])
def test_drift_is_one_tap_away_beside_a_step_too(meeting: Page, aside: str):
    press(meeting, aside)
    drift = meeting.get_by_role("button", name="We drift")
    expect(drift).to_be_in_viewport(ratio=1)
    drift.click()
    expect(heading(meeting)).to_have_text("The talk has drifted")
    press(meeting, "When the discussion drifts")
    expect(meeting.get_by_role("button", name="We drift")).to_have_count(0)
    press(meeting, "Back to the meeting")
    press(meeting, "Go on with the item")
    expect(heading(meeting)).to_have_text("Opening and aims")


def test_a_half_typed_decision_is_there_again_after_a_drift(meeting: Page):
    press(meeting, "Decisions (0)")
    meeting.get_by_label("What was decided, in one short line").fill("Two people hold")
    press(meeting, "We drift")
    press(meeting, "Go on with the item")
    press(meeting, "Decisions (0)")
    expect(meeting.get_by_label("What was decided, in one short line")).to_have_value("Two people hold")
    meeting.get_by_label("What was decided, in one short line").fill("Two people hold each key")
    meeting.get_by_label("Which role does it").fill("house role")
    press(meeting, "Add this decision")
    expect(meeting.get_by_label("What was decided, in one short line")).to_have_value("")


def test_what_was_half_typed_in_one_meeting_is_in_no_other(meeting: Page):
    press(meeting, "Decisions (0)")
    meeting.get_by_label("What was decided, in one short line").fill("Two people hold")
    press(meeting, "Back to the meeting")
    press(meeting, "End the meeting")
    press(meeting, "Finish")
    meeting.locator("#ninety-minutes [data-does=start]").click()
    press(meeting, "Begin")
    press(meeting, "Decisions (0)")
    expect(meeting.get_by_label("What was decided, in one short line")).to_have_value("")


def test_what_was_no_drift_is_not_counted_as_one(meeting: Page):
    press(meeting, "We drift")
    press(meeting, "It was not drift")
    press(meeting, "End the meeting")
    expect(meeting.locator(".run")).to_contain_text("0 drifts in this meeting")


def test_a_break_takes_no_time_from_the_step(meeting: Page):
    press(meeting, "Break")
    expect(meeting.locator(".run")).to_contain_text("Check with the victim’s support person")
    wait(meeting, 20)
    expect(meeting.locator(".left")).to_have_text("For about 20 minutes now")
    press(meeting, "Go on with the meeting")
    expect(meeting.locator(".left")).to_have_text("About 10 minutes left")


def test_time_by_topic_is_shown_as_picture_sentence_and_table(ended: Page):
    expect(heading(ended)).to_have_text("How the time was spent")
    expect(ended.locator("figcaption")).to_have_text(
        "You talked for 30 minutes: 15 minutes about the victim, 0 minutes about your own structures, 5 minutes about the perpetrator, 10 minutes about how you meet."
    )
    cells = [row.locator("th, td").all_text_contents() for row in ended.locator("tbody tr").all()]
    assert cells == [
        ["The victim", "40", "15", "50%"],
        ["Our own structures", "25", "0", "0%"],
        ["The perpetrator", "10", "5", "17%"],
        ["How we meet", "15", "10", "33%"],
        ["Breaks", "0", "0", "–"],
    ]
    widths = ended.locator(".share svg rect").evaluate_all("(bars) => bars.map((bar) => Math.round(parseFloat(bar.getAttribute('width'))))")
    assert widths == [100, 38, 63, 0, 25, 13, 38, 25]
    ended.emulate_media(media="print")
    expect(ended.locator(".share svg").first).to_be_visible()
    expect(ended.get_by_role("button", name="Finish")).to_be_hidden()


def test_a_very_short_talk_is_not_called_none(meeting: Page):
    press(meeting, "Next")
    wait(meeting, 0.4)
    press(meeting, "End the meeting")
    expect(meeting.locator("figcaption")).to_contain_text(
        "You talked for less than 1 minute: less than 1 minute about the victim, 0 minutes about your own structures"
    )
    row = meeting.locator("tbody tr").first.locator("th, td")
    expect(row.nth(2)).to_have_text("under 1")
    for cells in meeting.locator("tbody tr").all():
        _, _, real, share = cells.locator("th, td").all_text_contents()
        assert real != "0" or share in ("0%", "–")


def test_the_day_and_the_time_are_joined_as_the_language_joins_them(page: Page, make_site):
    page.clock.install()
    page.goto(f"{make_site(languages=('en', 'ar')).base}/ar/meeting/")
    wait_until_kept(page)
    page.locator("#ninety-minutes [data-does=start]").click()
    page.locator("[data-does=begin]").click()
    page.locator("dialog button[value=memory]").click()
    page.locator("[data-does=end]").click()
    when = page.locator(".run [data-part=when]")
    expect(when).to_contain_text("،")
    expect(when).not_to_contain_text(",")


def test_in_german_no_word_of_the_table_is_broken(page: Page, make_site):
    """Wirklic-h: equal columns were narrower than a word."""
    page.goto(f"{make_site(languages=('en', 'de')).base}/de/meeting/")
    wait_until_kept(page)
    page.locator("#ninety-minutes [data-does=start]").click()
    page.locator("[data-does=begin]").click()
    page.locator("dialog button[value=memory]").click()
    page.locator("[data-does=end]").click()
    page.locator(".run table").wait_for()
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.run thead th')].slice(0, 3).map((head) => {
            const words = document.createRange();
            words.selectNodeContents(head);
            return [head.textContent, words.getClientRects().length];
        })"""
    )
    assert lines == [["Thema", 1], ["Geplant", 1], ["Wirklich", 1]]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_of_the_meeting_is_kept_unless_chosen(ended: Page):
    press(ended, "Finish")
    expect(ended.locator(".hub")).to_contain_text("Its times are not kept.")
    wait(ended, 2)
    assert entries(ended, "meeting") == []


def test_times_kept_for_the_review_are_times_and_nothing_else(ended: Page):
    ended.get_by_label("Keep this meeting’s times for the review").check()
    press(ended, "Finish")
    [[_, kept]] = entries(ended, "meeting")
    assert set(kept) == {"v", "state", "made", "planned", "real", "drifts"}
    assert kept["state"] == "kept"
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", kept["made"])
    assert kept["planned"] == dict(zip(TOPICS, [40, 25, 10, 15, 0], strict=True))
    assert kept["real"] == pytest.approx(dict(zip(TOPICS, [15, 0, 5, 10, 0], strict=True)), abs=0.1)
    ended.locator("#ninety-minutes [data-does=start]").click()
    expect(heading(ended)).to_have_text("Before you begin")


def test_an_ended_meeting_can_go_on(ended: Page):
    wait(ended, 10)
    press(ended, "Go on with the meeting")
    expect(ended.locator(".left")).to_have_text("About 5 minutes left")


def test_a_decision_becomes_an_agreement_with_role_and_date(meeting: Page):
    press(meeting, "Decisions (0)")
    meeting.get_by_label("What was decided, in one short line").fill("Two people hold each key")
    meeting.get_by_label("Which role does it").fill("house role")
    meeting.get_by_label("By when").fill("2031-03-01")
    press(meeting, "Add this decision")
    expect(meeting.locator(".decided")).to_contain_text("house role, by 1 March 2031")
    [[_, agreement]] = entries(meeting, "agreement")
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", agreement.pop("made"))
    assert agreement == {"what": "Two people hold each key", "owner": "house role", "due": "2031-03-01", "from": "meeting", "state": "open"}
    press(meeting, "Back to the meeting")
    expect(meeting.get_by_role("button", name="Decisions (1)")).to_be_visible()
    press(meeting, "Decisions (1)")
    press(meeting, "Take out")
    expect(meeting.locator(".decided")).to_have_count(0)
    assert entries(meeting, "agreement") == []


def test_a_decision_typed_while_the_one_before_is_written_is_not_lost(meeting: Page):
    press(meeting, "Decisions (0)")
    what = meeting.get_by_label("What was decided, in one short line")
    what.fill("Two people hold each key")
    meeting.get_by_label("Which role does it").fill("house role")
    what.evaluate("(what) => { what.form.requestSubmit(); what.value = 'Cooking passes on'; }")
    expect(meeting.locator(".decided")).to_contain_text("Two people hold each key")
    expect(what).to_have_value("Cooking passes on")


def test_a_name_is_gently_refused(hub: Page):
    hub.locator("#ninety-minutes [data-does=start]").click()
    hub.get_by_label("Facilitator", exact=True).fill("A")
    hub.get_by_label("Second facilitator").fill("Miriam")
    hub.get_by_label("Keeper of the notes").fill("house role")
    hub.get_by_label("Contact to the victim").focus()
    expect(hub.locator(".hint")).to_have_count(1)
    expect(hub.locator(".hint")).to_contain_text("Could that be a name?")
    begin(hub)
    [[_, meeting]] = entries(hub, "meeting")
    assert meeting["roles"] == {"facilitator": "A", "notes": "house role"}


def test_a_letter_stands_in_for_a_name(meeting: Page):
    press(meeting, "Roles")
    meeting.get_by_label("Facilitator", exact=True).fill("Miriam")
    meeting.get_by_label("Second facilitator").focus()
    press(meeting, "Use the letter A")
    expect(meeting.locator(".hint")).to_have_count(0)
    assert entries(meeting, "meeting")[0][1]["roles"] == {"facilitator": "A"}


def test_a_perpetrator_item_before_the_victims_is_warned_of_and_not_forbidden(hub: Page):
    press(hub, "Make our own agenda")
    press(hub, "Add a step")
    keep_until_closed(hub)
    hub.get_by_label("What happens").last.fill("Limits")
    hub.get_by_label("What it is about").last.select_option("perpetrator")
    order = hub.locator("[data-part=order]")
    expect(order).to_be_empty()
    for step in (4, 3):
        hub.get_by_role("button", name="Earlier").nth(step).click()
    expect(order).to_contain_text("stands before your own structures")
    for step in (2, 1):
        hub.get_by_role("button", name="Earlier").nth(step).click()
    expect(order).to_contain_text("stands before the victim’s needs")
    expect(hub.locator("[data-part=moved]")).to_have_text("Now step 1: Limits")
    press(hub, "Use this agenda")
    expect(hub.locator(".run")).to_contain_text("stands before the victim’s needs")
    press(hub, "Begin")
    expect(heading(hub)).to_have_text("Limits")
    expect(hub.locator(".run")).to_contain_text("Without a yes, leave it out.")
    press(hub, "Leave it out")
    expect(heading(hub)).to_have_text("Opening and aims")


def test_one_press_puts_the_perpetrator_question_last(hub: Page):
    press(hub, "Make our own agenda")
    hub.get_by_label("What it is about").first.select_option("perpetrator")
    keep_until_closed(hub)
    hub.get_by_label("What happens").first.fill("Limits")
    press(hub, "Put the perpetrator question last")
    expect(hub.locator("[data-part=order]")).to_be_empty()
    texts = hub.get_by_label("What happens").evaluate_all("(fields) => fields.map((field) => field.value)")
    assert texts == ["The victim’s needs and requests", "Our own structures", "Limits", "Closing"]


def test_a_changed_stock_agenda_is_held_as_the_groups_own(hub: Page):
    hub.locator("#ninety-minutes [data-does=start]").click()
    press(hub, "Change this agenda")
    hub.get_by_role("button", name="Take out").nth(4).click()
    keep_until_closed(hub)
    hub.get_by_label("What you call this agenda").fill("Ours")
    press(hub, "Use this agenda")
    press(hub, "Not now")
    expect(hub.locator(".own-row")).to_contain_text("Ours")
    [[_, agenda]] = entries(hub, "agenda")
    assert [step["about"] for step in agenda["steps"]] == ["frame", "victim", "victim", "structures", "frame"]
    hub.locator(".own-row [data-does=remove]").click()
    expect(hub.locator(".own-row")).to_have_count(0)


def test_the_support_person_is_asked_at_breaks_and_at_the_close(hub: Page):
    hub.locator("#review-meeting [data-does=start]").click()
    begin(hub)
    reminder = hub.get_by_text("Check with the victim’s support person: shall we go on like this?")
    seen = []
    for step in range(1, 10):
        if reminder.count() and reminder.is_visible():
            seen.append(step)
        if step < 9:
            press(hub, "Next")
    assert seen == [4, 9]
    press(hub, "We have asked")
    expect(reminder).to_be_hidden()
    wait(hub, 41)
    expect(reminder).to_be_visible()


def test_minutes_that_the_phone_was_away_can_be_left_out(meeting: Page):
    wait(meeting, 8)
    expect(meeting.get_by_text("This page was away for 8 minutes. Did the meeting pause?")).to_be_visible()
    expect(meeting.locator(".left")).to_have_text("About 2 minutes left")
    press(meeting, "Leave these minutes out")
    expect(meeting.locator(".left")).to_have_text("About 10 minutes left")


def test_words_open_beside_the_step_and_the_meeting_stays(meeting: Page):
    meeting.locator(".happens a", has_text="opening words").click()
    expect(heading(meeting)).to_have_text("Opening words")
    expect(meeting.locator(".read blockquote").first).to_contain_text("Welcome.")
    press(meeting, "Back to the meeting")
    expect(heading(meeting)).to_have_text("Opening and aims")
    assert meeting.url.endswith("/en/meeting/")


def test_other_pages_and_back_do_not_lose_the_meeting(kept: Page):
    kept.get_by_role("navigation", name="Main").get_by_role("link", name="Meeting").click()
    kept.locator("#ninety-minutes [data-does=start]").click()
    begin(kept)
    press(kept, "Next")
    kept.get_by_role("link", name="Someone said …").click()
    expect(heading(kept)).not_to_have_text("The victim’s needs and requests")
    kept.get_by_role("navigation", name="Main").get_by_role("link", name="Meeting").click()
    expect(heading(kept)).to_have_text("The victim’s needs and requests")
    expect(kept.locator(".where")).to_have_text("Step 2 of 6")


def test_while_the_guide_is_not_kept_links_open_beside_the_meeting(meeting: Page):
    meeting.evaluate("document.documentElement.dataset.offline = 'unsupported'")
    with meeting.context.expect_page() as beside:
        meeting.get_by_role("link", name="Search").click()
    beside.value.close()
    expect(heading(meeting)).to_have_text("Opening and aims")


def test_a_kept_meeting_comes_back_after_a_reload_with_the_time_of_the_clock(hub: Page):
    hub.locator("#ninety-minutes [data-does=start]").click()
    press(hub, "Begin")
    press(hub, "On this phone, without a passphrase")
    press(hub, "Next")
    expect(heading(hub)).to_have_text("The victim’s needs and requests")
    settled(hub)
    wait(hub, 4)
    hub.reload()
    expect(heading(hub)).to_have_text("The victim’s needs and requests")
    expect(hub.locator(".left")).to_have_text("About 21 minutes left")


def with_a_passphrase(page: Page) -> None:
    page.locator("#ninety-minutes [data-does=start]").click()
    press(page, "Begin")
    choose(page, "passphrase", PASSPHRASE)
    expect(page.locator(".where")).to_have_text("Step 1 of 6", timeout=20_000)
    settled(page)


def test_on_the_table_a_meeting_goes_on_when_the_notes_lock_by_themselves(hub: Page):
    with_a_passphrase(hub)
    come_to_rest(hub)
    wait(hub, 6)
    hub.clock.run_for(6000)
    expect(hub.get_by_text("Your notes have locked by themselves.")).to_be_visible()
    press(hub, "Next")
    expect(heading(hub)).to_have_text("The victim’s needs and requests")
    unlock(hub)
    hub.get_by_role("navigation", name="Main").get_by_role("link", name="Meeting").click()
    expect(heading(hub)).to_have_text("The victim’s needs and requests")
    expect(hub.get_by_text("Your notes have locked by themselves.")).to_be_hidden()


def unlock(page: Page) -> None:
    page.get_by_role("link", name="Open the notes").locator("visible=true").click()
    page.locator("[data-screen=unlock] input[name=secret]").fill(PASSPHRASE)
    press(page, "Open the notes")
    page.locator("[data-screen=board]").wait_for(timeout=20_000)


def goes_on_after_unlocking(page: Page, left: str) -> None:
    """Nothing of the meeting shows until the passphrase is given; then it stands where it stood."""
    expect(page.get_by_text("What this phone keeps is locked.")).to_be_visible()
    expect(page.locator(".run")).to_be_empty()
    unlock(page)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Meeting").click()
    expect(heading(page)).to_have_text("The victim’s needs and requests")
    expect(page.locator(".left")).to_have_text(left)


def test_a_phone_that_was_put_away_shows_no_meeting_until_the_notes_are_open(hub: Page):
    with_a_passphrase(hub)
    press(hub, "Next")
    settled(hub)
    put_away(hub, minutes=10)
    goes_on_after_unlocking(hub, "About 15 minutes left")


def test_with_a_passphrase_a_reload_needs_it_again_and_the_meeting_goes_on(hub: Page):
    with_a_passphrase(hub)
    press(hub, "Next")
    settled(hub)
    wait(hub, 4)
    hub.reload()
    goes_on_after_unlocking(hub, "About 21 minutes left")


def test_a_short_call_in_between_closes_nothing(hub: Page):
    with_a_passphrase(hub)
    press(hub, "Next")
    settled(hub)
    put_away(hub, minutes=0.8)
    expect(heading(hub)).to_have_text("The victim’s needs and requests")
    press(hub, "Next")
    expect(heading(hub)).to_have_text("Sharing the work")
    expect(hub.get_by_text("Your notes have locked by themselves.")).to_be_hidden()


def test_a_long_call_leaves_the_meeting_in_memory_and_asks_about_its_minutes(meeting: Page):
    press(meeting, "Next")
    put_away(meeting, minutes=9)
    expect(heading(meeting)).to_have_text("The victim’s needs and requests")
    expect(meeting.get_by_text("This page was away for 9 minutes. Did the meeting pause?")).to_be_visible()
    press(meeting, "Leave these minutes out")
    expect(meeting.locator(".left")).to_have_text("About 25 minutes left")


def test_a_meeting_locked_on_the_table_is_gone_once_the_phone_was_put_away(hub: Page):
    with_a_passphrase(hub)
    come_to_rest(hub)
    wait(hub, 6)
    hub.clock.run_for(6000)
    expect(hub.get_by_text("Your notes have locked by themselves.")).to_be_visible()
    put_away(hub, minutes=2)
    expect(hub.locator(".run")).to_be_empty()


def put_away(page: Page, minutes: float) -> None:
    """The screen goes dark, and some time later somebody looks again."""
    page.evaluate(
        """() => {
            globalThis.away = true;
            Object.defineProperty(Document.prototype, 'hidden', { configurable: true, get: () => globalThis.away });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    wait(page, minutes)
    page.evaluate("() => { globalThis.away = false; document.dispatchEvent(new Event('visibilitychange')); }")


def test_a_locked_meeting_leaves_the_screen_and_is_not_held_again(meeting: Page):
    [[identity, _]] = entries(meeting, "meeting")
    hold(meeting, "meeting", identity, None)
    expect(meeting.locator(".run")).to_be_empty()
    expect(heading(meeting)).to_have_text("Meeting")
    meeting.clock.run_for(40_000)
    assert entries(meeting, "meeting") == []


def test_it_is_held_every_quarter_of_a_minute(meeting: Page):
    before = entries(meeting, "meeting")[0][1]["seen"]
    meeting.clock.run_for(16_000)
    assert entries(meeting, "meeting")[0][1]["seen"] - before >= 14_000


def test_a_browser_that_cannot_keep_the_screen_on_says_so(page: Page, site: str):
    page.add_init_script("delete Navigator.prototype.wakeLock")
    page.goto(f"{site}/en/meeting/")
    page.locator("#ninety-minutes [data-does=start]").click()
    expect(page.locator(".run")).to_contain_text("This browser cannot keep the screen on.")


def test_the_screen_is_kept_on_from_the_beginning_to_the_end(page: Page, site: str):
    page.add_init_script(
        """globalThis.locks = 0;
        Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, get: () => ({
            request: async () => { locks += 1; return { release: async () => { locks -= 1; } }; },
        }) });"""
    )
    page.goto(f"{site}/en/meeting/")
    wait_until_kept(page)
    page.locator("#ninety-minutes [data-does=start]").click()
    expect(page.locator(".run")).to_contain_text("The screen stays on while the meeting runs.")
    assert page.evaluate("locks") == 0
    begin(page)
    until(page, "locks === 1")
    press(page, "End the meeting")
    press(page, "Finish")
    until(page, "locks === 0")


def test_the_screen_is_kept_on_again_after_the_phone_was_looked_away_from(page: Page, site: str):
    """Browsers take the lock away with the page's sight; a refusal is said, and asked again at the next look."""
    page.add_init_script(
        """Object.assign(globalThis, { locks: 0, refuse: false, away: false });
        Object.defineProperty(Document.prototype, 'hidden', { configurable: true, get: () => globalThis.away });
        Object.defineProperty(Navigator.prototype, 'wakeLock', { configurable: true, get: () => ({
            request: async () => {
                if (refuse || away) throw new DOMException('No.', 'NotAllowedError');
                locks += 1;
                const lock = { release: async () => { if (held) locks -= 1; held = false; } };
                let held = true;
                globalThis.hide = () => { away = true; lock.release(); document.dispatchEvent(new Event('visibilitychange')); };
                return lock;
            },
        }) });
        globalThis.look = () => { away = false; document.dispatchEvent(new Event('visibilitychange')); };"""
    )
    page.goto(f"{site}/en/meeting/")
    wait_until_kept(page)
    page.locator("#ninety-minutes [data-does=start]").click()
    begin(page)
    until(page, "locks === 1")
    page.evaluate("hide()")
    until(page, "locks === 0")
    page.evaluate("look()")
    until(page, "locks === 1")
    page.evaluate("() => { hide(); refuse = true; look(); }")
    expect(page.locator("[data-part=awake]")).to_contain_text("did not allow the screen to stay on", timeout=10_000)
    page.evaluate("() => { hide(); refuse = false; look(); }")
    until(page, "locks === 1")
    press(page, "End the meeting")
    press(page, "Finish")
    until(page, "locks === 0")


def test_address_and_title_say_nothing_of_the_meeting(meeting: Page):
    title, address = meeting.title(), meeting.url
    for name in ("Next", "We drift", "Go on with the item", "End the meeting"):
        press(meeting, name)
        assert (meeting.title(), meeting.url) == (title, address)


def test_a_whole_meeting_by_keyboard(hub: Page):
    hub.locator("#ninety-minutes [data-does=start]").focus()
    hub.keyboard.press("Enter")
    expect(heading(hub)).to_be_focused()
    hub.get_by_role("button", name="Begin").focus()
    hub.keyboard.press("Enter")
    hub.get_by_role("button", name="Until I close this").focus()
    hub.keyboard.press("Enter")
    for step in range(1, 7):
        expect(heading(hub)).to_be_focused()
        expect(hub.locator(".where")).to_have_text(f"Step {step} of 6")
        hub.get_by_role("button", name="Next" if step < 6 else "To the end").focus()
        hub.keyboard.press("Enter")
    expect(heading(hub)).to_have_text("How the time was spent")
    hub.get_by_role("button", name="Finish").focus()
    hub.keyboard.press("Space")
    expect(heading(hub)).to_have_text("Meeting")


def test_what_has_the_focus_is_never_below_the_bars(meeting: Page):
    meeting.set_viewport_size({"width": 390, "height": 600})
    heading(meeting).focus()
    covered = []
    for _ in range(25):
        meeting.keyboard.press("Tab")
        if meeting.evaluate("!document.activeElement.closest('main')"):
            break
        covered += meeting.evaluate(
            """() => {
                const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
                const seen = [top + 4, (top + bottom) / 2, bottom - 4].map((y) => document.elementFromPoint((left + right) / 2, y));
                return seen.every((element) => element && document.activeElement.contains(element)) ? [] : [document.activeElement.textContent];
            }"""
        )
    assert covered == []


def go_through(page: Page):
    """Each screen of a meeting, once."""
    yield "hub"
    press(page, "Make our own agenda")
    press(page, "Add a step")
    keep_until_closed(page)
    yield "own"
    press(page, "Use this agenda")
    page.get_by_label("Second facilitator").fill("Miriam")
    page.get_by_label("Facilitator", exact=True).focus()
    yield "prepare"
    press(page, "Begin")
    yield "step"
    press(page, "The perpetrator")
    press(page, "We drift")
    press(page, "Go on with the item")
    press(page, "We drift")
    yield "drift"
    press(page, "Go on with the item")
    press(page, "Break")
    yield "break"
    press(page, "Go on with the meeting")
    press(page, "Ground rules")
    yield "words"
    press(page, "Back to the meeting")
    press(page, "Decisions (0)")
    yield "decisions"
    press(page, "Back to the meeting")
    press(page, "All steps")
    yield "steps"
    press(page, "Back to the meeting")
    press(page, "End the meeting")
    yield "end"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_on_any_screen(hub: Page, scheme: str):
    hub.emulate_media(color_scheme=scheme)
    for screen in go_through(hub):
        found = Axe().run(hub, options={"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, f"{screen}: {found.generate_report()}"


@pytest.mark.parametrize(("width", "height", "size"), [(320, 568, "100%"), (390, 844, "200%")])
def test_no_screen_scrolls_sideways(hub: Page, width: int, height: int, size: str):
    hub.set_viewport_size({"width": width, "height": height})
    hub.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", size)
    for screen in go_through(hub):
        assert hub.evaluate("document.documentElement.scrollWidth") <= width, screen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_colours_of_the_persons_own_buttons_can_be_read_and_the_topic_is_seen(meeting: Page, scheme: str):
    meeting.emulate_media(forced_colors="active", color_scheme=scheme, contrast="more")
    for filled in (meeting.locator(".acts .button"), meeting.locator(".bar .exit")):
        before = filled.screenshot()
        # Other letters look different only where letters can be seen at all.
        filled.evaluate("(element) => { element.textContent = [...element.textContent].reverse().join(''); }")
        assert filled.screenshot() != before
    told = meeting.locator("[data-topic=frame], [data-topic=victim]").evaluate_all(
        "(buttons) => buttons.map((button) => [button.getAttribute('aria-pressed'), getComputedStyle(button).backgroundColor])"
    )
    colours = dict(told)
    assert colours["true"] != colours["false"]
    looks = meeting.locator(".course rect").evaluate_all("(parts) => parts.map((part) => getComputedStyle(part).fill)")
    assert looks[0] != looks[1]


def test_everything_one_can_press_is_big_enough_for_a_thumb(hub: Page):
    for screen in go_through(hub):
        small = hub.evaluate(
            """() => [...document.querySelectorAll('main button, main summary, main input, main select, main .keep')]
                .filter((element) => element.getClientRects().length && element.type !== 'checkbox')
                .map((element) => [element.textContent.trim() || element.name, element.getBoundingClientRect()])
                .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
                .map(([text, box]) => `${text}: ${box.width} x ${box.height}`)"""
        )
        assert small == [], screen
