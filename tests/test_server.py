"""`python app.py` as a process: starting, answering, stopping."""

import ctypes
import json
import os
import re
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from threading import Thread

import pytest
from asking import assert_safe
from program import CANARY, PATIENCE

# Starting


def test_first_start_builds_with_progress_and_prints_the_address(first_start):
    assert re.search(r"^Building the guide: \d+ of \d+$", first_start.said, re.M)
    reply = first_start.get("/en/")
    assert reply.status == 200 and b"<h1" in reply.body
    assert first_start.out.read_text().count("\n") == 1


def test_later_start_builds_nothing_and_imports_no_builder_and_no_framework(start, data):
    run = start("--data", data, environ={"PYTHONPROFILEIMPORTTIME": "1"})
    run.address()
    assert run.get("/en/").status == 200
    loaded = set(re.findall(r"\| +([\w.]+)$", run.err.read_text(), re.M))
    assert "app.serving" in loaded
    assert not loaded & {"flask", "werkzeug", "peewee", "jinja2", "markdown_it", "babel", "langcodes", "segno", "app.edition.build"}
    needless = {"brotli", "tomllib", "html", "tempfile", "shutil", "ctypes", "importlib.metadata", "concurrent.futures"}
    assert not loaded & needless
    assert "Building" not in run.said


def test_port_in_use_is_a_message(start, data, first_start):
    run = start("--data", data, "--port", first_start.port)
    assert run.ends() == 1
    assert run.said == f"Port {first_start.port} is in use. Stop the other program, or choose another port: python app.py --port {first_start.port + 1}\n"


@pytest.mark.parametrize("host", ["no such host", "203.0.113.7", "999.1.1.1"])
def test_address_that_is_not_this_machines_is_a_message(start, data, host):
    run = start("--data", data, "--host", host)
    assert run.ends() == 1
    assert "127.0.0.1" in run.said


@pytest.mark.parametrize("folder", ["/proc/handrail", "/dev/null", "/dev/null/data"])
def test_data_folder_that_cannot_be_written_is_a_message(start, folder):
    run = start("--data", folder)
    assert run.ends() == 1
    assert re.fullmatch(rf"The data folder {folder} cannot be written \(.+\)\. Make room there, make it writable .*--data or HANDRAIL_DATA\.\n", run.said)


def test_folder_without_the_right_to_write_is_a_message(start, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    run = start("--data", tmp_path / "closed", preexec_fn=without_the_right_to_write_everywhere)
    assert run.ends() == 1 and "cannot be written (Permission denied)" in run.said


def without_the_right_to_write_everywhere() -> None:
    """Takes CAP_DAC_OVERRIDE from root, and from what root starts next; others have never had it."""
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


@pytest.mark.parametrize(
    "environ", [{"HANDRAIL_LANGUAGES": "xx-nonsense"}, {"HANDRAIL_PORT": "http"}, {"HANDRAIL_CONFIG": "/nowhere.toml"}, {"HANDRAIL_HOSTS": "https://a.example"}]
)
def test_bad_setting_is_a_message(start, data, environ):
    name = next(iter(environ))
    run = start("--data", data, environ=environ) if name != "HANDRAIL_PORT" else start("--data", data, "--port", "70000")
    assert run.ends() == 1 and name.removeprefix("HANDRAIL_").lower() in run.said.lower()


def test_full_disk_at_the_first_start_is_a_message(start, tmp_path):
    run = start("--data", tmp_path / "data", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)))
    assert run.ends() == 1
    assert "cannot be written (File too large). Make room there" in run.said
    assert not list((tmp_path / "data/editions").iterdir())


def test_incomplete_edition_is_built_again_and_said(start, data):
    packed = next(data.glob("editions/*/public/en/index.html.gz"))
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-9])
    run = start("--data", data)
    run.address()
    assert "is damaged (1 files, first en/index.html.gz): building it again." in run.said
    assert run.get("/en/", Accept_Encoding="gzip").body == whole


def test_changed_byte_never_reaches_a_reader_and_is_mended_when_it_is_asked_for(start, data):
    """A start looks for files that are missing and reads none: on a memory card that takes seconds."""
    packed = next(data.glob("editions/*/public/en/index.html.gz"))
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    run = start("--data", data)
    run.address()
    assert run.said.count("\n") == 1
    assert run.get("/en/", Accept_Encoding="gzip").body == whole
    assert "is damaged (1 files, first en/index.html.gz): building it again." in run.said


