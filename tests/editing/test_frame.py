"""What every page of the editor has in common."""

from app.models import Person, database


def test_a_stranger_is_asked_to_sign_in(stranger):
    answer = stranger.get("/edit/")
    assert answer.status_code == 401
    assert "Sign in" in answer.get_data(as_text=True)


def test_an_editor_gets_in_and_out(editor):
    assert "Edda" in editor.get("/edit/").get_data(as_text=True)
    editor.post("/edit/sign-out")
    assert editor.get("/edit/").status_code == 401


def test_somebody_who_was_taken_off_is_out_at_once(editor):
    with database.connection_context():
        Person.update(active=False).execute()
    assert editor.get("/edit/").status_code == 401


def test_a_session_from_before_signing_out_everywhere_is_none(editor):
    with database.connection_context():
        Person.update(epoch=Person.epoch + 1).execute()
    assert editor.get("/edit/").status_code == 401


def test_nothing_of_the_editor_is_stored_by_a_browser(editor):
    answer = editor.get("/edit/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Clear-Site-Data" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_session_cookie_stays_on_this_server_and_on_encrypted_lines(stranger, person):
    answer = stranger.post("/edit/sign-in", {"name": person("Edda").name, "passphrase": "lantern orbit copper meadow"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-editor=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie


def test_over_a_plain_line_to_another_machine_nobody_types_a_passphrase(stranger):
    answer = stranger.client.get("/edit/sign-in", base_url="http://guide.example.org")
    assert answer.status_code == 403
    assert "https://" in answer.get_data(as_text=True)


def test_a_form_without_its_token_changes_nothing_and_gives_back_what_was_written(editor):
    answer = editor.post("/edit/sign-out", {"text": "what was <b>written</b>"}, token=False)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "what was &lt;b&gt;written" in page
    assert editor.get("/edit/").status_code == 200


def test_what_another_site_sends_is_not_even_shown(editor):
    answer = editor.post("/edit/sign-out", {"text": "of another site"}, token=False, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "of another site" not in answer.get_data(as_text=True)
