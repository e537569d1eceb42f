"""`flask --app app …`: what an admin does at a terminal."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app

from app.edition import export as exports
from app.edition.build import build
from app.edition.layer import NONE
from app.edition.own import problems as layer_problems
from app.edition.store import Editions, StoreError
from app.guide.check import check as check_guide
from app.guide.load import load as load_guide
from app.guide.problems import GuideError
from app.progress import bar
from app.settings import Settings, SettingsError
from app.strings.catalog import CatalogError


def register(flask: Flask) -> None:
    for command in (build_command, export_command, check_command, strings_group):
        flask.cli.add_command(command)


@contextmanager
def plainly():
    """Turns what an admin can mend into a message instead of a traceback, at a terminal."""
    try:
        yield
    except (SettingsError, StoreError, GuideError, CatalogError, exports.ExportError) as error:
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
    readable = not problems
    edition = Editions(settings().data).current()
    if edition:
        problems += layer_problems(edition.own() or NONE, load_guide(), settings()) if readable else []
        problems += [f"{edition.public / path}: damaged. Start the server, or run `flask --app app build`." for path in edition.damaged()]
    click.echo("\n".join(problems) or "Nothing wrong.")
    sys.exit(1 if problems else 0)


def _progress() -> Callable[[int, int], None]:
    return bar("Building the guide")


@click.group("strings")
def strings_group() -> None:
    """The catalogs that translators work with."""


@strings_group.command("add")
@click.argument("tag")
def strings_add(tag: str) -> None:
    """Begin a language: TAG such as de, pt-BR, zh-Hant."""
    with plainly():
        strings().add(tag)
    click.echo(f"translations/{tag}/LC_MESSAGES/ has two files to fill in. docs/translating.md says how to begin.")


@strings_group.command("update")
def strings_update() -> None:
    """Bring every language's catalogs up to date with the guide and the interface."""
    with plainly():
        strings().update()


@strings_group.command("check")
def strings_check() -> None:
    """Check all catalogs; exit 1 where something is wrong."""
    with plainly():
        found = list(strings().problems())
    click.echo("\n".join(found) or "Nothing wrong.")
    sys.exit(1 if found else 0)


@strings_group.command("status")
def strings_status() -> None:
    """How far each language is: done, drafts and reviewed, counted by text."""
    with plainly():
        counts = list(strings().status())
    click.echo(f"{'language':10} {'catalog':10} {'texts':>6} {'done':>6} {'draft':>6} {'reviewed':>9} {'fuzzy':>6}")
    for count in counts:
        click.echo(f"{count.tag:10} {count.domain:10} {count.texts:6} {count.done:6} {count.done - count.reviewed:6} {count.reviewed:9} {count.fuzzy:6}")


@strings_group.command("accept")
@click.argument("tag")
@click.option("--by", required=True, help="Who reviewed: a role or a chosen name. It is published.")
@click.option("--part", default="", help="Only texts of this file, such as arguments/both-sides.md.")
def strings_accept(tag: str, by: str, part: str) -> None:
    """Mark a language's texts as reviewed by a person who speaks it."""
    with plainly():
        count = strings().accept(tag, by, part)
    click.echo(f"{count} texts are reviewed.")


def strings():
    """Imported late: Babel's catalogs take a quarter of a second that serving need not spend."""
    from app.strings import work

    return work
