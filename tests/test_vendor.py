"""What others wrote and we pass on is what its list of hashes says, complete, and with its licence."""

import hashlib
from pathlib import Path

import pytest

VENDOR = Path(__file__).parent.parent / "static" / "vendor"
LIST = VENDOR / "SHA256SUMS"


def listed() -> dict[str, str]:
    return {name.removeprefix("./"): digest for digest, name in (line.split("  ", 1) for line in LIST.read_text(encoding="utf-8").splitlines())}


@pytest.mark.parametrize("name", listed())
def test_a_vendored_file_is_what_the_list_says(name: str):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == listed()[name]


def test_the_list_names_every_vendored_file():
    assert set(listed()) == {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file() and path != LIST}


@pytest.mark.parametrize("folder", [path for path in VENDOR.iterdir() if path.is_dir()], ids=lambda path: path.name)
def test_each_carries_its_version_and_its_licence(folder: Path):
    assert folder.name.rpartition("-")[2][0].isdigit()
    assert (folder / "LICENSE").read_text(encoding="utf-8").strip()
