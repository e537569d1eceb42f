import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
import pytest
import zstandard

import app
from app.edition import build as builder
from app.edition import compress, disk, language, store
from app.edition.assets import STATIC
from app.edition.build import build, current_or_build
from app.edition.inputs import FILES, FOLDERS, inputs
from app.edition.layer import Contact, Layer, OwnText
from app.edition.store import SUFFIXES, Editions, StoreError
from app.guide.problems import GuideError
from app.settings import Settings

ROOT = Path(app.__file__).parent.parent
NOT_NEUTRAL = ("victim", "perpetrator", "rape", "abuse", "sexual", "violence", "assault")
LOADED = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}
IMPORTED = re.compile(r"""^\s*(?:import|export)\b[^'"();]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)""", re.M)
NAMESPACES = {"http://www.w3.org/2000/svg"}


class PageReader(HTMLParser):
    """What a test asks of a page: its ids, links, what it loads, its title, and what the policy would refuse."""

    def __init__(self, text: str):
        super().__init__()
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.loads: list[str] = []
        self.refused: list[str] = []
        self.title = ""
        self.inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.inside.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        if tag == "a" and "href" in given:
            self.links.append((given["href"], given.get("rel", "")))
        elif "href" in given:
            self.loads.append(given["href"])
        self.loads += [value for name, value in attributes if name in LOADED and not (tag == "form" and not value)]
        self.refused += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on") or name == "srcdoc"]
        self.refused += [f"{tag} {value}" for value in given.values() if (value or "").strip().lower().startswith(("javascript:", "data:", "vbscript:"))]
        if (tag == "script" and "src" not in given) or tag in ("base", "iframe", "object", "embed"):
            self.refused.append(tag)
        if tag == "meta" and "http-equiv" in given:
            self.refused.append("meta http-equiv")

    def handle_data(self, data):
        if self.inside and self.inside[-1] == "title" and "svg" not in self.inside:
            self.title += data

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass


@pytest.fixture(scope="session")
def pages(edition) -> dict[str, PageReader]:
    """Every built page by its address."""
    names = [path for path in edition.files if path.endswith(".html") and path.startswith("en/")]
    return {"/" + path.removesuffix("index.html"): PageReader((edition.public / path).read_text(encoding="utf-8")) for path in names}


def snapshot(folder: Path) -> dict[str, tuple]:
    """Everything below a folder, with what tells whether it was written anew."""
    return {str(path.relative_to(folder)): (path.lstat().st_ino, path.lstat().st_mtime_ns) for path in folder.rglob("*") if path.is_symlink() or path.is_file()}


def left_over(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.startswith(store.UNFINISHED)]


# The pages


def test_titles_are_neutral(pages):
    for address, page in pages.items():
        assert page.title and not any(word in page.title.lower() for word in NOT_NEUTRAL), f"{address}: {page.title}"


def test_addresses_and_manifest_are_neutral(pages, edition):
    manifest = (edition.public / "en/manifest.webmanifest").read_text(encoding="utf-8")
    for text in (*pages, manifest, *edition.files):
        assert not any(word in text.lower() for word in NOT_NEUTRAL), text


def test_every_internal_link_leads_to_a_file_and_every_fragment_exists(pages, edition):
    dead = []
    for address, page in pages.items():
        base = address if not address.endswith((".html",)) else "/en/"
        for link, _ in page.links:
            target, fragment = urldefrag(urljoin(f"https://here{base}", link))
            if urlsplit(target).netloc != "here":
                continue
            path = urlsplit(target).path
            if path not in pages:
                dead.append(f"{address}: {link}")
            elif fragment and fragment not in pages[path].ids:
                dead.append(f"{address}: {link} (no such place)")
    assert not dead


def test_everything_that_a_page_loads_is_in_the_edition(pages, edition):
    for address, page in pages.items():
        for link in page.loads:
            assert link.startswith("/") and link[1:] in edition.files, f"{address}: {link}"


def test_every_module_finds_what_it_imports(edition):
    scripts = [path for path in edition.files if path.endswith(".js") and path.startswith("s/")]
    for path in scripts:
        text = (edition.public / path).read_text(encoding="utf-8")
        for found in IMPORTED.findall(text):
            target = os.path.normpath(os.path.join(os.path.dirname(path), "".join(found)))
            assert target in edition.files, f"{path}: {found}"
    worker = (edition.public / "sw.js").read_text(encoding="utf-8")
    parts = re.findall(r"'/static/([^']+)'", (STATIC / "sw.js").read_text(encoding="utf-8"))
    root = next(path for path in edition.files if path.endswith("js/main.js")).removesuffix("js/main.js")
    assert len(parts) > 5 and "importScripts" not in worker
    assert not re.search(r"^(?:import|export) ", worker, re.M)
    for part in parts:
        # Those that pages load as well are modules there.
        text = re.sub(r"^export ", "", (edition.public / root / part).read_text(encoding="utf-8"), flags=re.M)
        assert text.strip() in worker, part


