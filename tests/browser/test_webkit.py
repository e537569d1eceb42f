"""The vault in WebKitGTK: the tests of its modules, what a person does with it, and what is left on the disk.

`[chromium]` in the tests' names comes from pytest-playwright and means nothing here.
"""

from collections.abc import Iterator

import pytest
import test_keep
import test_vault_core
from engines import FULL_STORAGE, borrowed
from test_keep import two_tabs  # noqa: F401
from test_vault_core import page_of_modules  # noqa: F401
from webkit import Screen, WebKit

pytest_plugins = ["modules"]
pytestmark = pytest.mark.engines

globals().update(borrowed(test_vault_core) | borrowed(test_keep, without=FULL_STORAGE))


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
