"""Joining, signing in, and who may edit."""

import math
import re
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import thread_time
from types import SimpleNamespace

import pytest
from browsing import PASSPHRASE, QUICK, Browser
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup
from itsdangerous.timed import TimestampSigner
from werkzeug.security import generate_password_hash
from werkzeug.test import encode_multipart

from app import commands, inviting, models, passphrases
from app.editing import application, tries
from app.inviting import invite
from app.models import EDITOR, TRANSLATOR, Invitation, Person, Tries, database
from app.settings import Settings

GOOD = "violet anchor pretzel museum"


class Time:
    """The machine's clock, and the one that only ever goes on."""

    def __init__(self):
        self.wall = datetime(2030, 5, 17, 12)
        self.ticks = 1000.0

    def passes(self, **given: float) -> None:
        self.wall += timedelta(**given)
        self.ticks += timedelta(**given).total_seconds()

    def is_set(self, **given: float) -> None:
        """Somebody sets the machine's clock."""
        self.wall += timedelta(**given)


@pytest.fixture
def time(monkeypatch) -> Time:
    made = Time()
    monkeypatch.setattr(models, "now", lambda: made.wall)
    monkeypatch.setattr(inviting, "time", SimpleNamespace(monotonic=lambda: made.ticks))
    monkeypatch.setattr(inviting, "clock", inviting.Clock())
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: int(made.wall.timestamp()))
    return made


@pytest.fixture
def restart(monkeypatch) -> Callable[[], None]:
    """The program starts again, and knows no earlier time but what is in the database."""
    return lambda: monkeypatch.setattr(inviting, "clock", inviting.Clock())


def invited(name: str = "Nika", role: str = EDITOR, languages: tuple[str, ...] = ()) -> str:
    with database.connection_context():
        return invite(name, role, languages)[1]


def named(name: str) -> Person | None:
    with database.connection_context():
        return Person.named(name)


def open_invitations() -> list[str]:
    with database.connection_context():
        return [invitation.name for invitation in Invitation.open(inviting.clock())]


def press(browser: Browser, token: str):
    return browser.post("/edit/join", {"token": token})


def choose(browser: Browser, passphrase: str = GOOD):
    return browser.post("/edit/join/passphrase", {"new": passphrase})


def said(answer) -> str:
    return answer.get_data(as_text=True)


def is_in(browser: Browser) -> bool:
    return browser.get("/edit/").status_code == 200


# Joining


def test_an_invitation_a_button_a_passphrase_and_one_is_in(stranger: Browser):
    answer = press(stranger, invited("Nika"))
    assert (answer.status_code, answer.location) == (302, "/edit/join/passphrase")
    page = said(stranger.get("/edit/join/passphrase"))
    assert "Nika" in page
    answer = choose(stranger)
    assert (answer.status_code, answer.location) == (302, "/edit/")
    assert "Nika" in said(stranger.get("/edit/"))
    other = Browser(stranger.client.application)
    assert other.post("/edit/sign-in", {"name": " nika ", "passphrase": GOOD}).location == "/edit/"


def test_an_invited_translator_translates_the_languages_named(stranger: Browser):
    press(stranger, invited("Tove", TRANSLATOR, ("de", "ar")))
    choose(stranger)
    person = named("Tove")
    assert (person.role, person.tags) == (TRANSLATOR, ("de", "ar"))
    assert "Deutsch" in said(stranger.get("/edit/"))
    assert stranger.get("/edit/people/").status_code == 403


def test_the_whole_link_may_be_pasted_as_well(stranger: Browser):
    assert press(stranger, f"  http://localhost:8000/edit/join#{invited()} \n").status_code == 302


def test_a_token_is_kept_nowhere(flask: Flask, settings: Settings, stranger: Browser):
    token = invited()
    press(stranger, token)
    secret = stranger.client.get_cookie(inviting_cookie()).value
    choose(stranger)
    for file in settings.data.iterdir():
        content = file.read_bytes()
        for word in (token, secret, GOOD):
            assert word.encode() not in content, file


def inviting_cookie() -> str:
    from app.editing.joining import COOKIE

    return COOKIE


def test_a_token_has_256_bits():
    tokens = {inviting.new_secret() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}


def test_the_cookie_of_joining_stays_in_this_browser_and_on_encrypted_lines(stranger: Browser):
    cookie = press(stranger, invited()).headers["Set-Cookie"]
    assert cookie.startswith("__Host-join=")
    for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert part in cookie
    assert "__Host-join=;" in next(value for value in choose(stranger).headers.getlist("Set-Cookie") if "join" in value)


def test_a_link_that_is_opened_a_thousand_times_still_works_once(stranger: Browser):
    token = invited()
    for method in ("GET", "HEAD"):
        for path in ("/edit/join", f"/edit/join?token={token}", f"/edit/join/passphrase?token={token}&new={GOOD}"):
            for _ in range(167):
                stranger.client.open(path, method=method, base_url="https://localhost")
    with database.connection_context():
        found = Invitation.get()
        assert (found.bound, found.opened, found.used, found.withdrawn) == ("", None, None, None)
    press(stranger, token)
    assert choose(stranger).status_code == 302


def test_a_link_opens_in_the_first_browser_alone(flask: Flask):
    token, first, second = invited(), Browser(flask), Browser(flask)
    assert press(first, token).status_code == 302
    answer = press(second, token)
    assert answer.status_code == 422
    assert "another browser" in said(answer)
    assert second.get("/edit/join/passphrase").status_code == 410
    assert choose(second).status_code == 410
    assert choose(first).status_code == 302


def test_a_used_link_lets_nobody_in_again(flask: Flask):
    token, first = invited(), Browser(flask)
    press(first, token)
    cookie = first.client.get_cookie("__Host-join").value
    choose(first)
    for browser in (first, Browser(flask)):
        answer = press(browser, token)
        assert answer.status_code == 422
        assert "used already" in said(answer)
    # The same cookie again, as from a copy of the browser's profile.
    thief = Browser(flask)
    thief.client.set_cookie("__Host-join", cookie, secure=True)
    assert choose(thief, "another passphrase of somebody").status_code == 410
    assert not is_in(thief)
    assert passphrases.fits(named("Nika").passphrase, GOOD)


