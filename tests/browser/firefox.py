"""Firefox over WebDriver BiDi: Firefox → Context (a phone of its own) → Page, with the names that Playwright has for the same things.

Debian has no geckodriver, and Playwright drives a Firefox of its own making only. The protocol: https://w3c.github.io/webdriver-bidi/
"""

import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from engines import FIND, DriverError, Heard, Page, ScriptError, processor_seconds, until

PATIENCE = 120
"""Seconds for one command: the longest derive keys a few times over, on a busy machine."""

PREFERENCES = {
    # BiDi would otherwise choose preferences for tests, some of which keep off the disk what a person's browser puts there.
    "remote.prefs.recommended": False,
    # This one of them is needed: without it, no file can be put into a field.
    "dom.file.createInChild": True,
    # What is typed reaches the disk after one second instead of fifteen, so that more of it would be found.
    "browser.sessionstore.interval": 1000,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "browser.warnOnQuit": False,
    # No talk with Mozilla's servers.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.region.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://localhost:9/",
    "toolkit.telemetry.server": "",
}


class FirefoxError(DriverError):
    pass


class Firefox:
    """A process of our own. All that it may write to is in `folder`; started again with the same one, it is the same phone."""

    def __init__(self, folder: Path, **preferences: object):
        self.folder = folder
        self.profile = folder / "profile"
        self.pages: dict[str, FirefoxPage] = {}
        self.commands = 0
        self.socket = None
        self._start(PREFERENCES | preferences)
        try:
            self._connect()
        except BaseException:
            self.kill()
            raise

    def new_context(self) -> "Context":
        """Storage of its own, as on another phone, until it is closed."""
        return Context(self, self.send("browser.createUserContext")["userContext"])

    def new_page(self) -> "FirefoxPage":
        """A tab in the profile's own storage, which outlives the process."""
        return FirefoxPage(self, "default")

    def send(self, method: str, **params: object) -> dict:
        """One command and its answer. Events that come in between go to the pages that they are of."""
        self.commands += 1
        self.socket.send(json.dumps({"id": self.commands, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv())
            if message["type"] == "event":
                self._hear(message["params"])
            elif message["id"] == self.commands:
                if message["type"] == "error":
                    raise FirefoxError(f"{method}: {message['error']}: {message['message']}")
                return message["result"]

    def processor_seconds(self) -> float:
        return processor_seconds(self.process.pid)

    def close(self) -> None:
        """As a person closes it."""
        if self.process.poll() is None:
            self.send("browser.close")
        self._end()

    def kill(self) -> None:
        """As a phone kills it: whatever was under way is not finished."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self._end()

    def _start(self, preferences: dict) -> None:
        binary = os.environ.get("HANDRAIL_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
        if not binary:
            pytest.fail("There is no Firefox. Install Debian's package firefox-esr, or set HANDRAIL_FIREFOX to its path.")
        for folder in (self.profile, self.folder / "tmp"):
            folder.mkdir(parents=True, exist_ok=True)
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
        (self.profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._place.unlink(missing_ok=True)
        self.log = (self.folder / "firefox.log").open("ab")
        self.process = subprocess.Popen(
            [binary, "--headless", "--no-remote", "--profile", str(self.profile), "--remote-debugging-port", "0"],
            env=os.environ | {"HOME": str(self.folder), "TMPDIR": str(self.folder / "tmp"), "MOZ_CRASHREPORTER_DISABLE": "1"},
            start_new_session=True,
            stdout=self.log,
            stderr=self.log,
        )

    def _connect(self) -> None:
        try:
            import websocket
        except ImportError:
            pytest.fail("Firefox is driven through the package websocket-client. Install it with: pip install -e '.[engines]'")
        address = until(self._address, "Firefox listens", PATIENCE)
        # Firefox refuses whoever names an origin: a web page could be asking.
        self.socket = websocket.create_connection(f"{address}/session", timeout=PATIENCE, suppress_origin=True)
        self.version = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.send("session.subscribe", events=["log.entryAdded"])

    @property
    def _place(self) -> Path:
        return self.profile / "WebDriverBiDiServer.json"

    def _address(self) -> str | None:
        if self.process.poll() is not None:
            pytest.fail(f"Firefox ended by itself; {self.log.name} says why.")
        try:
            place = json.loads(self._place.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return f"ws://{place['ws_host']}:{place['ws_port']}"

    def _hear(self, entry: dict) -> None:
        page = self.pages.get(entry["source"].get("context"))
        if page and entry["type"] == "console":
            page.tell("console", Heard({"warn": "warning"}.get(entry["level"], entry["level"]), entry["text"]))
        elif page and entry["level"] == "error":
            page.tell("pageerror", entry["text"])

    def _end(self) -> None:
        if self.socket:
            self.socket.shutdown()
        self.process.wait(timeout=PATIENCE)
        self.log.close()


class Context:
    def __init__(self, firefox: Firefox, name: str):
        self.firefox = firefox
        self.name = name

    def new_page(self) -> "FirefoxPage":
        return FirefoxPage(self.firefox, self.name)

    def add_init_script(self, script: str) -> None:
        self.firefox.send("script.addPreloadScript", functionDeclaration=f"() => {{ {script}; }}", userContexts=[self.name])

    def close(self) -> None:
        self.firefox.send("browser.removeUserContext", userContext=self.name)


class FirefoxPage(Page):
    def __init__(self, firefox: Firefox, context: str):
        super().__init__()
        self.firefox = firefox
        self.id = firefox.send("browsingContext.create", type="tab", userContext=context)["context"]
        firefox.pages[self.id] = self
        self._send("browsingContext.setViewport", viewport={"width": 390, "height": 844})

    def goto(self, address: str) -> None:
        self._send("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        self._send("browsingContext.reload", wait="complete")

    def go_back(self) -> None:
        self._send("browsingContext.traverseHistory", delta=-1)

    def close(self) -> None:
        self._send("browsingContext.close")

    def click(self, selector: str, text: str = "") -> None:
        """With a mouse, in the middle of what is seen."""
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": self._found(selector, text)}}
        self._act(type="pointer", id="mouse", actions=[move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        self.evaluate("document.activeElement.select()")
        self._act(type="key", id="keyboard", actions=[{"type": way, "value": sign} for sign in text for way in ("keyDown", "keyUp")])

    def choose_file(self, selector: str, path: Path) -> None:
        self._send("input.setFiles", element=self._found(selector, shown=False), files=[str(path)])

    def _call(self, body: str, given: str) -> str:
        return self._run(f"async (given) => {{ {body} }}", given)["value"]

    def _found(self, selector: str, text: str = "", shown: bool = True) -> dict:
        def look() -> str | None:
            try:
                return self._run(f"(given) => {{ {FIND} }}", json.dumps([selector, text, shown])).get("sharedId")
            except FirefoxError:
                return None

        return {"sharedId": until(look, f"{selector} {text!r} is there to press")}

    def _run(self, function: str, given: str) -> dict:
        answer = self.firefox.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            awaitPromise=True,
            userActivation=True,
            serializationOptions={"maxDomDepth": 0},
            target={"context": self.id},
        )
        if answer["type"] == "exception":
            raise ScriptError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def _act(self, **source: object) -> None:
        self._send("input.performActions", actions=[source])

    def _send(self, method: str, **params: object) -> dict:
        return self.firefox.send(method, context=self.id, **params)
