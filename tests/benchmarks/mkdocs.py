"""The same text as a site of mkdocs-material, in an environment of its own that is made for the run and removed with it."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.benchmarks.project import ROOT
from tests.benchmarks.row import Missing

PACKAGE = "mkdocs-material>=9.5,<10"
PATIENCE = 180
FOLDERS = ("guide", "arguments", "checklists", "exercises")

CONFIGURATION = """
site_name: Handrail
docs_dir: texts
site_dir: site
theme: {name: material, font: false}
"""
"""As it comes, but for its font, which would be asked of another server."""


def built(folder: Path) -> Path:
    """The finished site. Raises Missing where the package cannot be had."""
    _texts(folder / "texts")
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    python = folder / "env/bin/python"
    _run("it cannot make an environment", sys.executable, "-m", "venv", folder / "env")
    _run("it could not be installed here", python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE)
    _run("it does not build", python, "-m", "mkdocs", "build", "--quiet", "--config-file", folder / "mkdocs.yml")
    return folder / "site"


def _run(otherwise: str, *command: object) -> None:
    try:
        done = subprocess.run(list(map(str, command)), capture_output=True, timeout=PATIENCE).returncode
    except (OSError, subprocess.TimeoutExpired):
        done = 1
    if done:
        raise Missing(f"mkdocs-material: {otherwise}")


def _texts(folder: Path) -> None:
    for kind in FOLDERS:
        (folder / kind).mkdir(parents=True)
        for file in sorted((ROOT / "app/content" / kind).glob("*.md")):
            _, head, text = file.read_text(encoding="utf-8").split("+++\n", 2)
            (folder / kind / file.name).write_text(f"# {tomllib.loads(head)['title']}\n\n{text}", encoding="utf-8")
    (folder / "index.md").write_text((ROOT / "app/content/position.md").read_text(encoding="utf-8").split("+++\n", 2)[-1], encoding="utf-8")
