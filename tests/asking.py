"""A WSGI application called directly, and what every answer must carry."""

import io
import re
from dataclasses import dataclass

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
DIRECTIVES = {
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types app",
}


@dataclass(frozen=True)
class Reply:
    """What a WSGI application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Wsgi:
    """A WSGI application, called directly."""

    def __init__(self, application):
        self.application = application

    def __call__(self, path: str, method: str = "GET", query: str = "", scheme: str = "http", **headers: str) -> Reply:
        """`path` is decoded already, as servers pass it on; `headers` are named as in `accept_encoding="br"`."""
        said = []

        def start_response(status, given, exc_info=None):
            assert not said, "answered twice"
            names = [name for name, _ in given]
            assert len(names) == len(set(names)), f"a header stands twice: {names}"
            said.append((status, given))

        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        body = b"".join(self.application(environ, start_response))
        status, given = said[0]
        return Reply(int(status.split()[0]), dict(given), body)


def assert_safe(reply) -> None:
    """Every header of SAFETY.md for what is no immutable asset."""
    for name, value in ALWAYS.items():
        assert reply.headers.get(name) == value, name
    directives = {directive.strip() for directive in reply.headers["Content-Security-Policy"].split(";")}
    styles = directives - DIRECTIVES
    assert directives >= DIRECTIVES and len(styles) == 1
    assert re.fullmatch(r"style-src 'self'( 'sha256-[A-Za-z0-9+/]{43}=')?", styles.pop())
    assert "Set-Cookie" not in reply.headers
