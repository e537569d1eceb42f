"""Every promise of docs/threat-model.md names tests, and they exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "threat-model.md"
HEADER = ("promise", "holds against", "test")
NAME = re.compile(r"`([^`]*)`")

A_TEST = "`tests/test_threat_model.py::test_a_table_that_is_in_order_has_no_faults`"


def rows(text: str) -> list[tuple[str, ...]]:
    """The cells of the table of promises, without its head."""
    lines = [line.strip() for line in text.splitlines()]
    tables = [number for number, line in enumerate(lines) if cells(line) == HEADER]
    assert len(tables) == 1, "There has to be one table of promises."
    found = []
    for line in lines[tables[0] + 2 :]:
        if not line.startswith("|"):
            break
        found.append(cells(line))
    return found


def cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else ()


def faults(text: str) -> list[str]:
    found = []
    table = rows(text)
    if not table:
        found.append("no promise")
    for row in table:
        if len(row) != len(HEADER) or not all(row):
            found.append(f"{row[0]}: a cell is missing or empty")
            continue
        promise, _, named = row
        names = NAME.findall(named)
        if not names or NAME.sub("", named).strip(" ,"):
            found.append(f"{promise}: names no test, or something that is none")
        found += [f"{promise}: there is no {name}" for name in names if not exists(name)]
    return found


def exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    return path.startswith("tests/") and ".." not in path and file.is_file() and function in functions_in(file)


@cache
def functions_in(file: Path) -> frozenset[str]:
    """The test functions of a file, at its top level and in its classes."""
    top = ast.parse(file.read_text(encoding="utf-8")).body
    within = [each for place in top if isinstance(place, ast.ClassDef) for each in place.body]
    return frozenset(each.name for each in [*top, *within] if isinstance(each, ast.FunctionDef) and each.name.startswith("test_"))


def table(*lines: str) -> str:
    return "\n".join(["# Before", "", "| promise | holds against | test |", "|---|---|---|", *lines, "", "| another | table |"])


def test_every_promise_names_tests_that_exist():
    assert faults(DOCUMENT.read_text(encoding="utf-8")) == []


def test_the_document_is_linked_from_the_readme():
    assert "(docs/threat-model.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_table_that_is_in_order_has_no_faults():
    assert faults(table(f"| one | all | {A_TEST} |", f"| two | all | {A_TEST}, {A_TEST} |")) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("| one | all | |", "missing or empty"),
        ("| one | all |", "missing or empty"),
        ("| one | | " + A_TEST + " |", "missing or empty"),
        ("| one | all | soon |", "names no test"),
        ("| one | all | " + A_TEST + " and by hand |", "names no test"),
        ("| one | all | tests/test_threat_model.py::test_a_table_that_is_in_order_has_no_faults |", "names no test"),
        ("| one | all | `tests/test_threat_model.py` |", "there is no"),
        ("| one | all | `tests/test_threat_model.py::test_that_nobody_wrote` |", "there is no"),
        ("| one | all | `tests/test_threat_model.py::faults` |", "there is no"),
        ("| one | all | `tests/test_nowhere.py::test_a` |", "there is no"),
        ("| one | all | " + A_TEST + ", `tests/test_nowhere.py::test_a` |", "there is no"),
    ],
)
def test_a_row_without_a_real_test_is_a_fault(line: str, fault: str):
    found = faults(table(f"| first | all | {A_TEST} |", line))
    assert len(found) == 1 and fault in found[0], found


def test_a_table_without_promises_is_a_fault():
    assert faults(table()) == ["no promise"]


@pytest.mark.parametrize("text", ["", "| promise | test |\n|---|---|\n", table() + "\n" + table()])
def test_a_document_without_exactly_one_table_is_a_fault(text: str):
    with pytest.raises(AssertionError):
        faults(text)
