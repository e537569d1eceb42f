"""A group looks at itself on one phone: marks, pictures, agreements with a date, and the review some weeks later."""

import json
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import keep_until_closed, wait_until_kept

ENTRIES = "import(document.querySelector('link[rel=modulepreload][href$=\"js/entries.js\"]').href)"
EXERCISES = ["map-tasks", "map-decisions", "map-care", "map-access", "map-voice", "map-centre", "map-silence", "tomorrow"]
# Who did the fourteen tasks of the sheet, line by line.
TASKS = ["A", "AC", "A", "A", "", "BD", "B", "B", "B", "BE", "B", "", "B", ""]
CANARY = "zaunkoenig"


def day(later: int) -> str:
    return (date.today() + timedelta(later)).isoformat()


def visit(page: Page, address: str) -> None:
    """The question about keeping takes its words from the kept copy, so that must be there."""
    page.goto(address)
    wait_until_kept(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def entries(page: Page, kind: str) -> list:
    """[[id, value]] of a kind."""
    return [entry[:2] for entry in page.evaluate(f"(kind) => {ENTRIES}.then((module) => module.all(kind))", kind)]


def hold(page: Page, *items: tuple[str, str, dict]) -> None:
    """As another part of the app would. The first of it makes the phone ask how to keep it."""
    page.evaluate(
        f"""(items) => {ENTRIES}.then(async (module) => {{
            for (const [kind, id, value] of items) await module.hold(kind, id, value);
            document.dispatchEvent(new Event('entries'));
        }})""",
        items,
    )


def begin(page: Page, site: str, exercise: str = "map-tasks", roles: str = "ABCDE") -> None:
    visit(page, f"{site}/en/exercises/{exercise}/")
    press(page, "Begin a map")
    press(page, roles[0])
    keep_until_closed(page)
    for role in roles[1:]:
        press(page, role)


def mark(page: Page, lines: list[str]) -> None:
    press(page, "2 Marks")
    for line, roles in zip(page.locator(".map-lines > li").all(), lines, strict=False):
        for role in roles:
            line.get_by_role("button", name=role, exact=True).click()


def figure(page: Page, title: str):
    return page.locator("figure").filter(has=page.get_by_role("heading", name=title, exact=True))


def agreement(**values) -> dict:
    return {"what": "Two people hold each key.", "owner": "room role", "due": day(-5), "made": day(-47), "from": "map-access", "state": "open", **values}


def tasks_map(made: str, marks: list[str]) -> dict:
    rows = [{"text": f"Task {at}", "key": f"k{at}", "part": "unseen", "marks": dict.fromkeys(roles, 1)} for at, roles in enumerate(marks)]
    return {"exercise": "map-tasks", "made": made, "roles": ["A", "B", "C"], "rows": rows}


def test_pictures_say_who_carries_what_hangs_on_one_role_and_what_nobody_holds(page: Page, site: str):
    begin(page, site)
    mark(page, TASKS)
    press(page, "Next: look at the pictures")
    carries = figure(page, "Who carries how much")
    expect(carries).to_contain_text("“B” carries 7 of 14 tasks.")
    expect(carries).to_contain_text("Of the work that is not noticed, “B” carries 7 of 9.")
    expect(carries.get_by_role("img", name="Who carries how much. “B” carries 7 of 14 tasks.")).to_be_visible()
    carries.get_by_text("The same as a table").click()
    expect(carries.get_by_role("row", name="A 4 0")).to_be_visible()
    alone = figure(page, "What hangs on one role alone")
    expect(alone).to_contain_text("8 of 14 tasks have one letter only.")
    expect(alone.locator("svg")).to_contain_text("Cooking and dishes")
    nobody = figure(page, "What nobody holds")
    expect(nobody).to_contain_text("3 of 14 tasks have no letter.")
    expect(nobody.locator("svg")).to_contain_text("Minding children")


def test_a_map_is_kept_as_roles_and_marks(page: Page, site: str):
    begin(page, site, roles="AB")
    mark(page, ["A", "B"])
    ((_, kept),) = entries(page, "map")
    assert (kept["exercise"], kept["made"], kept["roles"]) == ("map-tasks", day(0), ["A", "B"])
    assert [(row["text"], row["marks"]) for row in kept["rows"][:3]] == [
        ("Speaking in public", {"A": 1}),
        ("Leading meetings", {"B": 1}),
        ("Writing texts", {}),
    ]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_exercise_draws_its_marks(page: Page, site: str, exercise: str):
    visit(page, f"{site}/en/exercises/{exercise}/")
    press(page, "Begin a map")
    press(page, "A")
    keep_until_closed(page)
    press(page, "B")
    press(page, "2 Marks")
    for row in page.locator(".map-lines > li").all():
        row.locator(".chips button").first.click()
    for counter in page.locator(".map-part > .chips button").all():
        counter.click()
    press(page, "3 Pictures")
    for drawn in page.locator("figure:has(.map-picture)").all():
        expect(drawn.locator("figcaption p").first).not_to_be_empty()
        expect(drawn.locator("svg title")).not_to_be_empty()
        expect(drawn.locator("details table")).to_have_count(1)
    assert page.locator("figure svg").count() >= 2
    assert not page.locator("figure").filter(has_text="{").count()


def test_names_are_gently_refused(page: Page, site: str):
    begin(page, site, roles="A")
    field = page.get_by_label("Another role")
    field.fill("Anna")
    field.press("Enter")
    expect(page.get_by_text("“Anna” looks like a name.")).to_be_visible()
    expect(page.locator(".chips").get_by_role("button", name="Anna")).to_have_count(0)
    press(page, "Use it anyway, it is a role")
    expect(page.locator(".chips").get_by_role("button", name="Anna")).to_have_attribute("aria-pressed", "true")
    field.fill("the person with the van")
    field.press("Enter")
    expect(page.locator(".chips").get_by_role("button", name="the person with the van")).to_be_visible()


def test_no_line_is_about_the_victim(page: Page, site: str):
    begin(page, site, roles="A")
    press(page, "2 Marks")
    field = page.get_by_label("Another line").first
    field.fill("What the Victim did")
    field.press("Enter")
    expect(page.get_by_text("We look at our own habits").first).to_be_visible()
    expect(page.get_by_role("button", name="Use it anyway")).to_have_count(0)
    assert "Victim" not in json.dumps(entries(page, "map"))


@pytest.mark.parametrize(
    ("call", "looks"),
    [
        ("roleLooksLikeName('Anna', [])", True),
        ("roleLooksLikeName('Meeting chair', ['Meeting chair'])", False),
        ("roleLooksLikeName('B', [])", False),
        ("roleLooksLikeName('IT', [])", False),
        ("roleLooksLikeName('Özgür', [])", True),
        ("roleLooksLikeName('Анна', [])", True),
        ("roleLooksLikeName('the kitchen', [])", False),
        ("lineLooksLikeName('Cooking for Ben', 'en')", True),
        ("lineLooksLikeName('Cooking for ten', 'en')", False),
        ("lineLooksLikeName('Kochen am Abend', 'de')", False),
        ("speaksOf('the survivor', 'victim, survivor')", True),
        ("speaksOf('the rota', 'victim, survivor')", False),
    ],
)
def test_what_looks_like_a_name(page: Page, site: str, call: str, looks: bool):
    visit(page, f"{site}/en/")
    assert page.evaluate(f"{ENTRIES.replace('.href', '.href.replace(`entries`, `map/names`)')}.then((m) => m.{call})") is looks


def test_before_and_now(page: Page, site: str):
    visit(page, f"{site}/en/exercises/map-tasks/")
    hold(page, ["map", "old", tasks_map(day(-40), ["B", "B", "B", "A", ""])], ["map", "new", tasks_map(day(0), ["B", "A", "AB", "A", "C"])])
    keep_until_closed(page)
    page.get_by_role("button", name="Open: Map of").first.click()
    before = figure(page, "Before and now")
    expect(before).to_contain_text("“B”, who had most, had 3 of 5 before and has 2 of 5 now.")
    before.get_by_text("The same as a table").click()
    expect(before.get_by_role("row", name="Nobody holds it 1 0")).to_be_visible()


@pytest.mark.parametrize(
    ("exercise", "part", "line"),
    [
        ("map-tasks", "seen", "speak"),
        ("map-decisions", "places", "meeting"),
        ("map-care", "given", "cook"),
        ("map-access", "things", "keys"),
        ("map-voice", "talk", "turns"),
        ("map-centre", "centre", "mood"),
        ("map-silence", "stops", "money"),
        ("tomorrow", "week", "lift"),
    ],
)
def test_every_exercise_shows_the_last_map_beside_this_one(page: Page, site: str, exercise: str, part: str, line: str):
    def one(made: str, role: str) -> dict:
        return {"exercise": exercise, "made": made, "roles": ["A", "B"], "rows": [{"text": line, "key": line, "part": part, "marks": {role: 1}}]}

    visit(page, f"{site}/en/exercises/{exercise}/")
    hold(page, ["map", "old", one(day(-40), "A")], ["map", "new", one(day(0), "B")])
    keep_until_closed(page)
    page.get_by_role("button", name="Open: Map of").first.click()
    before = figure(page, "Before and now")
    expect(before).to_contain_text("“A”, who had most, had 1 of 1 before and has 0 of 1 now.")
    expect(before.locator("svg")).to_be_visible()
    before.get_by_text("The same as a table").click()
    expect(before.get_by_role("row", name="A 1 0", exact=True)).to_be_visible()
    expect(before.get_by_role("row", name="B 0 1", exact=True)).to_be_visible()


def test_a_new_map_begins_with_the_roles_and_lines_of_the_last(page: Page, site: str):
    begin(page, site, roles="AC")
    press(page, "2 Marks")
    page.get_by_label("Another line").first.fill("Feeding the cat")
    page.get_by_label("Another line").first.press("Enter")
    page.get_by_role("button", name="Leave out: Writing texts").click()
    press(page, "Close")
    press(page, "Begin a new map")
    expect(page.get_by_role("button", name="C", exact=True)).to_have_attribute("aria-pressed", "true")
    press(page, "2 Marks")
    expect(page.get_by_text("Feeding the cat")).to_be_visible()
    expect(page.get_by_role("group", name="Writing texts")).to_have_count(0)


def test_the_last_point_of_a_decision_is_drawn_also_after_a_map_that_did_not_ask_for_it(page: Page, site: str):
    visit(page, f"{site}/en/exercises/map-decisions/")
    old = [{"text": "In the meeting", "key": "meeting", "part": "places", "marks": {"A": 1}}]
    hold(page, ["map", "old", {"exercise": "map-decisions", "made": day(-40), "roles": ["A", "B"], "rows": old}])
    keep_until_closed(page)
    press(page, "Begin a new map")
    press(page, "2 Marks")
    last = page.locator(".map-part").filter(has=page.get_by_role("heading", name="The last point"))
    for _ in range(2):
        last.get_by_role("button", name="Only in the small circle").click()
    last.get_by_role("button", name="In the meeting").click()
    press(page, "3 Pictures")
    drawn = figure(page, "The last point to change it")
    expect(drawn).to_contain_text("Most crosses stand here: “Only in the small circle”, 2 of 3.")
    expect(drawn.locator("svg")).to_contain_text("At no point that we know of")


def test_marks_can_be_taken_away(page: Page, site: str):
    begin(page, site, "map-voice", roles="AB")
    press(page, "2 Marks")
    turns = page.get_by_role("group", name="Took a turn")
    for _ in range(3):
        turns.get_by_role("button", name="A").click()
    expect(turns.get_by_role("button", name="A 3")).to_be_visible()
    page.get_by_role("button", name="Take marks away").first.click()
    turns.get_by_role("button", name="A").click()
    expect(turns.get_by_role("button", name="A 2")).to_be_visible()
    expect(page.get_by_text("A: 2")).to_be_attached()


def test_a_finding_becomes_an_agreement_in_six_weeks(page: Page, site: str):
    begin(page, site)
    mark(page, TASKS)
    press(page, "4 Agree")
    press(page, "A second role shares: Cooking and dishes.")
    form = page.locator(".map .agreement-form")
    expect(form.get_by_label("What will you do?")).to_have_value("A second role shares: Cooking and dishes.")
    form.get_by_role("button", name="D", exact=True).click()
    form.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Agreed today")).to_be_visible()
    ((_, kept),) = entries(page, "agreement")
    assert kept == {"what": "A second role shares: Cooking and dishes.", "owner": "D", "due": day(42), "made": day(0), "from": "map-tasks", "state": "open"}


def test_the_exercise_itself_offers_agreements(page: Page, site: str):
    begin(page, site, "map-access", roles="A")
    press(page, "4 Agree")
    page.get_by_text("Often agreed after this exercise").click()
    page.locator(".map-prompts").filter(has_text="Often agreed").get_by_role("button").first.click()
    form = page.locator(".map .agreement-form")
    assert "holders" in form.get_by_label("What will you do?").input_value()
    assert form.get_by_label("Which role looks after it?").input_value()
    assert "Review" not in form.get_by_label("Which role looks after it?").input_value()


def test_no_agreement_gives_the_victim_a_task(page: Page, site: str):
    visit(page, f"{site}/en/exercises/")
    page.get_by_text("Add an agreement").click()
    page.get_by_label("What will you do?").fill("Somebody calls the venue.")
    page.get_by_label("Which role looks after it?").fill("the victim")
    press(page, "Agree")
    expect(page.get_by_text("No agreement gives the victim a task.")).to_be_visible()
    assert entries(page, "agreement") == []


def test_the_start_page_fetches_nothing_of_the_notes_where_none_are_kept(page: Page, site: str):
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    page.goto(f"{site}/en/", wait_until="networkidle")
    assert {"due.js", "was-kept.js"} <= set(fetched)
    assert not {"keep.js", "vault.js", "due-list.js"} & set(fetched)


def test_overdue_and_soon_due_agreements_stand_on_the_start_page(kept: Page, site: str):
    expect(kept.locator("[data-start=due]")).to_be_hidden()
    hold(
        kept,
        ["agreement", "a", agreement()],
        ["agreement", "b", agreement(what="Chairs rotate.", due=day(10))],
        ["agreement", "c", agreement(what="Far away.", due=day(60))],
    )
    keep_until_closed(kept)
    due = kept.locator("[data-start=due]")
    expect(due.locator("li")).to_have_count(2)
    expect(due.locator("li").first).to_contain_text("The review date has passed")
    expect(due.locator("li").first).to_contain_text("Two people hold each key.")
    expect(due).not_to_contain_text("Far away.")
    due.get_by_role("link").click()
    expect(kept.locator("#agreements li").first).to_contain_text("Two people hold each key.")


def test_an_agreement_is_kept_dropped_put_off_and_opened_again(page: Page, site: str):
    visit(page, f"{site}/en/exercises/")
    hold(page, ["agreement", "a", agreement()], ["agreement", "b", agreement(what="Chairs rotate.", due=day(10))])
    keep_until_closed(page)
    expect(page.locator(".agreement-list > li").first).to_contain_text("The review date has passed")
    press(page, "New date: Two people hold each key.")
    page.get_by_label("New review date").fill(day(30))
    press(page, "Set the date")
    expect(page.locator(".agreement-list > li").first).to_contain_text("Chairs rotate.")
    press(page, "Kept: Chairs rotate.")
    press(page, "Dropped: Two people hold each key.")
    page.get_by_text("Kept: 1").click()
    press(page, "Open again: Chairs rotate.")
    kept = dict(entries(page, "agreement"))
    assert (kept["a"]["state"], kept["a"]["due"], kept["b"]["state"]) == ("dropped", day(30), "open")


def test_the_calendar_file_says_nothing(page: Page, site: str):
    visit(page, f"{site}/en/exercises/")
    hold(page, ["agreement", "a", agreement(what=CANARY, owner=CANARY, due="2030-12-31")])
    keep_until_closed(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file").click()
    text = waiting.value.path().read_text()
    assert waiting.value.suggested_filename == "review.ics"
    assert "SUMMARY:Review\n" in text.replace("\r\n", "\n")
    assert "DTSTART;VALUE=DATE:20301231" in text and "DTEND;VALUE=DATE:20310101" in text
    assert CANARY not in text and "DESCRIPTION" not in text and "agree" not in text.lower()


def meeting(made: str, **real: float) -> dict:
    return {
        "v": 1,
        "state": "kept",
        "made": made,
        "planned": {},
        "real": {"victim": 0, "structures": 0, "perpetrator": 0, "frame": 0, "break": 10, **real},
        "drifts": 0,
    }


def test_the_review_shows_time_agreements_and_work_beside_the_last_one(page: Page, site: str):
    visit(page, f"{site}/en/checklists/regular-review/")
    last = {
        "made": day(-50),
        "meetings": ["m0"],
        "time": {"victim": 20, "structures": 20, "perpetrator": 10, "frame": 50},
        "agreements": {"kept": 0, "open": 3, "over": 1, "dropped": 0},
        "work": {"map-tasks": {"made": day(-60), "roles": {"A": 0, "B": 5, "C": 0}, "all": 5}},
    }
    hold(
        page,
        ["review", "r", last],
        ["meeting", "m0", meeting(day(-60), perpetrator=100)],
        ["meeting", "m1", meeting(day(-20), victim=30, structures=30, perpetrator=20, frame=20)],
        ["agreement", "a", agreement(state="kept")],
        ["agreement", "b", agreement()],
        ["map", "t", tasks_map(day(-3), ["B", "B", "A", "B", ""])],
    )
    keep_until_closed(page)
    time = figure(page, "Where the meeting time went")
    expect(time).to_contain_text("30% of the time went to the victim, 30% to our structures, 20% to the perpetrator.")
    expect(time).to_contain_text("The perpetrator’s share has grown")
    time.get_by_text("The same as a table").click()
    expect(time.get_by_role("row", name="The perpetrator 10% 20%")).to_be_visible()
    expect(figure(page, "Agreements")).to_contain_text("Kept: 1. Open: 1, of these past their date: 1. Dropped: 0.")
    expect(page.locator(".review")).to_contain_text("“B” carries most: 3 of 5.")
    press(page, "Keep this review")
    expect(page.get_by_text("The next review shows this one beside it.")).to_be_visible()
    mine = next(review for _, review in entries(page, "review") if review["made"] == day(0))
    assert mine["meetings"] == ["m1"] and mine["time"]["perpetrator"] == 20


def test_a_review_counts_no_agreement_that_an_earlier_one_has_counted_unless_it_was_settled_anew(page: Page, site: str):
    visit(page, f"{site}/en/checklists/regular-review/")
    reviews = [{"made": day(ago), "meetings": [], "settled": ids, "time": {}, "agreements": {}, "work": {}} for ago, ids in ((-90, ["a"]), (-50, ["b", "c"]))]
    hold(
        page,
        *(["review", f"r{number}", review] for number, review in enumerate(reviews)),
        ["agreement", "a", agreement(state="kept", settled=day(-100))],
        ["agreement", "b", agreement(state="dropped", settled=day(-60))],
        ["agreement", "c", agreement(state="kept", settled=day(-10))],
        ["agreement", "d", agreement(state="kept", settled=day(-20))],
        ["agreement", "e", agreement(state="dropped", settled=day(-20))],
    )
    keep_until_closed(page)
    figures = figure(page, "Agreements")
    expect(figures).to_contain_text("Kept: 2. Open: 0, of these past their date: 0. Dropped: 1.")
    expect(figures).to_contain_text("Kept and dropped: since the last review.")
    press(page, "Keep this review")
    expect(page.get_by_text("The next review shows this one beside it.")).to_be_visible()
    mine = next(review for _, review in entries(page, "review") if review["made"] == day(0))
    assert sorted(mine["settled"]) == ["c", "d", "e"]


def test_a_map_survives_a_reload_where_the_phone_keeps_it(page: Page, site: str):
    visit(page, f"{site}/en/exercises/map-tasks/")
    press(page, "Begin a map")
    press(page, "A")
    page.locator("dialog[data-screen=ways] button[value=plain]").click()
    press(page, "B")
    mark(page, ["A"])
    page.wait_for_timeout(500)
    page.reload()
    page.get_by_role("button", name="Open: Map of").click()
    expect(figure(page, "Who carries how much")).to_contain_text("“A” carries 1 of 14 tasks.")


def test_a_lock_closes_the_map_and_loses_no_mark_and_no_place(page: Page, site: str):
    def keeping(call: str) -> None:
        page.evaluate(f"{ENTRIES}.then((module) => module.keeping()).then((keep) => keep.{call})")

    begin(page, site, roles="A")
    mark(page, ["A", "A"])
    keeping("changeWay('passphrase', {next: 'lamp river candle north paper'})")
    mark(page, ["", "", "A"])
    page.wait_for_timeout(500)
    keeping("lock()")
    expect(page.get_by_role("group", name="Speaking in public")).to_have_count(0)
    expect(page.get_by_text("is closed and does not show here")).to_be_visible()
    expect(page.get_by_role("button", name="Open: Map of")).to_have_count(0)
    page.get_by_role("link", name="Open the notes").locator("visible=true").click()
    page.locator("[data-screen=unlock] input[name=secret]").fill("lamp river candle north paper")
    press(page, "Open the notes")
    page.locator("[data-screen=board]").wait_for(timeout=20_000)
    page.go_back()
    expect(page.get_by_text("is closed and does not show here")).to_be_hidden()
    expect(page.get_by_role("group", name="Speaking in public").get_by_role("button", name="A")).to_have_attribute("aria-pressed", "true")
    press(page, "3 Pictures")
    expect(figure(page, "Who carries how much")).to_contain_text("“A” carries 3 of 14 tasks.")


def test_a_map_works_without_a_network_and_nothing_leaves_the_phone(kept: Page, running):
    sent = []
    kept.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    with running.down():
        kept.goto(f"{running.base}/en/exercises/map-tasks/")
        press(kept, "Begin a map")
        press(kept, "A")
        keep_until_closed(kept)
        for label in ("Another role", "Another line"):
            if label == "Another line":
                press(kept, "2 Marks")
            kept.get_by_label(label).first.fill(CANARY)
            kept.get_by_label(label).first.press("Enter")
        kept.get_by_role("group", name=CANARY).get_by_role("button", name=CANARY).click()
        press(kept, "3 Pictures")
        expect(figure(kept, "Who carries how much")).to_contain_text(f"“{CANARY}” carries 1 of 15 tasks.")
        press(kept, "4 Agree")
        kept.get_by_label("What will you do?").fill(CANARY)
        kept.get_by_label("Which role looks after it?").fill(CANARY)
        press(kept, "Agree")
        expect(kept.get_by_text("Agreed today")).to_be_visible()
    assert not [request for request in sent if CANARY in request]
    assert CANARY not in kept.title() and CANARY not in kept.url


def test_by_keyboard_alone(page: Page, site: str):
    visit(page, f"{site}/en/exercises/map-tasks/")
    page.get_by_role("button", name="Begin a map").press("Enter")
    expect(page.get_by_role("heading", name="Which roles or letters?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Until I close this").press("Enter")
    page.get_by_role("button", name="Next: enter the marks").press("Enter")
    expect(page.get_by_role("heading", name="Marks", exact=True)).to_be_focused()
    chip = page.get_by_role("group", name="Speaking in public").get_by_role("button", name="A")
    chip.press("Space")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()


def test_nothing_stands_in_the_way_of_a_screen_reader(page: Page, site: str):
    def violations() -> list:
        return [(found["id"], [node["target"] for node in found["nodes"]]) for found in Axe().run(page).response["violations"]]

    begin(page, site)
    assert violations() == []
    mark(page, TASKS)
    assert violations() == []
    press(page, "3 Pictures")
    assert violations() == []
    press(page, "4 Agree")
    assert violations() == []
    visit(page, f"{site}/en/exercises/")
    hold(page, ["agreement", "a", agreement()], ["agreement", "b", agreement(state="kept")])
    expect(page.locator("#agreements li").first).to_be_visible()
    assert violations() == []


def test_large_text_on_a_small_phone_needs_no_sideways_scrolling(page: Page, site: str):
    page.set_viewport_size({"width": 320, "height": 640})
    begin(page, site)
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    mark(page, TASKS)
    for step in ("1 Roles", "2 Marks", "3 Pictures", "4 Agree"):
        press(page, step)
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, step


def test_only_the_pictures_are_printed_on_request(page: Page, site: str):
    begin(page, site)
    mark(page, TASKS)
    press(page, "3 Pictures")
    page.evaluate("window.print = () => {}")
    press(page, "Print the pictures")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Who carries how much")).to_be_visible()
    expect(page.get_by_role("heading", name="Steps", exact=True)).to_be_hidden()
    expect(page.get_by_text("edition", exact=False).last).to_be_visible()


def test_without_scripts_the_sheet_is_a_list_for_paper(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/exercises/map-access/")
    expect(page.get_by_text("Visa letters", exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


def test_on_the_page_with_everything_the_sheets_stay_paper(page: Page, site: str):
    visit(page, f"{site}/en/all/")
    assert page.locator(".map-view").count() == 0
    assert page.locator(".map-sheet:visible").count() == len(EXERCISES)


def test_the_button_that_closes_a_map_stays_beside_its_day(page: Page, make_site):
    page.clock.install(time="2026-11-30T12:00:00")
    visit(page, f"{make_site(languages=('en', 'de')).base}/de/exercises/map-tasks/")
    page.locator(".map-view button").first.click()
    day, close = page.locator(".map-head b").bounding_box(), page.locator(".map-head button").bounding_box()
    assert close["x"] >= day["x"] + day["width"]
    assert close["y"] < day["y"] + day["height"]