def test_lost_edition_is_built_again(start, data):
    shutil.rmtree(data / "editions")
    run = start("--data", data)
    run.address()
    assert run.get("/en/").status == 200


def test_changed_content_is_built_and_said(start, data, content):
    (content / "words.md").write_text("## Another word {#w-word}\n\nA word that is explained once.\n")
    run = start("--data", data)
    run.address()
    assert "have changed: building a new edition" in run.said
    assert b"Another word" in run.get("/en/words/").body


def test_broken_content_keeps_the_old_edition_and_says_what_to_mend(start, data, content):
    (content / "words.md").write_text("## A word without an id\n\nText.\n")
    run = start("--data", data)
    run.address()
    assert re.search(r"words\.md:1: .* has no id", run.said) and re.search(r"The edition [0-9a-f]{12} stays", run.said)
    assert run.get("/en/").status == 200


def test_broken_content_without_an_edition_stops_the_start(start, tmp_path, content):
    (content / "guide/first-page.md").write_bytes(b"\xff\xfe")
    (content / "ways.md").unlink()
    run = start("--data", tmp_path / "data")
    assert run.ends() == 1
    assert "first-page.md" in run.said and "ways.md" in run.said


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_is_quiet(start, data, how):
    run = start("--data", data)
    run.address()
    run.stop(how)
    assert run.err.read_text() == "" and run.said.count("\n") == 1


def test_stopping_the_first_build_is_quiet_and_the_next_start_works(start, tmp_path):
    run = start("--data", tmp_path / "data")
    end = time.monotonic() + PATIENCE
    while "Building" not in run.said and time.monotonic() < end:
        time.sleep(0.01)
    run.stop(signal.SIGINT)
    assert run.process.returncode != 0 and run.said
    again = start("--data", tmp_path / "data")
    again.address()
    assert again.get("/en/").status == 200


# Answering


def test_every_answer_of_the_process_carries_every_header(first_start):
    for path, status in [
        ("/", 302),
        ("/en", 308),
        ("/en/", 200),
        ("/sw.js", 200),
        ("/en/nothing/", 404),
        ("/wipe", 400),
        ("/healthz", 200),
    ]:
        reply = first_start.get(path)
        assert reply.status == status, path
        assert_safe(reply)
        assert "Server" not in reply.headers and "Strict-Transport-Security" not in reply.headers


