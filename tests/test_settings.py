import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import Settings, SettingsError, load


def test_defaults_need_no_setting(tmp_path):
    settings = load({"HANDRAIL_DATA": str(tmp_path)})
    assert (settings.host, settings.port, settings.languages) == ("127.0.0.1", 8000, ("en", "ar", "de"))


def test_data_folder_is_instance_below_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load({}).data == load({"HANDRAIL_DATA": ""}).data == tmp_path.resolve() / "instance"


def test_command_line_comes_before_environment_before_file_before_default(tmp_path):
    (tmp_path / "handrail.toml").write_text('port = 1\nname = "From the file"\nkeeping = "on-request"\n')
    environ = {"HANDRAIL_DATA": str(tmp_path), "HANDRAIL_PORT": "2", "HANDRAIL_NAME": "From the environment"}
    settings = load(environ, port=3, host=None)
    assert (settings.port, settings.name, settings.keeping, settings.host) == (3, "From the environment", "on-request", "127.0.0.1")


def test_lists_are_written_with_commas_or_as_lists(tmp_path):
    (tmp_path / "handrail.toml").write_text('languages = ["en", "de"]\n')
    settings = load({"HANDRAIL_DATA": str(tmp_path), "HANDRAIL_HOSTS": "guide.example.org, other.example.org,"})
    assert (settings.languages, settings.hosts) == (("en", "de"), ("guide.example.org", "other.example.org"))


def test_data_folder_can_stand_in_a_named_file(tmp_path):
    (tmp_path / "elsewhere.toml").write_text(f'data = "{tmp_path / "kept"}"\n')
    assert load({"HANDRAIL_CONFIG": str(tmp_path / "elsewhere.toml")}).data == (tmp_path / "kept").resolve()
    assert load({"HANDRAIL_CONFIG": str(tmp_path / "elsewhere.toml")}, data=tmp_path / "given").data == (tmp_path / "given").resolve()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("NAME", ""),
        ("NAME", " "),
        ("NAME", "x" * 31),
        ("NAME", "two\nlines"),
        ("NAME", "a slot \ue000main\ue001"),
        ("LANGUAGES", ""),
        ("LANGUAGES", "no language"),
        ("LANGUAGES", "../en"),
        ("LANGUAGES", "en_GB"),
        ("LANGUAGES", "en,xx-nonsense"),
        ("LANGUAGES", "en,de,en"),
        ("LANGUAGES", "edit"),
        ("HOSTS", "https://guide.example.org"),
        ("HOSTS", "guide.example.org:8000"),
        ("HOSTS", "guide example"),
        ("PROXIES", "10"),
        ("PROXIES", "yes"),
        ("KEEPING", "never"),
        ("WORKER", "maybe"),
        ("EXIT", "javascript:alert(1)"),
        ("EXIT", 'https://a.example/"><script>'),
        ("EXIT", "https://[broken"),
        ("EXIT", "https://a.example/\nb"),
        ("ADDRESS", "guide.example.org"),
    ],
)
def test_bad_setting_is_named_with_what_to_write_instead(tmp_path, name, value):
    with pytest.raises(SettingsError) as caught:
        load({"HANDRAIL_DATA": str(tmp_path), f"HANDRAIL_{name}": value})
    assert re.search(rf"\b{name}\b", str(caught.value), re.I)


def test_unknown_setting_in_the_file_stops_the_start(tmp_path):
    (tmp_path / "handrail.toml").write_text("prot = 80\n")
    with pytest.raises(SettingsError, match=r"'prot'.*port"):
        load({"HANDRAIL_DATA": str(tmp_path)})


@pytest.mark.parametrize("content", [b"port = \n", b"\xff\xfe", b"[[", b"port = {}\n", b"languages = 5\n", b"name = ['a', 'b']\n", b"port = true\n"])
def test_broken_file_is_a_message(tmp_path, content):
    (tmp_path / "handrail.toml").write_bytes(content)
    with pytest.raises(SettingsError):
        load({"HANDRAIL_DATA": str(tmp_path)})


def test_missing_file_that_was_asked_for_is_a_message(tmp_path):
    with pytest.raises(SettingsError, match="HANDRAIL_CONFIG"):
        load({"HANDRAIL_CONFIG": str(tmp_path / "none.toml")})


def test_data_folder_that_is_a_file_is_left_to_the_store_to_refuse(tmp_path):
    (tmp_path / "file").write_text("")
    assert load({"HANDRAIL_DATA": str(tmp_path / "file")}).data == (tmp_path / "file").resolve()


def test_every_setting_can_be_set_from_the_environment(tmp_path):
    values = {"data": tmp_path, "host": "0.0.0.0", "port": 81, "name": "Rail", "languages": "de", "hosts": "a.example", "proxies": 1}
    values |= {"address": "https://a.example", "exit": "https://b.example/", "keeping": "on-request", "icon": "leaf", "worker": "off"}
    values |= {"database": "postgresql://db.example/guide", "editor": "https://edit.example"}
    assert values.keys() == {field.name for field in fields(Settings)}
    settings = load({f"HANDRAIL_{name.upper()}": str(value) for name, value in values.items()})
    for field in fields(Settings):
        assert getattr(settings, field.name) != field.default, field.name


def test_data_folder_is_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load({}, data=Path("here")).data == tmp_path.resolve() / "here"
