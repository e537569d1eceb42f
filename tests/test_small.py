"""What a phone on a slow line has to fetch: the promises about size that hang on no machine. docs/performance.md has the ones that do."""

import json
import re
from functools import cache
from html.parser import HTMLParser

import brotli
import pyppmd
import pytest

from app.edition import assets as static
from app.edition import bundle as bundles
from app.edition import coding, compress
from app.edition.build import SHORT, assemble
from app.edition.site import ALL
from app.headers import ASSET_HEADERS, IMMUTABLE, REVALIDATE, TRANSPORT
from app.settings import Settings

LANGUAGES = ("en", "de", "ar")
WINDOW = 10 * 1460
"""Bytes that a server sends before it hears from the phone again: ten segments."""

TLS = 4_500
"""Bytes of a handshake with two elliptic certificates, from above."""

BODY = 5_000


def packed(body: bytes) -> int:
    return len(compress.brotli_of(body))


@cache
def files() -> dict[str, bytes]:
    return assemble(Settings(languages=LANGUAGES), [])[1]


@cache
def headers() -> dict[str, str]:
    return assemble(Settings(languages=("en",)), [])[0].headers


def pages() -> list[str]:
    return [path for path in files() if path.endswith("index.html") and path != "index.html"]


def bundle(tag: str) -> str:
    return coding.decode(coded(tag))


def coded(tag: str) -> bytes:
    return next(body for path, body in files().items() if path.startswith(f"{tag}/bundle/"))


def sent(given: dict[str, str], cache_control: str, length: int) -> int:
    """Bytes of a status line and headers as Handrail's own server sends them over https."""
    lines = {
        **given,
        **dict([TRANSPORT]),
        "ETag": f'"{"0" * 20}-br"',
        "Cache-Control": cache_control,
        "Vary": "Accept-Encoding",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Encoding": "br",
        "Content-Length": str(length),
        "Date": "Mon, 30 Nov 2026 12:00:00 GMT",
        "Server": "waitress",
    }
    return len("HTTP/1.1 200 OK\r\n\r\n") + sum(len(f"{name}: {value}\r\n") for name, value in lines.items())


@pytest.fixture(scope="module")
def sizes() -> dict[str, int]:
    return {path: packed(files()[path]) for path in pages()}


def test_every_page_has_a_body_of_five_kilobytes_at_most(sizes):
    large = {path: size for path, size in sizes.items() if size > BODY and path.split("/", 1)[1] != f"{ALL}index.html"}
    assert not large
    assert {path.split("/")[0] for path in sizes} == set(LANGUAGES) and len(sizes) > 300


def test_what_phones_keep_and_large_pages_are_as_small_as_brotli_makes_them(sizes):
    kept = coding.encode(bundle("de"))
    assert compress.brotli_of(kept) == brotli.compress(kept, quality=11, lgwin=22)
    large = [path for path, size in sizes.items() if size > compress.ENOUGH and len(files()[path]) <= compress.LONG]
    for path in large:
        assert compress.brotli_of(files()[path]) == brotli.compress(files()[path], quality=11, lgwin=22)


def test_every_page_comes_in_the_first_window_with_its_headers_and_the_handshake(sizes):
    for path, size in sizes.items():
        if path.split("/", 1)[1] != f"{ALL}index.html":
            assert size + sent(headers(), REVALIDATE, size) + TLS < WINDOW, path


def test_the_first_window_of_the_page_with_everything_is_readable(sizes):
    """It is as large as the guide, so it comes in many windows; what came already can be read."""
    for tag in LANGUAGES:
        stream = brotli.Decompressor()
        begun = stream.process(compress.brotli_of(files()[f"{tag}/{ALL}index.html"])[: WINDOW - TLS - sent(headers(), REVALIDATE, 99_999)])
        assert b"<h1" in begun and begun.count(b"<section") >= 2, tag


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_bundle_is_at_most_a_fifth_larger_than_ppmd_makes_its_text(tag):
    text = bundle(tag).encode()
    ppmd = min(len(pyppmd.compress(text, max_order=order, mem_size=64 << 20)) for order in (6, 8, 10))
    assert packed(coded(tag)) <= 1.2 * ppmd


class Loads(HTMLParser):
    """What a browser fetches for a page before any script runs, and what a script would."""

    def __init__(self, text: str):
        super().__init__()
        self.styles, self.modules = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "link" and given.get("rel") == "stylesheet":
            self.styles.append(given)
        elif tag == "link" and given.get("rel") == "modulepreload":
            self.modules.append(given["href"].lstrip("/"))
        elif tag == "script":
            self.modules.append(given["src"].lstrip("/"))


def test_home_and_the_pages_of_the_guide_are_seen_without_another_fetch():
    for path in pages():
        if re.fullmatch(r"\w+/(?:(?:guide|arguments|checklists)/[a-z-]+/)?index\.html", path) and "regular-review" not in path:
            blocking = [style for style in Loads(files()[path].decode().partition("<footer")[0]).styles if "media" not in style]
            assert not blocking and "<style>" in files()[path].decode(), path


