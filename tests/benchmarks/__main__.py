"""Prints the table of what is measured, as Markdown, row by row.

    python -m tests.benchmarks              all of it
    python -m tests.benchmarks server       the rows of one module
    python -m tests.benchmarks --markdown docs/performance.md

Ends with 0 where every row stands, with 3 where one falls short, with 1 where one could not be measured.
"""

import argparse
import importlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
# The tests' own helpers import each other as pytest has them.
sys.path[1:1] = [str(HERE.parent), str(HERE.parent / "browser")]

from tests.benchmarks.row import HEAD, Missing, Row  # noqa: E402

MARKS = ("<!-- table -->\n", "<!-- /table -->\n")
"""Between these a file that is there already gets its table."""

SHORT, UNMEASURED = 3, 1

LONGEST = 300
"""Seconds that a module has, if it says nothing else in a LONGEST of its own."""


def modules() -> list[str]:
    """The modules that have rows, in the order of the alphabet."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef rows(" in path.read_text(encoding="utf-8"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures Handrail beside others and prints a table.")
    parser.add_argument("modules", nargs="*", metavar="module", help=f"only these: {', '.join(modules())}")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also writes the table to FILE: between its marks, or all of it")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if unknown := set(given.modules) - set(modules()):
        parser.error(f"there is no module {', '.join(sorted(unknown))}")
    if given.here:
        return measured(given.modules[0], given.markdown)
    with tempfile.NamedTemporaryFile("r", suffix=".md") as table:
        for line in HEAD.splitlines():
            say(line, Path(table.name))
        codes = {apart(name, Path(table.name)) for name in given.modules or modules()}
        if given.markdown:
            given.markdown.write_text(with_table(given.markdown, table.read()), encoding="utf-8")
    return next((code for code in (UNMEASURED, SHORT) if code in codes), 0)


def with_table(file: Path, table: str) -> str:
    """What the file says, with the table in it."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    opens, closes = MARKS
    if opens not in before or closes not in before:
        return table
    return before.partition(opens)[0] + opens + table + closes + before.partition(closes)[2]


def apart(name: str, table: Path) -> int:
    """Measures a module in a process of its own, so that nothing of one is left in the memory of the next, and none takes for ever."""
    said = re.search(r"^LONGEST = (\d+)", (HERE / f"{name}.py").read_text(encoding="utf-8"), re.M)
    bound = int(said[1]) if said else LONGEST
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as scratch:
        command = [sys.executable, "-m", "tests.benchmarks", name, "--here", "--markdown", table]
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": scratch}, start_new_session=True)
        try:
            code = child.wait(bound)
        except subprocess.TimeoutExpired:
            show(Row.unmeasured(name, f"it took more than {bound} seconds"), table)
            return UNMEASURED
        finally:
            _end(child)
    if code not in (0, SHORT, UNMEASURED):
        show(Row.unmeasured(name, f"its process ended with {code}"), table)
        return UNMEASURED
    return code


def _end(child: subprocess.Popen) -> None:
    """Ends what a module started and left, itself included."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def measured(name: str, table: Path) -> int:
    rows = [show(row, table) for row in _rows(name)]
    if not rows or not all(row.is_measured for row in rows):
        return UNMEASURED
    return 0 if all(row.stands for row in rows) else SHORT


def _rows(name: str) -> Iterator[Row]:
    try:
        yield from importlib.import_module(f"tests.benchmarks.{name}").rows()
    except Missing as missing:
        yield Row.unmeasured(name, missing)
    except Exception as error:
        # The table goes on with the next module; the terminal says where this one broke.
        print(placeless(traceback.format_exc()), file=sys.stderr)
        yield Row.unmeasured(name, placeless(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"))


def placeless(text: str) -> str:
    """Without the places of this machine."""
    for place in (tempfile.gettempdir(), str(ROOT), sys.prefix, sys.base_prefix, str(Path.home())):
        text = text.replace(place.rstrip("/") + "/", "…/")
    return text


def show(row: Row, table: Path) -> Row:
    say(row.line(), table)
    return row


def say(line: str, table: Path) -> None:
    print(line, flush=True)
    with table.open("a", encoding="utf-8") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
