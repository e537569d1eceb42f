"""An exported site behind nginx and Caddy, with the files that the export wrote for them: the same answers as from Handrail itself."""

import gzip
import http.client
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from programs import program

from app.edition import compress
from app.edition.build import silent
from app.edition.export import export

PATIENCE = 60
OF_EACH_SERVER = {
    "etag",
    "date",
    "server",
    "connection",
    "last-modified",
    "accept-ranges",
    "transfer-encoding",
    "content-length",
    "x-xss-protection",
    "keep-alive",
}

SERVERS = {
    "nginx": (
        "nginx.conf",
        lambda folder, port, given: (
            f"daemon off; master_process off; pid {folder}/pid; error_log stderr; events {{}} http {{ "
            + "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + f"server {{ listen 127.0.0.1:{port}; root {folder}/site; include {folder}/site/nginx.conf; }} }}"
        ),
        lambda found, file: [found, "-p", file.parent, "-c", file],
    ),
    "caddy": (
        "Caddyfile",
        lambda folder, port, given: (
            "{\n\tadmin off\n\tauto_https off\n}\n"
            + given.replace("guide.example.org {", f"http://localhost:{port} {{").replace("root * .", f"root * {folder}/site")
        ),
        lambda found, file: [found, "run", "--config", file, "--adapter", "caddyfile"],
    ),
}

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture(params=SERVERS)
def other(request, publisher, tmp_path: Path, monkeypatch) -> Iterator[tuple[str, Ask]]:
    name = request.param
    found = program(name)
    monkeypatch.setattr(compress, "brotli", brotli)
    publisher.choose(languages=("en", "de"))
    publisher.publish()
    publisher.publish()
    # The list itself carries the patch from the edition before; that from an older one is a file.
    publisher.publish()
    monkeypatch.setattr("app.edition.export.current_or_build", lambda settings, progress: publisher.build())
    export(publisher.settings, tmp_path / "site", silent)
    written, configured, command = SERVERS[name]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = tmp_path / "configuration"
    file.write_text(configured(tmp_path, port, (tmp_path / "site" / written).read_text()))
    process = subprocess.Popen(command(found, file), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        _wait(process, port)
        yield name, lambda path, **headers: _ask(port, path, headers)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def _wait(process: subprocess.Popen, port: int) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError(process.stderr.read())


def _ask(port: int, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.request("GET", path, headers={"Host": f"localhost:{port}", **{name.replace("_", "-"): value for name, value in headers.items()}})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_it_sends_what_handrail_sends(other, publisher):
    _, ask = other
    get, edition = publisher.get(), publisher.build()
    paths = [f"/{path.removesuffix('index.html')}" for path in edition.files if path != "index.html" and not path.endswith(("404.html", "500.html"))]
    assert any("/bundle/" in path for path in paths)
    for path in paths:
        ours = get(path, accept_encoding="gzip")
        status, headers, body = ask(path, Accept_Encoding="gzip")
        assert (status, body) == (ours.status, ours.body), path
        assert kept(headers) == kept(ours.headers), path


def test_what_is_not_there_is_answered_with_our_page_and_headers(other, publisher):
    status, headers, body = other[1]("/en/nothing/")
    ours = publisher.get()("/en/nothing/")
    assert status == 404 and b"<html" in body
    assert {**kept(headers), "vary": "Accept-Encoding"} == kept(ours.headers)


def test_packed_files_are_sent(other):
    name, ask = other
    _, headers, body = ask("/en/", Accept_Encoding="gzip, br")
    plain = ask("/en/")[2]
    # Debian's nginx sends br with a module of its own.
    assert headers["content-encoding"] == ("gzip" if name == "nginx" else "br")
    assert (gzip.decompress(body) if name == "nginx" else brotli.decompress(body)) == plain
    assert "content-encoding" not in ask("/en/")[1]


def test_what_is_published_anew_is_seen_soon(other, tmp_path):
    _, ask = other
    before = ask("/en/", Accept_Encoding="gzip")[2]
    page = tmp_path / "site/en/index.html.gz"
    fresh = page.with_name("fresh")
    fresh.write_bytes(gzip.compress(b"anew"))
    fresh.replace(page)
    end = time.monotonic() + PATIENCE
    while (now := ask("/en/", Accept_Encoding="gzip")[2]) == before and time.monotonic() < end:
        time.sleep(0.2)
    assert gzip.decompress(now) == b"anew"


def kept(headers: dict[str, str]) -> dict[str, str]:
    return {
        name.lower(): value
        for name, value in headers.items()
        if name.lower() not in OF_EACH_SERVER and not (name.lower() == "vary" and value != "Accept-Encoding")
    }
