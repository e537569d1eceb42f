"""What stands behind the short cut: the editor, imported when its first request comes."""

import sys
import threading
from collections.abc import Callable, Iterable

from app.headers import document_headers
from app.settings import Settings


class Behind:
    """A WSGI application that makes the editor's when it is first asked for. Where it cannot be made, it says why, and tries again at the next request."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.lock = threading.Lock()
        self.made: Callable | None = None

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        from app.database import DatabaseMissing
        from app.editing.keys import KeysError

        try:
            made = self._application()
        except (KeysError, DatabaseMissing) as error:
            # Who runs the server learns what to do; who merely asks learns nothing of its folders.
            print(str(error), file=sys.stderr, flush=True)
            return _not_now(start_response)
        return made(environ, start_response)

    def _application(self) -> Callable:
        with self.lock:
            if self.made is None:
                from app.editing import application

                self.made = application(self.settings).wsgi_app
            return self.made


def _not_now(start_response: Callable) -> Iterable[bytes]:
    page = (
        b'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Not now</title>\n'
        b"<body><main><h1>Not now</h1><p>The editor cannot be opened. Nothing is lost, and the guide goes on. Whoever runs this server finds the reason"
        b' in its messages.</p><p><a href="/">To the guide</a></p></main></body></html>\n'
    )
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), ("Content-Length", str(len(page))), *document_headers().items()]
    start_response("503 Service Unavailable", headers)
    return [page]
