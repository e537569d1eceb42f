"""What stands behind the short cut: the editor, imported when its first request comes."""

import sys
import threading
from collections.abc import Callable, Iterable

from app import answers
from app.edition.store import Editions
from app.serving import Answer, is_https
from app.settings import Settings


class Behind:
    """A WSGI application that makes the editor's when it is first asked for. Where it cannot be made, it says why, and tries again at the next request."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.lock = threading.Lock()
        self.made: Callable | None = None
        self.said = ""

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        application = self._application()
        return application(environ, start_response) if application else self._away(environ, start_response)

    def _application(self) -> Callable | None:
        with self.lock:
            if self.made is None:
                self.made = self._make()
            return self.made

    def _make(self) -> Callable | None:
        try:
            from app.database import DatabaseMissing
            from app.editing import application
            from app.editing.keys import KeysError
        except ImportError as error:
            self._say(f"{error.name} is not installed. Run: .venv/bin/pip install -e .")
            return None
        try:
            return application(self.settings).wsgi_app
        except (DatabaseMissing, KeysError) as error:
            self._say(str(error))
            return None

    def _say(self, reason: str) -> None:
        """Once for each reason: an editor who tries again and again need not fill the terminal."""
        if reason != self.said:
            self.said = reason
            print(f"The editor cannot start. {reason}", file=sys.stderr, flush=True)

    def _away(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        answer = Answer(environ, start_response, is_https(self.settings, environ))
        edition = Editions(self.settings.data).current()
        page = answers.page(answers.NO_EDITOR, edition, self.settings.languages, "", environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return answer.plain("503 Service Unavailable", page, ("Retry-After", "60"))
