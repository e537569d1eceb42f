"""`flask --app app …`: what an admin does at a terminal."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app

from app.edition import export as exports
from app.edition.build import build
from app.edition.store import Editions, StoreError
from app.guide.check import check as check_guide
from app.guide.problems import GuideError
from app.progress import bar
from app.settings import Settings, SettingsError


def register(flask: Flask) -> None:
    for command in (build_command, export_command, check_command):
        flask.cli.add_command(command)


@contextmanager
def plainly():
    """Turns what an admin can mend into a message instead of a traceback, at a terminal."""
    try:
        yield
    except (SettingsError, StoreError, GuideError, exports.ExportError) as error:
        if click.get_current_context(silent=True) is None:
            raise
        click.echo(str(error), err=True)
        sys.exit(1)


def is_to_serve() -> bool:
    """Whether readers will ask. One of the commands below looks after the edition itself."""
    context = click.get_current_context(silent=True)
    return context is None or context.info_name == "run"


def settings() -> Settings:
    return current_app.config["HANDRAIL"]


@click.command("build")
@click.option("--note", default="", help="A line for readers on what changed.")
def build_command(note: str) -> None:
    """Build the edition from what is here now, and switch to it."""
    with plainly():
        edition = build(settings(), _progress(), note)
    click.echo(f"Edition {edition.id[:12]}, {len(edition.files)} files.")


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
def export_command(folder: Path) -> None:
    """Write the guide to FOLDER as a static site that any web server can serve."""
    with plainly():
        edition = exports.export(settings(), folder, _progress())
    click.echo(f"Edition {edition.id[:12]} is in {folder}. README.txt there says how to serve it.")


@click.command("check")
def check_command() -> None:
    """Check the guide's texts and the current edition; exit 1 where something is wrong."""
    problems = [str(problem) for problem in check_guide()]
    edition = Editions(settings().data).current()
    if edition:
        problems += [f"{edition.public / path}: damaged. Start the server, or run `flask --app app build`." for path in edition.damaged()]
    click.echo("\n".join(problems) or "Nothing wrong.")
    sys.exit(1 if problems else 0)


def _progress() -> Callable[[int, int], None]:
    return bar("Building the guide")
