import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import threading
from dataclasses import replace

import brotli
import pytest
import zstandard
from asking import Wsgi, assert_safe
from content_factory import PLAIN
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.edition import assets as static
from app.edition import bundle as bundles
from app.edition import coding
from app.edition.store import Editions
from app.headers import POLICY
from app.serving import CACHED_BYTES, Serving
from app.settings import Settings

TRANSPORT = "Strict-Transport-Security"
PLACES = [
    "",
    "arguments/",
    "meeting/",
    "notes/",
    "search/",
    "contacts/",
    "words/",
    "all/",
    "share/",
    "about/",
    "sources/",
    "phone/",
    "guide/",
    "checklists/",
    "exercises/",
]
KINDS = ["guide", "arguments", "checklists", "exercises"]
UNPACK = {
    "": lambda data: data,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


def sample(edition) -> list[str]:
    """An address of every kind."""
    tag = "en"
    texts = [
        next(f"/{path.removesuffix('index.html')}" for path in edition.files if path.startswith(f"{tag}/{kind}/") and path.count("/") == 3) for kind in KINDS
    ]
    fixed = ["/", "/sw.js", "/healthz", "/wipe", f"/{tag}/", f"/{tag}/manifest.webmanifest", f"/{tag}/edition.json", f"/{tag}/nothing/", "/nothing", f"/{tag}"]
    return [*fixed, *texts, *assets(edition)]


def assets(edition) -> list[str]:
    return [f"/{path}" for path in edition.files if path.startswith("s/") or "/bundle/" in path or "/parts/" in path]


def lists(edition) -> list[str]:
    return [f"/{path}" for path in edition.files if path.endswith(("/edition.json", "/manifest.webmanifest"))]


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_the_public_surface_answers(get, place):
    reply = get(f"/en/{place}")
    assert reply.status == 200 and "<h1" in reply.text


def test_every_page_of_the_edition_answers_at_its_address(get, edition):
    for path in edition.files:
        if path.endswith("/index.html"):
            reply = get("/" + path.removesuffix("index.html"))
            assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), path


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text_is_there(edition, kind):
    assert any(re.fullmatch(rf"en/{kind}/[a-z0-9-]+/index\.html", path) for path in edition.files)


def test_start_picks_the_language_without_a_cookie(publisher):
    publisher.choose(languages=("en", "de"))
    publisher.build()
    get = publisher.get()
    for wanted, place in [("de-AT,en;q=0.5", "/de/"), ("fr", "/en/"), ("", "/en/"), ("ä--,;;q", "/en/")]:
        reply = get("/", accept_language=wanted)
        assert (reply.status, reply.headers["Location"], reply.body) == (302, place, b"")
        assert reply.headers["Vary"] == "Accept-Language" and reply.headers["Cache-Control"] == "no-cache"


def test_address_without_its_slash_leads_to_the_page(get):
    reply = get("/en/words")
    assert (reply.status, reply.headers["Location"]) == (308, "/en/words/")


def test_unknown_page_says_so_in_its_language(publisher):
    publisher.choose(languages=("en", "ar"))
    publisher.build()
    get = publisher.get()
    for path, wanted, tag, direction in [
        ("/ar/nothing/", "en", "ar", "rtl"),
        ("/en/nothing/", "ar", "en", "ltr"),
        ("/xx/", "ar", "ar", "rtl"),
        ("/nothing", "fr", "en", "ltr"),
    ]:
        reply = get(path, accept_language=wanted)
        assert reply.status == 404
        assert f'<html lang="{tag}" dir="{direction}"' in reply.text and f'href="/{tag}/guide/"' in reply.text


@pytest.mark.parametrize("path", ["/404.html", "/500.html", "/en/404.html", "/en/500.html", "/en/missing/", "/en/broken/", "/en/away/"])
def test_pages_for_failures_have_no_address(get, path):
    assert get(path).status == 404


def test_unknown_page_is_not_taken_for_unchanged(get):
    assert get("/en/nothing/", if_none_match="*").status == 404


