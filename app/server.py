"""The server that `python app.py` starts: waitress with the short cut, Flask only where it is needed."""

import argparse
import errno
import sys
from pathlib import Path

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from app import rebuild
from app.edition.store import Editions, StoreError
from app.headers import document_headers
from app.progress import bar
from app.serving import Serving
from app.settings import Settings, SettingsError, load

CONNECTIONS = 1000
"""waitress's default of 100 stops answering under 300 slow clients."""

LARGEST_HEADER = 16_384
LARGEST_BODY = 1_000_000
THREADS = 4


class PlainErrorTask(ErrorTask):
    """waitress's own answers to broken requests carry the same headers as every other."""

    def execute(self) -> None:
        self.response_headers.extend(document_headers().items())
        super().execute()


class Channel(HTTPChannel):
    error_task_class = PlainErrorTask


def main(arguments: list[str] | None = None) -> None:
    """Runs until it is stopped. What an admin can mend ends with a message and exit code 1, never a traceback."""
    given = _parser().parse_args(arguments)
    try:
        settings = load(**vars(given))
        _prepare(settings)
        server = _listen(settings)
    except (SettingsError, StoreError, PortError) as error:
        sys.exit(str(error))
    print(f"Handrail is at {_address(server, settings)}  (stop with Ctrl-C)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass


class PortError(Exception):
    """The port cannot be had; the message says what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description="Starts Handrail.")
    parser.add_argument("--host", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen at (8000)")
    parser.add_argument("--data", type=Path, help="folder for everything Handrail writes (instance)")
    return parser


def _prepare(settings: Settings) -> None:
    """Sees that a whole, current edition is there. The builder is imported only where there is something to build."""
    from app.edition.inputs import inputs

    current = Editions(settings.data).current()
    if current and current.inputs == inputs(settings) and not current.damaged():
        return
    from app.edition.build import current_or_build
    from app.guide.problems import GuideError

    try:
        current_or_build(settings, bar("Building the guide"), say=lambda text: print(text, file=sys.stderr))
    except GuideError as error:
        message = f"The guide has faults and was not built:\n{error}"
        if current is None or current.damaged():
            sys.exit(message)
        print(f"{message}\nThe edition {current.id[:12]} stays.", file=sys.stderr)


def _listen(settings: Settings):
    try:
        server = create_server(
            Serving(settings, mend=lambda: rebuild(settings)),
            host=settings.host,
            port=settings.port,
            connection_limit=CONNECTIONS,
            threads=THREADS,
            ident=None,
            max_request_header_size=LARGEST_HEADER,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=not settings.proxies,
        )
    except OSError as error:
        raise PortError(_listening_failed(settings, error)) from None
    except ValueError:
        raise PortError(f"The address {settings.host!r} cannot be listened at. Use 127.0.0.1, 0.0.0.0 or one of this machine's.") from None
    server.channel_class = Channel
    return server


def _listening_failed(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is in use. Stop the other program, or choose another port: python app.py --port {settings.port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {settings.port} is not allowed for this user. Choose one above 1023: python app.py --port 8000"
    return f"Cannot listen at {settings.host}:{settings.port} ({error.strerror}). Use 127.0.0.1, 0.0.0.0 or one of this machine's addresses."


def _address(server, settings: Settings) -> str:
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.host
    return f"http://{host}:{getattr(server, 'effective_port', settings.port)}/"
