"""The static export on another web server: kept, read and ticked without a network, like the original."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page, expect

from app.edition.build import silent
from app.edition.export import export
from tests.browser.conftest import Site, wait_until_kept


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


def test_the_export_works_offline_from_any_web_server(page: Page, running: Site, tmp_path):
    export(running.settings, tmp_path / "public", silent)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "public"))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://localhost:{server.server_port}"
    page.goto(f"{base}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What is happening?")
    page.get_by_role("link", name="Someone has just told me").click()
    wait_until_kept(page)
    server.shutdown()
    server.server_close()
    thread.join()
    for path in (name.removesuffix("index.html") for name in running.edition.files if name.startswith("en/") and name.endswith("index.html")):
        assert page.goto(f"{base}/{path}").from_service_worker, path
        assert page.locator("h1").count() == 1, path
    page.goto(f"{base}/en/checklists/first-day/")
    page.locator(".items label").first.click()
    expect(page.locator("[data-item]").first).to_have_attribute("data-state", "done")
