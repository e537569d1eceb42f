"""The vault in Firefox: the tests of its modules, what a person does with it, and what is left on the disk.

`[chromium]` in the tests' names comes from pytest-playwright and means nothing here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import test_keep
import test_vault_core
import test_vault_properties
import test_vault_versions
from engines import FULL_STORAGE, borrowed
from firefox import Context, Firefox
from modules import PASSPHRASE, load
from test_keep import two_tabs  # noqa: F401
from test_vault_core import page_of_modules  # noqa: F401
from test_vault_versions import of_a_later_version  # noqa: F401
from vault_journeys import NOTE, VaultJourneys, write

from tests.browser.conftest import Site

pytest_plugins = ["modules"]
pytestmark = pytest.mark.engines

# Firefox needs two and a half times as long as Chromium, which is the limit itself: docs/testing.md has the number.
TIMED = {"test_unlocking_takes_two_and_a_half_seconds_at_most_on_a_sixth_of_a_core"}

globals().update(
    borrowed(test_vault_core, without=TIMED) | borrowed(test_keep, without=FULL_STORAGE) | borrowed(test_vault_versions) | borrowed(test_vault_properties)
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Firefox]:
    firefox = Firefox(tmp_path_factory.mktemp("firefox"))
    yield firefox
    firefox.close()


@pytest.fixture
def context(browser: Firefox) -> Iterator[Context]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def start() -> Iterator[Callable[..., Firefox]]:
    started: list[Firefox] = []

    def start(folder: Path, **preferences: object) -> Firefox:
        started.append(Firefox(folder, **preferences))
        return started[-1]

    yield start
    for firefox in started:
        firefox.kill()


class TestInFirefox(VaultJourneys):
    REMEMBERS_WHAT_IS_TYPED = True


def test_where_storage_is_blocked_notes_stay_in_memory_and_leaving_still_leaves(
    start: Callable[..., Firefox], make_site: Callable[..., Site], nowhere: str, tmp_path: Path
):
    site = make_site(exit=nowhere)
    page = start(tmp_path / "phone", **{"network.cookie.cookieBehavior": 2}).new_page()
    page.goto(f"{site.base}/en/notes/")
    page.wait_for_text(".standing", "does not let the site store anything")
    assert page.evaluate("document.documentElement.dataset.offline") == "unsupported"
    page.click("[data-screen=board] [data-do=write]")
    write(page, NOTE)
    page.click(".manage summary")
    page.click("[data-screen=board] [data-do=wipe]")
    page.click("dialog button[value=yes]")
    page.wait_for_text("main h1", "Everything is removed from this phone.")
    page.goto(f"{site.base}/en/about/")
    page.click(".bar .exit")
    page.wait_for_function(f"!location.href.startsWith('{site.base}')")


def test_full_storage_is_named_and_loses_nothing(start: Callable[..., Firefox], modules: str, tmp_path: Path):
    page = load(start(tmp_path / "phone", **{"dom.quotaManager.temporaryStorage.fixedLimit": 1000}).new_page(), modules)
    page.evaluate("keep.begin()")
    page.evaluate("(passphrase) => keep.createVault('passphrase', passphrase)", PASSPHRASE)
    page.evaluate("keep.put('note', 'short', 'x')")
    assert page.evaluate("errorOf(() => keep.put('note', 'long', 'x'.repeat(600_000)).then(() => keep.put('note', 'longer', 'y'.repeat(900_000))))") == "Full"
    page.evaluate("keep.lock()")
    assert page.evaluate("(passphrase) => keep.unlock(passphrase)", PASSPHRASE)["problems"] == {}
    assert page.evaluate("keep.get('note', 'short').value") == "x"
    assert page.evaluate("keep.get('note', 'longer')") is None
