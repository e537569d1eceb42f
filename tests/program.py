"""`python app.py` as a process, in a copy of the project with the tiny guide in it."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import Reply
from small_site import small_site

import app

ROOT = Path(app.__file__).parent.parent
PATIENCE = 120
CANARY = "canary-7f3a"


class Run:
    """A start of the program, with what it said."""

    def __init__(self, folder: Path, arguments: tuple, project: Path, **given):
        folder.mkdir(parents=True, exist_ok=True)
        self.out, self.err = folder / "stdout", folder / "stderr"
        environ = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")} | {"PYTHONUNBUFFERED": "1"} | given.pop("environ", {})
        with open(self.out, "w") as out, open(self.err, "w") as err:
            self.process = subprocess.Popen([sys.executable, *map(str, arguments)], cwd=project, stdout=out, stderr=err, env=environ, **given)
        self.port = 0

    @property
    def said(self) -> str:
        """Both outputs, which never hold a traceback."""
        text = self.out.read_text() + self.err.read_text()
        assert "Traceback" not in text, text
        return text

    def address(self) -> str:
        """Waits for the line that says where it is."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = re.search(r"^Handrail is at (http://[^/]+:(\d+)/)", self.out.read_text(), re.M)
            if found:
                self.port = int(found[2])
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"It did not start: {self.said}")

    def ends(self) -> int:
        return self.process.wait(PATIENCE)

    def stop(self, how: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.ends()

    def raw(self, request: bytes, host: str = "127.0.0.1") -> Reply:
        """Sends bytes as they are, and reads one answer."""
        with socket.create_connection((host, self.port), 30) as line:
            line.sendall(request)
            answer = http.client.HTTPResponse(line, method="HEAD" if request.startswith(b"HEAD") else "GET")
            answer.begin()
            body = answer.read()
            names = [name for name, _ in answer.getheaders()]
            assert len(names) == len(set(names)), f"a header stands twice: {names}"
            return Reply(answer.status, dict(answer.getheaders()), body)

    def get(self, path: str, **headers: str) -> Reply:
        given = {"Host": f"localhost:{self.port}", "Connection": "close"} | {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        return self.raw(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1"))


Start = Callable[..., Run]


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> Path:
    """The program with the tiny guide in place of the shipped one, without brotli and zstandard, as on a small machine."""
    folder = tmp_path_factory.mktemp("project") / "handrail"
    folder.mkdir()
    shutil.copy(ROOT / "app.py", folder)
    for name in {"app", "static", "templates", "translations"} & set(os.listdir(ROOT)):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "content"))
    for name in ("brotli", "zstandard"):
        (folder / f"{name}.py").write_text("raise ImportError\n")
    small_site(folder / "app/content")
    return folder


@pytest.fixture(scope="session")
def first_start(project: Path, tmp_path_factory) -> Iterator[Run]:
    """The very first start, in a data folder that is not there yet."""
    run = Run(tmp_path_factory.mktemp("first"), ("app.py", "--port", "0", "--data", project.parent / "missing" / "data"), project)
    try:
        run.address()
        yield run
    finally:
        run.stop()


@pytest.fixture
def data(first_start: Run, project: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own that was built before."""
    return Path(shutil.copytree(project.parent / "missing" / "data", tmp_path / "data", symlinks=True))


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts `python app.py` with arguments; stops it after the test."""
    runs: list[Run] = []

    def begin(*arguments, **given) -> Run:
        runs.append(Run(tmp_path / f"run{len(runs)}", ("app.py", "--port", "0", *arguments), project, **given))
        return runs[-1]

    yield begin
    for run in runs:
        run.stop()


@pytest.fixture
def flask(project: Path, tmp_path: Path) -> Iterator[Start]:
    """Runs `flask --app app` with arguments, to its end."""

    def run(*arguments, **given) -> Run:
        done = Run(tmp_path / f"flask-{arguments[0]}", ("-m", "flask", "--app", "app", *arguments), project, **given)
        done.code = done.ends()
        return done

    return run


@pytest.fixture
def content(project: Path) -> Iterator[Path]:
    """The copy's content, put back after the test."""
    kept = project.parent / "kept"
    shutil.copytree(project / "app/content", kept)
    yield project / "app/content"
    shutil.rmtree(project / "app/content")
    kept.rename(project / "app/content")
