"""A real server with an editor, the commands beside it, and what a person does to get in."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.settings import Settings
from tests.browser.conftest import build

ROOT = Path(__file__).parent.parent.parent
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
GOOD = "violet anchor pretzel museum"


class Server:
    """`python app.py` over a data folder in which the guide is built already, and the commands beside it."""

    def __init__(self, data: Path):
        self.environ = {name: value for name, value in os.environ.items() if not name.startswith("HANDRAIL_")}
        self.environ |= {"HANDRAIL_DATA": str(data), "HANDRAIL_LANGUAGES": "en,de", "PYTHONUNBUFFERED": "1"}
        self.said = data / "said.txt"
        build(Settings(data=data, languages=("en", "de")))
        with open(self.said, "w") as said:
            self.process = subprocess.Popen([sys.executable, "app.py", "--port", "0"], cwd=ROOT, env=self.environ, stdout=said, stderr=said)
        self.address = self._address()

    def _address(self) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            if found := re.search(r"^Handrail is at (http://localhost:\d+)/", self.said.read_text(), re.M):
                return found[1]
            time.sleep(0.02)
        raise AssertionError(self.said.read_text())

    def command(self, *arguments: str, **environ: str) -> str:
        """What `flask --app app …` prints."""
        command = [sys.executable, "-m", "flask", "--app", "app", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environ | environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def invite(self, *arguments: str) -> str:
        """The link that the command prints."""
        return re.search(r"^http://\S+/edit/join#\S+$", self.command("invite", *arguments, HANDRAIL_ADDRESS=self.address), re.M)[0]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def accessible(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def join(page: Page, link: str, passphrase: str = GOOD) -> None:
    page.goto(link)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("New passphrase").fill(passphrase)
    page.get_by_role("button", name="Use this passphrase").click()
    expect(page.get_by_text("You are signed in as")).to_be_visible()
