"""The secrets that sign sessions and forms."""

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest
from asking import Wsgi, assert_safe

from app.behind import Behind
from app.editing.keys import FILE, KeysError, keys, rotate
from app.settings import Settings


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_this_user_can_read_them(tmp_path: Path, umask: int):
    before = os.umask(umask)
    try:
        keys(tmp_path / "data")
        assert mode(tmp_path / "data" / FILE) == 0o600
        rotate(tmp_path / "data")
        assert mode(tmp_path / "data" / FILE) == 0o600
    finally:
        os.umask(before)
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE]


def test_a_copy_that_came_back_open_to_everybody_is_closed(tmp_path: Path):
    found = keys(tmp_path)
    (tmp_path / FILE).chmod(0o644)
    assert keys(tmp_path) == found
    assert mode(tmp_path / FILE) == 0o600


def test_they_stay_the_same_and_differ_from_each_other(tmp_path: Path):
    found = keys(tmp_path / "one")
    assert keys(tmp_path / "one") == found
    other = keys(tmp_path / "two")
    assert len({*found.session, found.forms, *other.session, other.forms}) == 4
    assert min(len(key) for key in (*found.session, found.forms)) == 64


def test_new_ones_keep_two_of_the_older_for_sessions_and_none_for_forms(tmp_path: Path):
    first = keys(tmp_path)
    second, third, fourth = rotate(tmp_path), rotate(tmp_path), rotate(tmp_path)
    assert keys(tmp_path) == fourth
    assert fourth.session[1:] == (third.session[0], second.session[0])
    assert first.session[0] not in fourth.session
    assert len({first.forms, second.forms, third.forms, fourth.forms}) == 4


def begin(folder: Path, barrier, found) -> None:
    barrier.wait()
    found.put(keys(folder))


def test_processes_that_start_at_once_have_the_same_keys(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    for number in range(2):
        barrier, found = context.Barrier(4), context.Queue()
        processes = [context.Process(target=begin, args=(tmp_path / str(number), barrier, found)) for _ in range(4)]
        for process in processes:
            process.start()
        seen = {found.get(timeout=60) for _ in processes}
        for process in processes:
            process.join()
        assert seen == {keys(tmp_path / str(number))}
        assert [file.name for file in (tmp_path / str(number)).iterdir()] == [FILE]


UNREADABLE = {
    "empty": "",
    "cut off": '{"session": ["',
    "a list": "[]",
    "without those for forms": json.dumps({"session": ["x" * 64]}),
    "without any for sessions": json.dumps({"session": [], "forms": "x" * 64}),
    "a text in place of the list": json.dumps({"session": "x" * 64, "forms": "y" * 64}),
    "too short": json.dumps({"session": ["x"], "forms": "y" * 64}),
    "numbers": json.dumps({"session": [1], "forms": "y" * 64}),
    "not text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_are_no_keys_is_said_and_left_alone(tmp_path: Path, content: str | bytes):
    content = content if isinstance(content, bytes) else content.encode()
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(KeysError, match=r"cannot be read.*backup"):
        keys(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_folder_in_place_of_the_file_is_said(tmp_path: Path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(KeysError, match="cannot be read"):
        keys(tmp_path)


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KeysError, match="cannot be"):
        keys(tmp_path / "file" / "data")


def test_without_keys_the_editor_says_so_to_the_host_and_comes_back_once_they_are_there(tmp_path: Path, capfd):
    (tmp_path / FILE).write_text("{")
    ask = Wsgi(Behind(Settings(data=tmp_path)))
    reply = ask("/edit/")
    assert reply.status == 503
    assert_safe(reply)
    assert str(tmp_path) not in reply.text
    heard = capfd.readouterr().err
    assert f"The keys in {tmp_path / FILE} cannot be read" in heard
    assert "Traceback" not in heard
    (tmp_path / FILE).unlink()
    assert ask("/edit/").status == 401