GARBAGE = {
    "over-long path": (b"GET /" + b"x" * 2000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "over-long query": (b"GET /en/?" + b"x" * 2000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    "path longer than all headers may be": (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 431),
    "headers too long": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 20_000 + b"\r\n\r\n", 431),
    "hostile host": (b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
    "two hosts": (b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
    "no host": (b"GET /en/ HTTP/1.1\r\n\r\n", 400),
    "no host, old version": (b"GET /en/ HTTP/1.0\r\n\r\n", 400),
    "body too long": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n", 413),
    "length of many digits": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", 400),
    "length below nothing": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    "length in letters": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n", 400),
    "unknown transfer": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    "broken chunks": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400),
    "a word": (b"hello\r\n\r\n", 400),
    "bytes": (b"\x00\xff\xfe\x80\r\n\r\n", 400),
    "a greeting of TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "broken header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", 400),
    "bare newlines": (b"GET / HTTP/1.1\nHost: localhost\n\n\r\n\r\n", 400),
    "folded nothing": (b"GET / HTTP/1.1\r\n folded\r\n\r\n", 400),
    "unfinished address": (b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "unfinished network": (b"GET http://[::1/en/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "another site's address": (b"GET http://evil.example/en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
    "a tunnel": (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    "a star": (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    "lower case": (b"get /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "unknown method": (b"BREW /en/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
    "post": (b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b", 405),
    "put": (b"PUT /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na=b", 405),
    "unknown version": (b"GET /nothing HTTP/9.9\r\nHost: localhost\r\n\r\n", 404),
    "bytes in the path": (b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    "half an escape": (b"GET /%zz%2 HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "a zero byte": (b"GET /en/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "a line break": (b"GET /en/%0d%0aX:%20y HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "up and out": (b"GET /en/../../record.json HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "up and out, encoded": (b"GET /en/%2e%2e/%2e%2e/record.json HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "up and out, backwards": (b"GET /en\\..\\..\\record.json HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "another site's path": (b"GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "another site's path, encoded": (b"GET /%2f%2fevil.example/en HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
    "backslashes": (b"GET /\\evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_broken_request_gets_a_proper_status_and_every_header(first_start, kind):
    request, status = GARBAGE[kind]
    said = first_start.said
    reply = first_start.raw(request)
    assert reply.status == status
    assert_safe(reply)
    assert "Server" not in reply.headers and b"waitress" not in reply.body
    assert first_start.get("/en/").status == 200
    assert first_start.said == said


def test_waitresss_own_errors_are_in_the_readers_language(first_start):
    request = b"POST /ar/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: ar-EG, en;q=0.5\r\nContent-Length: 5000000\r\n\r\n"
    reply = first_start.raw(request)
    assert (reply.status, reply.headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert '<html lang="ar" dir="rtl">' in reply.text and "لم يتغير شيء." in reply.text
    assert_safe(reply)
    # What cannot be read at all tells no language.
    assert '<html lang="en" dir="ltr">' in first_start.raw(b"hello\r\n\r\n").text


def test_slashes_at_the_beginning_never_lead_off_site(first_start):
    for path in ("//en/words", "///en/words", "//en"):
        reply = first_start.get(path)
        assert reply.status in (308, 404)
        assert re.fullmatch(r"/en/(words/)?", reply.headers.get("Location", "/en/"))


def test_head_of_the_process_has_no_body(first_start):
    reply = first_start.raw(b"HEAD /en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert (reply.status, reply.body) == (200, b"") and int(reply.headers["Content-Length"]) > 1000


def test_every_address_of_a_name_sends_every_header(start, data):
    """`localhost` is two sockets where there is IPv6."""
    run = start("--data", data, "--host", "localhost")
    run.address()
    for family, address in {(found[0], found[4][0]) for found in socket.getaddrinfo("localhost", run.port, type=socket.SOCK_STREAM)}:
        try:
            socket.create_connection((address, run.port), 1).close()
        except OSError:
            assert family != socket.AF_INET
            continue
        assert_safe(run.raw(b"hello\r\n\r\n", host=address))


def test_behind_a_proxy_every_answer_over_https_says_so(start, data):
    run = start("--data", data, environ={"HANDRAIL_PROXIES": "1"})
    run.address()
    for path in ("/en/", "/sw.js", "/nothing"):
        assert run.get(path, X_Forwarded_Proto="https").headers["Strict-Transport-Security"] == "max-age=63072000"
        assert "Strict-Transport-Security" not in run.get(path).headers
    reply = run.raw(b"POST / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nContent-Length: 5000000\r\n\r\n")
    assert reply.status == 413 and "Strict-Transport-Security" in reply.headers


def test_without_a_proxy_nobody_can_claim_https(first_start):
    assert "Strict-Transport-Security" not in first_start.get("/en/", X_Forwarded_Proto="https").headers


def test_nothing_about_requests_is_logged(start, data):
    """Neither on the terminal nor in the data folder: not for readers, garbage, broken lines or a crowd."""
    run = start("--data", data)
    run.address()
    before = {path: path.lstat().st_mtime_ns for path in data.rglob("*")}
    headers = {
        "User_Agent": CANARY,
        "Referer": f"http://localhost/{CANARY}",
        "Cookie": f"a={CANARY}",
        "Accept_Language": CANARY,
        "X_Forwarded_For": "203.0.113.9",
    }
    for path in ("/en/", f"/{CANARY}", f"/en/?q={CANARY}", "/wipe", "/%ff"):
        run.get(path, **headers)
    run.get("/en/", Host=f"{CANARY}.example")
    for request, _ in GARBAGE.values():
        run.raw(request.replace(b"localhost", CANARY.encode() + b".localhost"))
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", run.port)) as line:
            # Gone without a word, in the middle of an answer.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.sendall(f"GET /en/all/?{CANARY} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 5)
    crowd = [Thread(target=lambda: [run.get(f"/en/?{CANARY}") for _ in range(5)]) for _ in range(20)]
    for reader in crowd:
        reader.start()
    for reader in crowd:
        reader.join()
    run.stop()
    assert run.err.read_text() == ""
    assert run.said == f"Handrail is at http://localhost:{run.port}/  (stop with Ctrl-C)\n"
    assert {path: path.lstat().st_mtime_ns for path in data.rglob("*")} == before
    for path in data.rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes()


def test_damage_while_serving_is_mended(start, data):
    run = start("--data", data)
    run.address()
    next(data.glob("editions/*/public/en/words/index.html")).unlink()
    assert run.get("/en/words/").status == 200
    assert "is damaged" in run.said


def test_damage_while_serving_that_cannot_be_mended_is_said(start, data, content):
    run = start("--data", data)
    run.address()
    (content / "words.md").unlink()
    next(data.glob("editions/*/public/en/words/index.html")).unlink()
    for _ in range(2):
        reply = run.get("/en/words/")
        assert reply.status == 503
        assert_safe(reply)
    assert "words.md" in run.said
    assert run.get("/en/").status == 200


# Under other servers, and at a terminal


def test_application_for_other_servers_builds_where_there_is_nothing(project, tmp_path, flask):
    program = "from app import create_app; client = create_app().test_client(); print(client.get('/en/').status_code, client.get('/nothing').status_code)"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=project, env={**os.environ, "HANDRAIL_DATA": str(tmp_path / "data")}, capture_output=True, text=True
    )
    assert said.stdout.splitlines()[-1] == "200 404", said.stderr


def test_application_for_other_servers_stops_where_it_cannot_start(project):
    program = "from app import create_app; create_app()"
    said = subprocess.run([sys.executable, "-c", program], cwd=project, env={**os.environ, "HANDRAIL_DATA": "/proc/handrail"}, capture_output=True, text=True)
    assert said.returncode and "StoreError: The data folder /proc/handrail cannot be written" in said.stderr


def test_export_at_a_terminal(flask, data, tmp_path):
    run = flask("export", tmp_path / "site", environ={"HANDRAIL_DATA": str(data)})
    assert run.code == 0 and "is in" in run.said
    assert (tmp_path / "site/en/index.html").is_file()


def test_build_at_a_terminal_names_the_edition(flask, data):
    run = flask("build", "--note", "Nothing new.", environ={"HANDRAIL_DATA": str(data)})
    assert run.code == 0 and re.search(r"^Edition [0-9a-f]{12}, \d+ files\.$", run.said, re.M)


@pytest.mark.parametrize("command", ["build", "check"])
def test_broken_content_at_a_terminal_is_a_message(flask, data, content, command):
    (content / "words.md").write_text("## A word without an id\n\nText.\n")
    run = flask(command, environ={"HANDRAIL_DATA": str(data)})
    assert run.code == 1 and "words.md:1: " in run.said


def test_bad_setting_at_a_terminal_is_a_message(flask, data):
    run = flask("build", environ={"HANDRAIL_DATA": str(data), "HANDRAIL_PORT": "http"})
    assert run.code != 0 and "port" in run.said


def test_check_finds_a_damaged_file(flask, data):
    packed = next(data.glob("editions/*/public/en/index.html.gz"))
    packed.write_bytes(b"?" * len(packed.read_bytes()))
    run = flask("check", environ={"HANDRAIL_DATA": str(data)})
    assert run.code == 1 and "index.html.gz: damaged" in run.said


@pytest.mark.faults
def test_four_hundred_slow_clients_hold_nobody_up(start, data):
    run = start("--data", data)
    run.address()
    lines = []
    for number in range(400):
        line = socket.create_connection(("127.0.0.1", run.port))
        line.sendall(b"GET /en/ HTTP/1.1\r\nHost: loc" if number % 2 else b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na")
        lines.append(line)
    for _ in range(10):
        began = time.monotonic()
        assert run.get("/en/").status == 200
        assert time.monotonic() - began < 1
    for line in lines:
        line.close()
    assert run.err.read_text() == ""


@pytest.mark.faults
def test_server_killed_at_any_moment_starts_again(start, data):
    for number in range(20):
        run = start("--data", data)
        if number % 2:
            run.address()
            next(data.glob("editions/*/public/en/index.html")).unlink()
        time.sleep(0.05 * (number % 7))
        run.stop(signal.SIGKILL)
    run = start("--data", data)
    run.address()
    assert json.loads(run.get("/healthz").body)["edition"] and run.get("/en/").status == 200
