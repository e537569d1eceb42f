"""What a phone learns when somebody puts the guide on the home screen: plain, complete, and true."""

import json
import struct

import pytest


def manifest_of(client) -> dict:
    answer = client.get("/en/manifest.webmanifest")
    assert answer.content_type == "application/manifest+json"
    return json.loads(answer.data)


def test_manifest_tells_nothing(client):
    text = client.get("/en/manifest.webmanifest").get_data(as_text=True).lower()
    for word in ("victim", "perpetrator", "rape", "abuse", "sexual", "violence", "assault", "survivor"):
        assert word not in text


def test_manifest_id_never_changes(client):
    assert manifest_of(client)["id"] == "/"


def test_there_is_a_maskable_icon_and_shortcuts_that_open(client):
    manifest = manifest_of(client)
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    assert len(manifest["shortcuts"]) == 3
    for shortcut in manifest["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200


@pytest.mark.parametrize("kind", ["icons", "screenshots"])
def test_pictures_are_there_in_the_size_that_the_manifest_says(client, kind: str):
    for picture in manifest_of(client)[kind]:
        data = client.get(picture["src"]).data
        if picture["type"] == "image/png":
            assert "x".join(map(str, struct.unpack(">II", data[16:24]))) == picture["sizes"]
