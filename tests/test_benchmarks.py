"""The command that prints the table: what it says where something stands, falls short, is missing, breaks or hangs."""

import os
import shutil
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
ROW = "from tests.benchmarks.row import Missing, Row, program\n\n\ndef rows():\n"


@pytest.fixture
def table(tmp_path):
    """Runs the command over modules that are given as the bodies of their `rows()`."""
    folder = tmp_path / "tests/benchmarks"
    folder.mkdir(parents=True)
    for name in ("__main__", "row"):
        shutil.copy(ROOT / f"tests/benchmarks/{name}.py", folder)

    def run(*asked, **bodies):
        for name, body in bodies.items():
            (folder / f"{name}.py").write_text(body if "def rows" in body else f"{ROW}    {body}\n")
        return subprocess.run([sys.executable, "-m", "tests.benchmarks", *asked], cwd=tmp_path, capture_output=True, text=True)

    return run


def test_a_row_says_beside_what_it_was_measured_and_whether_it_stands(table):
    said = table(one="yield Row('a page', 4200, 5000, 'B', {'another': 94_000})", two="yield Row('requests', 0.05, 0.09, 'of nginx', at_least=True)")
    assert said.returncode == 3, said.stderr
    assert said.stdout.splitlines()[2:] == [
        "| a page | another 94,000 B | 4,200 B | at most 5,000 B | stands |",
        "| requests |  | 0.05 of nginx | at least 0.09 of nginx | **falls short by 0.04 of nginx** |",
    ]


@pytest.mark.parametrize("value, code", [(4200, 0), (5200, 3)])
def test_how_it_ends_tells_whether_all_stands(table, value, code):
    assert table(one=f"yield Row('a page', {value}, 5000)\n    yield Row('another', 1)").returncode == code


def test_the_table_goes_into_a_file_and_nothing_else_there_changes(table, tmp_path):
    docs, fresh = tmp_path / "docs.md", tmp_path / "fresh.md"
    docs.write_text("Before.\n<!-- table -->\nold\n<!-- /table -->\nAfter.\n")
    said = table("--markdown", docs, one="yield Row('a', 1)", two="yield Row('b', 2)").stdout
    assert docs.read_text() == f"Before.\n<!-- table -->\n{said}<!-- /table -->\nAfter.\n" and "| b |" in said
    table("one", "--markdown", fresh)
    assert fresh.read_text().count("| a |") == 1


def test_no_place_of_the_machine_is_told(table, tmp_path):
    said = table(one="open('/nothing'); yield", two=f"open({str(tmp_path / 'no-such-file')!r}); yield")
    assert said.returncode == 1 and "no-such-file" in said.stdout
    assert str(tmp_path) not in said.stdout + said.stderr and sys.base_prefix + "/" not in said.stdout + said.stderr


def test_only_what_is_asked_for_is_measured(table):
    assert table("one", one="yield Row('a', 1)", two="yield Row('b', 2)").stdout.count("\n") == 3
    assert table("three", one="yield Row('a', 1)").returncode == 2


@pytest.mark.parametrize(
    "body, reason",
    [
        ("program('no-such-program', 'a-package'); yield", "no-such-program is not here: apt-get install a-package"),
        ("yield Row.unmeasured('a', Missing('no disk'))", "no disk"),
        ("yield Row('a', 1 / 0)", "ZeroDivisionError: division by zero"),
        ("import os; os._exit(7)\n    yield", "its process ended with 7"),
        ("import time; time.sleep(60)\n    yield\nLONGEST = 1", "it took more than 1 seconds"),
        ("import no_such_package; yield", "ModuleNotFoundError: No module named 'no_such_package'"),
    ],
)
def test_what_cannot_be_measured_is_said_the_rest_is_and_the_command_fails(table, body, reason):
    said = table(one=body, two="yield Row('b', 2)")
    assert said.returncode == 1
    assert f"**not measured**: {reason}" in said.stdout and "| b |  | 2.00 |" in said.stdout


def test_nothing_is_left_behind(table, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    body = "import subprocess, tempfile, os; tempfile.mkdtemp(); child = subprocess.Popen(['sleep', '600']); yield Row(str(child.pid)); os._exit(9)"
    pid = table(one=body).stdout.splitlines()[2].split("|")[1].strip()
    assert not list(tmp_path.glob("benchmark-*"))
    status = Path(f"/proc/{pid}/status")
    assert not status.exists() or "State:\tZ" in status.read_text()


def test_every_module_is_in_the_docs():
    said = subprocess.run([sys.executable, "-m", "tests.benchmarks", "--help"], cwd=ROOT, capture_output=True, text=True, env={**os.environ, "COLUMNS": "500"})
    names = said.stdout.partition("only these: ")[2].partition("\n")[0].split(", ")
    docs = (ROOT / "docs/performance.md").read_text(encoding="utf-8")
    assert "search" in names and all(f"`{name}`" in docs for name in names)


def test_a_plot_says_its_figures_in_words_too():
    from tests.benchmarks.plot import Panel, draw

    picture = ElementTree.fromstring(draw("What <grows>", [Panel("A & b", {"words": {1: 3.0, 20: 1234.0}}, 5)]))
    said = {element.tag.partition("}")[2]: element.text for element in picture}
    assert said["title"] == "What <grows>" and said["desc"] == "A & b, by words: 1× 3.0, 20× 1,234."
    points = [element for element in picture.iter() if element.tag.endswith("polyline")]
    assert len(points) == 1 and len(points[0].get("points").split()) == 2


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "TLS"])
def test_a_slow_line_carries_everything_and_no_sooner_than_it_says(secure):
    """Being slower than that is the machine's affair; being quicker would flatter what is measured."""
    from tests.benchmarks.link import FIRST_WINDOW, certificate, slow

    body = bytes(range(256)) * 100
    rate, way = 500_000, 0.02
    tls, _ = certificate()

    class Once(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Once) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        with slow(server.server_port, tls if secure else None, rate, way) as (address, line):
            began = time.perf_counter()
            with urlopen(address, timeout=30, context=trusting_anybody() if secure else None) as answer:
                assert answer.read() == body
            took = time.perf_counter() - began
    # One way and back to connect, one to ask, and one for the handshake; a slow start comes on top.
    assert len(body) > FIRST_WINDOW and took > (6 if secure else 4) * way + len(body) / rate
    assert len(body) < line.came < len(body) + (4_000 if secure else 400)


def trusting_anybody() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
