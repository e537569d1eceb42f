"""What a server as installed takes with ten languages: memory, and time from its start to the first answer."""

import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.project import build, copy, environment, free_port, get, memory, scratch, started
from tests.benchmarks.row import Row

LANGUAGES, TRIES = 10, 5

FLASK = """
import sys
from pathlib import Path
from flask import Flask
from waitress import serve
public, port = sys.argv[1:]
app = Flask(__name__, static_folder=None)
app.add_url_rule("/<path:path>/", "page", lambda path: Path(public, path, "index.html").read_bytes())
serve(app, host="127.0.0.1", port=int(port), threads=4)
"""


def rows() -> Iterator[Row]:
    with scratch() as folder:
        project = copy(folder / "project", LANGUAGES)
        data = folder / "data"
        build(project, data)
        (folder / "other.py").write_text(FLASK)

        def measured(*command) -> tuple[float, float]:
            times, sizes = [], []
            for _ in range(TRIES):
                port = free_port()
                with started([sys.executable, *(port if part is None else part for part in command)], port, project, env=environment()) as (process, took):
                    times.append(took)
                    sizes.append(memory(process.pid))
            return statistics.median(times), statistics.median(sizes)

        ours = measured("app.py", "--data", data, "--port", None)
        with_flask = measured(folder / "other.py", data / "current/public", None)
        yield Row("memory as installed, ten languages, after the first answer (PSS)", ours[1], 20, "MB", {"waitress with an empty Flask": with_flask[1]})
        yield Row("from exec to the first answer, ten languages", ours[0], 0.25, "s", {"waitress with an empty Flask": with_flask[0]})
        port = free_port()
        with started([sys.executable, "app.py", "--data", data, "--port", port], port, project, env=environment()) as (process, _):
            for file in (data / "current/public").rglob("index.html"):
                get(port, _path(file, data), **{"Accept-Encoding": "br"})
            yield Row("memory after every page in every language was read once (PSS)", memory(process.pid), unit="MB")


def _path(file: Path, data: Path) -> str:
    return re.sub(r"index\.html$", "", f"/{file.relative_to(data / 'current/public')}")
