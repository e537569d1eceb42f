"""From the command that invites to the editor's first page: a real server, a real browser, a phone's width."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.browser.editors import GOOD, Server, accessible, join


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("joining"))
    yield made
    made.stop()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes another person's phone."""
    opened = []

    def make(**given) -> Page:
        opened.append(browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", **given))
        made = opened[-1].new_page()
        watch(made)
        return made

    yield make
    for context in opened:
        context.close()


def test_from_the_command_to_the_first_page_on_a_phone(page: Page, server: Server):
    link = server.invite("Nika Example")
    code = link.split("#")[1]
    asked = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers}"))
    page.goto(link)
    # The code has left the address, and is not to be seen.
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    expect(page.get_by_label("The link you were given")).to_be_hidden()
    assert page.url == f"{server.address}/edit/join"
    assert page.evaluate("history.length") == 2
    accessible(page)
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_role("heading", name="Choose a passphrase")).to_be_visible()
    assert page.url == f"{server.address}/edit/join/passphrase"
    expect(page.get_by_text("Nika Example")).to_be_visible()
    accessible(page)
    field = page.get_by_label("New passphrase")
    field.fill("welcome 2025")
    assert field.get_attribute("type") == "password"
    page.get_by_label("Show what I type").check()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Use this passphrase").click()
    expect(page.get_by_text("Many people use that one")).to_be_visible()
    assert "Many people use that one" in field.evaluate(
        "(field) => document.getElementById(field.getAttribute('aria-describedby').split(' ').pop()).textContent"
    )
    accessible(page)
    offered = page.locator(".offered").inner_text()
    page.get_by_role("link", name="Draw other words").click()
    expect(page.locator(".offered")).not_to_have_text(offered)
    field.fill(page.locator(".offered").inner_text())
    page.get_by_role("button", name="Use this passphrase").click()

    expect(page.get_by_text("You are signed in as Nika Example.")).to_be_visible()
    assert page.url == f"{server.address}/edit/"
    accessible(page)
    assert not [each for each in asked if code in each]
    # Back through all of this tab's history, the code is nowhere.
    for _ in range(page.evaluate("history.length") - 1):
        page.go_back(wait_until="commit")
        assert code not in page.url
        assert code not in page.content()
    page.expected = ["status of 422", "status of 410"]


def test_a_link_is_used_up_and_says_so(page: Page, phone, server: Server):
    link = server.invite("Olu Example")
    join(page, link)
    other = phone()
    other.goto(link)
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_text("This link was used already.")).to_be_visible()
    accessible(other)
    assert "#" not in other.url


def test_without_scripts_the_link_is_pasted(phone, server: Server):
    page = phone(java_script_enabled=False)
    link = server.invite("Per Example")
    page.goto(link)
    page.get_by_label("The link you were given").fill(link)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Show what I type")).to_be_hidden()
    page.get_by_label("New passphrase").fill(GOOD)
    page.get_by_role("button", name="Use this passphrase").click()
    expect(page.get_by_text("You are signed in as Per Example.")).to_be_visible()


def test_a_link_opened_in_a_page_that_is_open_already_is_taken_too(page: Page, server: Server):
    page.goto(f"{server.address}/edit/join")
    expect(page.get_by_label("The link you were given")).to_be_visible()
    join(page, server.invite("Quin Example"))


def test_by_keyboard_alone(page: Page, server: Server):
    page.goto(server.invite("Rae Example"))
    expect(page.get_by_label("The link you were given")).to_be_hidden()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Go on":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Choose a passphrase")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "new":
            break
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("You are signed in as Rae Example.")).to_be_visible()


def test_a_link_goes_out_by_the_phones_own_sheet_or_mail_and_never_by_the_server(page: Page, server: Server):
    page.add_init_script("navigator.share = async (given) => { window.shared = given; if (window.refuses) throw new DOMException('x', window.refuses); };")
    join(page, server.invite("Sam Example"))
    page.get_by_role("link", name="People and invitations").click()
    form = page.locator("form[action='/edit/people/invite']")
    form.get_by_label("Name").fill("Tess & Co")
    form.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Copy it now").input_value()
    share = page.get_by_role("button", name="Share the link")
    share.click()
    assert page.evaluate("window.shared") == {"text": link}
    page.evaluate("window.refuses = 'AbortError'")
    share.click()
    expect(page.locator("#invited [role=status]")).to_be_empty()
    page.evaluate("window.refuses = 'NotAllowedError'")
    share.click()
    expect(page.locator("#invited [role=status]")).to_have_text("That did not work here. Copy the link.")
    mail = page.get_by_role("link", name="Put it into a mail").get_attribute("href")
    # To nobody, without a subject that would tell anything, and with the link alone.
    assert mail.startswith("mailto:?body=") and unquote(mail.removeprefix("mailto:?body=")) == link
    expect(page.locator("#invited")).to_contain_text("This server sends no mail and keeps no address.")
    accessible(page)


