"""What somebody types while a question opens, a call comes, or the page goes: none of it is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.by_hand import begin_to_keep, choose, follow, hide, open_notes, press, unlock
from tests.browser.test_closing import LOCK
from tests.browser.test_meeting import entries

FIRST = "Kitchen circle"
TYPED = "Water the tomatoes"

TYPES_ON = """([when, text]) => {
    const show = HTMLDialogElement.prototype.showModal;
    let field;
    addEventListener('focusin', ({ target }) => { if (target.matches('main input')) field = target; });
    if (document.activeElement.matches('main input')) field = document.activeElement;
    HTMLDialogElement.prototype.showModal = function () {
        HTMLDialogElement.prototype.showModal = show;
        // Straight into the field once the dialog covers it, as a keyboard on the screen does with a word that it had not finished.
        const late = () => {
            field.value = text;
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        };
        if (when === 'before it opens') {
            field.select();
            document.execCommand('insertText', false, text);
        }
        show.call(this);
        if (when === 'as it opens') late();
    };
}"""


def type_on(page: Page, when: str) -> None:
    """At the moment when the question about keeping opens, letters go into the field that has, or had, the focus: no chance decides."""
    page.evaluate(TYPES_ON, [when, TYPED])


MOMENTS = pytest.mark.parametrize("when", ["before it opens", "as it opens"])
WAYS = pytest.mark.parametrize("way", ["memory", "plain"])


def write_an_agenda(page: Page) -> Locator:
    """An agenda whose title has just been typed, with the focus in its first step."""
    follow(page, "meeting/")
    press(page, "Make our own agenda")
    page.get_by_label("What you call this agenda").fill(FIRST)
    return page.get_by_label("What happens").first


def agenda_holds(page: Page, text: str) -> None:
    """After going elsewhere and coming back."""
    follow(page, "words/")
    follow(page, "meeting/")
    page.locator(".own-row [data-does=change]").click()
    expect(page.get_by_label("What happens").first).to_have_value(text)
    expect(page.get_by_label("What you call this agenda")).to_have_value(FIRST)


@WAYS
@MOMENTS
def test_a_step_typed_while_the_question_opens_is_there_after_leaving(kept: Page, when: str, way: str):
    step = write_an_agenda(kept)
    type_on(kept, when)
    step.focus()
    choose(kept, way)
    agenda_holds(kept, TYPED)


def test_a_step_is_kept_where_back_is_pressed_and_the_field_keeps_the_focus(kept: Page):
    """As in browsers in which a tap on a button does not take the focus from a field."""
    begin_to_keep(kept, "memory")
    step = write_an_agenda(kept)
    step.fill(TYPED)
    kept.evaluate("document.querySelector('[data-does=back]').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
    agenda_holds(kept, TYPED)


def test_a_step_half_typed_when_a_call_comes_is_there_when_the_notes_are_opened_again(kept: Page):
    begin_to_keep(kept, "passphrase")
    step = write_an_agenda(kept)
    step.fill(TYPED)
    hide(kept)
    kept.wait_for_timeout(500)
    # A minute later the notes lock.
    kept.evaluate(LOCK)
    hide(kept, False)
    expect(kept.locator(".run")).to_be_empty()
    assert TYPED not in kept.content()
    open_notes(kept)
    unlock(kept)
    agenda_holds(kept, TYPED)


def test_letters_whose_field_was_not_left_outlive_a_reload(kept: Page):
    step = write_an_agenda(kept)
    step.focus()
    choose(kept, "memory")
    step.fill(TYPED)
    kept.reload()
    kept.locator(".own-row [data-does=change]").click()
    expect(kept.get_by_label("What happens").first).to_have_value(TYPED)


def test_leave_takes_half_typed_letters_nowhere(kept: Page, site: str, elsewhere: None):
    begin_to_keep(kept, "memory")
    write_an_agenda(kept).fill(TYPED)
    # The click alone: the field is not left first.
    kept.locator("[data-exit]").evaluate("(link) => link.click()")
    expect(kept.get_by_role("heading", name="An ordinary site")).to_be_visible()
    kept.goto(f"{site}/en/meeting/")
    kept.locator("#ninety-minutes [data-does=start]").wait_for()
    assert entries(kept, "agenda") == []


def ask_at_an_agreement(page: Page) -> Locator:
    follow(page, "exercises/")
    page.get_by_text("Add an agreement").click()
    what = page.get_by_label("What will you do?")
    what.fill(FIRST)
    page.get_by_label("Which role looks after it?").fill("room role")
    return what


@WAYS
def test_the_next_agreement_typed_while_the_question_opens_stays(kept: Page, way: str):
    what = ask_at_an_agreement(kept)
    what.evaluate("(what, text) => { what.form.requestSubmit(); what.value = text; }", TYPED)
    choose(kept, way)
    expect(kept.locator("#agreements li").first).to_contain_text(FIRST)
    expect(what).to_have_value(TYPED)


def ask_at_a_role(page: Page) -> tuple[Locator, Callable[[], None]]:
    follow(page, "exercises/map-tasks/")
    press(page, "Begin a map")
    field = page.get_by_label("Another role")
    return field, lambda: page.get_by_role("button", name="A", exact=True).evaluate("(chip) => chip.click()")


def ask_at_a_line(page: Page) -> tuple[Locator, Callable[[], None]]:
    follow(page, "exercises/map-tasks/")
    press(page, "Begin a map")
    press(page, "2 Marks")
    field = page.get_by_label("Another line").first
    return field, lambda: page.get_by_role("button", name="Leave out: Writing texts").evaluate("(out) => out.click()")


@WAYS
@MOMENTS
@pytest.mark.parametrize("ask", [ask_at_a_role, ask_at_a_line])
def test_a_role_or_line_typed_while_the_question_opens_stays(kept: Page, ask: Callable, when: str, way: str):
    field, act = ask(kept)
    field.fill("a")
    type_on(kept, when)
    act()
    field.focus()
    choose(kept, way)
    expect(field).to_have_value(TYPED)