def test_a_changed_token_is_none(stranger: Browser):
    token = invited()
    wrong = [token[:-1], token + "A", token.swapcase(), token[::-1], "", " ", "#", "\0", "' OR 1=1 --", inviting.hashed(token), "ä" * 43, "x" * 100_000]
    wrong += [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(len(token))]
    for each in wrong:
        answer = press(stranger, each)
        assert answer.status_code == 422, each
        assert "__Host-join" not in str(answer.headers)
    for each in ("", "x", inviting.new_secret(), inviting.hashed(token)):
        stranger.client.set_cookie("__Host-join", each, secure=True)
        assert choose(stranger).status_code == 410
    assert named("Nika") is None


def test_an_expired_link_lets_nobody_in(stranger: Browser, time: Time):
    token = invited()
    time.passes(hours=71, minutes=59)
    assert press(stranger, token).status_code == 302
    time.passes(minutes=2)
    assert choose(stranger).status_code == 410
    answer = press(stranger, token)
    assert answer.status_code == 422
    assert "too old" in said(answer)


def test_ten_minutes_after_pressing_it_takes_the_link_once_more_in_the_same_browser(flask: Flask, time: Time):
    token, browser = invited(), Browser(flask)
    press(browser, token)
    time.passes(minutes=10, seconds=1)
    assert browser.get("/edit/join/passphrase").status_code == 410
    assert choose(browser).status_code == 410
    assert press(Browser(flask), token).status_code == 422
    assert press(browser, token).status_code == 302
    assert choose(browser).status_code == 302


@pytest.mark.parametrize("back", [{"hours": -1}, {"days": -1}, {"days": -4}, {"days": -400}])
@pytest.mark.parametrize("seen", ["by somebody who tries it", "by somebody who signs in", "by nobody, in the same process"])
def test_no_clock_gives_an_expired_link_another_life(flask: Flask, time: Time, restart, back: dict, seen: str):
    token = invited()
    time.passes(hours=72)
    if seen == "by somebody who tries it":
        assert press(Browser(flask), token).status_code == 422
        restart()
    elif seen == "by somebody who signs in":
        Browser(flask).post("/edit/sign-in", {"name": "Edda", "passphrase": "x"})
        restart()
    time.is_set(**back)
    browser = Browser(flask)
    assert press(browser, token).status_code == 422
    assert choose(browser).status_code == 410
    assert open_invitations() == []


@pytest.mark.parametrize("back", [{"hours": -1}, {"days": -1}])
def test_no_clock_gives_an_opened_link_another_ten_minutes(flask: Flask, time: Time, back: dict):
    browser = Browser(flask)
    press(browser, invited())
    time.passes(minutes=11)
    time.is_set(**back)
    assert choose(browser).status_code == 410


@pytest.mark.parametrize("change", [{"hours": 1}, {"hours": -1}, {"days": 1}, {"days": -1}])
def test_a_clock_that_is_set_does_not_keep_anybody_from_joining(flask: Flask, time: Time, change: dict):
    token, browser = invited(), Browser(flask)
    time.passes(hours=1)
    time.is_set(**change)
    assert press(browser, token).status_code == 302
    assert choose(browser).status_code == 302


def test_a_withdrawn_link_lets_nobody_in_even_when_it_was_opened(flask: Flask, editor: Browser):
    token, browser = invited(), Browser(flask)
    press(browser, token)
    with database.connection_context():
        number = Invitation.get().id
    editor.post(f"/edit/people/invitations/{number}/withdraw")
    assert choose(browser).status_code == 410
    answer = press(browser, token)
    assert "withdrawn" in said(answer)
    assert "Nika" not in said(editor.get("/edit/people/"))


def test_a_new_link_for_a_name_ends_the_older_one(flask: Flask):
    old, new = invited("Nika"), invited(" NIKA")
    assert open_invitations() == ["NIKA"]
    assert press(Browser(flask), old).status_code == 422
    assert press(Browser(flask), new).status_code == 302


def test_two_links_in_one_browser_do_not_get_mixed_up(flask: Flask):
    first, second, browser = invited("Nika"), invited("Olu"), Browser(flask)
    press(browser, first)
    press(browser, second)
    assert "Olu" in said(browser.get("/edit/join/passphrase"))
    choose(browser)
    assert named("Olu") and not named("Nika")


