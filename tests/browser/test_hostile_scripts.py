"""No text of a group becomes a program through our own scripts: own texts, contacts, agreements, name and lines for readers full of payloads, published, and
met where scripts put them on the screen, with the page's policy switched off.

By default every tenth payload; `-m faults` takes all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app.edition.layer import Contact, Layer, OwnText
from app.settings import Settings
from tests.browser.conftest import Site, build, keep_until_closed, wait_until_kept
from tests.browser.trial import LOOK
from tests.xss import PAYLOADS

EVERY = 10
FEWER = 5
"""Of these, one in so many is also opened as a whole page, which takes the browser longer than all the rest."""
ALARMS = "window.fired = []; window.alert = window.ALERT = window.aLERT = (number) => window.fired.push(`${number}`);"

LOOK_NOW = f"""
window.lookNow = () => {{{LOOK}
  const found = [...all(document)].flatMap(wrong);
  return [...new Set([...found, ...window.fired.splice(0).map((number) => `ran alert(${{number}})`)])];
}};
"""

ASK = """async (queries) => {
  const input = document.querySelector('[role=search] input');
  const told = [];
  for (const query of queries) {
    input.value = query;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    // The answer comes when what is being done is done; what a picture that fails does, one turn later.
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
    told.push([[...document.querySelectorAll('[data-part=found] a')].map((link) => link.pathname), lookNow()]);
  }
  return told;
}"""
"""Types one after the other, with Enter → for each, where the answers lead and what acted."""

FOLLOW = """async (paths) => {
  const told = [];
  for (const path of paths) {
    const link = document.createElement('a');
    link.href = path;
    document.getElementById('main').append(link);
    link.click();
    for (let turn = 0; link.isConnected && turn < 400; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 0));
    told.push([location.pathname, document.title, lookNow()]);
  }
  return told;
}"""
"""Goes to one page after the other within the document → where that led, and what acted."""


def marker(at: int) -> str:
    """A word that nothing else has, so that each text can be asked for: too short for another one to be taken for it."""
    return "z" + "".join("bdfgklmnpr"[int(digit)] for digit in f"{at:03d}")


def line(text: str) -> str:
    return " ".join(text.split())


def in_list(text: str) -> str:
    return text.replace("\n", "\n  ")


@dataclass
class Hostile:
    """A site whose group has written nothing but payloads; `turn` gives every field another one."""

    site: Site
    numbers: range
    asked: list[str] = field(default_factory=list)

    def layer(self, turn: int = 0) -> Layer:
        def other(at: int, step: int) -> str:
            return PAYLOADS[(at + EVERY * (step + turn)) % len(PAYLOADS)]

        texts, contacts, steps = [], [], []
        for at in self.numbers:
            word = marker(at)
            front = ("en", f"{line(other(at, 0))} {word}", line(other(at, 1))[:60], line(other(at, 2)))
            body = f"{word} marmalade. {other(at, 3)}\n\n## {line(other(at, 4))}\n\n- {line(other(at, 5))}\n- [x]({line(other(at, 6))})\n\n{other(at, 7)}"
            heard = [other(at, 0), f"they talk of {word} again", other(at, 1)]
            texts += [
                OwnText(f"own-page-{at}", "page", *front, body),
                OwnText(
                    f"own-list-{at}", "checklist", *front, f"{other(at, 1)}\n\n- [ ] {word} {line(other(at, 2))} {{#own-i{at}}}\n\n  {in_list(other(at, 3))}"
                ),
                OwnText(f"own-card-{at}", "argument", *front, body, {"heard": heard, "say": [f"Say {word} {other(at, 2)}", other(at, 4)], "ask": other(at, 5)}),
            ]
            steps.append(f"- Step {at}: {line(other(at, 0))} {{#own-s{at} minutes=1 about=frame}}\n\n  {in_list(other(at, 1))}\n")
            names = ("name", "what", "phone", "messenger", "web", "hours", "languages", "access", "checked", "checked_by")
            contacts.append(Contact(f"own-c{at}", **{name: line(other(at, step)) for step, name in enumerate(names)}))
        agenda = OwnText("own-agenda", "agenda", "en", f"{PAYLOADS[turn]} agenda", "x", PAYLOADS[turn + 1], "\n".join(steps))
        agreed = "\n\n".join(other(at, 0) for at in self.numbers)
        return Layer(texts=(*texts, agenda), contacts=tuple(contacts), agreements={"en": agreed}, choices={"name": "<svg onload=alert(9999)>"})

    def publish(self, turn: int = 0) -> None:
        """With a line for readers that holds half of the payloads."""
        note = " · ".join(line(PAYLOADS[at]) for at in self.numbers[turn % 2 :: 2])
        self.site.edition = build(self.site.settings, note=note, layer=self.layer(turn))


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.faults)])
def hostile(request, tmp_path_factory) -> Iterator[Hostile]:
    made = Hostile(
        Site(Settings(data=tmp_path_factory.mktemp("hostile"), port=0, languages=("en",))), range(0, len(PAYLOADS), EVERY if request.param == "some" else 1)
    )
    made.publish()
    yield made
    made.site.stop()


@pytest.fixture(scope="module")
def phone(browser: Browser, hostile: Hostile) -> Iterator[BrowserContext]:
    """One phone for all tests here: it keeps the guide, and no policy stops what would act."""
    context = browser.new_context(bypass_csp=True, viewport={"width": 390, "height": 844}, locale="en-GB")
    context.add_init_script(ALARMS + LOOK_NOW)

    def elsewhere(route: Route) -> None:
        hostile.asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith(hostile.site.base), elsewhere)
    page = context.new_page()
    page.goto(f"{hostile.site.base}/en/")
    wait_until_kept(page)
    page.close()
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext, hostile: Hostile) -> Iterator[Page]:
    """Fails where anything was asked of another place."""
    page = phone.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    page.close()
    asked, hostile.asked[:] = list(hostile.asked), []
    assert not asked


def harmless(page: Page) -> None:
    page.wait_for_timeout(20)
    assert page.evaluate("lookNow()") == []


def acted(told: list) -> list:
    return [one for one in told if one[-1]]


def test_the_look_sees_what_acts(page: Page, hostile: Hostile):
    """Otherwise the tests below would prove nothing."""
    page.goto(f"{hostile.site.base}/en/search/")
    harmless(page)
    page.evaluate("document.querySelector('h1').append(document.createRange().createContextualFragment('<b><img src=x onerror=alert(7)></b>'))")
    page.wait_for_function("fired.length")
    assert {"ran alert(7)", "img onerror"} <= set(page.evaluate("lookNow()"))


def test_what_the_search_finds_is_text(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/search/")
    page.get_by_role("searchbox").fill("marmalade")
    page.get_by_role("button", name="Show all results").click()
    found = page.locator("[data-part=found] li")
    expect(found).to_have_count(2 * len(hostile.numbers))
    assert sum("alert(" in text for text in found.all_text_contents()) > len(hostile.numbers)
    harmless(page)
    # And with words of the payloads themselves, so that marks are put inside them.
    told = page.evaluate(ASK, [marker(at) for at in hostile.numbers] + [line(PAYLOADS[at]) for at in hostile.numbers] + ["alert script onerror"])
    assert acted(told) == []
    assert [at for at, (paths, _) in zip(hostile.numbers, told, strict=False) if f"/en/guide/own-page-{at}/" not in paths] == []


def test_what_the_finder_answers_is_text(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/arguments/")
    page.get_by_role("searchbox").fill(marker(hostile.numbers[0]))
    expect(page.locator(".aloud")).to_contain_text(f"Say {marker(hostile.numbers[0])}")
    harmless(page)
    told = page.evaluate(ASK, [marker(at) for at in hostile.numbers] + [line(PAYLOADS[at]) for at in hostile.numbers])
    assert acted(told) == []
    # A line to say may hold a link of its own, which comes first.
    best = [next((path for path in paths if path.startswith("/en/arguments/")), "") for paths, _ in told]
    assert [at for at, path in zip(hostile.numbers, best, strict=False) if path != f"/en/arguments/own-card-{at}/"] == []
    # What a screen reader is told.
    page.get_by_role("searchbox").fill(marker(hostile.numbers[-1]))
    expect(page.get_by_role("status").first).to_contain_text(f"Say {marker(hostile.numbers[-1])}")
    harmless(page)


def test_a_meeting_shows_the_steps_as_text(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/meeting/")
    page.locator("#own-agenda").get_by_role("button", name="Start this agenda").click()
    expect(page.locator(".plan li")).to_have_count(len(hostile.numbers))
    harmless(page)
    page.get_by_role("button", name="Begin", exact=True).click()
    keep_until_closed(page)
    title = page.locator("main h1:visible")
    for at in hostile.numbers:
        expect(title).to_contain_text(f"Step {at}: ")
        assert page.evaluate("lookNow()") == [], at
        page.locator("[data-does=next]").click()
    harmless(page)
    expect(page.locator("[data-part=sentence]")).to_be_visible()


def test_the_steps_of_a_meeting_are_text_in_the_list_of_all_and_in_an_agenda_made_of_them(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/meeting/")
    page.locator("#own-agenda").get_by_role("button", name="Start this agenda").click()
    page.get_by_role("button", name="Change this agenda").click()
    expect(page.locator(".writing > li")).to_have_count(len(hostile.numbers))
    harmless(page)
    page.get_by_role("button", name="Use this agenda").click()
    page.get_by_role("button", name="Begin", exact=True).click()
    if page.get_by_role("button", name="Until I close this").is_visible():
        keep_until_closed(page)
    page.get_by_role("button", name="All steps").click()
    expect(page.get_by_role("button", name=f"Step {hostile.numbers[-1]}:")).to_be_visible()
    harmless(page)


def test_pages_that_are_swapped_in_place_hold_text_and_so_do_their_titles(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/guide/")
    paths = [f"/en/{kind}-{at}/" for at in hostile.numbers for kind in ("guide/own-page", "checklists/own-list", "arguments/own-card")]
    places = [
        f"/en/{place}"
        for place in ("", "contacts/", "house/", "share/", "about/", "phone/", "notes/", "guide/danger-now/", "checklists/first-day/", "meeting/")
    ]
    told = page.evaluate(FOLLOW, [*paths, *places])
    assert [path for path, *_ in told] == [*paths, *places]
    assert acted(told) == []
    assert len({title for _, title, _ in told[: len(paths)]}) > len(hostile.numbers) / 2


def test_what_is_put_on_a_checklist_by_scripts_is_text(page: Page, hostile: Hostile):
    for at in hostile.numbers[:3]:
        page.goto(f"{hostile.site.base}/en/checklists/own-list-{at}/")
        page.get_by_role("checkbox", name=marker(at)).check()
        if page.get_by_role("button", name="Until I close this").is_visible():
            keep_until_closed(page)
        page.get_by_role("button", name="Copy as text").click()
        harmless(page)


def test_everything_on_one_page_is_text_and_so_it_is_on_paper(page: Page, hostile: Hostile):
    page.goto(f"{hostile.site.base}/en/all/")
    assert page.locator("main").inner_text().count("alert(") > 5 * len(hostile.numbers)
    harmless(page)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    harmless(page)


# From here on, readers have another edition.


def test_lines_for_readers_and_a_patch_bring_text_and_a_phone_without_a_network_shows_it(page: Page, hostile: Hostile):
    hostile.publish(1)
    page.goto(f"{hostile.site.base}/en/phone/")
    page.get_by_role("button", name="Look for a newer edition").click()
    expect(page.locator(".status")).to_contain_text("A newer edition is here")
    harmless(page)
    hostile.site.stop()
    page.goto(f"{hostile.site.base}/en/about/")
    assert page.evaluate("document.documentElement.dataset.edition") == hostile.site.edition.languages["en"]
    lines = page.locator("[data-start=changes] li")
    expect(lines).to_have_count(2)
    assert "".join(lines.all_text_contents()).count("alert(") > len(hostile.numbers) / 2
    harmless(page)
    told = page.evaluate(FOLLOW, [f"/en/{kind}-{at}/" for at in hostile.numbers for kind in ("guide/own-page", "checklists/own-list", "arguments/own-card")])
    assert acted(told) == [] and len({path for path, *_ in told}) == 3 * len(hostile.numbers)
    # And as pages that the worker puts together, titles and all.
    for at in hostile.numbers[::FEWER]:
        page.goto(f"{hostile.site.base}/en/guide/own-page-{at}/")
        expect(page.locator("h1")).to_contain_text(marker(at))
        assert page.evaluate("lookNow()") == [], at
    page.goto(f"{hostile.site.base}/en/guide/danger-now/")
    harmless(page)