def test_head_equals_get_without_a_body(get, edition):
    for path in sample(edition):
        for accepted in ("", "br"):
            asked, headed = get(path, accept_encoding=accepted), get(path, "HEAD", accept_encoding=accepted)
            assert (headed.status, headed.headers, headed.body) == (asked.status, asked.headers, b""), path
            assert int(headed.headers["Content-Length"]) == len(asked.body)


def test_known_etag_gets_304_without_a_body(get, edition):
    for path in ("/en/", "/sw.js", "/en/edition.json", *assets(edition)[:3]):
        for accepted in ("", "gzip", "br"):
            first = get(path, accept_encoding=accepted)
            tag = first.headers["ETag"]
            for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                again = get(path, accept_encoding=accepted, if_none_match=known)
                assert (again.status, again.body) == (304, b""), (path, known)
                assert again.headers == {
                    name: value for name, value in first.headers.items() if not name.startswith("Content-") or name == "Content-Security-Policy"
                }
            assert get(path, accept_encoding=accepted, if_none_match='"other"').status == 200


def test_each_form_of_a_file_has_an_etag_of_its_own(get):
    tags = [get("/en/", accept_encoding=accepted).headers["ETag"] for accepted in ("", "gzip", "br")]
    assert len(set(tags)) == 3


def test_packed_forms_hold_the_same_bytes(get, edition):
    for path in edition.files:
        if path.endswith(("404.html", "500.html")):
            continue
        address = "/" + (path.removesuffix("index.html") if path != "index.html" else path)
        for encoding, unpack in UNPACK.items():
            reply = get(address, accept_encoding=encoding)
            assert hashlib.sha256(unpack(reply.body) if "Content-Encoding" in reply.headers else reply.body).hexdigest() == edition.files[path].sha256, (
                path,
                encoding,
            )
            assert reply.headers.get("Content-Encoding", "") in ("", encoding)
            assert (reply.headers.get("Vary") == "Accept-Encoding") == bool(edition.files[path].packed)