def race(count: int, do: Callable[[int], object]) -> list:
    """What each of `count` got who all began at once."""
    found, barrier = [None] * count, threading.Barrier(count)

    def run(at: int) -> None:
        barrier.wait()
        found[at] = do(at)

    threads = [threading.Thread(target=run, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def in_a_connection(do: Callable) -> object:
    with database.connection_context():
        return do()


@pytest.fixture
def hurried(flask: Flask) -> None:
    """Races are about order, which does not need the disk to have settled."""
    with database.connection_context():
        pass
    database.obj.pragma("synchronous", 0, permanent=True)


def test_of_twelve_who_open_a_link_at_once_one_wins(hurried):
    for number in range(100):
        token = invited(f"Nika {number}")
        wins = [secret for secret, _ in race(12, lambda at, token=token: in_a_connection(lambda: inviting.open_in(token))) if secret]
        assert len(wins) == 1
        with database.connection_context():
            assert inviting.opened_in(wins[0]).name == f"Nika {number}"


def test_of_twelve_who_use_a_link_at_once_one_wins(hurried):
    for number in range(100):
        token = invited(f"Nika {number}")
        with database.connection_context():
            secret, _ = inviting.open_in(token)
        wins = [person for person in race(12, lambda at, secret=secret: in_a_connection(lambda: inviting.join(secret, f"hash of {at}"))) if person]
        assert len(wins) == 1
        assert named(f"Nika {number}").passphrase == wins[0].passphrase


def test_of_twelve_forms_that_arrive_at_once_one_wins(flask: Flask, hurried):
    first = Browser(flask)
    press(first, invited())
    cookie = first.client.get_cookie("__Host-join").value
    browsers = [Browser(flask) for _ in range(12)]
    tokens = []
    for browser in browsers:
        browser.client.set_cookie("__Host-join", cookie, secure=True)
        tokens.append(browser.token())

    def send(at: int) -> int:
        return browsers[at].post("/edit/join/passphrase", {"new": f"{GOOD} {at}", "csrf_token": tokens[at]}, token=False).status_code

    assert sorted(race(12, send)) == [302] + [410] * 11
    assert sum(is_in(browser) for browser in browsers) == 1


def test_a_lost_passphrase_is_replaced_by_a_new_link_and_the_person_stays_the_same(flask: Flask, person, translator: Browser):
    before = named("Tilda")
    newer, token = Browser(flask), invited("tilda", EDITOR)
    assert is_in(translator)
    press(newer, token)
    assert is_in(translator)
    choose(newer)
    after = named("Tilda")
    assert (after.id, after.name, after.role, after.tags) == (before.id, "Tilda", TRANSLATOR, ("de",))
    assert is_in(newer)
    assert not is_in(translator)
    assert Browser(flask).post("/edit/sign-in", {"name": "Tilda", "passphrase": PASSPHRASE}).status_code == 422


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("", "Type a passphrase"),
        ("short one", "too short"),
        ("123456789012", "Numbers alone"),
        ("abcabcabcabcabcabc", "repeats itself"),
        ("qwertyuiopasdfghjkl", "along the keys"),
        ("welcome summer 2025", "Many people"),
        ("Nika Nikolaidou!", "hardly more than your name"),
        ("".join(map(chr, range(0x4E00, 0x5700, 2))), "too long"),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason_and_the_link_stays_good(stranger: Browser, passphrase: str, why: str):
    press(stranger, invited("Nika Nikolaidou"))
    answer = choose(stranger, passphrase)
    assert answer.status_code == 422
    assert why in said(answer)
    assert 'aria-invalid="true"' in said(answer)
    assert not passphrase or passphrase not in said(answer)
    assert choose(stranger).status_code == 302


@pytest.mark.parametrize(("accepted", "tag", "number"), [("en-GB", "en", 5), ("de-AT,en;q=0.5", "de", 5), ("ar", "ar", 6), ("fr", "en", 5)])
def test_words_are_offered_in_the_persons_language_and_are_good_enough(stranger: Browser, editor: Browser, accepted: str, tag: str, number: int):
    press(stranger, invited())
    for browser, path in ((stranger, "/edit/join/passphrase"), (editor, "/edit/account/")):
        page = said(browser.get(path, headers={"Accept-Language": accepted}))
        lang, offered = re.search(r'class="offered" lang="([^"]+)"[^>]*>([^<]+)<', page).groups()
        assert lang == tag and len(offered.split()) == number
        assert set(offered.split()) <= set(passphrases.offered(tag))
    assert choose(stranger, offered).status_code == 302


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_no_words_that_are_drawn_are_weak_and_each_comes_as_often_as_any_other(tag: str):
    drawn = [passphrases.offer(tag) for _ in range(2000)]
    assert not [each for each in drawn if passphrases.too_weak(each)]
    words = passphrases.offered(tag)
    assert len(drawn[0].split()) * math.log2(len(words)) >= 64
    assert {word for each in drawn for word in each.split()} <= set(words)
    # 10,000 draws of 7,776 words meet 72 in 100 of them, 12,000 of 2,048 nearly all.
    assert len({word for each in drawn for word in each.split()}) > 0.68 * len(words)
    assert not {"violate", "grope", "strangle", "predator"} & set(passphrases.offered("en"))


def test_the_rules_are_those_of_the_notes_but_for_the_length():
    """What the server and the phones call weak has the same list of what everybody uses. The words to draw from are the same files."""
    script = (passphrases.LISTS.parent / "passphrase.js").read_text(encoding="utf-8")
    assert re.search(r"COMMON =\s*/(.+)/giu;", script)[1] == passphrases.COMMON.pattern
    assert re.findall(r"'([^']+)'", re.search(r"ROWS = \[(.+)\]", script)[1]) == list(passphrases.ROWS)


@pytest.mark.parametrize(
    "passphrase", ["mild river stamp copper lantern", "drei Hasen tanzen im Keller", "سبعة غلايات خضراء في حقل", "我们的猫喜欢睡在窗台上", "k7#Qm!x2Vp9@wZr4"]
)
def test_a_good_passphrase_is_taken_in_any_script(passphrase: str):
    assert passphrases.too_weak(passphrase) == ""


def test_a_passphrase_typed_on_another_keyboard_is_the_same(flask: Flask, stranger: Browser):
    press(stranger, invited("Zoë"))
    choose(stranger, "caffe\u0301 fu\u0308nf Ångström ﬁn")
    for name, passphrase in (("Zoë", "caffé fünf \u212bngström fin"), ("ZOE\u0308", " caffé  fünf Ångström\u00a0fin ")):
        browser = Browser(flask)
        assert browser.post("/edit/sign-in", {"name": name, "passphrase": passphrase}).status_code == 302


# The command


def run(settings: Settings, *arguments: str):
    flask, before = Flask("app"), database.obj
    flask.config["HANDRAIL"] = settings
    commands.register(flask)
    try:
        return CliRunner().invoke(FlaskGroup(create_app=lambda: flask), arguments)
    finally:
        # The command runs in a process of its own, beside a server that goes on.
        database.initialize(before)


def token_in(output: str) -> str:
    return re.search(r"/edit/join#([\w-]{43})$", output, re.M)[1]


def test_the_command_prints_a_link_with_which_one_joins(settings: Settings, stranger: Browser):
    result = run(settings, "invite", "Nika")
    assert result.exit_code == 0, result.output
    assert "http://localhost:8000/edit/join#" in result.output
    press(stranger, token_in(result.output))
    choose(stranger)
    assert named("Nika").role == EDITOR


def test_the_command_works_before_the_first_start_and_names_the_public_address(tmp_path: Path):
    settings = Settings(data=tmp_path / "new", address="https://guide.example.org/")
    result = run(settings, "invite", "Tove", "--translator", "de, ar")
    assert result.exit_code == 0, result.output
    assert "https://guide.example.org/edit/join#" in result.output
    browser = Browser(application(settings))
    press(browser, token_in(result.output))
    choose(browser)
    assert named("Tove").tags == ("de", "ar")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["Nika", "--translator", "en"], "en: no language"),
        (["Nika", "--translator", "de,klingon-x"], "klingon-x: no language"),
        (["  "], "Write a name"),
        (["x" * 61], "Write a name"),
        (["Ni\u202eka"], "Write a name"),
        (["Edda", "--translator", "de"], "Change it in the editor"),
    ],
)
def test_the_command_says_why_not(settings: Settings, person, arguments: list[str], why: str):
    person("Edda")
    result = run(settings, "invite", *arguments)
    assert result.exit_code == 1
    assert why in result.output
    assert "Traceback" not in result.output
    assert open_invitations() == []


