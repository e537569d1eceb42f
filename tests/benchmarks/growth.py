"""What grows with the text and with the languages: measured, and drawn.

    python -m tests.benchmarks.growth docs/pictures/growth.svg

More text is pages of a group's own: the shipped ones again, each word in place of another of its length, so that they pack like new ones.
The figures go into the picture's own description, so that they can be read without it.
"""

import json
import re
import sys
from pathlib import Path

from tests.benchmarks import search
from tests.benchmarks.plot import Panel, draw
from tests.benchmarks.project import copy, environment, free_port, memory, python, scratch, started

WORDS, LANGUAGES = (1, 2, 5, 20), (1, 5, 20)
PATIENCE = 600
"""Seconds for a browser to keep twenty guides in one."""

FOLDERS = ("guide", "arguments", "checklists", "exercises")

BUILD = """
import json, sys, time
from pathlib import Path
from app.edition.build import build
from app.edition.layer import Layer, OwnText
from app.settings import load
layer = Layer(texts=tuple(OwnText(**text) for text in json.loads(Path(sys.argv[2]).read_text())))
began = time.process_time()
edition = build(load(data=sys.argv[1]), layer=layer)
took = time.process_time() - began
bundle = edition.files[f"en/bundle/{edition.languages['en']}.txt"]
home = edition.files["en/index.html"]
print(json.dumps({"build": took, "bundle": bundle.packed["br"].size / 1000, "home": home.packed["br"].size / 1000}))
"""


def more(times: int) -> list[dict]:
    """The pages of `times` - 1 further guides."""
    files = [file for folder in FOLDERS for file in sorted((Path("app/content") / folder).glob("*.md"))]
    found = [(file.stem, re.search(r'^title = "(.+)"$', text, re.M)[1], text.split("+++\n", 2)[2]) for file in files for text in [file.read_text()]]
    vocabulary = sorted({word for _, _, body in found for word in re.findall(r"\b[a-z]{2,}\b", body)})
    by_length: dict[int, list[str]] = {}
    for word in vocabulary:
        by_length.setdefault(len(word), []).append(word)
    place = {word: at for words in by_length.values() for at, word in enumerate(words)}

    def other(body: str, copy: int) -> str:
        def instead(match: re.Match) -> str:
            words = by_length[len(match[0])]
            return words[(place[match[0]] + 7 * copy) % len(words)]

        # Addresses and ids stay as they are.
        return "".join(part if at % 2 else re.sub(r"\b[a-z]{2,}\b", instead, part) for at, part in enumerate(re.split(r"(\]\([^)]*\)|\{[^}]*\})", body)))

    return [
        {
            "id": f"own-{name}-{copy}",
            "kind": "page",
            "tag": "en",
            "title": f"{title} {copy}"[:100],
            "tab": f"Page {copy}",
            "summary": "One more page.",
            "body": other(body, copy),
        }
        for copy in range(1, times)
        for name, title, body in found
    ]


def measured(words: int, languages: int) -> dict[str, float]:
    with scratch() as folder:
        project, data = copy(folder / "project", languages), folder / "data"
        (folder / "texts.json").write_text(json.dumps(more(words)))
        figures = json.loads(python(project, BUILD, data, folder / "texts.json"))
        port = free_port()
        with started([sys.executable, "app.py", "--data", data, "--port", port], port, project, env=environment()) as (process, _):
            figures["memory"] = memory(process.pid)
            if languages == 1:
                figures["key"] = max(key["search"] for key in search.asked(f"http://localhost:{port}", 6, PATIENCE)["keys"])
    print(f"{words} times the words, {languages} languages: {figures}", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    target = Path(sys.argv[1])
    by_words = {words: measured(words, 1) for words in WORDS}
    by_languages = {1: by_words[1]} | {languages: measured(1, languages) for languages in LANGUAGES[1:]}

    def lines(name: str) -> dict[str, dict[int, float]]:
        found = {"words": by_words, "languages": by_languages}
        return {label: {at: figures[name] for at, figures in points.items() if name in figures} for label, points in found.items()}

    panels = [
        Panel("A language on the wire, kB", lines("bundle"), 200),
        Panel("The first page on the wire, kB", lines("home"), 5),
        Panel("A clean build, seconds of one processor", lines("build"), 60),
        Panel("The server's memory, MB", lines("memory"), 20),
        Panel("Longest key in the search, 6 times slower, ms", {"words": lines("key")["words"]}, 50),
    ]
    target.write_text(draw("What grows with words and with languages", panels), encoding="utf-8")


if __name__ == "__main__":
    main()
