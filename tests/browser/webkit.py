"""WebKitGTK over WebDriver, through selenium: Screen → WebKit (a phone of its own) → Page, with the names that Playwright has for the same things."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from engines import FIND, DriverError, Heard, Page, ScriptError, processor_seconds, until

PATIENCE = 120
"""Seconds for one command: the longest derive keys a few times over, on a busy machine."""

PYTHON = "/usr/bin/python3"
"""Debian's own: python3-gi is built for no other."""

WINDOW = Path(__file__).with_name("webkit_window.py")

# WebDriver does not tell what goes wrong on a page, so the page itself remembers it.
LISTEN = """
globalThis.heardHere = [];
addEventListener('error', ({ message }) => { heardHere.push(['pageerror', message]); });
addEventListener('unhandledrejection', ({ reason }) => { heardHere.push(['pageerror', String(reason)]); });
for (const [name, type] of [['error', 'error'], ['warn', 'warning']]) {
  console[name] = (...words) => { heardHere.push([type, words.join(' ')]); };
}
"""

CALL = """
const [given, done] = arguments;
(async (given) => {{ {body} }})(given)
  .then((value) => ({{ value }}), (error) => ({{ error: String(error) }}))
  .then((answer) => done(JSON.stringify({{ ...answer, heard: globalThis.heardHere?.splice(0) ?? [] }})));
"""


class Screen:
    """A screen that nobody sees, and the phones on it."""

    def __init__(self, folder: Path):
        _demand("Xvfb", "xvfb")
        self.folder = folder
        self.phones: list[WebKit] = []
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x1000x24", "-nolisten", "tcp"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.display = f":{self.process.stdout.readline().decode().strip()}"

    def new_context(self, folder: Path | None = None) -> "WebKit":
        self.phones.append(WebKit(folder or self.folder / str(len(self.phones)), self.display))
        return self.phones[-1]

    def processor_seconds(self) -> float:
        return sum(processor_seconds(phone.service.process.pid) for phone in self.phones)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()


class WebKit:
    """A process of our own. All that it may write to is in `folder`; started again with the same one, it is the same phone."""

    def __init__(self, folder: Path, display: str):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "init.js").write_text(LISTEN, encoding="utf-8")
        self.driver = self._driver(display)
        self.driver.set_script_timeout(PATIENCE)
        self.driver.set_page_load_timeout(PATIENCE)
        self.version = self.driver.capabilities["browserVersion"]

    def new_page(self) -> "WebKitPage":
        return WebKitPage(self.driver)

    def add_init_script(self, script: str) -> None:
        """For the pages that are opened from now on."""
        with (self.folder / "init.js").open("a", encoding="utf-8") as file:
            file.write(f"{script};\n")

    def close(self) -> None:
        with suppress(*_web_driver_errors()):
            self.driver.quit()
        self.kill()

    def kill(self) -> None:
        """As a phone kills it: whatever was under way is not finished."""
        with suppress(ProcessLookupError):
            os.killpg(self.service.process.pid, signal.SIGKILL)
        # Were it still there, selenium would ask it to end, and stumble over its end.
        self.service.process.wait(timeout=PATIENCE)
        self.service.stop()

    def _driver(self, display: str):
        _demand("WebKitWebDriver", "webkit2gtk-driver")
        bindings = subprocess.run([PYTHON, "-c", "import gi; gi.require_version('WebKit2', '4.1')"], capture_output=True, check=False)
        if bindings.returncode:
            pytest.fail("WebKitGTK needs a window to be driven in. Install Debian's packages python3-gi and gir1.2-webkit2-4.1.")
        try:
            from selenium import webdriver
            from selenium.webdriver.remote.client_config import ClientConfig
            from selenium.webdriver.remote.file_detector import UselessFileDetector
            from selenium.webdriver.remote.remote_connection import RemoteConnection
            from selenium.webdriver.webkitgtk.options import Options
            from selenium.webdriver.webkitgtk.service import Service
        except ImportError:
            pytest.fail("WebKitGTK is driven through the package selenium. Install it with: pip install -e '.[engines]'")
        options = Options()
        options.binary_location = PYTHON
        options.set_capability("browserName", WINDOW.stem)
        for argument in (WINDOW, self.folder):
            options.add_argument(str(argument))
        service = Service(
            shutil.which("WebKitWebDriver"),
            log_output=str(self.folder / "webkit.log"),
            env=os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11", "HOME": str(self.folder), "TMPDIR": str(self.folder)},
            popen_kw={"start_new_session": True},
        )
        service.start()
        self.service = service
        try:
            # webdriver.WebKitGTK makes this connection in a way that selenium itself warns about.
            connection = RemoteConnection(client_config=ClientConfig(service.service_url, timeout=PATIENCE))
            return webdriver.Remote(connection, options=options, file_detector=UselessFileDetector())
        except BaseException:
            self.kill()
            raise


class WebKitPage(Page):
    def __init__(self, driver):
        super().__init__()
        self.driver = driver
        self._do(driver.switch_to.new_window, "tab")
        self.handle = driver.current_window_handle

    def goto(self, address: str) -> None:
        self._here(self.driver.get, address)

    def reload(self) -> None:
        self._here(self.driver.refresh)

    def go_back(self) -> None:
        self._here(self.driver.back)

    def close(self) -> None:
        self._here(self.driver.close)

    def click(self, selector: str, text: str = "") -> None:
        self._do(self._found(selector, text).click)

    def type(self, selector: str, text: str) -> None:
        field = self._found(selector)
        self._do(field.click)
        self.evaluate("document.activeElement.select()")
        self._do(field.send_keys, text)

    def choose_file(self, selector: str, path: Path) -> None:
        self._do(self._found(selector, shown=False).send_keys, str(path))

    def _call(self, body: str, given: str) -> str:
        answer = json.loads(self._here(self.driver.execute_async_script, CALL.format(body=body), given))
        for type_, text in answer["heard"]:
            if type_ == "pageerror":
                self.tell("pageerror", text)
            else:
                self.tell("console", Heard(type_, text))
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer["value"]

    def _found(self, selector: str, text: str = "", shown: bool = True):
        def look() -> object:
            try:
                return self._here(self.driver.execute_script, f"const [given] = arguments; {FIND}", json.dumps([selector, text, shown]))
            except DriverError:
                return None

        return until(look, f"{selector} {text!r} is there to press")

    def _here(self, work: Callable, *given: object) -> object:
        """One driver has all windows, and works in one at a time."""
        self._do(self.driver.switch_to.window, self.handle)
        return self._do(work, *given)

    def _do(self, work: Callable, *given: object) -> object:
        try:
            return work(*given)
        except _web_driver_errors() as error:
            raise DriverError(str(error)) from error


def _web_driver_errors() -> tuple[type[Exception], ...]:
    from selenium.common.exceptions import WebDriverException
    from urllib3.exceptions import HTTPError

    return WebDriverException, HTTPError


def _demand(program: str, package: str) -> None:
    if not shutil.which(program):
        pytest.fail(f"There is no {program}. Install Debian's package {package}.")