def test_the_command_says_whom_the_name_belongs_to(settings: Settings, person):
    person("Edda")
    person("Fenn", active=False)
    assert "Edda is here already" in run(settings, "invite", "edda").output
    assert "Fenn was let go" in run(settings, "invite", "Fenn").output


def test_the_command_says_what_to_do_where_the_data_folder_cannot_be_written(tmp_path: Path):
    (tmp_path / "file").write_text("")
    result = run(Settings(data=tmp_path / "file" / "data"), "invite", "Nika")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


# Signing in


def try_in(browser: Browser, name: str, passphrase: str = "wrong"):
    return browser.post("/edit/sign-in", {"name": name, "passphrase": passphrase})


def test_names_are_compared_without_case_and_spaces(flask: Flask, person):
    person("Edda Straße")
    for name in ("edda strasse", "  EDDA   STRASSE ", "Edda Straße"):
        assert try_in(Browser(flask), name, PASSPHRASE).status_code == 302


def test_a_wrong_passphrase_an_unknown_name_and_a_former_editor_get_the_same_answer(flask: Flask, person):
    person("Edda")
    person("Fenn", active=False)

    def answer(name: str, passphrase: str = "wrong") -> tuple:
        found = try_in(Browser(flask), name, passphrase)
        page = re.sub(r'name="csrf_token" value="[^"]+"', "", said(found)).replace(name, "NAME")
        return found.status_code, page, sorted(found.headers.keys())

    answers = [answer("Edda"), answer("Ulla"), answer("Fenn"), answer("Fenn", PASSPHRASE)]
    with database.connection_context():
        Tries.delete().execute()
    answers.append(answer("Fenn", PASSPHRASE))
    assert answers[0] == answers[1] == answers[2] == answers[4]
    assert answers[0][0] == 422
    # The fourth came too soon after the third.
    assert answers[3][0] == 429


def test_unknown_names_take_as_long_as_known_ones(flask: Flask, person, monkeypatch):
    """With hashes that take their time, as they do for people. The processor's time: what else this machine does is not asked."""
    monkeypatch.setattr(passphrases, "METHOD", "scrypt:16384:8:1")
    edda = person("Edda")
    with database.connection_context():
        Person.update(passphrase=generate_password_hash(PASSPHRASE, passphrases.METHOD)).where(Person.id == edda.id).execute()
    passphrases.fits("", "warm")

    def spent(name: str) -> float:
        took = []
        for _ in range(9):
            with database.connection_context():
                Tries.delete().execute()
            browser = Browser(flask)
            token = browser.token()
            began = thread_time()
            assert browser.post("/edit/sign-in", {"name": name, "passphrase": "wrong", "csrf_token": token}, token=False).status_code == 422
            took.append(thread_time() - began)
        return min(took)

    known, unknown = spent("Edda"), spent("Ulla")
    assert 0.6 < known / unknown < 1.6
    assert known > 0.02


@pytest.mark.parametrize("name", ["Edda", "Ulla"])
def test_each_failure_makes_the_next_try_wait_longer_up_to_a_minute_and_never_locks_out(flask: Flask, person, time: Time, name: str):
    """The same for a name that is here and for one that nobody has."""
    person("Edda")
    browser = Browser(flask)
    for wait in (2, 4, 8, 16, 32, 60, 60, 60):
        assert try_in(browser, name).status_code == 422
        time.passes(seconds=wait - 1)
        refused = try_in(browser, name, PASSPHRASE)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] in ("1", "2")
        assert "Wait" in said(refused)
        time.passes(seconds=1)
    assert try_in(browser, name, PASSPHRASE).status_code == (302 if name == "Edda" else 422)


def test_after_the_right_passphrase_counting_begins_anew(flask: Flask, person, time: Time):
    person("Edda")
    for _ in range(5):
        assert try_in(Browser(flask), "Edda").status_code == 422
        time.passes(minutes=1)
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302
    assert try_in(Browser(flask), "Edda").status_code == 422
    time.passes(seconds=2)
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302


def test_tries_under_many_names_are_bounded_together(flask: Flask, person, time: Time):
    person("Edda")
    codes = [try_in(Browser(flask), f"somebody {number}").status_code for number in range(40)]
    assert codes == [422] * tries.IN_A_MINUTE + [429] * (40 - tries.IN_A_MINUTE)
    time.passes(seconds=60)
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302


def test_people_who_sign_in_rightly_use_up_nothing(flask: Flask, person, time: Time):
    person("Edda")
    for _ in range(tries.IN_A_MINUTE + 5):
        assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302


def test_of_many_tries_at_once_under_one_name_one_is_on(flask: Flask, person, hurried, monkeypatch):
    person("Edda")
    browsers = [Browser(flask) for _ in range(12)]
    tokens = [browser.token() for browser in browsers]

    def send(at: int) -> int:
        return browsers[at].post("/edit/sign-in", {"name": "Edda", "passphrase": "wrong", "csrf_token": tokens[at]}, token=False).status_code

    assert sorted(race(12, send)) == [422] + [429] * 11


