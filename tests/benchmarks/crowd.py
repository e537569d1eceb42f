"""An ordinary request beside 400 slow clients, and 500 readers at once: how long it takes, and whether any is refused."""

import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from importlib.util import find_spec

from tests.benchmarks.project import PAGE, build, copy, environment, free_port, get, scratch, started
from tests.benchmarks.row import Row

LONGEST = 240
SLOW, READERS, REQUESTS, TRIES = 400, 500, 5, 20
STUCK = 5
"""Seconds after which an ordinary request counts as not answered."""

DEFAULT = """
import sys
from pathlib import Path
from waitress import serve
body = Path(sys.argv[1], "en/guide/first-hours/index.html").read_bytes()

def application(environ, start):
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]

serve(application, host="127.0.0.1", port=int(sys.argv[2]))
"""


def rows() -> Iterator[Row]:
    with scratch() as folder:
        project = copy(folder / "project", 1)
        data = folder / "data"
        build(project, data)
        (folder / "default.py").write_text(DEFAULT)
        default = _slow([folder / "default.py", data / "current/public"], "", project)
        servers = {"as installed": []}
        if find_spec("granian"):
            servers["with the extra `fast`"] = ["--fast"]
        for name, more in servers.items():
            command = ["app.py", "--data", data, *more]
            references = {"waitress as it comes": default}
            yield Row(f"slowest of {TRIES} ordinary requests beside {SLOW} slow clients, {name}", _slow(command, "--port", project), 1, "s", references)
            longest, refused = _crowd(command, project)
            yield Row(f"longest of {READERS * REQUESTS} requests on {READERS} connections at once, {name}", longest, unit="s")
            yield Row(f"of these, answers that are an error or missing, {name}", refused, 0, "answers")


def _command(command: list, option: str, port: int) -> list:
    return [sys.executable, *command, *([option] if option else []), port]


def _slow(command: list, option: str, project) -> float:
    """The slowest ordinary request, STUCK for one that is not answered."""
    port = free_port()
    with started(_command(command, option, port), port, project, env=environment()), ExitStack() as lines:
        for number in range(SLOW):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), STUCK))
            head = b"POST /edit/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na"
            line.sendall(head if number % 2 else b"GET /en/ HTTP/1.1\r\nHost: loc")
        return max(_ordinary(port) for _ in range(TRIES))


def _ordinary(port: int) -> float:
    began = time.perf_counter()
    try:
        assert get(port, PAGE, patience=STUCK) == 200
    except OSError:
        return STUCK
    return time.perf_counter() - began


def _crowd(command: list, project) -> tuple[float, int]:
    """All connections open before the first asks; each asks again when it was answered. The longest wait, and how many went wrong."""
    port = free_port()
    request = f"GET {PAGE} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    longest, answered, left = 0.0, Counter(), {}
    with started(_command(command, "--port", port), port, project, env=environment()), ExitStack() as lines, selectors.DefaultSelector() as waiting:
        for _ in range(READERS):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), 30))
            line.setblocking(False)
            left[line] = REQUESTS
        since, received = {}, dict.fromkeys(left, b"")
        for line in left:
            waiting.register(line, selectors.EVENT_READ)
            line.send(request)
            since[line] = time.perf_counter()
        end = time.monotonic() + 60
        while waiting.get_map() and time.monotonic() < end:
            for key, _ in waiting.select(1):
                line = key.fileobj
                try:
                    part = line.recv(65536)
                except OSError:
                    part = b""
                received[line] += part
                if part and not _is_whole(received[line]):
                    continue
                longest = max(longest, time.perf_counter() - since[line])
                answered[received[line][9:12]] += 1
                left[line] -= 1
                received[line] = b""
                if part and left[line]:
                    line.send(request)
                    since[line] = time.perf_counter()
                else:
                    waiting.unregister(line)
    return longest, READERS * REQUESTS - answered[b"200"]


def _is_whole(answer: bytes) -> bool:
    head, between, body = answer.partition(b"\r\n\r\n")
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
    return bool(between) and len(body) >= int(length.partition(b":")[2])