def test_smallest_form_that_is_taken_is_sent(get, edition):
    sizes = edition.files["en/all/index.html"].packed
    smallest = min(sizes, key=lambda encoding: sizes[encoding].size)
    assert set(sizes) == {"gzip", "br"}
    for accepted, sent in [
        ("gzip, deflate, br, zstd", smallest),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000, zstd;q=0, gzip;q=0", ""),
        ("*", "gzip"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("compress, x-unknown", ""),
        ("gzip;q=0, *", ""),
    ]:
        assert get("/en/all/", accept_encoding=accepted).headers.get("Content-Encoding", "") == sent, accepted


def test_what_may_change_is_asked_for_again_and_what_cannot_is_kept(get, edition):
    for path in ("/en/", "/en/all/", "/sw.js", "/en/manifest.webmanifest", "/en/edition.json", "/", "/en/words", "/en/nothing/"):
        assert get(path).headers["Cache-Control"] == "no-cache", path
    for path in assets(edition):
        assert get(path).headers["Cache-Control"] == "public, max-age=31536000, immutable", path
    for path in ("/healthz", "/wipe"):
        assert get(path).headers["Cache-Control"] == "no-store", path


def test_every_document_worker_and_error_carries_every_header(get, edition):
    for path in sample(edition):
        if path not in assets(edition) + lists(edition):
            assert_safe(get(path))
            assert_safe(get(path, "HEAD"))
            assert_safe(get(path, if_none_match="*"))
            assert_safe(get(path, "POST"))
    assert_safe(get("/" + "x" * 2000))
    assert_safe(get("/en/", host="evil.example"))


def test_policy_allows_the_stylesheet_of_every_page_and_no_other(get, edition):
    known = []
    for path in sorted(edition.files, key=lambda path: path != "en/index.html"):
        if path.endswith("index.html"):
            reply = get("/" + path.removesuffix("index.html") if path != "index.html" else "/index.html")
            styles = re.findall(r"<style>(.*?)</style>", reply.text, re.S)
            expected = [f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" for style in styles]
            assert len(expected) == 1 or (not expected and "css/base.css" in reply.text)
            assert reply.headers["Content-Security-Policy"] == POLICY.format(styles=f" {(expected or known)[0]}"), path
            known = expected or known


def test_assets_carry_only_what_acts_on_them(get, edition):
    for path in assets(edition) + lists(edition):
        for reply in (get(path), get(path, if_none_match="*")):
            assert reply.headers.keys() <= {
                "ETag",
                "Cache-Control",
                "Vary",
                "Content-Type",
                "Content-Length",
                "Cross-Origin-Resource-Policy",
                "X-Content-Type-Options",
            }
            assert (reply.headers["X-Content-Type-Options"], reply.headers["Cross-Origin-Resource-Policy"]) == ("nosniff", "same-origin")


def test_transport_security_only_over_https(get, edition):
    for path in sample(edition):
        assert TRANSPORT not in get(path).headers
        assert TRANSPORT not in get(path, x_forwarded_proto="https").headers, "nobody vouches for that header"
        assert get(path, scheme="https").headers[TRANSPORT] == "max-age=63072000"


@pytest.mark.parametrize(
    ("proxies", "said", "secure"),
    [
        (1, "https", True),
        (1, "http", False),
        (1, "", False),
        (1, "https, http", False),
        (1, "http, https", True),
        (2, "https", False),
        (2, "https,http", True),
        (2, "http,https,http", True),
    ],
)
def test_proxies_in_front_say_whether_it_is_https(edition_dir, proxies, said, secure):
    get = Wsgi(Serving(Settings(data=edition_dir, proxies=proxies)))
    for path in ("/en/", "/en/nothing/", "/sw.js"):
        assert (TRANSPORT in get(path, x_forwarded_proto=said).headers) == secure
    assert (TRANSPORT in get("/en/", x_forwarded_proto=said, host="evil.example").headers) == secure


def test_nobody_gets_a_cookie(get, client, edition):
    for path in sample(edition):
        for method in ("GET", "HEAD", "POST"):
            assert "Set-Cookie" not in get(path, method, cookie="session=1", scheme="https").headers
            assert "Set-Cookie" not in client.open(path, method=method).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "BREW", ""])
def test_readers_can_only_read(get, method):
    for path in ("/", "/en/", "/wipe", "/en/nothing/", "/sw.js"):
        reply = get(path, method)
        assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


def test_wipe_needs_the_header_and_then_clears(get):
    assert "Clear-Site-Data" not in get("/wipe").headers
    assert get("/wipe").status == 400
    assert get("/wipe", x_handrail="other").status == 400
    reply = get("/wipe", x_handrail="wipe")
    assert (reply.status, reply.headers["Clear-Site-Data"]) == (200, '"storage", "cache"')
    assert_safe(reply)


def test_health_names_the_edition(get, edition):
    assert json.loads(get("/healthz").body) == {"edition": edition.id}


TRICKS = [
    "//evil.example/",
    "//evil.example",
    "//evil.example/en/words",
    "//evil.example/..",
    "/\\evil.example/",
    "\\\\evil.example",
    "/en//words",
    "//en/words",
    "/en/\\..\\..\\record.json",
    "/../record.json",
    "/en/../../record.json",
    "/en/../words",
    "/./en/words",
    "/en/words/../../sw.js",
    "/..%2frecord.json",
    "/%2e%2e/record.json",
    "/en/\x00",
    "/en/words\x00",
    "/en/words\r\nX: y",
    "/en/words\n",
    "/en/index.html/",
    "/sw.js/",
    "/sw.js.gz",
    "/en/index.html.br",
    "/record.json",
    "/editions/",
    "/current",
    "http://evil.example/en/words",
    "",
    "en/words",
    "/@evil.example",
    "/en/words;a=b",
    "/en/words?a",
    "/en/words#a",
    "/EN/",
    "/én/",
    "/ｅｎ/words",
]