@pytest.mark.parametrize("change", [{"hours": -1}, {"days": -1}, {"days": -400}, {"days": 1}])
def test_a_clock_that_is_set_keeps_nobody_out(flask: Flask, person, time: Time, change: dict):
    person("Edda")
    for _ in range(7):
        try_in(Browser(flask), "Edda")
        time.passes(minutes=1)
    try_in(Browser(flask), "Edda")
    time.is_set(**change)
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302


def test_of_tries_no_name_and_no_address_is_kept_and_nothing_for_long(flask: Flask, settings: Settings, time: Time):
    browser = Browser(flask)
    browser.client.post("/edit/sign-in", environ_overrides={"REMOTE_ADDR": "203.0.113.77"}, base_url="https://localhost")
    browser.post("/edit/sign-in", {"name": "my passphrase by mistake", "passphrase": "x"}, environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    content = b"".join(file.read_bytes() for file in settings.data.iterdir())
    for trace in (b"203.0.113.77", b"by mistake"):
        assert trace not in content
    time.passes(hours=2)
    try_in(browser, "somebody else")
    with database.connection_context():
        assert Tries.select().count() == 2


def test_an_old_hash_is_made_anew_when_its_person_signs_in(flask: Flask, person, monkeypatch):
    person("Edda")
    monkeypatch.setattr(passphrases, "METHOD", "pbkdf2:sha256:2")
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302
    assert named("Edda").passphrase.startswith("pbkdf2:sha256:2$")
    assert try_in(Browser(flask), "Edda", PASSPHRASE).status_code == 302


def test_hashes_cost_what_they_should():
    assert passphrases.make_hash(GOOD).startswith("scrypt:32768:8:1$")


def test_a_session_that_somebody_prepared_is_not_the_one_that_is_signed_in(flask: Flask, person):
    person("Edda")
    browser = Browser(flask)
    with browser.client.session_transaction(base_url="https://localhost") as prepared:
        prepared["prepared"], prepared["csrf_token"] = "by somebody", "known to somebody"
    try_in(browser, "Edda", PASSPHRASE)
    with browser.client.session_transaction(base_url="https://localhost") as session:
        assert "prepared" not in session
        assert session.get("csrf_token") != "known to somebody"


def test_a_session_ends_after_thirty_minutes_without_a_request(editor_then, time: Time):
    browser = editor_then
    for _ in range(4):
        time.passes(minutes=29)
        assert is_in(browser)
    time.passes(minutes=31)
    assert not is_in(browser)


@pytest.fixture
def editor_then(flask: Flask, person, time: Time) -> Browser:
    """Signed in by the clock that tests set."""
    return Browser(flask).sign_in(person("Edda"))


# What was written is carried through signing in


@pytest.fixture
def writing(flask: Flask, editor: Browser) -> Browser:
    return editor


def hidden(page: str) -> list[tuple[str, str]]:
    """The fields of the page's own form, as a browser would send them."""
    from html import unescape

    form = page.split("</header>")[1]
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return [(unescape(name), unescape(value)) for name, value in fields]


def action(page: str) -> str:
    from html import unescape

    return unescape(re.search(r'<form method="post" action="([^"]+)"', page.split("</header>")[1])[1])


def send(browser: Browser, path: str, fields: list[tuple[str, str]], kind: str = ""):
    """Sends fields of which several may have the same name, with the headers of our own page."""
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    headers = {"Referer": "https://localhost/edit/", "Sec-Fetch-Site": "same-origin"}
    if kind == MULTIPART:
        boundary, body = encode_multipart(values)
        return browser.client.post(path, base_url="https://localhost", data=body, headers=headers, content_type=f"{kind}; boundary={boundary}")
    return browser.client.post(path, base_url="https://localhost", data=values, headers=headers)


MULTIPART = "multipart/form-data"
WRITTEN = [
    ("name", "Ömer & <b>Co</b> \"quoted\" 'too'"),
    ("role", "translator"),
    ("languages", "de"),
    ("languages", "ar"),
    ("others", "line one\r\nline two\r\n\r\n  سطر\t\\n\u2028 end "),
]


def in_again(browser: Browser, page: str, name: str = "Edda"):
    """Signs in on a page that carries something, as the browser would."""
    assert action(page) == "/edit/sign-in"
    return send(browser, "/edit/sign-in", [*hidden(page), ("name", name), ("passphrase", PASSPHRASE)], MULTIPART)


@pytest.fixture
def received(flask: Flask) -> list:
    """What arrives at a route for writing, which is there for these tests alone."""
    return []


def route_for_writing(flask: Flask, received: list) -> None:
    from app.editing.access import signed_in

    def write(text: str = ""):
        from flask import redirect, request

        received.append(list(request.form.items(multi=True)))
        return redirect("/edit/")

    def read(text: str = ""):
        return "written"

    flask.add_url_rule("/edit/writing/<text>", "writing.write", signed_in(write), methods=["POST"])
    flask.add_url_rule("/edit/writing/<text>", "writing.read", signed_in(read), methods=["GET"])


@pytest.fixture
def desk(flask: Flask, received: list, person) -> Browser:
    route_for_writing(flask, received)
    return Browser(flask).sign_in(person("Edda"))


def without_token(fields: list) -> list:
    return [(name, value) for name, value in fields if name != "csrf_token"]


PLACE = "/edit/writing/a%20text%3F?at=3&of=%C3%A4"


@pytest.mark.parametrize("lost", ["the cookie", "the session, by time", "the session, by signing out everywhere"])
def test_what_was_sent_by_an_expired_session_arrives_whole_after_signing_in(desk: Browser, received: list, monkeypatch, lost: str):
    token = desk.token()
    if lost == "the cookie":
        desk.client.delete_cookie("__Host-editor")
    elif lost == "the session, by time":
        before = TimestampSigner.get_timestamp
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: before(self) + 31 * 60)
    else:
        with database.connection_context():
            Person.update(epoch=Person.epoch + 1).execute()
    answer = send(desk, PLACE, [("csrf_token", token), *WRITTEN])
    assert answer.status_code == 401
    assert "What you wrote is kept" in said(answer)
    again = in_again(desk, said(answer))
    assert again.status_code == 200
    assert "Send it again" in said(again)
    assert action(said(again)) == PLACE
    assert without_token(hidden(said(again))) == WRITTEN
    assert received == []
    assert send(desk, action(said(again)), hidden(said(again))).status_code == 302
    assert [without_token(each) for each in received] == [WRITTEN]