def test_every_page_names_the_modules_that_it_uses_so_that_they_come_at_once():
    for path in pages():
        named = Loads(files()[path].decode()).modules
        root = named[0].partition("/js/")[0]
        begun, met = [f"{root}/js/main.js"], set()
        while begun:
            module = begun.pop()
            met.add(module)
            folder = module.rsplit("/", 1)[0]
            for found in re.findall(r"^(?:import|export) [^;]*? from '([^']+)';", files()[module].decode(), re.M):
                target = re.sub(r"[^/]+/\.\./", "", f"{folder}/{found.removeprefix('./')}")
                begun += [] if target in met else [target]
        assert met == set(named), path
    assert len(met) <= 12 and sum(packed(files()[module]) for module in met) < 9_000


def changed(tag: str, change) -> tuple[str, int, int]:
    """(patch, its bytes packed, bytes of the list with its headers that brings it) after `change` of a language's bundle."""
    old = bundle(tag)
    new = change(old)
    assert new != old
    patch = bundles.patch(old, new)
    assert bundles.apply(old, patch) == new
    known, id = bundles.identity(old)[:SHORT], bundles.identity(new)
    listed = {
        "id": id,
        "bytes": len(new.encode()),
        "patches": {known: json.loads(patch)},
        "changes": [["2026-11-30", id[:4], "One paragraph more on what to say first."]],
    }
    body = packed(json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode())
    return patch, packed(patch.encode()), body + sent(ASSET_HEADERS, REVALIDATE, body)


PARAGRAPH = {
    "en": "<p>Sit down where nobody else can hear. Say first that you believe them, and that nothing has to be decided tonight. Ask what they need in the next hour: water, a friend, a way home. Write nothing down.</p>",
    "de": "<p>Setzt euch dahin, wo niemand sonst zuhört. Sag zuerst, dass du glaubst, was du hörst, und dass heute Abend nichts entschieden werden muss. Frag, was in der nächsten Stunde gebraucht wird.</p>",
    "ar": "<p>اجلسا حيث لا يسمعكما أحد. قل أولًا إنك تصدّق، وإن شيئًا لا يجب أن يُحسم الليلة. اسأل عمّا يلزم في الساعة القادمة: ماء، صديقة، طريق إلى البيت.</p>",
}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_new_paragraph_comes_as_a_patch_of_300_bytes_and_1000_in_all(tag):
    def one_more(text: str) -> str:
        at = text.index("</p>", text.index('"guide/first-hours/"') + 1_500) + 4
        return text[:at] + "\\n" + PARAGRAPH[tag] + text[at:]

    _, alone, whole = changed(tag, one_more)
    assert alone <= 300 and whole <= 1_000


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_change_to_every_page_comes_as_a_patch_of_1500_bytes(tag):
    """A label of the navigation stands once, in the shell. A line that each page has in itself is the worst case."""
    _, label, _ = changed(tag, lambda text: text.replace('/checklists/\\">', '/checklists/\\">My ', 1))
    assert label < 100
    # A class, where the words differ between languages: 80 pages and more have it.
    assert bundle(tag).count('class=\\"see\\"') > 75
    _, every, _ = changed(tag, lambda text: text.replace('class=\\"see\\"', 'class=\\"see also\\"'))
    assert every <= 1_500


def test_what_a_phone_keeps_comes_in_four_answers():
    """The list, the text, all scripts, styles and the icon, and the words for a passphrase: a hundred answers would be a hundred ways to the server."""
    kept = json.loads(bundle("en"))["assets"]
    packs = [files()[(kept["root"] + name).lstrip("/")] for name in kept["packs"]]
    names = [name for pack in packs for name in json.loads(pack)]
    assert len(packs) == 2 and len(names) > 80
    apart = sum(packed(files()[kept["root"].lstrip("/") + name]) for name in names)
    assert sum(map(packed, packs)) < apart * 0.95


def test_scripts_are_sent_without_their_comments_and_do_the_same():
    script = "// Why.\nconst a = 'x // y'; // after\n\n/** Doc\n * more */\n  // inside\nconst b = `one\n${a}`;\n"
    assert static.bare(script) == "const a = 'x // y'; // after\nconst b = `one\n${a}`;\n"
    for path in sorted(static.STATIC.rglob("*.js")):
        # A comment's mark at the beginning of a line of a text would be taken for one.
        for literal in re.findall(r"`(?:[^`\\]|\\.)*`", static.bare(path.read_text(encoding="utf-8"))):
            assert not re.search(r"^\s*(?://|/\*)", literal, re.M), path


@pytest.mark.parametrize(("given", "cache_control", "most"), [(None, REVALIDATE, 1_250), (ASSET_HEADERS, IMMUTABLE, 430)])
def test_headers_cost_what_the_documents_say(given, cache_control, most):
    assert sent(headers() if given is None else given, cache_control, 5_000) <= most
