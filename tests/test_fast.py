"""`python app.py --fast`: the other server answers as the first does, and keeps the same promises."""

import asyncio
import re
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from threading import Thread
from types import SimpleNamespace

import pytest
from asking import assert_safe
from program import CANARY, ROOT, Run

from app.serving import Serving

pytestmark = pytest.mark.skipif(not find_spec("granian"), reason="granian is not here: pip install -e '.[test]'")

OF_THE_LINE = {"connection", "date", "server", "via", "keep-alive"}
REFUSED = {
    "no request at all": b"GARBAGE\r\n\r\n",
    "a negative length": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "a head that does not end": b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 700_000 + b"\r\n\r\n",
}


@pytest.fixture
def fast(start, data) -> Run:
    return quick(start, data)


def quick(start, data, **given) -> Run:
    run = start("--fast", "--data", data, **given)
    run.address()
    return run


def plain(reply) -> tuple[int, dict[str, str], bytes]:
    return reply.status, {name.lower(): value for name, value in reply.headers.items() if name.lower() not in OF_THE_LINE}, reply.body


def titled(reply):
    """granian writes names of headers in lower case."""
    names = {"etag": "ETag", "x-xss-protection": "X-XSS-Protection"}
    return type(reply)(reply.status, {names.get(name, name.title()): value for name, value in reply.headers.items()}, reply.body)


ASKED = [
    b"GET / HTTP/1.1\r\nAccept-Language: de",
    b"GET /en/ HTTP/1.1",
    b"HEAD /en/ HTTP/1.1",
    b"GET /en/ HTTP/1.1\r\nAccept-Encoding: gzip, br",
    b"GET /en/ HTTP/1.1\r\nIf-None-Match: *",
    b"GET /en HTTP/1.1",
    b"GET /en/nothing/ HTTP/1.1",
    b"GET /%C3%A4/%ff HTTP/1.1",
    b"GET /sw.js HTTP/1.1",
    b"GET /en/edition.json HTTP/1.1",
    b"GET /healthz HTTP/1.1",
    b"GET /wipe HTTP/1.1",
    b"GET /wipe HTTP/1.1\r\nX-Handrail: wipe",
    b"POST /en/ HTTP/1.1\r\nContent-Length: 0",
    b"DELETE /en/ HTTP/1.1",
    b"GET /" + b"a" * 2000 + b" HTTP/1.1",
]


def test_it_answers_as_the_other_server_does(first_start, fast):
    for asked in ASKED:
        request = asked + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        reply = fast.raw(request)
        assert plain(reply) == plain(first_start.raw(request)), asked
        if b"edition.json" not in asked:
            assert_safe(titled(reply))
    request = b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert fast.raw(request).status == 400 and plain(fast.raw(request)) == plain(first_start.raw(request))


TOLD = """
import os, socket, sys
from pathlib import Path
from app import fast
from app.serving import Serving
from app.settings import Settings

def started(port):
    with socket.create_connection(("127.0.0.1", port), 5):
        os._exit(0)

settings = Settings(data=Path(sys.argv[1]), port=0)
fast.serve(Serving(settings), settings, 10, 2, 1000, started)
"""