def test_a_wrong_passphrase_and_a_page_that_grew_old_lose_nothing_on_the_way(desk: Browser, received: list, monkeypatch):
    desk.client.delete_cookie("__Host-editor")
    page = said(send(desk, PLACE, WRITTEN))
    for code in (422, 429):
        answer = send(desk, "/edit/sign-in", [*hidden(page), ("name", "Edda"), ("passphrase", "wrong")])
        assert answer.status_code == code
        page = said(answer)
    desk.client.delete_cookie("__Host-editor")
    answer = send(desk, "/edit/sign-in", [*hidden(page), ("name", "Edda"), ("passphrase", PASSPHRASE)])
    assert answer.status_code == 400
    assert "open for too long" in said(answer)
    assert PASSPHRASE not in said(answer)
    with database.connection_context():
        Tries.delete().execute()
    again = in_again(desk, said(answer))
    assert without_token(hidden(said(again))) == WRITTEN


def test_after_new_keys_the_session_goes_on_and_the_form_is_sent_once_more(desk: Browser, settings: Settings):
    result = run(settings, "keys", "rotate")
    assert result.exit_code == 0
    assert "Restart" in result.output
    old = desk.token()
    received: list = []
    restarted = application(settings)
    route_for_writing(restarted, received)
    browser = Browser(restarted)
    browser.client.set_cookie("__Host-editor", desk.client.get_cookie("__Host-editor").value, secure=True)
    answer = send(browser, PLACE, [("csrf_token", old), *WRITTEN])
    assert answer.status_code == 400
    assert "Send it again" in said(answer)
    assert send(browser, action(said(answer)), hidden(said(answer))).status_code == 302
    assert [without_token(each) for each in received] == [WRITTEN]


def test_two_rotations_are_lived_through_a_third_is_not(settings: Settings, desk: Browser):
    cookie = desk.client.get_cookie("__Host-editor").value
    found = []
    for _ in range(3):
        run(settings, "keys", "rotate")
        browser = Browser(application(settings))
        browser.client.set_cookie("__Host-editor", cookie, secure=True)
        found.append(is_in(browser))
    assert found == [True, True, False]


def test_a_former_editor_sees_what_they_wrote_and_sends_nothing(desk: Browser, received: list):
    with database.connection_context():
        Person.update(active=False).execute()
    answer = send(desk, PLACE, [("csrf_token", desk.token()), *WRITTEN])
    assert answer.status_code == 401
    assert "&lt;b&gt;Co&lt;/b&gt;" in said(answer)
    assert in_again(desk, said(answer)).status_code == 422
    assert received == []


@pytest.mark.parametrize("sign", ["a", "ن", "\n", '"', "&"])
def test_a_text_as_large_as_the_server_takes_is_carried_whole(desk: Browser, received: list, sign: str):
    from urllib.parse import quote_plus

    text = sign * (995_000 // len(quote_plus(sign)))
    fields = [("text", text), ("many", "1"), ("many", "2")]
    desk.client.delete_cookie("__Host-editor")
    page = said(send(desk, PLACE, fields))
    again = in_again(desk, page)
    assert again.status_code == 200, again.status_code
    kind = re.search(r'enctype="([^"]+)"', said(again).split("</header>")[1])[1]
    assert send(desk, action(said(again)), hidden(said(again)), kind).status_code == 302
    assert [without_token(each) for each in received] == [fields]


def test_a_form_of_very_many_fields_is_carried_whole(desk: Browser, received: list):
    fields = [("chosen", f"ä {number}") for number in range(1500)]
    desk.client.delete_cookie("__Host-editor")
    again = in_again(desk, said(send(desk, PLACE, fields)))
    kind = re.search(r'enctype="([^"]+)"', said(again).split("</header>")[1])[1]
    assert send(desk, action(said(again)), hidden(said(again)), kind).status_code == 302
    assert [without_token(each) for each in received] == [fields]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example", "Referer": ""},
        {"Origin": "null"},
        {"Referer": "https://evil.example/"},
        {"Referer": "https://localhost.evil.example/edit/"},
        {},
    ],
)
def test_what_another_site_sends_reaches_no_page(desk: Browser, received: list, headers: dict):
    desk.client.delete_cookie("__Host-editor")
    for path in (PLACE, "/edit/sign-in"):
        data = {"text": "planted", "again": PLACE, "kept": '[["text", "planted"]]', "name": "Edda", "passphrase": PASSPHRASE}
        answer = desk.client.post(path, base_url="https://localhost", data=data, headers=headers)
        assert answer.status_code == 400
        assert "planted" not in said(answer)
    assert not is_in(desk)


def test_an_address_cannot_plant_anything_in_the_form(stranger: Browser):
    page = said(stranger.get('/edit/sign-in?again=/edit/people/invite&kept=[["name","planted"]]'))
    assert "planted" not in page


@pytest.mark.parametrize(
    "again",
    [
        "https://evil.example/edit/",
        "https://evil.example/edit/people/",
        "//evil.example/edit/people/",
        "//evil.example/edit/",
        "/\\evil.example/edit/",
        "\\\\evil.example",
        "/edit/..//evil.example",
        "/edit//evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/edit/\r\nSet-Cookie: a=b",
        "http://[",
        "/wipe",
        "/edit/sign-out",
        "/edit/join",
        "/edit/sign-in?again=x",
        "/edit/nowhere",
        "",
    ],
)
def test_signing_in_leads_nowhere_else(desk: Browser, again: str):
    desk.client.delete_cookie("__Host-editor")
    answer = desk.post("/edit/sign-in", {"name": "Edda", "passphrase": PASSPHRASE, "again": again})
    assert (answer.status_code, answer.location) == (302, "/edit/")
    desk.client.delete_cookie("__Host-editor")
    answer = desk.post("/edit/sign-in", {"name": "Edda", "passphrase": PASSPHRASE, "again": again, "kept": '[["text", "mine"]]'})
    assert answer.status_code == 200
    assert "mine" in said(answer)
    assert "<form" not in said(answer).split("</header>")[1]


