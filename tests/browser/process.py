"""A browser of our own, without a driver's hand on it: one that can be killed."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import CHROMIUM_ARGUMENTS, chromium


@contextmanager
def browser_process(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen, str]]:
    """A browser of our own that may be killed: its process group, and where it listens."""
    (folder / "DevToolsActivePort").unlink(missing_ok=True)
    command = [chromium(), *CHROMIUM_ARGUMENTS, *arguments, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while not (folder / "DevToolsActivePort").exists() or not (folder / "DevToolsActivePort").read_text().strip():
            assert time.monotonic() < deadline, "Chromium did not start"
            time.sleep(0.05)
        port = (folder / "DevToolsActivePort").read_text().split()[0]
        yield process, f"http://127.0.0.1:{port}"
    finally:
        kill_group(process)


def kill_group(process: subprocess.Popen) -> None:
    """All of this browser's processes at once. Never twice: once it is gone, its number may belong to somebody else."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