def test_it_says_where_it_is_once_it_listens_and_not_before(publisher):
    run = subprocess.run([sys.executable, "-c", TOLD, publisher.settings.data], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr


@pytest.fixture
def asked(publisher):
    """Asks the application itself: its status, its body, and what it keeps ready."""
    from app.fast import Fast

    fast = Fast(Serving(publisher.settings), publisher.settings, 1, 1000)

    def ask(**headers) -> tuple[int, bytes]:
        said = []
        answer = SimpleNamespace(
            response_bytes=lambda status, _, body: said.append((status, body)), response_empty=lambda status, _: said.append((status, b""))
        )
        sent = {"host": "localhost", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = SimpleNamespace(method="GET", path="/en/guide/first-page/", query_string="", client="127.0.0.1:9", headers=sent)
        # In a thread of its own: tests with a browser leave a loop running in this one.
        asking = Thread(target=lambda: asyncio.run(fast.__rsgi__(scope, answer)))
        asking.start()
        asking.join()
        return said[0]

    ask.ready = lambda: fast.ready
    return ask


def test_what_is_kept_ready_is_of_the_current_edition_and_of_this_request(publisher, asked):
    seen = set()
    for _ in range(2):
        publisher.publish()
        whole = publisher.get()("/en/guide/first-page/")
        for _ in range(2):
            assert asked() == (200, whole.body)
            assert asked(accept_encoding="gzip") == (200, publisher.get()("/en/guide/first-page/", accept_encoding="gzip").body)
            assert asked(if_none_match=whole.headers["ETag"]) == (304, b"")
            assert asked(host="evil.example")[0] == 400
        seen.add(whole.body)
    assert len(seen) == 2


def test_what_is_kept_ready_has_bounds_whatever_is_asked(publisher, asked):
    publisher.publish()
    for number in range(300):
        assert asked(if_none_match=f'"{number}"')[0] == 200
    assert asked(if_none_match='"' + "a" * 5_000 + '"')[0] == 200
    assert 0 < len(asked.ready()) <= 200
    assert max(len(part or "") for asked_for in asked.ready() for part in asked_for) < 500


SLOW = """
import sys, time
from pathlib import Path
from app import server
from app.serving import Serving

class Slow(Serving):
    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/en/words/":
            Path(sys.argv[2], "begun").touch()
            while not Path(sys.argv[2], "go").exists():
                time.sleep(0.01)
        return super().__call__(environ, start_response)

server.Serving = Slow
server.main(["--fast", "--port", "0", "--data", sys.argv[1]])
"""


def test_what_is_ready_is_answered_while_the_loop_is_busy(project, data, tmp_path):
    """With mending a damaged edition, for one."""
    run = Run(tmp_path / "slow", ("-c", SLOW, data, tmp_path), project)
    try:
        run.address()
        for _ in range(2):
            assert run.get("/en/").status == 200
        replies = []
        busy = Thread(target=lambda: replies.append(run.get("/en/words/")))
        busy.start()
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        assert run.get("/en/").status == 200 and not replies
        (tmp_path / "go").touch()
        busy.join()
        assert replies[0].status == 200
    finally:
        (tmp_path / "go").touch()
        run.stop()


def test_the_editor_is_behind_it(fast):
    reply = fast.get("/edit/")
    assert reply.status == 401 and reply.headers["cache-control"] == "no-store" and "content-security-policy" in reply.headers
    sent = b"POST /edit/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\na=bc"
    assert fast.raw(sent).status in (400, 401, 403)


def test_what_is_too_large_is_refused_with_every_header(fast):
    for path in (b"/edit/", b"/en/"):
        request = b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1000001\r\n\r\n" + b"a" * 1_000_001
        reply = fast.raw(request)
        assert reply.status == 413
        assert_safe(titled(reply))


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_without_a_word(fast, what):
    """granian refuses it itself: nothing stands in the answer that a browser could show or keep."""
    reply = fast.raw(REFUSED[what])
    assert 400 <= reply.status < 500 and reply.body == b""
    assert fast.get("/en/").status == 200


def test_only_a_proxy_that_was_announced_is_believed(start, data, fast):
    assert "strict-transport-security" not in fast.get("/en/", X_Forwarded_Proto="https").headers
    run = quick(start, data, environ={"HANDRAIL_PROXIES": "1"})
    assert "strict-transport-security" in run.get("/en/", X_Forwarded_Proto="https").headers
    request = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX_Forwarded_Proto: https\r\nConnection: close\r\n\r\n"
    assert "strict-transport-security" not in run.raw(request).headers


def test_nothing_about_requests_is_logged(start, data):
    run = quick(start, data)
    before = {path: path.lstat().st_mtime_ns for path in data.rglob("*")}
    for path in ("/en/", f"/{CANARY}", f"/en/?q={CANARY}", "/%ff"):
        run.get(path, User_Agent=CANARY, Referer=f"http://localhost/{CANARY}")
    for request in REFUSED.values():
        run.raw(request.replace(b"localhost", CANARY.encode() + b".localhost"))
    crowd = [Thread(target=lambda: [run.get(f"/en/?{CANARY}") for _ in range(5)]) for _ in range(20)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    run.stop()
    assert run.err.read_text() == "" and run.said.count("\n") == 1
    assert {path: path.lstat().st_mtime_ns for path in data.rglob("*")} == before


@pytest.mark.parametrize("crowd", [60, pytest.param(400, marks=pytest.mark.faults)])
def test_slow_clients_hold_nobody_up(fast, crowd):
    """Slow heads, and slow bodies for the editor: more of each than it has threads."""
    lines = []
    for number in range(crowd):
        line = socket.create_connection(("127.0.0.1", fast.port))
        line.sendall(b"GET /en/ HTTP/1.1\r\nHost: loc" if number % 2 else b"POST /edit/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")
        lines.append(line)
    for path in ("/en/", "/edit/", "/en/words/"):
        assert fast.get(path).status in (200, 401)
    for line in lines:
        line.settimeout(0)
        with pytest.raises(BlockingIOError):
            line.recv(1)
        line.close()


def test_damage_while_serving_is_mended(start, data):
    run = quick(start, data)
    next(data.glob("editions/*/public/en/words/index.html")).unlink()
    assert run.get("/en/words/").status == 200
    assert "is damaged" in run.said


def test_port_in_use_is_a_message(start, data, first_start):
    run = start("--fast", "--data", data, "--port", first_start.port)
    assert run.ends() == 1
    assert run.said == f"Port {first_start.port} is in use. Stop the other program, or choose another port: python app.py --port {first_start.port + 1}\n"


def test_where_it_is_not_installed_it_says_how(project, data):
    program = "import sys; sys.modules['granian'] = None; sys.argv = ['app.py', '--fast', '--data', sys.argv[1]]; from app.server import main; main()"
    said = subprocess.run([sys.executable, "-c", program, data], cwd=project, capture_output=True, text=True)
    assert said.returncode == 1 and re.fullmatch(r"--fast needs granian\. Run: .*\n", said.stderr)
