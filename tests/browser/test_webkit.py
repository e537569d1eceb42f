"""The vault in WebKitGTK: the tests of its modules, what a person does with it, and what is left on the disk.

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
from test_keep import two_tabs  # noqa: F401
from test_vault_core import page_of_modules  # noqa: F401
from test_vault_versions import of_a_later_version  # noqa: F401
from vault_journeys import VaultJourneys
from webkit import Screen, WebKit

pytest_plugins = ["modules"]
pytestmark = pytest.mark.engines

globals().update(borrowed(test_vault_core) | borrowed(test_keep, without=FULL_STORAGE) | borrowed(test_vault_versions) | borrowed(test_vault_properties))


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Screen]:
    screen = Screen(tmp_path_factory.mktemp("webkit"))
    yield screen
    screen.close()


@pytest.fixture
def context(browser: Screen) -> Iterator[WebKit]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def start(browser: Screen) -> Iterator[Callable[[Path], WebKit]]:
    started: list[WebKit] = []

    def start(folder: Path) -> WebKit:
        started.append(browser.new_context(folder))
        return started[-1]

    yield start
    for phone in started:
        phone.kill()


class TestInWebKit(VaultJourneys):
    pass
