"""`flask --app app …`: what an admin does at a terminal."""

import shlex
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app

from app.edition import export as exports
from app.edition.build import build
from app.edition.store import StoreError
from app.guide.check import check as check_guide
from app.guide.problems import GuideError
from app.progress import bar
from app.settings import Settings, SettingsError
from app.strings.catalog import CatalogError


def register(flask: Flask) -> None:
    commands = (build_command, export_command, check_command, publish_command, backup_command, restore_command, invite_command, keys_group, strings_group)
    for command in commands:
        flask.cli.add_command(command)


@contextmanager
def plainly():
    """Turns what an admin can mend into a message instead of a traceback, at a terminal."""
    try:
        yield
    except Exception as error:
        if not isinstance(error, _mendable()):
            raise
        if click.get_current_context(silent=True) is None:
            raise
        click.echo(str(error), err=True)
        sys.exit(1)


def _mendable() -> tuple[type[Exception], ...]:
    """What an admin can mend. The database's own are only looked for where it was used: importing it takes time that serving need not spend."""
    known = [SettingsError, StoreError, GuideError, CatalogError, exports.ExportError]
    for module, names in (("app.database", ["DatabaseMissing"]), ("app.models", ["DamagedError"]), ("app.backup", ["BackupError"])):
        known += [getattr(sys.modules[module], name) for name in names if module in sys.modules]
    return tuple(known)


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
    """Check the guide's texts, the current edition and the editor's database; exit 1 where something is wrong."""
    from app.inspection import problems as found

    with plainly():
        problems = [*map(str, check_guide()), *found(settings())]
    click.echo("\n".join(problems) or "Nothing wrong.")
    sys.exit(1 if problems else 0)


@click.command("publish")
@click.option("--note", default="", help="A line for readers on what changed.")
@click.option("--begun", type=int, hidden=True, help="The number of a publication that the editor has begun, and whose lock this process was handed.")
def publish_command(note: str, begun: int | None) -> None:
    """Show readers all that is written in the editor."""
    from app import database, publishing
    from app.models import Publication

    with plainly(), database.session(database.connect(settings())):
        try:
            if begun is None:
                publication = publishing.publish(settings(), None, note, _progress())
            else:
                publication = publishing.finish(settings(), Publication.get_by_id(begun), _progress())
        except publishing.BusyError:
            sys.exit("Somebody is publishing just now. Try again in a minute.")
        except publishing.PublishError as error:
            at = f" ({error.kind} {error.key!r})" if error.kind else ""
            sys.exit(f"Not published{at}: {error}\nReaders have what they had.")
    click.echo(f"Edition {publication.edition[:12]}.")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Write everything that the group has written to FILE. The server may go on meanwhile."""
    from app import backup

    with plainly():
        written = backup.backup(settings(), file)
    click.echo(f"{file}: {_counted(written.rows)}. Keep it like a key: it holds drafts and your editors' names.")
    if written.damaged:
        sys.exit(f"{len(written.damaged)} texts in it are damaged. `flask --app app check` names them.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--without-damaged", is_flag=True, help="Leave out texts that were damaged before the backup was made.")
def restore_command(file: Path, without_damaged: bool) -> None:
    """Put a backup into an empty database, and show readers what they had."""
    from app import backup

    with plainly():
        restored = backup.restore(settings(), file, _progress(), without_damaged)
    click.echo(f"Restored: {_counted(restored.rows)}. Everybody signs in again; unused invitations are void.")
    for name in restored.without_passphrase:
        click.echo(f"{name} has no passphrase in this backup. Make a link: flask --app app invite {shlex.quote(name)}")
    if not restored.edition:
        sys.exit(f"The edition could not be made: {restored.why}\nMend that in the editor, then publish.")
    click.echo(f"Readers have the edition {restored.edition.id[:12]}.")


def _counted(rows: dict[str, int]) -> str:
    return ", ".join(f"{table} {count}" for table, count in rows.items())


def _progress() -> Callable[[int, int], None]:
    return bar("Building the guide")


@click.command("invite")
@click.argument("name")
@click.option("--translator", default="", metavar="LANGUAGES", help="Translator of these languages, such as de,ar; without it, an editor.")
def invite_command(name: str, translator: str) -> None:
    """Print a link with which NAME can join the editor, or choose a new passphrase. It works once, for 72 hours."""
    # Imported late: what only this command needs.
    from app import inviting
    from app.database import DatabaseMissing, connect

    try:
        with connect(settings()).connection_context():
            inviting.mark_expired()
            click.echo(_invite(name, tuple(tag.strip() for tag in translator.split(",") if tag.strip())))
    except (DatabaseMissing, inviting.InvitationError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _invite(name: str, languages: tuple[str, ...]) -> str:
    from app import inviting
    from app.models import EDITOR, TRANSLATOR, Person

    name = inviting.written(name)
    inviting.check_languages(languages)
    there = Person.named(name)
    if there and languages and (there.role, set(there.tags)) != (TRANSLATOR, set(languages)):
        raise inviting.InvitationError(
            f"{there.name} is here already, with another role. Change it in the editor; a link for a new passphrase needs no --translator."
        )
    made, token = inviting.invite(name, TRANSLATOR if languages else EDITOR, languages)
    chosen = settings()
    lines = [f"Give this link to {made.name}. It works once, in one browser, until {made.expires:%Y-%m-%d %H:%M} UTC; whoever has it gets in."]
    if there:
        state = "is here already" if there.active else "was let go"
        lines.append(f"{there.name} {state}: the link sets a new passphrase for that person. For somebody else, choose another name.")
    lines += ["", inviting.link(chosen.editor or chosen.address or f"http://localhost:{chosen.port}", token)]
    if not (chosen.editor or chosen.address):
        lines += ["", "It opens on this machine alone. For links that work elsewhere, set HANDRAIL_ADDRESS to the address of the guide."]
    return "\n".join(lines)


@click.group("keys")
def keys_group() -> None:
    """The secrets that sign sessions and forms."""


@keys_group.command("rotate")
def keys_rotate() -> None:
    """Make new ones. Nobody is signed out; forms that are open are sent once more, with what is in them."""
    from app.editing.keys import KeysError, rotate

    try:
        rotate(settings().data)
    except KeysError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo("The keys are new. Restart Handrail, so that it takes them.")


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