@pytest.mark.parametrize("kept", ["", "{}", "[", "[1]", '[["a"]]', '[["a", 1]]', '[[["a"], "b"]]', "null", '{"a": "b"}', "[" * 100_000])
def test_what_is_no_kept_text_is_none(desk: Browser, kept: str):
    desk.client.delete_cookie("__Host-editor")
    answer = desk.post("/edit/sign-in", {"name": "Edda", "passphrase": PASSPHRASE, "again": "/edit/", "kept": kept})
    assert (answer.status_code, answer.location) == (302, "/edit/")


def test_signing_in_leads_back_to_the_page_one_wanted(desk: Browser):
    desk.client.delete_cookie("__Host-editor")
    page = said(desk.get(PLACE))
    assert dict(hidden(page))["again"] == PLACE
    answer = in_again(desk, page)
    assert (answer.status_code, answer.location) == (302, PLACE)


def test_a_button_that_carried_nothing_leads_back_to_its_page(desk: Browser):
    desk.client.delete_cookie("__Host-editor")
    headers = {"Referer": "https://localhost/edit/people/?of=3", "Sec-Fetch-Site": "same-origin"}
    page = said(desk.client.post("/edit/people/1/sign-out", base_url="https://localhost", data={"csrf_token": "old"}, headers=headers))
    assert in_again(desk, page).location == "/edit/people/?of=3"


def test_no_passphrase_is_ever_given_back(desk: Browser):
    desk.client.delete_cookie("__Host-editor")
    page = said(send(desk, "/edit/account/passphrase", [("passphrase", PASSPHRASE), ("new", GOOD)]))
    assert PASSPHRASE not in page
    assert GOOD not in page


# Who may edit


def link_in(page: str) -> str:
    from html import unescape

    return unescape(re.search(r'id="link" value="([^"]+)"', page)[1])


def test_an_editor_invites_and_the_link_is_shown_once(flask: Flask, editor: Browser):
    answer = editor.post("/edit/people/invite", {"name": "Nika", "role": "translator", "languages": ["de"], "others": "ckb, pt-BR"})
    assert answer.location == "/edit/people/#invited"
    page = said(editor.get("/edit/people/"))
    link = link_in(page)
    assert link.startswith("https://localhost/edit/join#")
    assert "Nika" in page
    again = said(editor.get("/edit/people/"))
    assert link.split("#")[1] not in again
    assert "Nika" in again
    joining = Browser(flask)
    press(joining, link)
    choose(joining)
    assert named("Nika").tags == ("de", "ckb", "pt-BR")
    assert open_invitations() == []


def test_the_link_has_the_public_address_where_there_is_one(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(passphrases, "METHOD", QUICK)
    flask = application(Settings(data=tmp_path, address="https://guide.example.org"))
    with database.connection_context():
        edda = Person.create(name="Edda", folded="edda", role=EDITOR, passphrase=passphrases.make_hash(PASSPHRASE))
    editor = Browser(flask).sign_in(edda)
    editor.post("/edit/people/invite", {"name": "Nika", "role": "editor"})
    assert link_in(said(editor.get("/edit/people/"))).startswith("https://guide.example.org/edit/join#")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "", "role": "editor"}, "Write a name"),
        ({"name": "x" * 61, "role": "editor"}, "Write a name"),
        ({"name": "\u202e", "role": "editor"}, "Write a name"),
        ({"name": "ß" * 40, "role": "editor"}, "Write a name"),
        ({"name": "EDDA", "role": "editor"}, "has this name already"),
        ({"name": "Nika"}, "Choose one of the two"),
        ({"name": "Nika", "role": "owner"}, "Choose one of the two"),
        ({"name": "Nika", "role": "translator"}, "at least one language"),
        ({"name": "Nika", "role": "translator", "languages": ["en"]}, "no language that can be translated into: en"),
        ({"name": "Nika", "role": "translator", "others": "<b>"}, "&lt;b&gt;"),
        ({"name": "Nika", "role": "translator", "others": ",".join(f"de-{number}xyzz" for number in range(100))}, "no language"),
    ],
)
def test_an_invitation_that_cannot_be_says_why_and_keeps_what_was_typed(editor: Browser, fields: dict, why: str):
    answer = editor.post("/edit/people/invite", fields)
    assert answer.status_code == 422
    page = said(answer)
    assert why in page
    assert 'aria-invalid="true"' in page or "aria-describedby" in page
    if fields["name"] in ("EDDA", "Nika"):
        assert f'value="{fields["name"]}"' in page
    assert open_invitations() == []


def test_inviting_a_former_editor_anew_lets_them_back(flask: Flask, editor: Browser, person):
    fenn = person("Fenn", active=False)
    with database.connection_context():
        token = invite("Fenn", EDITOR)[1]
    browser = Browser(flask)
    press(browser, token)
    choose(browser)
    assert is_in(browser)
    assert named("Fenn").id == fenn.id


def test_who_is_let_go_is_out_at_once_and_so_are_their_links(flask: Flask, editor: Browser, person):
    fenn = person("Fenn")
    browser, token = Browser(flask).sign_in(fenn), invited("Fenn")
    opened = Browser(flask)
    press(opened, token)
    editor.post(f"/edit/people/{fenn.id}/former")
    assert not is_in(browser)
    assert choose(opened).status_code == 410
    assert try_in(Browser(flask), "Fenn", PASSPHRASE).status_code == 422


@pytest.mark.parametrize(("path", "fields"), [("former", {}), ("role", {"role": "translator", "languages": ["de"]})])
def test_who_is_no_editor_any_more_leaves_no_way_in_behind(flask: Flask, editor: Browser, person, path: str, fields: dict):
    fenn = person("Fenn")
    browser = Browser(flask).sign_in(fenn)
    browser.post("/edit/people/invite", {"name": "Nika", "role": "editor"})
    opened = Browser(flask)
    press(opened, link_in(said(browser.get("/edit/people/"))))
    editor.post("/edit/people/invite", {"name": "Olu", "role": "editor"})
    editor.post(f"/edit/people/{fenn.id}/{path}", fields)
    assert choose(opened).status_code == 410
    assert open_invitations() == ["Olu"]


