"""Has another process make an edition, so that pages are answered as quickly as ever meanwhile. It is handed the lock; killed, it lets go of it."""

import os
import subprocess
import sys
import threading
from dataclasses import fields
from pathlib import Path

from app.models import Publication
from app.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent.parent


def start(settings: Settings, publication: Publication, lock: int) -> None:
    """Has another process make it, and hands it the lock. Raises OSError."""
    command = [_python(), "-m", "flask", "--app", "app", "publish", "--begun", str(publication.id)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)} | as_environment(settings)
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, pass_fds=(lock,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sys.__stderr__, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()


def as_environment(settings: Settings) -> dict[str, str]:
    """The same settings for another process, wherever this one had them from."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    values["data"] = settings.data.resolve()
    return {PREFIX + name.upper(): ",".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}


def _python() -> str:
    """Some servers have Python inside, and name themselves as its program."""
    return sys.executable if "python" in Path(sys.executable or "").name else str(Path(sys.prefix) / "bin" / "python3")