@pytest.mark.parametrize("path", TRICKS)
def test_no_trick_leads_off_site_or_out_of_the_edition(get, path):
    assert_contained(get(path), path)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(["/", "//", "\\", "..", ".", "en", "words", "%2e", "%2f", "\x00", "\n", "evil.example", "http:", "s", "index.html", "@", "?", "#"])
        ).map("".join),
    )
)
@example("//evil.example/en")
def test_no_path_leads_off_site_or_out_of_the_edition(get, path):
    assert_contained(get(path.encode("utf-8", "replace").decode()), path)


@pytest.fixture(scope="module")
def behind_a_proxy(edition_dir) -> Wsgi:
    return Wsgi(Serving(Settings(data=edition_dir, proxies=1)))


def assert_contained(reply, path) -> None:
    assert reply.status in (200, 302, 308, 404)
    if reply.status in (302, 308):
        assert re.fullmatch(r"/[a-zA-Z0-9-]+(/[a-z0-9-]+)*/", reply.headers["Location"])
    if reply.status == 200:
        assert "/" + path.removeprefix("/") in ("/en/", "/en/words/", "/sw.js", "/index.html", "/en/index.html", "/en/words/index.html")


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["accept_encoding", "accept_language", "if_none_match", "x_forwarded_proto", "x_handrail", "cookie", "range"]),
        st.text(st.characters(max_codepoint=255)),
    )
)
def test_no_header_breaks_an_answer(behind_a_proxy, headers):
    get = behind_a_proxy
    assert get("/", **headers).status == 302
    assert get("/en/", **headers).status in (200, 304)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "127.0.0.1:80",
        "[::1]:8000",
        "192.168.1.7",
        "rail.local:8000",
        "rail.localhost",
        "guide.example.org",
        "Guide.Example.Org:443",
        "guide.example.org.",
    ],
)
def test_known_names_are_answered(edition_dir, host):
    get = Wsgi(Serving(Settings(data=edition_dir, hosts=("guide.example.org",))))
    assert get("/en/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "",
        " ",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "guide.example.org.evil.example",
        "localhost@evil.example",
        "localhost/evil",
        "a b",
        "local",
        "evil.example#.local",
        "localhost:99999999",
        "localhost\n",
        "<script>",
        "[::1",
        "ⓛocalhost",
        "localhost, evil.example",
    ],
)
def test_hostile_host_is_refused_and_not_repeated(edition_dir, host):
    get = Wsgi(Serving(Settings(data=edition_dir, hosts=("guide.example.org",))))
    reply = get("/en/", host=host)
    assert reply.status == 400
    assert not host.strip() or host not in reply.text
    assert_safe(reply)


def test_over_long_address_is_refused(get):
    for reply in (get("/en/" + "x" * 1001), get("/en/", query="x" * 1001)):
        assert reply.status == 414
        assert_safe(reply)


def test_query_is_ignored(get):
    assert get("/en/", query="q=%00&next=//evil.example").body == get("/en/").body


def test_missing_edition_says_not_ready(tmp_path, wsgi):
    reply = wsgi(Serving(Settings(data=tmp_path)))("/en/")
    assert (reply.status, reply.headers["Retry-After"]) == (503, "20")
    assert_safe(reply)


def test_missing_edition_is_made(publisher):
    get = publisher.get(mend=publisher.build)
    assert get("/en/").status == 200


def test_new_edition_is_served_without_a_restart(publisher):
    first = publisher.publish()
    get = publisher.get()
    assert json.loads(get("/healthz").body)["edition"] == first.id
    second = publisher.publish()
    assert json.loads(get("/healthz").body)["edition"] == second.id
    assert "text number 2" in get("/en/guide/first-page/").text