def test_ids_stand_once_on_every_page(pages):
    for address, page in pages.items():
        twice = [name for name, count in Counter(page.ids).items() if count > 1]
        assert not twice, f"{address}: {twice}"


def test_no_page_holds_what_the_policy_refuses(pages):
    for address, page in pages.items():
        assert not page.refused, f"{address}: {page.refused}"


def test_no_address_of_another_origin_except_the_exit_and_sources(pages, edition):
    exit_link = Settings.exit
    for address, page in pages.items():
        text = (edition.public / (address.removeprefix("/") + ("index.html" if address.endswith("/") else ""))).read_text(encoding="utf-8")
        outside = set(re.findall(r"(?:https?:)?//[^\s\"'<>]+", text)) - NAMESPACES - {exit_link}
        links = {link for link, rel in page.links if link.startswith("https://") and rel == "noreferrer"} - {exit_link}
        assert outside <= links, f"{address}: {outside - links}"
        assert not links or address in ("/en/about/", "/en/words/", "/en/all/") or address.startswith("/en/guide/"), f"{address}: {links}"


def test_every_page_names_its_edition_language_and_direction(pages, edition):
    for address in pages:
        text = (edition.public / (address.removeprefix("/") + ("index.html" if address.endswith("/") else ""))).read_text(encoding="utf-8")
        assert f'<html lang="en" dir="ltr" data-edition="{edition.languages["en"]}"' in text
        assert f"edition {edition.languages['en'][:4]}" in text


