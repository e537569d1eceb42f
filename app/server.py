"""The server that `python app.py` starts: waitress with the short cut, Flask only where it is needed."""

import argparse
import errno
import logging
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

from app import answers, prepare, rebuild
from app.behind import Behind
from app.edition.store import StoreError
from app.guide.problems import GuideError
from app.headers import TRANSPORT, document_headers
from app.progress import bar
from app.serving import PLAIN_HEADERS, Serving
from app.settings import Settings, SettingsError, load

CONNECTIONS = 1000
"""waitress's default of 100 stops answering under 300 slow clients."""

LARGEST_HEADER = 16_384
LARGEST_BODY = 1_000_000
THREADS = 4

SAID = {413: answers.TOO_LARGE, 431: answers.TOO_LARGE, 500: answers.BROKEN}
"""What is said of waitress's own errors; the rest are requests that cannot be read."""


class PlainErrorTask(ErrorTask):
    """waitress's own answers to broken requests: the same headers as every other, and words in the reader's language as far as it was told."""

    def execute(self) -> None:
        request, serving = self.request, self.channel.server.serving
        said = SAID.get(request.error.code, answers.NOT_UNDERSTOOD)
        page = serving.says(said, str(getattr(request, "path", "")), request.headers.get("ACCEPT_LANGUAGE", ""))
        self.status = f"{request.error.code} {request.error.reason}"
        self.response_headers.extend([*PLAIN_HEADERS, *document_headers().items()])
        if serving.is_https({"HTTP_X_FORWARDED_PROTO": request.headers.get("X_FORWARDED_PROTO", "")}):
            self.response_headers.append(TRANSPORT)
        self.set_close_on_finish()
        self.content_length = len(page)
        self.write(page)


class Parser(HTTPRequestParser):
    """waitress lets some errors of what it parses with pass, and closes the line without an answer."""

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Request is invalid") from None


class Channel(HTTPChannel):
    error_task_class = PlainErrorTask
    parser_class = Parser


def main(arguments: list[str] | None = None) -> None:
    """Runs until it is stopped. What an admin can mend ends with a message and exit code 1, never a traceback."""
    given = vars(_parser().parse_args(arguments))
    run = _fast if given.pop("fast") else _run
    try:
        settings = load(**given)
        prepare(settings, bar("Building the guide"))
        run(settings)
    except (SettingsError, StoreError, PortError) as error:
        sys.exit(str(error))
    except GuideError as error:
        sys.exit(f"The guide has faults and was not built:\n{error}")
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start builds what is missing.")


def _run(settings: Settings) -> None:
    server = _listen(settings)
    _started(settings, getattr(server, "effective_port", settings.port))
    with suppress(KeyboardInterrupt):
        server.run()


def _fast(settings: Settings) -> None:
    try:
        from app.fast import serve
    except ImportError:
        sys.exit("--fast needs granian. Run: .venv/bin/pip install -e '.[fast]', or start without it.")
    try:
        serve(_serving(settings), settings, CONNECTIONS, THREADS, LARGEST_BODY, lambda port: _started(settings, port))
    except OSError as error:
        raise PortError(_listening_failed(settings, error)) from None


def _serving(settings: Settings) -> Serving:
    return Serving(settings, Behind(settings), mend=lambda: rebuild(settings))


class PortError(Exception):
    """The port cannot be had; the message says what to do."""


def _parser() -> argparse.ArgumentParser:
    # Without a width it would import a packer to learn that of the terminal.
    parser = argparse.ArgumentParser(prog="app.py", description="Starts Handrail.", formatter_class=partial(argparse.HelpFormatter, width=100))
    parser.add_argument("--host", help="address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen at (8000)")
    parser.add_argument("--data", type=Path, help="folder for everything Handrail writes (instance)")
    parser.add_argument("--fast", action="store_true", help="with granian, for many readers and no proxy in front (pip install -e '.[fast]')")
    return parser


def _listen(settings: Settings):
    # waitress's messages name readers' addresses and paths, and count them.
    logging.getLogger("waitress").addHandler(logging.NullHandler())
    logging.getLogger("waitress").propagate = False
    serving = _serving(settings)
    sockets: dict[int, object] = {}
    try:
        server = create_server(
            serving,
            sockets,
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
    for listening in sockets.values():
        if isinstance(listening, BaseWSGIServer):
            listening.channel_class, listening.serving = Channel, serving
    return server


def _listening_failed(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is in use. Stop the other program, or choose another port: python app.py --port {settings.port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {settings.port} is not allowed for this user. Choose one above 1023: python app.py --port 8000"
    return f"Cannot listen at {settings.host}:{settings.port} ({error.strerror}). Use 127.0.0.1, 0.0.0.0 or one of this machine's addresses."


def _started(settings: Settings, port: int) -> None:
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else settings.host
    print(f"Handrail is at http://{host}:{port}/  (stop with Ctrl-C)", flush=True)
