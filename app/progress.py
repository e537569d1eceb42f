"""A progress bar on a terminal; a line now and then elsewhere."""

import sys
from collections.abc import Callable

WIDTH = 30


def bar(label: str, stream=sys.stderr) -> Callable[[int, int], None]:
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        tenths = 10 * done // max(total, 1)
        if stream.isatty():
            filled = WIDTH * done // max(total, 1)
            stream.write(f"\r{label}  [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}" + ("\n" if done == total else ""))
        elif tenths > shown:
            stream.write(f"{label}: {done} of {total}\n")
        shown = max(shown, tenths)
        stream.flush()

    return show
