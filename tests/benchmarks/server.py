"""Requests a second beside nginx, on the same files, each server on one processor and whoever asks on another."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.project import PAGE, build, copy, environment, free_port, python, scratch, started
from tests.benchmarks.row import Missing, Row, processors, program

LONGEST = 240
SECONDS, CONNECTIONS, ROUNDS = 2, 32, 2
WHAT = "requests a second for a page, of nginx's"


def rows() -> Iterator[Row]:
    wrk, nginx = program("wrk"), program("nginx")
    serving, asking = processors(2)
    with scratch() as folder:
        project = copy(folder / "project", 1)
        build(project, folder / "data")
        public = folder / "data/current/public"
        python(
            project,
            "import sys; from pathlib import Path; from app.edition.export import export; from app.settings import load\n"
            "export(load(data=sys.argv[1]), Path(sys.argv[2]), lambda *given: None)",
            folder / "data",
            folder / "site",
        )

        def rate(command: list, port: int) -> float:
            """The better of a few rounds: what disturbs a machine only ever takes away."""
            with started(["taskset", "-c", serving, *command], port, project, env=environment()):
                return max(_asked([*("taskset", "-c", asking), wrk], port) for _ in range(ROUNDS))

        of_nginx = rate([nginx, *_nginx(folder, public, "gzip_static on;", port := free_port())], port)

        def ours(*more: str) -> float:
            return rate([sys.executable, "app.py", "--data", folder / "data", "--port", port := free_port(), *more], port) / of_nginx

        def other(source: str) -> float:
            (folder / "other.py").write_text(source)
            return rate([sys.executable, folder / "other.py", public, port := free_port()], port) / of_nginx

        through_flask, bare = other(FLASK), other(BARE)
        references = {"waitress through Flask": through_flask, "bare asyncio": bare}
        yield Row(f"{WHAT}: as installed", ours(), 0.09, references=references, at_least=True)
        if find_spec("granian"):
            yield Row(f"{WHAT}: with the extra `fast`", ours("--fast"), 0.6, references=references, at_least=True)
        else:
            yield Row.unmeasured(f"{WHAT}: with the extra `fast`", "granian is not here: pip install -e '.[fast]'")
        behind = rate([nginx, *_nginx(folder, folder / "site", f"include {folder}/site/nginx.conf;", port := free_port())], port) / of_nginx
        yield Row(f"{WHAT}: the edition's folder behind nginx, with all headers", behind, 1, references={"without our headers": 1}, at_least=True)
        try:
            caddy = program("caddy")
        except Missing as missing:
            yield Row.unmeasured(f"{WHAT}: the edition's folder behind Caddy", missing)
            return
        given = (folder / "site/Caddyfile").read_text()
        full, plain, unpacked = (
            rate([caddy, *_caddy(folder, text, port := free_port())], port) / of_nginx for text in (given, PLAIN_CADDY, PLAIN_CADDY.replace(PACKED, ""))
        )
        references = {"Caddy without our headers": plain, "Caddy without packed files": unpacked}
        yield Row(f"{WHAT}: the edition's folder behind Caddy, with all headers", full, 1, references=references, at_least=True)


def _asked(wrk: list[str], port: int) -> float:
    command = [*wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", f"http://localhost:{port}{PAGE}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if bad := re.search(r"Non-2xx or 3xx responses: \d+", said):
        raise RuntimeError(bad[0])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def _nginx(folder: Path, root: Path, more: str, port: int) -> list:
    file = folder / f"nginx-{port}.conf"
    places = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    file.write_text(
        f"daemon off; master_process off; pid {folder}/pid-{port}; error_log stderr; events {{ worker_connections 1024; }} http {{ {places} access_log off; "
        f"server {{ listen 127.0.0.1:{port}; root {root}; {more} }} }}"
    )
    return ["-p", folder, "-c", file]


def _caddy(folder: Path, given: str, port: int) -> list:
    file = folder / "Caddyfile"
    file.write_text(
        "{\n\tadmin off\n\tauto_https off\n}\n"
        + given.replace("guide.example.org {", f"http://localhost:{port} {{").replace("root * .", f"root * {folder}/site")
    )
    return ["run", "--config", file, "--adapter", "caddyfile"]


PACKED = " {\n\t\tprecompressed gzip\n\t}"
PLAIN_CADDY = f"guide.example.org {{\n\troot * .\n\tfile_server{PACKED}\n}}\n"

FLASK = """
import sys
from flask import Flask, make_response
from waitress import serve
public, port = sys.argv[1:]
app = Flask(__name__, static_folder=None)

@app.get("/<path:path>/")
def page(path):
    with open(f"{public}/{path}/index.html.gz", "rb") as file:
        answer = make_response(file.read())
    answer.headers["Content-Encoding"] = "gzip"
    return answer

serve(app, host="127.0.0.1", port=int(port), threads=4)
"""

BARE = """
import asyncio, sys
public, port = sys.argv[1:]
with open(f"{public}/en/guide/first-hours/index.html.gz", "rb") as file:
    body = file.read()
ANSWER = b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Encoding: gzip\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body

class Line(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(ANSWER * data.count(b"\\r\\n\\r\\n"))

async def main():
    server = await asyncio.get_running_loop().create_server(Line, "127.0.0.1", int(port))
    await server.serve_forever()

asyncio.run(main())
"""
