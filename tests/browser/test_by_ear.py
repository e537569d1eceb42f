"""What a screen reader is given: Chromium's own tree of names, roles and states, walked through with the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.browser import test_map as maps
from tests.browser.conftest import keep_until_closed, wait_until_kept


def tree(page: Page) -> list[dict]:
    """Chromium's tree as { role, name, … its properties }, without what is ignored."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = []
    for node in nodes:
        if node.get("ignored"):
            continue
        properties = {prop["name"]: prop["value"].get("value") for prop in node.get("properties", [])}
        heard.append(
            {
                **properties,
                "role": node["role"]["value"],
                "name": node.get("name", {}).get("value", ""),
                "description": node.get("description", {}).get("value", ""),
            }
        )
    return heard


def of(page: Page, *roles: str) -> list[dict]:
    return [node for node in tree(page) if node["role"] in roles]


def names(page: Page, role: str) -> list[str]:
    return [node["name"] for node in of(page, role)]


def focused(page: Page) -> dict:
    """The tree is brought up to date a moment after the page."""
    for _ in range(40):
        for node in reversed(tree(page)):
            if node.get("focused") and node["role"] != "RootWebArea":
                return node
        page.wait_for_timeout(50)
    raise AssertionError("Nothing has the focus.")


def nothing_is_nameless(page: Page) -> None:
    """What one can press or fill in, and each picture and table, has a name."""
    nameless = of(page, "button", "link", "textbox", "searchbox", "checkbox", "spinbutton", "combobox", "Date", "table", "dialog", "region", "image")
    assert not [node for node in nameless if not node["name"].strip()]


