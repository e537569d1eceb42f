"""What stands behind the short cut: the editor, imported when its first request comes."""

import threading
from collections.abc import Callable, Iterable

from app.settings import Settings


class Behind:
    """A WSGI application that makes the editor's when it is first asked for. Where it cannot be made, it says why, and tries again at the next request."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.lock = threading.Lock()
        self.made: Callable | None = None

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        return self._application()(environ, start_response)

    def _application(self) -> Callable:
        with self.lock:
            if self.made is None:
                from app.editing import application

                self.made = application(self.settings).wsgi_app
            return self.made
