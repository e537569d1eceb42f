"""A slow line on loopback: bandwidth, delay, slow start and TLS, between a browser and a server.

The kernel here has no netem, and a browser's own throttling leaves out workers and handshakes. So a proxy holds each segment back for as long as a
line would: what it counts is what a browser sends and gets, TLS included.
"""

import asyncio
import base64
import datetime
import hashlib
import ipaddress
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.benchmarks.row import module

SEGMENT = 1_460
FIRST_WINDOW = 10 * SEGMENT


@dataclass
class Line:
    """`rate` in bytes a second, `way` in seconds one way. `came` counts bytes to the browser; until `free`, by the loop's clock, the line is taken."""

    rate: float = 50_000
    way: float = 0.2
    came: int = 0
    free: float = 0


@contextmanager
def slow(port: int, tls: ssl.SSLContext | None, rate: float = 50_000, way: float = 0.2) -> Iterator[tuple[str, Line]]:
    """(address, line) of a server on `port` behind a line: 400 kbit/s and 400 ms there and back, if nothing else is said."""
    line = Line(rate, way)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    inner = _run(loop, _open(lambda reader, writer: _plain(reader, writer, port), tls))
    target = inner.sockets[0].getsockname()[1]
    outer = _run(loop, _open(lambda reader, writer: _held(reader, writer, target, line), None))
    try:
        yield f"{'https' if tls else 'http'}://localhost:{outer.sockets[0].getsockname()[1]}", line
    finally:
        _run(loop, _close(inner, outer))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


def _run(loop: asyncio.AbstractEventLoop, work):
    return asyncio.run_coroutine_threadsafe(work, loop).result(10)


async def _open(handle, tls: ssl.SSLContext | None) -> asyncio.Server:
    return await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)


async def _close(*servers: asyncio.Server) -> None:
    for server in servers:
        server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    # What was cancelled closes its sockets a turn or two later.
    await asyncio.sleep(0.1)


async def _plain(reader, writer, port: int) -> None:
    """Takes TLS off, as a web server in front of Handrail does."""
    back, forth = await asyncio.open_connection("127.0.0.1", port)
    try:
        with suppress(asyncio.CancelledError):
            await _both(_copy(reader, forth), _copy(back, writer))
    finally:
        _drop(writer, forth)


async def _copy(reader, writer) -> None:
    with suppress(ConnectionError, ssl.SSLError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()


async def _both(*works) -> None:
    tasks = [asyncio.ensure_future(work) for work in works]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    # What is on its way still arrives.
    await asyncio.wait(tasks, timeout=0.1)
    for task in tasks:
        task.cancel()


async def _held(reader, writer, target: int, line: Line) -> None:
    back, forth = await asyncio.open_connection("127.0.0.1", target)
    try:
        with suppress(asyncio.CancelledError):
            await _both(_up(reader, forth, line), _down(back, writer, line))
    finally:
        _drop(writer, forth)


def _drop(*writers) -> None:
    for writer in writers:
        writer.transport.abort() if writer.is_closing() else writer.close()


async def _up(reader, writer, line: Line) -> None:
    """To the server: only late. The first bytes also wait for a connection to be made, which on loopback takes no time."""
    loop = asyncio.get_running_loop()
    first = 2 * line.way
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            loop.call_later(first + line.way, _give, writer, data)
            # Segments of one connection keep their order: only the first ones wait longer, and so do all that follow them at once.
            if first:
                await asyncio.sleep(first)
                first = 0


def _give(writer, data: bytes) -> None:
    if not writer.is_closing():
        writer.write(data)


async def _down(reader, writer, line: Line) -> None:
    """To the browser: segment by segment, no more under way than the window, which grows by what has arrived."""
    loop = asyncio.get_running_loop()
    window, under_way = FIRST_WINDOW, 0
    heard = asyncio.Event()

    def arrived(size: int) -> None:
        nonlocal window, under_way
        window += size
        under_way -= size
        heard.set()

    with suppress(ConnectionError):
        while data := await reader.read(SEGMENT):
            while under_way + len(data) > window:
                heard.clear()
                await heard.wait()
            under_way += len(data)
            line.free = max(loop.time(), line.free) + len(data) / line.rate
            line.came += len(data)
            loop.call_at(line.free + line.way, _give, writer, data)
            loop.call_at(line.free + 2 * line.way, arrived, len(data))
        await asyncio.sleep(max(0, line.free + line.way - loop.time()) + 0.01)


def certificate() -> tuple[ssl.SSLContext, str]:
    """A certificate for localhost that no browser trusts by itself, and the name of its key, which Chromium takes by --ignore-certificate-errors-spki-list."""
    module("cryptography", "test")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        file.write(secret + made.public_bytes(serialization.Encoding.PEM))
        file.flush()
        context.load_cert_chain(file.name)
    return context, base64.b64encode(hashlib.sha256(public).digest()).decode()
