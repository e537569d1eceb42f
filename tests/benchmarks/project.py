"""A copy of the program with as many languages as are asked for, and starting it: what the server's rows measure.

The languages beyond those that come with it get the catalogs of German or Arabic, by the direction of their script: as much text, as
many files, which is what counts here.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import app
from app.locales import shipped

ROOT = Path(app.__file__).parent.parent
MORE = ("fr", "fa", "es", "it", "ur", "pl", "pt", "tr", "nl", "ro", "uk", "el", "cs", "sv", "hu", "da", "fi")
RIGHT_TO_LEFT = ("fa", "ur")
PAGE = "/en/guide/first-hours/"
PATIENCE = 120


def copy(folder: Path, languages: int) -> Path:
    """The program as it is installed (without zstandard, which only the tests use), with `languages` languages."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "app.py", folder)
    for name in ("app", "static", "templates", "translations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "zstandard.py").write_text("raise ImportError\n")
    there = list(shipped())
    for tag in there[languages:]:
        shutil.rmtree(folder / "translations" / tag)
    for tag in [tag for tag in MORE if tag not in there][: max(languages - len(there), 0)]:
        shutil.copytree(folder / "translations" / ("ar" if tag in RIGHT_TO_LEFT else "de"), folder / "translations" / tag)
    return folder


def python(project: Path, program: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """Runs a program in the project; what it printed. Compiled modules are there from the second run on, as after an installation."""
    command = [*before, sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, cwd=project, env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().rpartition("\n")[2])
    return done.stdout


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}


def build(project: Path, data: Path) -> None:
    """Builds with the encoder's quick level, where it is not the packing that is measured."""
    python(project, QUICKLY, data)


QUICKLY = """
import sys
from app.edition import compress, disk
from app.edition.build import build
from app.settings import load
disk.flush = lambda folder: None
if compress.brotli:
    pack, compress.brotli.compress = compress.brotli.compress, lambda data, **given: pack(data, quality=5)
build(load(data=sys.argv[1]))
"""


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="handrail-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def started(command: list, port: int, cwd: Path, path: str = PAGE, **given) -> Iterator[tuple[subprocess.Popen, float]]:
    """A server while it answers, and the seconds from its start to its first answer."""
    began = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(list(map(str, command)), cwd=cwd, stdout=nowhere, stderr=subprocess.PIPE, text=True, start_new_session=True, **given)
    try:
        yield process, _until_it_answers(process, port, path) - began
    finally:
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, how)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
        process.stderr.close()


def _until_it_answers(process: subprocess.Popen, port: int, path: str) -> float:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if get(port, path) == 200:
                return time.perf_counter()
        except OSError:
            time.sleep(0.002)
    process.kill()
    raise RuntimeError(f"{process.args[0]} did not answer: {process.stderr.read()[-500:]}")


def get(port: int, path: str, patience: float = 30, **headers: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        line.request("GET", path, headers={"Host": f"localhost:{port}", **headers})
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def family(pid: int) -> list[int]:
    """The process and all that came from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def memory(pid: int) -> float:
    """MB of a process and its children, what they share counted once (PSS)."""
    found = (re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M) for one in family(pid))
    return sum(int(match[1]) for match in found if match) / 1000