def test_an_editor_invites_a_translator_from_the_phone_and_lets_them_go(page: Page, phone, server: Server):
    join(page, server.invite("Sol Example"))
    page.get_by_role("link", name="People and invitations").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People and invitations")
    accessible(page)
    form = page.locator("form[action='/edit/people/invite']")
    form.get_by_label("Name").fill("Tove Example")
    form.get_by_label("Translator of some languages").check()
    form.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("Choose at least one language.")).to_be_visible()
    assert form.get_by_label("Name").input_value() == "Tove Example"
    accessible(page)
    form.get_by_label("Deutsch").check()
    form.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Copy it now").input_value()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link
    # A desktop's Chromium shares nothing; a phone's does.
    expect(page.get_by_role("button", name="Share the link")).to_have_count(0)
    accessible(page)

    other = phone()
    join(other, link)
    expect(other.get_by_text("You translate into: Deutsch.")).to_be_visible()
    expect(other.get_by_role("link", name="People and invitations")).to_have_count(0)

    page.reload()
    expect(page.get_by_label("Copy it now")).to_have_count(0)
    page.get_by_role("link", name="Tove Example").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tove Example")
    accessible(page)
    page.get_by_role("button", name="Let go").click()
    expect(page.get_by_text("Tove Example can no longer sign in.")).to_be_visible()
    accessible(page)
    other.reload()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    accessible(other)
    page.expected = ["status of 422"]


def test_signing_out_and_in_with_name_and_passphrase(page: Page, server: Server):
    join(page, server.invite("Uma Example"))
    page.get_by_role("link", name="Your passphrase").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your passphrase")
    accessible(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("Name").fill("uma example")
    page.get_by_label("Passphrase").fill("something else")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Name and passphrase do not fit together.")).to_be_visible()
    accessible(page)
    # After a failure the next try has to wait: two seconds here.
    for _ in range(20):
        page.get_by_label("Passphrase").fill(GOOD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        if page.get_by_text("You are signed in as Uma Example.").count():
            break
        page.wait_for_timeout(300)
    expect(page.get_by_text("You are signed in as Uma Example.")).to_be_visible()
    page.expected = ["status of 422", "status of 429"]


def test_what_was_written_when_the_session_ended_is_sent_after_signing_in(page: Page, server: Server):
    join(page, server.invite("Val Example"))
    page.get_by_role("link", name="People and invitations").click()
    form = page.locator("form[action='/edit/people/invite']")
    form.get_by_label("Name").fill("Wim Example")
    form.get_by_label("Translator of some languages").check()
    form.get_by_label("Deutsch").check()
    page.context.clear_cookies()
    form.get_by_role("button", name="Make a link").click()
    expect(page.get_by_text("What you wrote is kept in this page")).to_be_visible()
    accessible(page)
    page.get_by_label("Name").fill("Val Example")
    page.get_by_label("Passphrase").fill(GOOD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Send it again")).to_be_visible()
    expect(page.get_by_text("Wim Example")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_role("heading", name="The link for Wim Example")).to_be_visible()
    page.expected = ["status of 401"]


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 568}}])
def test_every_page_of_people_in_the_dark_and_on_the_narrowest_phone(phone, server: Server, look: dict):
    page = phone(**{key: value for key, value in look.items() if key == "color_scheme"})
    if "viewport" in look:
        page.set_viewport_size(look["viewport"])
    page.goto(server.invite(f"Xen {len(str(look))}"))
    accessible(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("New passphrase")).to_be_visible()
    accessible(page)
    page.get_by_label("New passphrase").fill(GOOD)
    page.get_by_role("button", name="Use this passphrase").click()
    expect(page.get_by_text("You are signed in as")).to_be_visible()
    for path in ("", "people/", "people/1/", "account/", "nowhere"):
        page.goto(f"{server.address}/edit/{path}")
        accessible(page)
