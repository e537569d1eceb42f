"""Prints the table of what is measured, as Markdown, row by row.

    python -m tests.benchmarks              all of it
    python -m tests.benchmarks server       the rows of one module

Ends with 1 where a row could not be measured, with 0 where all were, whether they stand or not.
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

LONGEST = 300
"""Seconds that a module has, if it says nothing else in a LONGEST of its own."""


def modules() -> list[str]:
    """The modules that have rows, in the order of the alphabet."""
    return sorted(path.stem for path in HERE.glob("*.py") if "\ndef rows(" in path.read_text(encoding="utf-8"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures Handrail beside others and prints a table.")
    parser.add_argument("modules", nargs="*", metavar="module", help=f"only these: {', '.join(modules())}")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if unknown := set(given.modules) - set(modules()):
        parser.error(f"there is no module {', '.join(sorted(unknown))}")
    if given.here:
        return measured(given.modules[0])
    print(HEAD, flush=True)
    return max([apart(name) for name in given.modules or modules()])


def apart(name: str) -> int:
    """Measures a module in a process of its own, so that nothing of one is left in the memory of the next, and none takes for ever."""
    said = re.search(r"^LONGEST = (\d+)", (HERE / f"{name}.py").read_text(encoding="utf-8"), re.M)
    bound = int(said[1]) if said else LONGEST
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as scratch:
        command = [sys.executable, "-m", "tests.benchmarks", name, "--here"]
        child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": scratch}, start_new_session=True)
        try:
            code = child.wait(bound)
        except subprocess.TimeoutExpired:
            show(Row.unmeasured(name, f"it took more than {bound} seconds"))
            return 1
        finally:
            _end(child)
    if code not in (0, 1):
        show(Row.unmeasured(name, f"its process ended with {code}"))
    return 1 if code else 0


def _end(child: subprocess.Popen) -> None:
    """Ends what a module started and left, itself included."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def measured(name: str) -> int:
    rows = list(map(show, _rows(name)))
    return 0 if rows and all(row.is_measured for row in rows) else 1


def _rows(name: str) -> Iterator[Row]:
    try:
        yield from importlib.import_module(f"tests.benchmarks.{name}").rows()
    except Missing as missing:
        yield Row.unmeasured(name, missing)
    except Exception as error:
        # The table goes on with the next module; the terminal says where this one broke.
        traceback.print_exc()
        yield Row.unmeasured(name, f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")


def show(row: Row) -> Row:
    print(row.line(), flush=True)
    return row


if __name__ == "__main__":
    sys.exit(main())