def test_who_is_let_back_signs_in_anew_and_no_old_session_comes_back(flask: Flask, editor: Browser, person):
    fenn = person("Fenn")
    browser = Browser(flask).sign_in(fenn)
    editor.post(f"/edit/people/{fenn.id}/former")
    editor.post(f"/edit/people/{fenn.id}/back")
    assert not is_in(browser)
    assert try_in(browser, "Fenn", PASSPHRASE).status_code == 302


def test_an_editor_changes_what_somebody_does_at_once(flask: Flask, editor: Browser, translator: Browser):
    tilda = named("Tilda")
    page = said(editor.get(f"/edit/people/{tilda.id}/"))
    assert re.search(r'<input[^>]* checked[^>]*value="de"|value="de"[^>]* checked|checked[^>]*name="languages"[^>]*value="de"', page)
    assert translator.get("/edit/people/").status_code == 403
    editor.post(f"/edit/people/{tilda.id}/role", {"role": "editor"})
    assert translator.get("/edit/people/").status_code == 200
    editor.post(f"/edit/people/{tilda.id}/role", {"role": "translator", "languages": ["ar"]})
    assert translator.get("/edit/people/").status_code == 403
    assert named("Tilda").tags == ("ar",)


def test_the_last_editor_stays_and_it_says_why(flask: Flask, editor: Browser, person):
    edda = named("Edda")
    person("Tilda", TRANSLATOR, "de")
    person("Fenn", active=False)
    with database.connection_context():
        Person.create(name="Nobody", folded="nobody", role=EDITOR, passphrase="")
    editor.post(f"/edit/people/{edda.id}/former")
    assert "last editor" in said(editor.get(f"/edit/people/{edda.id}/"))
    answer = editor.post(f"/edit/people/{edda.id}/role", {"role": "translator", "languages": ["de"]})
    assert answer.status_code == 422
    assert "last editor" in said(answer)
    assert is_in(editor)
    assert named("Edda").role == EDITOR
    other = person("Olu")
    editor.post(f"/edit/people/{edda.id}/former")
    assert not is_in(editor)
    assert is_in(Browser(flask).sign_in(other))


def test_two_editors_who_let_each_other_go_at_once_leave_one(flask: Flask, person, hurried):
    for number in range(10):
        with database.connection_context():
            Person.update(active=False).execute()
        two = [person(f"Edda {number}"), person(f"Olu {number}")]
        browsers = [Browser(flask).sign_in(each) for each in two]
        tokens = [browser.token() for browser in browsers]

        def let_go(at: int, two=two, browsers=browsers, tokens=tokens) -> None:
            browsers[at].post(f"/edit/people/{two[1 - at].id}/former", {"csrf_token": tokens[at]}, token=False)

        race(2, let_go)
        with database.connection_context():
            assert Person.select().where(Person.active).count() == 1


def test_an_editor_signs_somebody_out_everywhere(flask: Flask, editor: Browser, translator: Browser):
    tilda = named("Tilda")
    second = Browser(flask).sign_in(tilda)
    editor.post(f"/edit/people/{tilda.id}/sign-out")
    assert not is_in(translator)
    assert not is_in(second)
    assert is_in(editor)
    assert try_in(second, "Tilda", PASSPHRASE).status_code == 302


def test_everybody_signs_themselves_out_everywhere(flask: Flask, translator: Browser):
    second = Browser(flask).sign_in(named("Tilda"))
    translator.post("/edit/account/sign-out-everywhere")
    assert not is_in(translator)
    assert not is_in(second)


def test_everybody_changes_their_own_passphrase_and_is_out_everywhere_else(flask: Flask, translator: Browser):
    second = Browser(flask).sign_in(named("Tilda"))
    answer = translator.post("/edit/account/passphrase", {"passphrase": PASSPHRASE, "new": GOOD})
    assert answer.status_code == 302
    assert "changed" in said(translator.get("/edit/account/"))
    assert not is_in(second)
    assert try_in(Browser(flask), "Tilda", GOOD).status_code == 302
    assert try_in(Browser(flask), "Tilda", PASSPHRASE).status_code == 422


def test_a_passphrase_is_not_changed_without_the_present_one_nor_guessed_there(flask: Flask, translator: Browser):
    before = named("Tilda").passphrase
    answer = translator.post("/edit/account/passphrase", {"passphrase": "wrong", "new": GOOD})
    assert answer.status_code == 422
    assert "not your present passphrase" in said(answer)
    assert translator.post("/edit/account/passphrase", {"passphrase": PASSPHRASE, "new": GOOD}).status_code == 429
    with database.connection_context():
        Tries.delete().execute()
    answer = translator.post("/edit/account/passphrase", {"passphrase": PASSPHRASE, "new": "too short"})
    assert answer.status_code == 422
    assert named("Tilda").passphrase == before
    assert is_in(translator)


def test_a_name_cannot_bring_markup(editor: Browser, person):
    hostile = "<img src=x onerror=alert(1)>"
    number = person(hostile).id
    with database.connection_context():
        invite("<script>alert(2)</script>", EDITOR)
    for path in ("/edit/people/", f"/edit/people/{number}/"):
        page = said(editor.get(path))
        assert "<img" not in page
        assert "<script>alert" not in page
        assert "&lt;img" in page


def test_what_is_not_there_is_not_there(editor: Browser):
    for path in ("former", "back", "role", "sign-out", "invite"):
        assert editor.post(f"/edit/people/999/{path}", {"role": "editor"}).status_code == 404
    assert editor.get("/edit/people/999/").status_code == 404
    assert editor.post("/edit/people/invitations/999/withdraw").status_code == 302


def test_the_first_page_says_who_one_is_and_what_one_may(editor: Browser, translator: Browser):
    assert 'href="/edit/people/"' in said(editor.get("/edit/"))
    page = said(translator.get("/edit/"))
    assert 'href="/edit/people/"' not in page
    assert 'href="/edit/account/"' in page
    assert "Deutsch" in page
