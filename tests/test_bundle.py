import base64
import hashlib
import json
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from small_site import small_site

from app.edition import bundle as bundles
from app.edition import coding, compose
from app.edition.build import build
from app.edition.site import ALL, AWAY, MISSING
from app.settings import Settings

PIECES = st.sampled_from(
    ['{"v":1,"pages":{"a/":["A","<p>', 'b/":["B","<h1>', "</p>", '"],', "<b>", "é", "سلام", "👩🏽‍🤝‍👩🏻", "𐍈", "\u2028", "\\u0000", '\\"', " ", "word"]
)
TEXT = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))
NEAR = st.tuples(st.lists(PIECES, max_size=30), st.integers(0, 30), st.integers(0, 5), st.lists(PIECES, max_size=5))


def composed(text: str, identity: str, path: str) -> str:
    """What a phone makes of a bundle for `path`."""
    bundle = json.loads(text)
    title, main = bundle["pages"][path]
    if path in bundle["all"]:
        main = compose.join_all(main, [(part, bundle["pages"][part][1]) for part in bundle["all"][path]])
    style = bundle["styles"][path in bundle["linked"]]
    slots = {
        "style": style,
        "title": title,
        "main": main,
        "id": identity,
        "code": compose.short_code(identity),
        "path": "" if path in (MISSING, AWAY) else path,
    }
    return compose.compose(bundle["shell"], slots)


def test_id_of_a_language_is_the_sha256_of_its_bundle(edition):
    for tag, identity in edition.languages.items():
        coded = (edition.public / tag / "bundle" / f"{identity}.txt").read_bytes()
        assert hashlib.sha256(coding.decode(coded).encode()).hexdigest() == identity


def test_composed_page_equals_the_file_for_every_path(edition):
    for tag, identity in edition.languages.items():
        text = bundles.text_of(edition, tag)
        files = {path for path in edition.files if path.startswith(f"{tag}/") and path.endswith(".html")}
        for path in json.loads(text)["pages"]:
            name = f"{tag}/404.html" if path == MISSING else f"{tag}/{path}index.html"
            if path != AWAY:
                assert composed(text, identity, path) == (edition.public / name).read_text(encoding="utf-8"), name
                files.remove(name)
        assert files == {f"{tag}/500.html"}


def test_composed_page_equals_the_file_in_every_language(tmp_path, quick):
    small_site(tmp_path / "content")
    edition = build(Settings(data=tmp_path / "data", languages=("en", "de", "ar")), content=tmp_path / "content")
    for tag, identity in edition.languages.items():
        text = bundles.text_of(edition, tag)
        for path in json.loads(text)["pages"].keys() - {MISSING, AWAY}:
            assert composed(text, identity, path) == (edition.public / tag / path / "index.html").read_text(encoding="utf-8")


def test_bundle_holds_every_page_and_names_all_that_pages_need_with_its_hash(edition):
    bundle = json.loads(bundles.text_of(edition, "en"))
    pages = {path.removeprefix("en/").removesuffix("index.html") for path in edition.files if path.startswith("en/") and path.endswith("index.html")}
    assert bundle["pages"].keys() == pages | {MISSING, AWAY}
    assert bundle["headers"] == edition.headers
    assets = bundle["assets"]
    packed = {}
    for name, sha256 in assets["packs"].items():
        pack = (edition.public / (assets["root"] + name)[1:]).read_bytes()
        assert hashlib.sha256(pack).hexdigest() == sha256 == edition.files[(assets["root"] + name)[1:]].sha256
        packed |= json.loads(pack)
    for name, (media_type, text, *binary) in packed.items():
        path = assets["root"][1:] + name
        body = base64.b64decode(text) if binary else text.encode()
        assert (edition.files[path].type, edition.files[path].sha256) == (media_type, hashlib.sha256(body).hexdigest()), name
    # Whatever a page of the guide can ask for without a network.
    needed = {path.removeprefix(assets["root"][1:]) for path in edition.files if path.startswith("s/") and path.endswith((".js", ".css"))}
    aside = {name for name in needed if name.startswith(("js/edit/", "js/worker/", "css/edit.css", "js/wordlist/")) or name.endswith("umd.js")}
    assert "js/wordlist/en.js" in packed
    assert needed - aside <= packed.keys()


def test_bundle_holds_the_words_of_every_tool_and_a_page_asks_for_no_others(edition):
    bundle = json.loads(bundles.text_of(edition, "en"))
    asked = set(re.findall(r'data-words="([a-z]+)"', "".join(main for _, main in bundle["pages"].values())))
    assert asked | {"screens"} == bundle["parts"].keys()
    for name, html in bundle["parts"].items():
        assert (edition.public / "en" / "parts" / edition.languages["en"] / f"{name}.txt").read_text(encoding="utf-8") == html


def test_page_with_everything_has_every_text(edition):
    bundle = json.loads(bundles.text_of(edition, "en"))
    texts = {path for path in bundle["pages"] if path.count("/") == 2}
    assert texts <= set(bundle["all"][ALL])


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_patch_turns_any_text_into_any_other(old, new):
    assert bundles.apply(old, bundles.patch(old, new)) == new


@settings(max_examples=300, deadline=None)
@given(NEAR)
def test_patch_turns_a_text_into_its_neighbour(parts):
    pieces, at, length, put = parts
    old, new = "".join(pieces), "".join(pieces[:at] + put + pieces[at + length :])
    assert bundles.apply(old, bundles.patch(old, new)) == new
    assert bundles.apply(new, bundles.patch(new, old)) == old


@settings(deadline=None)
@given(NEAR)
def test_patch_counts_as_javascript_does_in_order_and_within_the_text(parts):
    pieces, at, length, put = parts
    old = "".join(pieces)
    operations = json.loads(bundles.patch(old, "".join(pieces[:at] + put + pieces[at + length :])))
    ends = [(position, position + delete) for position, delete, _ in operations]
    assert all(0 <= start <= end <= len(old.encode("utf-16-le")) // 2 for start, end in ends)
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_patch_of_equal_texts_says_nothing():
    assert json.loads(bundles.patch("a<b>c", "a<b>c")) == []


def test_patch_of_one_paragraph_is_small(edition):
    old = bundles.text_of(edition, "en")
    at = old.index("<p>", len(old) // 2) + 3
    new = old[:at] + "One more sentence 𐍈. " + old[at:]
    patch = bundles.patch(old, new)
    assert bundles.apply(old, patch) == new
    assert len(patch.encode()) < 60


def test_shell_is_cut_at_its_slots():
    rendered = f"<title>{compose.mark('title')}</title>{compose.mark('main')}"
    parts = compose.shell(rendered)
    assert parts == ["<title>", "title", "</title>", "main", ""]
    assert compose.compose(parts, {"title": "T", "main": f"<p>{compose.OPEN}"}) == f"<title>T</title><p>{compose.OPEN}"


def test_headings_of_the_whole_go_down_one_level():
    assert compose.demote('<h1 id="a">A</h1><h2>B</h2><h4>C</h4><hr>') == '<h2 id="a">A</h2><h3>B</h3><h5>C</h5><hr>'