def test_older_bundles_patches_and_assets_are_still_served(publisher, tmp_path, monkeypatch):
    shutil.copytree(static.STATIC, tmp_path / "static")
    monkeypatch.setattr(static.load, "__defaults__", (tmp_path / "static",))
    editions = [publisher.publish(), publisher.publish()]
    (tmp_path / "static" / "icons" / "mark.svg").write_text("<svg/>")
    editions.append(publisher.publish())
    get = publisher.get()
    roots = set()
    for edition in editions:
        for path, file in edition.files.items():
            if re.match(r"s/|en/(bundle|patch|parts)/", path):
                reply = get(f"/{path}")
                assert (reply.status, hashlib.sha256(reply.body).hexdigest()) == (200, file.sha256), path
                assert "immutable" in reply.headers["Cache-Control"]
                roots |= {path.split("/")[1]} if path.startswith("s/") else set()
    assert len(roots) == 2


def test_patches_of_the_list_lead_from_the_last_editions_to_this_one(publisher):
    editions = [publisher.publish() for _ in range(4)]
    get = publisher.get()
    listed = json.loads(get("/en/edition.json").body)
    new = coding.decode(get(f"/en/bundle/{listed['id']}.txt").body)
    assert listed["id"] == editions[-1].languages["en"] and listed["bytes"] == len(new.encode())
    older = {edition.languages["en"][:16]: edition.languages["en"] for edition in editions[:-1]}
    assert listed["patches"].keys() == older.keys()
    for old, patch in listed["patches"].items():
        patch = json.dumps(patch) if isinstance(patch, list) else get(f"/en/patch/{old}.{listed['id'][:16]}.json").text
        assert bundles.apply(coding.decode(get(f"/en/bundle/{older[old]}.txt").body), patch) == new
    # The edition before is the one that most phones have: a short patch comes without a way of its own.
    assert [old for old, patch in listed["patches"].items() if isinstance(patch, list)] == [editions[-2].languages["en"][:16]]


def test_no_patch_is_offered_that_would_be_as_long_as_the_bundle(publisher):
    publisher.publish()
    for path in publisher.guide.folder.glob("guide/*.md"):
        words = (hashlib.sha256(f"{path.stem} {n}".encode()).hexdigest() for n in range(200))
        path.write_text(path.read_text(encoding="utf-8").replace(PLAIN, f"{' '.join(words)}.\n\n"), encoding="utf-8")
    publisher.build()
    listed = json.loads(publisher.get()("/en/edition.json").body)
    assert listed["patches"] == {}


def test_file_of_an_older_edition_that_is_gone_is_not_found(publisher):
    older = publisher.publish()
    publisher.publish()
    mended = []
    get = publisher.get(mend=lambda: mended.append(1))
    assert get("/en/").status == 200
    shutil.rmtree(older.folder)
    assert get(f"/en/bundle/{older.languages['en']}.txt").status == 404
    assert not mended


@pytest.mark.parametrize("damage", ["gone", "short", "changed", "folder"])
@pytest.mark.parametrize("name", ["en/index.html", "en/index.html.gz"])
def test_damage_while_serving_is_mended_and_never_sent(publisher, name, damage):
    edition = publisher.build()
    get = publisher.get(mend=publisher.build)
    assert get("/sw.js").status == 200
    file = edition.public / name
    whole = file.read_bytes()
    match damage:
        case "gone":
            file.unlink()
        case "short":
            file.write_bytes(whole[:-1])
        case "changed":
            file.write_bytes(whole[:-9] + b"?" + whole[-8:])
        case "folder":
            shutil.rmtree(edition.folder)
    accepted = "gzip" if name.endswith("gz") else ""
    for _ in range(2):
        reply = get("/en/", accept_encoding=accepted)
        assert (reply.status, reply.body) == (200, whole)


def test_damage_is_mended_as_often_as_it_happens(publisher):
    publisher.build()
    get = publisher.get(mend=publisher.build)
    for path in ("/en/", "/en/words/", "/en/guide/", "/en/nothing/"):
        for file in publisher.settings.data.glob("editions/*/public/en/**/*.html"):
            file.unlink()
        get.application.bodies.clear()
        assert get(path).status in (200, 404)


