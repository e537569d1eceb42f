"""The vault in Firefox: the tests of its modules, what a person does with it, and what is left on the disk.

`[chromium]` in the tests' names comes from pytest-playwright and means nothing here.
"""

from collections.abc import Iterator

import pytest
import test_keep
import test_vault_core
from engines import FULL_STORAGE, borrowed
from firefox import Context, Firefox
from test_keep import two_tabs  # noqa: F401
from test_vault_core import page_of_modules  # noqa: F401

pytest_plugins = ["modules"]
pytestmark = pytest.mark.engines

globals().update(borrowed(test_vault_core) | borrowed(test_keep, without=FULL_STORAGE))


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
