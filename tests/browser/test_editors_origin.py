"""The editor at an address of its own, in a real browser: 127.0.0.1 for the editor, localhost for the guide. One server, two origins."""

import socket

from conftest import Site, wait_until_kept
from playwright.sync_api import Page, expect
from werkzeug.security import generate_password_hash

from app.behind import Behind
from app.editing import application
from app.models import EDITOR, Person, database
from app.serving import Serving

PASSPHRASE = "lantern orbit copper meadow"


def test_editing_at_another_origin_leaves_nothing_of_the_guide_there(page: Page, make_site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    editor, guide = f"http://127.0.0.1:{port}", f"http://localhost:{port}"
    site: Site = make_site(address=guide, editor=editor, port=port)
    application(site.settings)
    with database.connection_context():
        Person.create(name="Edda", folded="edda", role=EDITOR, passphrase=generate_password_hash(PASSPHRASE, "pbkdf2:sha256:1"))
    site.stop()
    site.port = port
    site.start()
    site.serving = Serving(site.settings, Behind(site.settings))

    page.goto(f"{editor}/edit/sign-in")
    page.get_by_label("Name").fill("Edda")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="House agreements").click()
    page.get_by_role("link", name="English").click()
    page.get_by_label("Text").fill("We meet **sober**.")
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("sober", timeout=30_000)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved as a draft.", timeout=20_000)
    assert page.url.startswith(f"{editor}/edit/")
    kept = "async () => [(await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length, localStorage.length]"
    assert page.evaluate(kept) == [0, 0, 0]

    # Any page of the guide leads to the guide's own address, where notes and the worker are, and no editor.
    page.goto(f"{editor}/en/notes/")
    assert page.url == f"{guide}/en/notes/"
    page.goto(f"{guide}/en/")
    wait_until_kept(page)
    page.expected = ["404"]
    page.goto(f"{guide}/edit/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_label("Passphrase")).to_have_count(0)
    page.goto(f"{editor}/edit/")
    page.get_by_role("link", name="To the guide").click()
    expect(page).to_have_url(f"{guide}/en/")
