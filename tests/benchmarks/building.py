"""How long an edition in ten languages takes: all of it, and after one passage of one language was reworded."""

import json
from collections.abc import Iterator

from tests.benchmarks.project import copy, python, scratch
from tests.benchmarks.row import Row, processors

LONGEST = 240
LANGUAGES = 10

BUILD = """
import json, sys, time
from app.edition.build import build
from app.edition.layer import Layer
from app.edition.store import SUFFIXES
from app.settings import load
settings = load(data=sys.argv[1])
layer = Layer(passages={"de": {"guide": {"When someone tells you": sys.argv[2]}}}) if sys.argv[2] else Layer()
began = time.perf_counter()
edition = build(settings, layer=layer)
took = time.perf_counter() - began
names = [edition.public / (path + SUFFIXES.get(form, "")) for path, file in edition.files.items() for form in ("", *file.packed)]
print(json.dumps({"took": took, "files": len(names), "new": sum(name.stat().st_nlink == 1 for name in names)}))
"""

ONE = """
import brotli, sys, time
from pathlib import Path
bundle = max((Path(sys.argv[1]) / "current/public/de/bundle").glob("*.txt"), key=lambda path: path.stat().st_size).read_bytes()
began = time.perf_counter()
brotli.compress(bundle, quality=11, lgwin=22)
print(time.perf_counter() - began)
"""


def rows() -> Iterator[Row]:
    pinned = ("taskset", "-c", ",".join(processors(2)))
    with scratch() as folder:
        project, data = copy(folder / "project", LANGUAGES), folder / "data"
        python(project, "import app.edition.build, app.publishing")

        def build(words: str = "") -> dict:
            return json.loads(python(project, BUILD, data, words, before=pinned))

        cold = build()
        one = float(python(project, ONE, data, before=pinned))
        yield Row("an edition in ten languages, cold, two processors", cold["took"], 30, "s", {"brotli's time for one of its bundles": one})
        build("Wenn jemand es dir sagt: früher")
        again = build("Wenn jemand es dir sagt: jetzt")
        yield Row("the same after one passage of one language", again["took"], 2, "s", {"brotli's time for one bundle": one})
        yield Row("files written anew for it, of all", again["new"], unit="files", references={"a clean build": again["files"]})
