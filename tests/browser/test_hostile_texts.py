"""No text that somebody writes becomes a program: every payload × every field that can be edited, and PO files, before a real browser without any policy.

By default readers' pages get every payload in every field, and each form of the editor every tenth payload; `-m faults` gives each form all of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser as Chromium
from small_site import small_site

from app import passphrases
from app.editing import application
from app.edition import assets, own
from app.edition.layer import Contact, Layer, OwnText
from app.edition.site import render
from app.edition.templating import Language
from app.guide.load import load
from app.models import EDITOR, Invitation, Person, Publication, Revision, database, now
from app.passages import Texts
from app.publishing import AGREEMENTS, CHOICE, CONTACT, ORDER, PASSAGE, REVIEW, TEXT
from app.settings import Settings
from tests.browser.trial import Trial, together, trial
from tests.editing.browsing import PASSPHRASE, QUICK, Browser
from tests.xss import PAYLOADS, VECTORS

KINDS = ("page", "checklist", "argument", "agenda")
CONTACT_FIELDS = ("name", "what", "phone", "messenger", "web", "hours", "languages", "access", "checked", "checked_by")
EVERY = 10
"""By default, each form of the editor gets one payload of so many; which ones, differs from form to form."""


@pytest.fixture(scope="module")
def court(browser: Chromium) -> Iterator[Trial]:
    with trial(browser) as made:
        yield made


def rotated(at: int, names: tuple[str, ...]) -> dict[str, str]:
    """Another payload in each field; over all numbers, every payload in every field."""
    return {name: PAYLOADS[(at + turn) % len(PAYLOADS)] for turn, name in enumerate(names)}


# The trial itself


def test_there_are_enough_payloads_and_no_two_alike():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 333


def test_taken_as_they_are_most_of_them_act(court: Trial):
    """Otherwise the tests below would prove nothing."""
    as_html = court.guilty({text: f"<!doctype html><p>{text}</p>" for text in PAYLOADS})
    as_values = court.guilty({text: f'<!doctype html><input value="{text}" title=\'{text}\'><a href="{text}">x</a>' for text in PAYLOADS})
    as_scripts = court.guilty({text: f"<!doctype html><script>`{text}`</script>" for text in PAYLOADS})
    ran = [text for text, did in as_html.items() if any(one.startswith("ran") for one in did)]
    assert len(ran) > 130 and len(as_html) > 200 and len(as_values) > 50 and len(as_scripts) > 300
    assert "https://evil.example/x.js" in as_html["requests"]
    first = [text for text in PAYLOADS[: len(VECTORS)] if text not in as_html]
    assert first == []


def test_what_hides_the_rest_of_a_page_is_noticed(court: Trial):
    for text in ("<!--", "<textarea>", "<select>", "<title>", "<template>", "<plaintext>"):
        assert court.guilty({text: together([text, "<p>x</p>"])}) == {text: ["something is hidden"]}, text
    whole = "<!doctype html><html lang=en><head><title>x</title></head><body><p>x</p></body></html>"
    assert court.guilty({"whole": together([whole] * 3)}) == {}


# What readers get


@dataclass(frozen=True)
class Reading:
    """Renders editions, and joins their pages into few documents, so that a thousand pages take seconds."""

    guide: object
    address: object

    def documents(self, layer: Layer, settings: Settings | None = None) -> dict[str, str]:
        settings = layer.over(settings or Settings())
        shared = {"asset": self.address, "css": "", "modules": ()}
        site = render(own.joined(self.guide, layer), Language.of("en", layer), settings, shared, (), layer)
        pages = list(site.pages.items())
        made = {"shell": "".join(site.shell[::2])}
        for at in range(0, len(pages), 20):
            some = pages[at : at + 20]
            titles = [f"<h6>{page.title}</h6><input value='{page.title}'>" for _, page in some]
            made[", ".join(path for path, _ in some)] = together([page.main for _, page in some] + titles)
        return made


@pytest.fixture(scope="module")
def reading(tmp_path_factory) -> Reading:
    return Reading(load(small_site(tmp_path_factory.mktemp("content")).folder), assets.load("on").address)


def own_text(kind: str, at: int) -> OwnText:
    given = rotated(at, ("title", "tab", "summary", "body", "item", "heading", "heard", "say", "ask"))
    body = f"{given['body']}\n\n- [ ] {given['item']}\n- x {{#own-{kind}-{at}-x minutes=1 about=frame}}\n\n  {given['body']}\n\n## {given['heading']}\n\n- {given['item']}"
    options = {"heard": [given["heard"]], "say": [given["say"]], "ask": given["ask"]}
    return OwnText(f"own-{kind}-{at}", kind, "en", given["title"], given["tab"], given["summary"], body, options)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_of_the_groups_own_acts_for_readers(court: Trial, reading: Reading, kind: str):
    layer = Layer(texts=tuple(own_text(kind, at) for at in range(len(PAYLOADS))))
    assert court.guilty(reading.documents(layer)) == {}


def test_no_contact_agreement_or_setting_acts_for_readers(court: Trial, reading: Reading):
    contacts = tuple(Contact(f"own-c{at}", **rotated(at, CONTACT_FIELDS)) for at in range(len(PAYLOADS)))
    assert court.guilty(reading.documents(Layer(contacts=contacts))) == {}
    # One after the other, since one text could hide what follows it.
    for at, text in enumerate(PAYLOADS):
        agreed = own.agreements(Layer(agreements={"en": text}), "en", ("en",))
        assert agreed is not None, at
    found = {text: str(_prose(reading, text)) for text in PAYLOADS}
    assert court.guilty({text: f"<!doctype html><body>{html}</body>" for text, html in found.items()}) == {}
    named = {text: {"name": text, "exit": text, "icon": text} for text in PAYLOADS if len(text) <= 30}
    assert len(named) > 20
    for text, choices in list(named.items())[::4]:
        assert court.guilty(reading.documents(Layer(choices=choices), Settings(name=text if text.isprintable() else "x"))) == {}, text


def _prose(reading: Reading, text: str) -> str:
    from app.edition.templating import environment

    layer = Layer(agreements={"en": text})
    jinja = environment(Language.of("en"), reading.guide, {"layer": layer})
    return jinja.globals["prose"](own.agreements(layer, "en", ("en",)))


def test_no_passage_acts_for_readers_even_if_the_checks_let_it_in(court: Trial):
    """In every passage of the shipped guide and of the app: thousands, so that each payload stands in many."""
    guide = load()
    passages = list(Texts.of(guide).passages.values())
    assert len(passages) > 8 * len(PAYLOADS)
    plain = [text for text in PAYLOADS if "%" not in text]
    words: dict[str, dict] = {"guide": {}, "messages": {}}
    for at, passage in enumerate(passages):
        text = plain[at % len(plain)]
        words[passage.domain][passage.one] = text if isinstance(passage.source, str) else [text, text]
    reading = Reading(guide, assets.load("on").address)
    assert court.guilty(reading.documents(Layer(passages={"en": words}))) == {}


# What the editor shows


@dataclass
class Desk:
    """An editor before a database; pages without their stylesheet, which is ours and takes the browser longer than the rest."""

    flask: object
    person: Browser
    token: str
    css: str = field(default_factory=lambda: assets.load("on").css)

    def page(self, answer) -> str:
        assert answer.status_code < 500, answer.get_data(as_text=True)
        return answer.get_data(as_text=True).replace(self.css, "")

    def get(self, path: str) -> str:
        return self.page(self.person.get(f"/edit/{path}"))

    def post(self, path: str, values: dict) -> str:
        return self.page(self.person.post(f"/edit/{path}", {**values, "csrf_token": self.token}, token=False))


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    settings = Settings(data=tmp_path_factory.mktemp("desk"), languages=("en", "de"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrases, "METHOD", QUICK)
        flask = application(settings)
        with database.connection_context():
            edda = Person.create(name="Edda", folded="edda", role=EDITOR, passphrase=passphrases.make_hash(PASSPHRASE))
        person = Browser(flask).sign_in(edda)
        yield Desk(flask, person, person.token())


TEXT_FIELDS = ("title", "tab", "summary", "body", "heard", "say", "ask", "tag", "base")
FORMS = {
    **{f"texts/new/{kind}": TEXT_FIELDS for kind in KINDS},
    **{f"texts/preview/{kind}": TEXT_FIELDS for kind in KINDS},
    "contacts/new": (*CONTACT_FIELDS, "base"),
    "agreements/en/": ("text", "base"),
    "agreements/en/preview": ("text",),
    "settings/": ("name", "icon", "more", "exit", "keeping", "place-en", "base-name"),
    "people/invite": ("name", "role", "others", "languages"),
    "account/passphrase": ("passphrase", "new"),
    "publish/": ("note", "mark", "after"),
    "publish/take-back": ("kind", "key", "base"),
}


def passage_form(flask) -> tuple[str, dict]:
    from app.editing import present

    with flask.test_request_context(), database.connection_context():
        found = present.texts().by_place["arguments/both-sides"][3]
    return f"passage/de/{found.domain}/{found.name}/", {"domain": found.domain, "name": found.name, "tag": "de", "place": "arguments/both-sides"}


def by_tens(pages: dict[str, str]) -> dict[str, str]:
    names = list(pages)
    return {" | ".join(some): together(pages[name] for name in some) for at in range(0, len(names), 10) if (some := names[at : at + 10])}


def shown_by(desk: Desk, form: str, payloads: list[int]) -> dict[str, str]:
    if form.startswith("passage"):
        path, fixed = passage_form(desk.flask)
        do = {"passage": {"do": "keep"}, "passage, looked at": {"do": "preview"}, "passage, live": {}}[form]
        path = "preview" if form == "passage, live" else path
        return {PAYLOADS[at]: desk.post(path, {**fixed, **do, "texts-0": PAYLOADS[at], "base": "-1"}) for at in payloads}
    again = {"preview": "1"} if form.startswith(("texts/new", "agreements/en/")) else {}
    return {f"{form} {PAYLOADS[at]}": desk.post(form, {**rotated(at, FORMS[form]), **(again if at % 2 else {})}) for at in payloads}


ALL_FORMS = (*FORMS, "passage", "passage, looked at", "passage, live")


@pytest.mark.parametrize("form", ALL_FORMS)
def test_no_text_acts_in_the_form_that_it_was_typed_into(court: Trial, desk: Desk, form: str):
    some = list(range(ALL_FORMS.index(form) % EVERY, len(PAYLOADS), EVERY))
    assert court.guilty(by_tens(shown_by(desk, form, some))) == {}


@pytest.mark.faults
@pytest.mark.parametrize("form", ALL_FORMS)
def test_no_text_of_all_acts_in_the_form_that_it_was_typed_into(court: Trial, desk: Desk, form: str):
    assert court.guilty(by_tens(shown_by(desk, form, list(range(len(PAYLOADS)))))) == {}


def test_no_text_acts_where_it_is_carried_through_signing_in_or_given_back(court: Trial, desk: Desk):
    pages = {}
    for at in range(0, len(PAYLOADS), 60):
        fields = {text[:200] or "x": text for text in PAYLOADS[at : at + 60]}
        stranger = Browser(desk.flask)
        pages[f"signing in {at}"] = desk.page(stranger.post("/edit/contacts/new", fields))
        pages[f"sent again {at}"] = desk.page(desk.person.post("/edit/contacts/new", fields, token=False))
    assert court.guilty(pages) == {}


@pytest.fixture(scope="module")
def stored(desk: Desk) -> Desk:
    """Every payload in every kind of row, as if each check had failed."""
    with database.connection_context():
        for at, text in enumerate(PAYLOADS):
            by = Person.create(name=text[:60] or "x", folded=f"folded {at}", role=EDITOR if at % 2 else text[:20], active=bool(at % 3), passphrase="x")
            kind = KINDS[at % 4]
            value = vars(own_text(kind, at))
            Revision.add(TEXT, value["id"], value, by)
            Revision.add(TEXT, "own-much", {**value, "id": "own-much"}, by)
            contact = {"id": f"own-c{at}", **rotated(at, CONTACT_FIELDS)}
            Revision.add(CONTACT, contact["id"], contact, by)
            Revision.add(CONTACT, "own-much", {**contact, "id": "own-much"}, by)
            Revision.add(AGREEMENTS, "en", {"text": text}, by)
            Revision.add(CHOICE, "exit", {"value": text}, by)
            Revision.add(ORDER, CONTACT, {"ids": [f"own-c{at}", text, f"own-c{at - 1}"]}, by)
            Revision.add(REVIEW, text[:200], {"tag": "de", "domain": "guide", "fingerprint": text}, by)
            Revision.add(PASSAGE, "de|guide|0", {"tag": "de", "domain": "guide", "source": text, "text": text, "place": text}, by)
            Publication.create(note=text, mark=0, edition="0" * 64, by=by)
            Invitation.create(token=f"{at}", name=text[:60], role=EDITOR, languages=text[:60], by=by, expires=now().replace(year=2999), bound="x")
    yield desk
    with database.connection_context():
        for table in (Publication, Invitation, Revision):
            table.delete().execute()
        Person.delete().where(Person.name != "Edda").execute()


def test_no_text_acts_in_lists_histories_and_the_review(court: Trial, stored: Desk):
    pages = {
        path: stored.get(path)
        for path in ("texts/", "contacts/", "people/", "publications/", "settings/", "settings/history", "agreements/en/history", "contacts/order/history")
    }
    pages |= {path: stored.get(path) for path in ("texts/own-much/history", "contacts/own-much/history", "texts/own-much/", "contacts/own-much/", "stale/")}
    found = Revision
    with database.connection_context():
        waiting = found.select(found.kind, found.key).distinct().count()
        people = [person.id for person in Person.select()]
    pages |= {f"review from {at}": stored.get(f"publish/?from={at}") for at in range(0, waiting, 100)}
    pages |= {f"person {number}": stored.get(f"people/{number}/") for number in people[:: EVERY * 2]}
    pages |= {f"contact {at}": stored.get(f"contacts/own-c{at}/") for at in range(0, len(PAYLOADS), EVERY)}
    pages |= {f"text {at}": stored.get(f"texts/own-{KINDS[at % 4]}-{at}/") for at in range(1, len(PAYLOADS), EVERY)}
    assert sum(page.count("alert(") for page in pages.values()) > 5 * len(PAYLOADS)
    assert court.guilty(by_tens(pages)) == {}


def test_no_text_of_a_po_file_acts_on_the_page_that_lists_it_or_afterwards(court: Trial, desk: Desk):

    from app.editing import present

    with desk.flask.test_request_context(), database.connection_context():
        sources = [passage.one for passage in present.texts().passages.values() if passage.domain == "messages" and isinstance(passage.source, str)]
    entries = [f"msgid {quoted(source)}\nmsgstr {quoted(text)}" for source, text in zip(sources, PAYLOADS, strict=False)]
    unknown = [f"msgid {quoted(text)}\nmsgstr {quoted(text)}" for text in PAYLOADS]
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: de\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"'
    data = "\n\n".join([head, *entries, *unknown]).encode()
    listed = _uploaded(desk, data)
    assert listed.count("alert(") > 100
    assert court.guilty({"listed": listed}) == {}


def quoted(text: str) -> str:
    return json.dumps("".join(sign for sign in text if sign.isprintable() or sign == "\n"), ensure_ascii=False)


def _uploaded(desk: Desk, data: bytes) -> str:
    from io import BytesIO

    rule = next(rule.rule for rule in desk.flask.url_map.iter_rules() if rule.endpoint == "catalogs.upload")
    return desk.post(rule.replace("<tag>", "de").removeprefix("/edit/"), {"file": (BytesIO(data), "de.po")})