def tab_to(page: Page, name: str, role: str = "button", most: int = 80) -> None:
    """With the Tab key alone, as somebody without a mouse: to the first of that name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.textContent.trim(), document.activeElement.getAttribute('aria-label') ?? '']")
        if name in here:
            assert focused(page)["role"] == role
            return
    raise AssertionError(f"{name} cannot be reached")


def test_a_meeting_from_the_first_key_to_the_end(page: Page, site: str):
    page.goto(f"{site}/en/meeting/")
    wait_until_kept(page)
    page.locator("#forty-five-minutes [data-does=start]").wait_for()
    nothing_is_nameless(page)
    starts = [node for node in of(page, "button") if node["name"] == "Start this agenda"]
    assert len(starts) == 5 and len({node["description"] for node in starts}) == 5
    tab_to(page, "Start this agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Before you begin")).to_be_focused()
    nothing_is_nameless(page)
    tab_to(page, "Begin")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert focused(page)["role"] in ("button", "link", "dialog")
    nothing_is_nameless(page)
    tab_to(page, "Until I close this")
    page.keyboard.press("Enter")

    expect(page.locator(".where")).to_contain_text("Step 1")
    first = focused(page)
    assert (first["role"], first["level"]) == ("heading", 1)
    # The step's own heading has the focus at each step: that is how a change is told.
    tab_to(page, "Next")
    page.keyboard.press("Enter")
    expect(page.locator(".where")).to_contain_text("Step 2")
    second = focused(page)
    assert second["role"] == "heading" and second["name"] != first["name"]
    pressed = {node["name"]: node.get("pressed") for node in of(page, "button") if "pressed" in node}
    assert pressed["The victim"] == "true" and pressed["The perpetrator"] == "false"
    nothing_is_nameless(page)

    tab_to(page, "We drift")
    page.keyboard.press("Enter")
    assert focused(page)["role"] == "heading"
    nothing_is_nameless(page)
    tab_to(page, "Go on with the item")
    page.keyboard.press("Enter")
    assert focused(page)["name"] == second["name"]
    tab_to(page, "End the meeting")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How the time was spent")).to_be_focused()
    # The picture has its sentence, and a table with heads.
    expect(page.get_by_role("figure", name="You talked for")).to_be_visible()
    assert "Minutes by topic" in names(page, "table")
    assert names(page, "columnheader") == ["Topic", "Planned", "Real", "Share of the talk"]
    assert names(page, "rowheader")[:3] == ["The victim", "Our own structures", "The perpetrator"]
    nothing_is_nameless(page)
    tab_to(page, "Finish")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Meeting", level=1)).to_be_focused()


def test_an_exercise_with_its_pictures(page: Page, site: str):
    page.goto(f"{site}/en/exercises/map-tasks/")
    wait_until_kept(page)
    page.get_by_role("button", name="Begin a map").wait_for()
    tab_to(page, "Begin a map")
    page.keyboard.press("Enter")
    tab_to(page, "A")
    page.keyboard.press("Space")
    keep_until_closed(page)
    assert {node["name"]: node["pressed"] for node in of(page, "button") if "pressed" in node}["A"] == "true"
    page.get_by_role("button", name="B", exact=True).press("Space")
    tab_to(page, "Next: enter the marks")
    page.keyboard.press("Enter")
    assert focused(page)["role"] == "heading"
    assert "Speaking in public" in names(page, "group")
    nothing_is_nameless(page)
    for line in ("Speaking in public", "Cooking and dishes"):
        page.get_by_role("group", name=line).get_by_role("button", name="A").press("Space")
    tab_to(page, "Next: look at the pictures")
    page.keyboard.press("Enter")
    assert focused(page)["role"] == "heading"
    nothing_is_nameless(page)
    figures = page.locator("figure")
    assert figures.count() >= 3
    for figure in figures.all():
        # A picture is one thing with a name, and the same figures stand in a table below it.
        picture = figure.get_by_role("img")
        expect(picture.first).to_have_accessible_name(re.compile(r"\S"))
        figure.locator("summary").press("Enter")
        expect(figure.get_by_role("table")).to_be_visible()
        assert figure.get_by_role("rowheader").count() > 0
    nothing_is_nameless(page)


def test_a_review(page: Page, site: str):
    page.goto(f"{site}/en/checklists/regular-review/")
    wait_until_kept(page)
    maps.hold(page, ["meeting", "m", maps.meeting(maps.day(-20), victim=30, structures=30)], ["agreement", "a", maps.agreement(state="kept")])
    keep_until_closed(page)
    page.locator("figure").first.wait_for()
    nothing_is_nameless(page)
    assert len(names(page, "figure")) >= 2
    tab_to(page, "Keep this review", most=150)
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]").filter(has_text="The next review shows this one beside it.")).to_be_visible()


def test_the_finder_and_the_search_say_what_they_found(page: Page, site: str):
    for path, asked, said in (("arguments", "there are two sides", "Fits best: "), ("search", "mediation", "Results: ")):
        page.goto(f"{site}/en/{path}/")
        page.get_by_role("searchbox").wait_for()
        assert all(names(page, "searchbox"))
        status = of(page, "status")
        assert status and status[0]["live"] == "polite"
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "search":
                break
        page.keyboard.type(asked, delay=20)
        expect(page.locator(".asking [role=status]")).to_contain_text(said)
        nothing_is_nameless(page)
        page.keyboard.press("Tab")
        for _ in range(10):
            if page.evaluate("Boolean(document.activeElement.closest('.asking a'))"):
                break
            page.keyboard.press("Tab")
        assert focused(page)["role"] == "link"
        page.keyboard.press("Enter")
        expect(page.get_by_role("searchbox")).to_have_count(0)
        # The top of the page, or the paragraph that was found.
        assert page.evaluate("document.activeElement.matches('main h1, main [id]')")


def test_reduced_motion_leaves_nothing_that_moves(page: Page, site: str):
    page.emulate_media(reduced_motion="reduce")
    for path in ("meeting/", "exercises/map-tasks/", "arguments/", "search/"):
        page.goto(f"{site}/en/{path}")
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter((one) => {
                const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
                return animationName !== 'none' || scrollBehavior === 'smooth' || transitionDuration.split(',').some((time) => parseFloat(time) > 0);
            }).map(({ tagName, className }) => tagName + ' ' + className)"""
        )
        assert moving == [], path
