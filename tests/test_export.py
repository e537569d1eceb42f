import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from programs import program

from app.edition import build as builder
from app.edition import export as exports
from app.edition.build import silent
from app.headers import ASSET_HEADERS, IMMUTABLE, REVALIDATE
from app.settings import Settings

OURS = {"_headers", "nginx.conf", "Caddyfile", "README.txt"}


@pytest.fixture
def export(publisher, monkeypatch):
    """Exports what the publisher builds."""
    monkeypatch.setattr(exports, "current_or_build", lambda settings, progress: publisher.build(progress=progress))
    return lambda folder: exports.export(publisher.settings, folder, silent)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_export_equals_the_edition(export, tmp_path):
    edition = export(tmp_path / "site")
    exported = files(tmp_path / "site")
    assert {name: body for name, body in exported.items() if name not in OURS} == files(edition.public)
    assert exported.keys() >= OURS


def test_export_holds_what_the_server_sends(edition_dir, edition, get, tmp_path, monkeypatch):
    monkeypatch.setattr(exports, "current_or_build", lambda settings, progress: edition)
    exports.export(Settings(data=edition_dir), tmp_path / "site", silent)
    for path in edition.files:
        if not path.endswith(("404.html", "500.html")) and path != "index.html":
            assert get("/" + path.removesuffix("index.html")).body == (tmp_path / "site" / path).read_bytes(), path


def test_export_does_not_share_files_with_the_edition(export, tmp_path):
    edition = export(tmp_path / "site")
    assert not (tmp_path / "site/sw.js").samefile(edition.public / "sw.js")


def test_earlier_export_is_replaced_whole(export, publisher, tmp_path):
    export(tmp_path / "site")
    publisher.publish()
    edition = export(tmp_path / "site")
    assert {name for name in files(tmp_path / "site") if name not in OURS} == files(edition.public).keys()


def test_earlier_export_keeps_what_is_not_ours_and_loses_a_language_that_is_gone(export, publisher, tmp_path):
    publisher.choose(languages=("en", "de"))
    export(tmp_path / "site")
    (tmp_path / "site/.git").mkdir()
    (tmp_path / "site/.git/config").write_text("mine")
    (tmp_path / "site/CNAME").write_text("mine")
    assert (tmp_path / "site/de").is_dir()
    publisher.choose(languages=("en",))
    export(tmp_path / "site")
    assert (tmp_path / "site/.git/config").read_text() == (tmp_path / "site/CNAME").read_text() == "mine"
    assert not (tmp_path / "site/de").exists()


def test_export_that_was_killed_is_taken_up_again(export, tmp_path, monkeypatch):
    def killed(*given, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as kill:
        kill.setattr(exports, "_replace", killed)
        with pytest.raises(KeyboardInterrupt):
            export(tmp_path / "site")
    edition = export(tmp_path / "site")
    assert {name for name in files(tmp_path / "site") if name not in OURS} == files(edition.public).keys()


def test_empty_folder_is_filled(export, tmp_path):
    (tmp_path / "site").mkdir()
    export(tmp_path / "site")
    assert (tmp_path / "site/en/index.html").is_file()


@pytest.mark.parametrize("name", ["notes.txt", "sw.js", "README.txt", "index.html", ".git/config", "folder/photo.jpg"])
def test_folder_with_something_else_is_refused_and_untouched(export, tmp_path, name):
    (tmp_path / "mine" / name).parent.mkdir(parents=True)
    (tmp_path / "mine" / name).write_text("mine")
    with pytest.raises(exports.ExportError, match="holds something else"):
        export(tmp_path / "mine")
    assert files(tmp_path / "mine") == {name: b"mine"}


def test_data_folder_is_refused(export, publisher):
    publisher.build()
    for folder in (publisher.settings.data, publisher.settings.data / "editions"):
        with pytest.raises(exports.ExportError):
            export(folder)


def test_file_is_refused(export, tmp_path):
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "site"):
        with pytest.raises(exports.ExportError):
            export(folder)
    assert (tmp_path / "file").read_text() == "mine"


def test_folder_where_one_stands_is_filled(export, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    export(Path("."))
    assert (tmp_path / "here/en/index.html").is_file()


def test_link_to_a_folder_is_followed(export, tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    export(tmp_path / "link")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real/en/index.html").is_file()


def test_full_disk_is_a_message_and_leaves_the_earlier_export(export, tmp_path, monkeypatch):
    export(tmp_path / "site")
    before = files(tmp_path / "site")

    def full(*given, **named):
        raise shutil.Error([("a", "b", "[Errno 28] No space left on device")])

    monkeypatch.setattr(shutil, "copytree", full)
    with pytest.raises(exports.ExportError, match="No space left on device"):
        export(tmp_path / "site")
    assert files(tmp_path / "site") == before


def test_headers_file_says_what_the_server_says(export, tmp_path):
    edition = export(tmp_path / "site")
    blocks = dict(block.split("\n", 1) for block in (tmp_path / "site/_headers").read_text().strip().split("\n\n"))
    assert blocks.keys() == {"/*", "/s/*", "/en/bundle/*", "/en/patch/*", "/en/parts/*", "/en/edition.json*", "/en/manifest.webmanifest*"}

    def given(block):
        return dict(line.strip().split(": ", 1) for line in blocks[block].splitlines() if not line.strip().startswith("!"))

    assert given("/*") == {**edition.headers, "Cache-Control": REVALIDATE}
    for block in blocks.keys() - {"/*"}:
        never_changes = not block.startswith(("/en/edition", "/en/manifest"))
        assert given(block) == {**ASSET_HEADERS, "Cache-Control": IMMUTABLE if never_changes else REVALIDATE}, block


def test_nginx_takes_the_configuration(export, tmp_path):
    export(tmp_path / "site")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ server {{ listen unix:{tmp_path}/socket; root {tmp_path}/site; include {tmp_path}/site/nginx.conf; }} }}"
    )
    said = subprocess.run([program("nginx"), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)
    assert not said.returncode, said.stderr


def test_readme_names_the_edition(export, tmp_path):
    edition = export(tmp_path / "site")
    assert re.search(rf"edition {edition.id[:12]}\b", (tmp_path / "site/README.txt").read_text())


def test_export_of_a_damaged_edition_is_of_a_mended_one(publisher, tmp_path, monkeypatch):
    monkeypatch.setattr(builder, "inputs", lambda settings, content=None: "always the same")
    monkeypatch.setattr(builder, "build", lambda settings, progress: publisher.build())
    edition = publisher.build()
    page = (edition.public / "en/index.html").read_bytes()
    os.truncate(edition.public / "en/index.html", 10)
    exports.export(publisher.settings, tmp_path / "site", silent)
    assert (tmp_path / "site/en/index.html").read_bytes() == page