def test_manifest_points_to_what_is_there(edition, pages):
    manifest = json.loads((edition.public / "en/manifest.webmanifest").read_bytes())
    assert manifest["id"] == "/" and manifest["start_url"] in pages
    images = [*manifest["icons"], *manifest["screenshots"], *(icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"])]
    assert all(image["src"][1:] in edition.files for image in images)
    assert all(shortcut["url"] in pages for shortcut in manifest["shortcuts"])


# The id


def test_id_is_the_same_in_two_folders_at_two_times_and_in_two_processes(publisher, tmp_path):
    first = publisher.build()
    second = build(replace(publisher.settings, data=tmp_path / "other"), content=publisher.guide.folder)
    program = (
        "import sys; from pathlib import Path; from app.edition import compress; from app.edition.build import build; from app.settings import Settings; "
        "compress.brotli = compress.zstandard = None; print(build(Settings(data=Path(sys.argv[1])), content=Path(sys.argv[2])).id)"
    )
    environ = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    said = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "third", publisher.guide.folder], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert first.id == second.id == said.stdout.strip()
    assert first.built != second.built
    assert {path: file.sha256 for path, file in first.files.items()} == {path: file.sha256 for path, file in second.files.items()}


def test_id_does_not_depend_on_where_the_server_runs_or_what_was_built_before(publisher, tmp_path):
    publisher.publish()
    after_another = publisher.publish()
    alone = build(Settings(data=tmp_path / "other", host="0.0.0.0", port=9000, proxies=1, hosts=("a.example",)), content=publisher.guide.folder)
    assert alone.id == after_another.id and alone.languages == after_another.languages


def test_id_changes_with_what_readers_see(publisher):
    ids = [publisher.build().id, publisher.publish().id]
    for change in ({"name": "Other"}, {"exit": "https://exit.example/"}, {"keeping": "on-request"}, {"worker": "off"}, {"languages": ("en", "de")}):
        publisher.choose(**change)
        ids.append(publisher.build().id)
    assert len(set(ids)) == len(ids)


# Building


def test_second_build_with_nothing_changed_writes_nothing(publisher):
    first = publisher.build()
    before = snapshot(publisher.settings.data)
    second = publisher.build()
    assert snapshot(publisher.settings.data) == before
    assert second == first


def test_start_with_nothing_changed_builds_nothing(publisher, monkeypatch):
    monkeypatch.setattr(builder, "inputs", lambda settings, content=None: "always the same")
    edition = publisher.build()
    monkeypatch.setattr(builder, "build", lambda *given: pytest.fail("built"))
    assert current_or_build(publisher.settings, say=pytest.fail) == edition


def test_unchanged_files_are_reused(publisher):
    first, second = publisher.publish(), publisher.publish()
    shared = {path for path in first.files if path in second.files and first.files[path].sha256 == second.files[path].sha256}
    assert any(path.startswith("s/") for path in shared) and len(shared) > 20
    inodes = {path.stat().st_ino for path in first.public.rglob("*") if path.is_file()}
    for path in shared:
        for encoding in ("", *first.files[path].packed):
            name = path + SUFFIXES.get(encoding, "")
            assert (second.public / name).stat().st_ino in inodes, name


def test_file_whose_older_copy_is_damaged_is_written_anew(publisher):
    first = publisher.publish()
    script = next(path for path in first.files if path.endswith("js/main.js"))
    for name in (script, script + ".gz"):
        whole = (first.public / name).read_bytes()
        (first.public / name).write_bytes(whole[:-1] + b"?")
        second = publisher.publish()
        assert not second.damaged()
        assert (second.public / name).read_bytes() == whole


CHANGES = {
    "a passage in one language": ({"de"}, {"layer": Layer(passages={"de": {"guide": {"A heading": "Eine Überschrift"}}})}),
    "a word of the interface in one language": ({"en"}, {"layer": Layer(passages={"en": {"messages": {"Contacts": "People"}}})}),
    "a second reader's mark": ({"de"}, {"layer": Layer(reviewed={"de": ["0123456789abcdef0123"]})}),
    "a contact": ({"en", "de", "ar"}, {"layer": Layer(contacts=(Contact("c1", "A house", "advice"),))}),
    "an agreement": ({"en", "de", "ar"}, {"layer": Layer(agreements={"en": "We listen."})}),
    "a text of the group's own": ({"en", "de", "ar"}, {"layer": Layer(texts=(OwnText("own-page", "page", "de", "Eigenes", "Eigenes", "Etwas.", "Text."),))}),
    "a choice": ({"en", "de", "ar"}, {"layer": Layer(choices={"name": "Another"})}),
    "a language more": ({"en", "de", "ar", "fr"}, {"languages": ("en", "de", "ar", "fr")}),
    "nothing that readers see": (set(), {"port": 9}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_languages_made_from_the_same_are_made_once_and_all_is_as_in_a_clean_build(publisher, tmp_path, monkeypatch, change):
    """What a build takes from an earlier edition is byte for byte what it would have made."""
    made, render = [], language.render
    monkeypatch.setattr(language, "render", lambda guide, spoken, *given: made.append(spoken.locale.tag) or render(guide, spoken, *given))
    publisher.choose(languages=("en", "de", "ar"))
    first = publisher.build()
    changed, given = CHANGES[change]
    layer = given.get("layer", Layer())
    publisher.choose(**{name: value for name, value in given.items() if name != "layer"})
    made.clear()
    built = publisher.build(layer=layer)
    assert set(made) == changed and len(made) == len(changed)
    clean = build(replace(publisher.settings, data=tmp_path / "clean"), content=publisher.guide.folder, layer=layer)
    assert built.id == clean.id and built.made == clean.made
    assert changed or built.id == first.id
    assert forms(built) == forms(clean)


def test_a_language_is_made_again_where_one_of_its_files_is_damaged(publisher):
    publisher.choose(languages=("en", "de"))
    first = publisher.build()
    page = first.public / "en/words/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:-1] + b"?")
    second = publisher.build(layer=Layer(passages={"de": {"guide": {"A heading": "Eine Überschrift"}}}))
    assert not second.damaged()
    assert (second.public / "en/words/index.html").read_bytes() != whole[:-1] + b"?"


def test_patches_of_a_language_that_did_not_change_are_kept(publisher):
    publisher.choose(languages=("en", "de"))
    publisher.publish()
    second = publisher.publish()
    patches = json.loads(second.body("en/edition.json"))["patches"]
    third = publisher.build(layer=Layer(passages={"de": {"guide": {"A heading": "Eine Überschrift"}}}))
    assert patches and json.loads(third.body("en/edition.json"))["patches"] == patches


def forms(edition) -> dict[str, bytes]:
    """Every file of an edition in every form, but those that tell of other editions."""
    names = (path for path in edition.public.rglob("*") if path.is_file())
    paths = {path.relative_to(edition.public).as_posix(): path for path in names}
    return {name: path.read_bytes() for name, path in paths.items() if "/patch/" not in name and "edition.json" not in name}


def test_everything_that_a_build_imports_is_an_input():
    """A changed line of it has to make a new edition."""
    program = "import sys, app.edition.build; print(*(module.__file__ for name, module in sys.modules.items() if name.startswith('app.')), sep='\\n')"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    counted = (*(str(folder) for folder in FOLDERS), *map(str, FILES))
    assert [file for file in said.stdout.split() if not file.startswith(counted)] == []


def test_encoder_that_was_not_there_before_packs_every_file(publisher, monkeypatch):
    monkeypatch.setattr(builder, "inputs", lambda settings, content: str(len(compress.encoders())))
    first = publisher.build()
    monkeypatch.setattr(compress, "brotli", brotli)
    second = publisher.build()
    assert second.id == first.id and Editions(publisher.settings.data).current() == second
    assert {frozenset(file.packed) for file in second.files.values()} == {frozenset(), frozenset({"gzip", "br"})}


def test_where_there_is_no_brotli_zstandard_packs(publisher, monkeypatch):
    monkeypatch.setattr(compress, "zstandard", zstandard)
    assert {frozenset(file.packed) for file in publisher.build().files.values()} == {frozenset(), frozenset({"gzip", "zstd"})}


def test_progress_counts_every_file_in_order(publisher):
    seen = []
    edition = publisher.build(progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, len(edition.files)) for done in range(1, len(edition.files) + 1)]


def test_broken_content_leaves_the_current_edition(publisher):
    edition = publisher.build()
    before = snapshot(publisher.settings.data)
    publisher.guide.change("guide/first-page.md", "words/w-word", "words/w-nothing")
    with pytest.raises(GuideError, match=r"first-page\.md"):
        publisher.build()
    assert snapshot(publisher.settings.data) == before
    assert Editions(publisher.settings.data).current() == edition


def test_oldest_editions_go_and_the_current_one_stays(publisher, monkeypatch):
    monkeypatch.setattr(store, "KEPT_EDITIONS", 3)
    editions = [publisher.publish() for _ in range(store.KEPT_EDITIONS + 2)]
    kept = {edition.id for edition in Editions(publisher.settings.data).all()}
    assert kept == {edition.id for edition in editions[-store.KEPT_EDITIONS :]}
    assert len(list((publisher.settings.data / "editions").iterdir())) == store.KEPT_EDITIONS
    Editions(publisher.settings.data).switch(Editions(publisher.settings.data).all()[-1])
    rolled_back = Editions(publisher.settings.data).current()
    publisher.publish()
    assert editions[-store.KEPT_EDITIONS].id == rolled_back.id
    assert Editions(publisher.settings.data).current().id != rolled_back.id


def test_going_back_to_earlier_content_goes_back_to_the_earlier_edition(publisher):
    first = publisher.build()
    publisher.publish()
    publisher.guide.change("guide/first-page.md", "A heading", "A heading")
    before = snapshot(first.folder)
    assert publisher.build().folder == first.folder
    assert Editions(publisher.settings.data).current() == first
    assert snapshot(first.folder) == before


def test_two_builders_at_once_make_one_edition(publisher):
    done = []
    builders = [threading.Thread(target=lambda: done.append(publisher.build())) for _ in range(3)]
    for each in builders:
        each.start()
    for each in builders:
        each.join()
    assert len(done) == 3 and len({edition.folder for edition in done}) == 1
    assert not Editions(publisher.settings.data).current().damaged()
    assert not left_over(publisher.settings.data)


def test_same_content_from_another_program_never_leaves_readers_without(publisher, monkeypatch):
    """The id stays, the edition is written again: its folder must never be missing in between."""
    first = publisher.build()
    monkeypatch.setattr(builder, "inputs", lambda settings, content: "another program")
    gone = []
    plain = os.replace

    def watched(*given):
        plain(*given)
        current = Editions(publisher.settings.data).current()
        gone.append(current is None or bool(current.damaged()))

    monkeypatch.setattr(os, "replace", watched)
    second = publisher.build()
    assert second.id == first.id and second.inputs == "another program" and first.inputs != "another program"
    assert gone and not any(gone)
    assert Editions(publisher.settings.data).current().inputs == "another program"
    publisher.build()
    assert len(list((publisher.settings.data / "editions").iterdir())) == 1


# Damage


@pytest.mark.parametrize(
    "damage",
    [
        "gone",
        "empty",
        "changed",
        "packed gone",
        "packed changed",
        "record gone",
        "record changed",
        "record empty",
        "folder gone",
        "pointer gone",
        "pointer astray",
    ],
)
def test_damaged_edition_is_built_again_and_said(publisher, monkeypatch, damage):
    monkeypatch.setattr(builder, "inputs", lambda settings, content=None: "always the same")
    monkeypatch.setattr(builder, "build", lambda settings, progress: publisher.build())
    edition = publisher.build()
    page, packed, record = edition.public / "en/index.html", edition.public / "en/index.html.gz", edition.folder / "record.json"
    pointer = publisher.settings.data / "current"
    match damage:
        case "gone":
            page.unlink()
        case "empty":
            page.write_bytes(b"")
        case "changed":
            page.write_bytes(page.read_bytes().replace(b"Start", b"Stare"))
        case "packed gone":
            packed.unlink()
        case "packed changed":
            packed.write_bytes(packed.read_bytes()[:-5] + b"?" + packed.read_bytes()[-4:])
        case "record gone":
            record.unlink()
        case "record changed":
            record.write_text(record.read_text().replace("frame-ancestors 'none'", "frame-ancestors 'all!'"))
        case "record empty":
            record.write_text("")
        case "folder gone":
            shutil.rmtree(edition.folder)
        case "pointer gone":
            pointer.unlink()
        case "pointer astray":
            pointer.unlink()
            pointer.symlink_to("editions/none")
    said = []
    mended = current_or_build(publisher.settings, say=said.append)
    current = Editions(publisher.settings.data).current()
    assert current == mended and current.id == edition.id and not current.damaged()
    if damage in ("gone", "empty", "changed", "packed gone", "packed changed"):
        assert len(said) == 1 and "damaged" in said[0] and edition.id[:12] in said[0] and "en/index.html" in said[0]
    assert (current.public / "en/index.html").read_bytes() and not left_over(publisher.settings.data)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "5", "null", '"text"', '{"sha256": 1, "edition": null}', '{"sha256": "", "edition": {}}', "[" * 100_000, "\ud800"]
)
def test_record_that_is_none_is_no_edition(tmp_path, text):
    (tmp_path / "record.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert store.read(tmp_path) is None


def test_record_with_any_byte_changed_is_no_edition(publisher):
    edition = publisher.build()
    record = edition.folder / "record.json"
    whole = record.read_bytes()
    for at in range(0, len(whole), 97):
        record.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.read(edition.folder) is None, at
    record.write_bytes(whole)
    assert store.read(edition.folder) == edition


def test_data_folder_that_is_a_file_is_a_message(publisher, tmp_path):
    (tmp_path / "file").write_text("")
    publisher.choose(data=tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be written"):
        publisher.build()


def test_pointer_that_is_a_folder_is_a_message(publisher):
    (publisher.settings.data / "current" / "mine").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be written"):
        publisher.build()
    assert (publisher.settings.data / "current" / "mine").is_dir()


def test_full_disk_is_a_message_and_leaves_the_current_edition(publisher, monkeypatch):
    edition = publisher.build()
    before = snapshot(publisher.settings.data)
    plain = Path.write_bytes

    def full(path, data):
        if path.name == "404.html":
            plain(path, data[:10])
            raise OSError(28, "No space left on device")
        return plain(path, data)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        with pytest.raises(StoreError, match="No space left on device"):
            publisher.publish()
    assert snapshot(publisher.settings.data) == before
    assert Editions(publisher.settings.data).current() == edition
    assert publisher.publish().id != edition.id


FLUSH = disk.flush


@pytest.mark.parametrize("one_order_for_the_disk", [True, False])
def test_an_edition_is_on_the_disk_before_readers_see_it(publisher, monkeypatch, one_order_for_the_disk: bool):
    """Every file and folder of it, and then its name. Nothing else waits: another disk may be slow, or a network drive that never answers."""
    flushed: set[int] = set()
    written: list[str] = []
    fsync, replace_ = os.fsync, os.replace

    class System:
        @staticmethod
        def syncfs(descriptor: int) -> int:
            folder = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
            flushed.update(path.stat().st_ino for path in (folder, *folder.rglob("*")))
            return 0

    def flush_one(descriptor: int) -> None:
        flushed.add(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    def watched(source, target) -> None:
        left = [str(path) for path in (Path(source), *Path(source).rglob("*")) if path.stat().st_ino not in flushed] if not Path(source).is_symlink() else []
        assert not left, left
        if Path(target).name == "current":
            assert (publisher.settings.data / "editions").stat().st_ino in flushed
        written.append(Path(target).name)
        replace_(source, target)

    monkeypatch.setattr(disk, "flush", FLUSH)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: System() if one_order_for_the_disk else object())
    monkeypatch.setattr(os, "sync", lambda: pytest.fail("The whole machine was made to wait."))
    monkeypatch.setattr(os, "fsync", flush_one)
    monkeypatch.setattr(os, "replace", watched)
    edition = publisher.build()
    assert written == [edition.folder.name, "current"]


def test_a_disk_that_could_not_write_is_a_message_and_leaves_the_current_edition(publisher, monkeypatch):
    edition = publisher.build()
    before = snapshot(publisher.settings.data)

    class System:
        @staticmethod
        def syncfs(_descriptor: int) -> int:
            ctypes.set_errno(5)
            return -1

    monkeypatch.setattr(disk, "flush", FLUSH)
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: System())
    with pytest.raises(StoreError, match="Input/output error"):
        publisher.publish()
    assert snapshot(publisher.settings.data) == before
    assert Editions(publisher.settings.data).current() == edition


def test_prune_killed_halfway_leaves_no_edition_that_lies(publisher, monkeypatch):
    monkeypatch.setattr(store, "KEPT_EDITIONS", 2)
    editions = [publisher.publish() for _ in range(store.KEPT_EDITIONS)]

    def killed(folder, **given):
        (folder / "public" / "en" / "index.html").unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as kill:
        kill.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            publisher.publish()
    assert editions[0].id not in {edition.id for edition in Editions(publisher.settings.data).all()}
    publisher.build()
    assert not left_over(publisher.settings.data)


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from app.edition import compress, disk
from app.edition.build import build
from app.edition.store import Editions
from app.settings import Settings

data, content, kills, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
compress.brotli = compress.zstandard = None
disk.flush = lambda folder: None
settings, editions, chance = Settings(data=data), Editions(data), random.Random(seed)
page = content / "guide" / "first-page.md"
text = page.read_text(encoding="utf-8")


def change(number):
    page.write_text(text.replace("## A heading {#a-heading}", f"## A heading {{#a-heading}}\\n\\nThis is text number {number}."), encoding="utf-8")


def built():
    began = time.monotonic()
    edition = build(settings, content=content)
    return edition, time.monotonic() - began


change(0)
known, takes = built()
cut = 0
for number in range(1, kills + 1):
    change(number)
    child = os.fork()
    if not child:
        build(settings, content=content)
        os._exit(0)
    time.sleep(chance.uniform(0, takes * 1.1))
    os.kill(child, signal.SIGKILL)
    cut += os.waitpid(child, 0)[1] != 0
    current = editions.current()
    assert current is not None and not current.damaged(), f"kill {number}: the current edition is not whole"
    if current.id != known.id:
        assert str(number) in (current.public / "en/guide/first-page/index.html").read_text(encoding="utf-8").partition("text number")[2][:5], "an edition that nobody built"
    if number % 5 == 0:
        known, takes = built()
        assert editions.current() == known and not known.damaged()
        assert not [path for path in data.rglob(".unfinished-*")], "the next build did not sweep"
    else:
        known = current
print(cut)
"""


def kill_builds(publisher, kills: int) -> int:
    arguments = [sys.executable, "-c", KILLED, publisher.settings.data, publisher.guide.folder, str(kills), "1"]
    said = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True)
    assert not said.returncode, said.stderr
    return int(said.stdout)


def test_build_killed_at_any_moment_leaves_the_current_edition_whole(publisher):
    assert kill_builds(publisher, 20) > 5


@pytest.mark.faults
def test_build_killed_three_hundred_times_leaves_the_current_edition_whole(publisher):
    assert kill_builds(publisher, 300) > 100


def test_inputs_tell_every_kind_of_change(publisher, tmp_path):
    settings = publisher.settings
    seen = {inputs(settings, publisher.guide.folder)}
    publisher.guide.write("guide/another.md", "x")
    seen.add(inputs(settings, publisher.guide.folder))
    (publisher.guide.folder / "guide/another.md").rename(publisher.guide.folder / "guide/other.md")
    seen.add(inputs(settings, publisher.guide.folder))
    for change in ({"name": "Other"}, {"languages": ("de",)}, {"address": "https://a.example"}, {"worker": "off"}):
        seen.add(inputs(replace(settings, **change), publisher.guide.folder))
    assert len(seen) == 7
    assert inputs(replace(settings, port=9, data=tmp_path), publisher.guide.folder) == inputs(settings, publisher.guide.folder)