def test_mending_that_is_of_no_use_is_not_tried_again(publisher):
    edition = publisher.build()
    tried = []
    get = publisher.get(mend=lambda: tried.append(1))
    (edition.public / "en/index.html").unlink()
    for _ in range(3):
        reply = get("/en/")
        assert (reply.status, reply.headers["Retry-After"]) == (503, "20")
        assert_safe(reply)
    assert len(tried) == 1


def test_damage_that_cannot_be_mended_stays_a_plain_answer(publisher):
    edition = publisher.build()

    def mend():
        raise OSError("no space")

    get = publisher.get(mend=mend)
    (edition.public / "en/index.html").unlink()
    for _ in range(2):
        reply = get("/en/")
        assert reply.status in (500, 503)
        assert_safe(reply)
    assert get("/en/words/").status == 200


def test_failure_of_ours_is_a_helpful_page_and_tells_nothing_of_the_reader(publisher, capsys):
    publisher.build()

    def behind(environ, start_response):
        raise KeyError(environ["PATH_INFO"])

    canary = "can" + "ary"
    reply = publisher.get(behind=behind)(f"/edit/{canary}")
    assert reply.status == 500 and "/en/" in reply.text and reply.headers["Cache-Control"] == "no-store"
    assert_safe(reply)
    said = "".join(capsys.readouterr())
    assert "KeyError" in said and canary not in said


def test_editors_pages_go_to_the_editor(publisher):
    publisher.build()

    def behind(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["REQUEST_METHOD"].encode()]

    get = publisher.get(behind=behind)
    assert get("/edit/x", "POST").body == b"POST"
    assert get("/edit/x", "POST", host="evil.example").status == 400
    assert get("/editor/").status == 404


def test_switching_is_atomic_under_concurrent_readers(publisher):
    """A reader gets one edition's page, whole, and nothing else."""
    editions = [publisher.publish() for _ in range(3)]
    pages = {(edition.public / "en/guide/first-page/index.html").read_bytes(): edition.id for edition in editions}
    serving = Serving(publisher.settings, mend=lambda: seen.append("mended"))
    seen: list = []
    stop = threading.Event()

    def read() -> None:
        get = Wsgi(serving)
        while not stop.is_set():
            for path in ("/en/guide/first-page/", *(f"/en/bundle/{edition.languages['en']}.txt" for edition in editions)):
                try:
                    reply = get(path)
                    seen.append(reply.status if path.endswith(".txt") else (reply.status, pages.get(reply.body)))
                except Exception as error:
                    seen.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for at in range(60):
        Editions(publisher.settings.data).switch(editions[at % 3])
    stop.set()
    for reader in readers:
        reader.join()
    assert set(seen) <= {200, *((200, edition.id) for edition in editions)}
    assert len(seen) > 20


def test_reader_between_two_editions_gets_one_of_them(publisher):
    """A page that the new edition lacks, asked for at the very moment of the switch."""
    publisher.build()
    serving = Serving(publisher.settings)
    get = Wsgi(serving)
    assert get("/en/").status == 200

    class Switching(dict):
        def __contains__(self, name):
            found = super().__contains__(name)
            if name == "en/exercises/first-exercise/index.html" and serving.edition.files is self:
                rename_the_exercise()
                assert get("/en/exercises/second-exercise/").status == 200
            return found

    def rename_the_exercise():
        old = publisher.guide.folder / "exercises/first-exercise.md"
        publisher.guide.write("exercises/second-exercise.md", old.read_text().replace("first-exercise", "second-exercise"))
        old.unlink()
        publisher.build()

    serving.edition = replace(serving.edition, files=Switching(serving.edition.files))
    assert get("/en/exercises/first-exercise/").status == 200


def test_bodies_in_memory_stay_bounded(get, edition):
    for path in sample(edition):
        get(path)
    assert 0 < sum(map(len, get.application.bodies.held.values())) <= CACHED_BYTES


def test_reading_writes_nothing(get, edition, edition_dir):
    def state():
        return {path: (os.lstat(path).st_mtime_ns, os.lstat(path).st_size) for path in edition_dir.rglob("*")}

    before = state()
    for path in sample(edition):
        get(path)
    assert state() == before
