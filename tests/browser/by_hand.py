"""What a person does with notes, through the page's own links, buttons and fields."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

WORDS = "mild river stamp copper lantern"
OTHER_WORDS = "seven green kettles in a field"
SECRET = "The word nobody else may read"
LIST = "checklists/first-day/"
PAGE = "guide/first-hours/"
WAYS = {
    "memory": "Until I close this",
    "passphrase": "On this phone, with a passphrase",
    "plain": "On this phone, without a passphrase",
    "not": "Rather not write it",
}
TELLS = {"memory": "stays until you close this", "passphrase": "behind your passphrase", "plain": "without a passphrase"}
"""What the notes page says of each way."""

SLOW = 20_000
"""Milliseconds; a passphrase takes its time on a busy machine."""


def follow(page: Page, path: str) -> None:
    """Follows a link of ours in place, to `path` below the language: what is in memory stays."""
    page.evaluate(
        """(path) => {
            const link = document.createElement('a');
            link.href = `/en/${path}`;
            document.getElementById('main').append(link);
            link.click();
        }""",
        path,
    )
    page.wait_for_url(f"**/en/{path}")


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def open_notes(page: Page) -> None:
    page.get_by_role("link", name="Notes", exact=True).click()
    page.locator("[data-screen=board], [data-screen=unlock]").wait_for()


def choose(page: Page, way: str, words: str = WORDS) -> None:
    """Answers the question how to keep, until the answer has taken effect."""
    press(page, WAYS[way])
    if way == "passphrase":
        new_passphrase(page, words)
    expect(page.locator("dialog")).to_have_count(0)


def new_passphrase(page: Page, words: str, again: str | None = None) -> None:
    dialog = page.get_by_role("dialog", name="A new passphrase")
    dialog.get_by_label("Passphrase", exact=True).fill(words)
    dialog.get_by_label("The same again").fill(again or words)
    press(dialog, "Use this passphrase")


def give_passphrase(page: Page, words: str) -> None:
    dialog = page.get_by_role("dialog", name="Passphrase", exact=True)
    dialog.get_by_label("Passphrase").fill(words)
    press(dialog, "Go on")


def unlock(page: Page, words: str = WORDS) -> None:
    page.locator(".unlock").get_by_label("Passphrase").fill(words)
    press(page, "Open the notes")
    page.locator("[data-screen=board]").wait_for(timeout=SLOW)


def is_kept(page: Page, way: str) -> None:
    """The notes page says that it keeps this way."""
    expect(page.locator("[data-screen=board] .standing")).to_contain_text(TELLS[way], timeout=SLOW)


def write(page: Page, text: str, expires: str | None = None) -> None:
    """Writes a note into the form that is open."""
    form = page.locator(".note-form")
    form.get_by_label("Note", exact=True).fill(text)
    if expires:
        form.get_by_label("Remove by itself").select_option(expires)
    press(form, "Keep the note")
    expect(form).to_have_count(0, timeout=SLOW)
    expect(page.locator(".note-text", has_text=text).first).to_be_visible()


def write_free(page: Page, text: str, **given: str) -> None:
    press(page, "Write a note")
    write(page, text, **given)


def note_texts(page: Page) -> list[str]:
    return page.locator("[data-screen=board] .note-text").all_inner_texts()


def manage(page: Page, what: str | None = None) -> None:
    """Opens what is said about keeping, and presses a button there."""
    details = page.locator("details.manage")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    if what:
        press(details, what)


def begin_to_keep(page: Page, way: str, *texts: str, words: str = WORDS) -> None:
    """From any page of a kept guide: chooses a way, and writes notes on the notes page."""
    open_notes(page)
    press(page, "Write a note")
    choose(page, way, words)
    for number, text in enumerate(texts):
        if number:
            press(page, "Write a note")
        write(page, text)
    if not texts:
        press(page, "Do not keep it")
    is_kept(page, way)


def export(page: Page, folder: Path, words: str = OTHER_WORDS) -> Path:
    manage(page, "Make a file")
    with page.expect_download(timeout=SLOW) as download:
        new_passphrase(page, words)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def bring_in(page: Page, path: Path, words: str = OTHER_WORDS) -> None:
    manage(page)
    page.locator("input[type=file]").set_input_files(path)
    give_passphrase(page, words)


def tick(page: Page, number: int = 0) -> None:
    page.locator(".items label").nth(number).click()


def is_ticked(page: Page, number: int = 0) -> None:
    expect(page.locator("[data-item]").nth(number)).to_have_attribute("data-state", "done")


def is_locked(page: Page) -> None:
    expect(page.locator(".unlock")).to_be_visible(timeout=SLOW)
    assert SECRET not in page.content()


def come_to_rest(page: Page) -> None:
    """Until nothing scrolls any more: a page that still goes to its place would count as touched after the clock was put forward."""
    places = [page.evaluate("scrollY")]
    while len(places) < 6 or len(set(places[-6:])) > 1:
        page.wait_for_timeout(100)
        places.append(page.evaluate("scrollY"))
        assert len(places) < 200, places


def hide(page: Page, hidden: bool = True) -> None:
    """Another app comes to the front, or goes."""
    page.evaluate(
        """(hidden) => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )
