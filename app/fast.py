"""The other server, for a host without a proxy in front: `python app.py --fast`, with granian, which the extra `fast` installs.

Files are answered at once, where the lines are read: no slow client holds anything but its own line. The editor works in a few threads, and
gets a request when all of it is there.
"""

import asyncio
import io
import socket
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from granian import _futures
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from app import answers
from app.edition.store import Edition
from app.serving import Answer, Serving
from app.settings import Settings

PATIENCE = 60
"""Seconds for a request's head, and again for its body."""

DECIDING = ("host", "accept-encoding", "if-none-match", "x-forwarded-proto")
UNLIKE_FILES = ("/", "/healthz", "/wipe")
KEPT, LARGEST_KEPT, LONGEST_ASKED = 200, 20_000, 500
"""Answers that are kept ready, the bytes of the largest, and the letters of what was asked: 4 MB at most, most of which the short cut holds anyway."""

LOOKING = 0.01
"""Seconds between two looks whether it listens."""

Said = tuple[int, list[tuple[str, str]], bytes]


def serve(serving: Serving, settings: Settings, connections: int, threads: int, largest: int, started) -> None:
    """Runs until it is stopped. `largest` bounds a request's body, in bytes; `started(port)` is called once it listens. Raises OSError."""
    port = _free(settings.host, settings.port)
    fast = Fast(serving, settings, threads, largest)
    _answer_before_the_loop(fast)
    server = Server(
        fast,
        address=settings.host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=PATIENCE * 1000),
        websockets=False,
        backlog=connections,
        backpressure=connections,
        log_enabled=False,
        log_access=False,
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(server, settings.host, port, started))


async def _serve(server: Server, host: str, port: int, started) -> None:
    telling = asyncio.create_task(_tell(host, port, started))
    await server.serve()
    telling.cancel()


async def _tell(host: str, port: int, started) -> None:
    """granian's own hook comes before it listens, so one asks at the door."""
    while True:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            break
        await asyncio.sleep(LOOKING)
    started(port)


class Fast:
    """An RSGI application over the short cut."""

    def __init__(self, serving: Serving, settings: Settings, threads: int, largest: int):
        self.serving, self.settings, self.largest = serving, settings, largest
        self.pool = ThreadPoolExecutor(threads)
        self.ready: dict[tuple, Said] = {}
        self.of: Edition | None = None

    def at_once(self, scope, protocol) -> bool:
        """Answers with what is ready; False where nothing is."""
        edition = self.serving.current()
        if edition is not self.of:
            self.ready, self.of = {}, edition
        said = self.ready.get(_asked(scope))
        if said:
            _answer(protocol, said)
        return bool(said)

    async def __rsgi__(self, scope, protocol) -> None:
        if not self.at_once(scope, protocol):
            _answer(protocol, await self._said(_asked(scope), self.ready, scope, protocol))

    async def _said(self, asked: tuple, ready: dict[tuple, Said], scope, protocol) -> Said:
        """`ready` takes the answer where it may be given again. Another thread may meanwhile have begun a fresh one, for a newer edition."""
        environ = self._environ(scope)
        if scope.path == "/edit" or scope.path.startswith("/edit/"):
            return await self._edited(environ, protocol)
        if int(environ.get("CONTENT_LENGTH") or 0) > self.largest:
            return self._too_large(environ)
        said = _called(self.serving, environ)
        if scope.method == "GET" and said[0] in (200, 304) and scope.path not in UNLIKE_FILES and _is_small(asked, said):
            if len(ready) >= KEPT:
                ready.clear()
            ready[asked] = said
        return said

    async def _edited(self, environ: dict, protocol) -> Said:
        received = bytearray()
        try:
            async with asyncio.timeout(PATIENCE):
                async for part in protocol:
                    received += part
                    if len(received) > self.largest:
                        return self._too_large(environ)
        except TimeoutError:
            return _called(lambda environ, start: self._refused("408 Request Timeout", answers.NOT_UNDERSTOOD, environ, start), environ)
        environ |= {"wsgi.input": io.BytesIO(received), "CONTENT_LENGTH": str(len(received))}
        return await asyncio.get_running_loop().run_in_executor(self.pool, _called, self.serving, environ)

    def _too_large(self, environ: dict) -> Said:
        return _called(lambda environ, start: self._refused("413 Content Too Large", answers.TOO_LARGE, environ, start), environ)

    def _refused(self, status: str, said: answers.Said, environ: dict, start) -> Iterable[bytes]:
        answer = Answer(environ, start, self.serving.is_https(environ))
        page = self.serving.says(said, environ["PATH_INFO"], environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return answer.plain(status, page, ("Connection", "close"))

    def _environ(self, scope) -> dict:
        environ = {
            "REQUEST_METHOD": scope.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": scope.path.encode().decode("latin-1"),
            "QUERY_STRING": scope.query_string,
            "REMOTE_ADDR": scope.client.rpartition(":")[0],
            "SERVER_NAME": "localhost",
            "SERVER_PORT": str(self.settings.port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in scope.headers.items():
            # With an underscore it would pass for the one with a hyphen, which only a proxy may set.
            if "_" not in name and not (name.startswith(("x-forwarded", "forwarded")) and not self.settings.proxies):
                key = name.upper().replace("-", "_")
                key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
                environ[key] = f"{environ[key]}, {value}" if key in environ else value
        return environ


def _answer_before_the_loop(fast: Fast) -> None:
    """granian hands each request to Python's loop, through a pipe and two of its turns. What is ready needs no loop, and is answered before.

    Where a version of granian does this in another way, everything goes through the loop.
    """
    scheduling = getattr(_futures, "_cbsched_aioschedule", None)
    if not scheduling:
        return

    def instead(loop, context, callback):
        through_the_loop = scheduling(loop, context, callback)

        def schedule(request) -> None:
            try:
                answered = fast.at_once(request.scope, request.proto)
            except Exception:
                # The loop meets it too, and there it is dealt with.
                answered = False
            if answered:
                request.done()
            else:
                through_the_loop(request)

        return schedule

    _futures._cbsched_aioschedule = instead


def _asked(scope) -> tuple:
    """All that an answer of a file depends on."""
    given = scope.headers.get
    return (scope.method, scope.path, scope.query_string, *map(given, DECIDING))


def _is_small(asked: tuple, said: Said) -> bool:
    return len(said[2]) < LARGEST_KEPT and sum(len(part or "") for part in asked) < LONGEST_ASKED


def _answer(protocol, said: Said) -> None:
    status, headers, body = said
    if body:
        protocol.response_bytes(status, headers, body)
    else:
        protocol.response_empty(status, headers)


def _called(application, environ: dict) -> Said:
    """What a WSGI application answers, as a whole: nothing of ours is too large for that."""
    said: list = []
    given = application(environ, lambda status, headers, error=None: said.append((status, headers)))
    try:
        body = b"".join(given)
    finally:
        if hasattr(given, "close"):
            given.close()
    status, headers = said[-1]
    return int(status[:3]), headers, body


def _free(host: str, port: int) -> int:
    """The port, or a free one for 0. granian would share one that another server has."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind((host, port))
        return trial.getsockname()[1]
