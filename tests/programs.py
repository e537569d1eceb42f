"""Other servers that exported sites are tried behind. Debian has them; CI installs them, and there a missing one is a failure."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """Where it is."""
    found = shutil.which(name)
    if found:
        return found
    missing = f"{name} is not here: apt-get install {'nginx-light' if name == 'nginx' else name}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
