import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.locales import locale, negotiate

OFFERED = ("en", "de", "ar", "pt-BR", "zh-Hant")


@pytest.mark.parametrize(
    ("tag", "direction", "name"),
    [
        ("en", "ltr", "English"),
        ("de", "ltr", "Deutsch"),
        ("ar", "rtl", "العربية"),
        ("fa", "rtl", "فارسی"),
        ("he", "rtl", "עברית"),
        ("ckb", "rtl", "کوردیی ناوەندی"),
        ("ku", "ltr", "Kurdî"),
        ("pt-BR", "ltr", "Português (Brasil)"),
        ("zh-Hant", "ltr", "中文 (繁體)"),
        ("sr-Latn", "ltr", "Srpski (latinica)"),
    ],
)
def test_language_has_its_direction_and_its_own_name(tag, direction, name):
    found = locale(tag)
    assert (found.tag, found.dir) == (tag, direction)
    assert found.name.startswith(name.split(" (")[0])


@pytest.mark.parametrize("tag", ["", "x", "no language", "../en", "xx-nonsense", "en/../..", "ä"])
def test_what_is_no_language_is_refused(tag):
    with pytest.raises(ValueError):
        locale(tag)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("de", "de"),
        ("de-AT,en;q=0.5", "de"),
        ("en;q=0.5,de", "de"),
        ("de; q=0.9, en; q=0.1", "de"),
        ("en ; q=0.1 , de ; q=0.9", "de"),
        ("de;Q=0.9,en;q=0.1", "de"),
        ("fr,de;q=0.1", "de"),
        ("de;q=0,ar", "ar"),
        ("zh-TW", "zh-Hant"),
        ("pt-PT", "pt-BR"),
        ("", "en"),
        ("*", "en"),
        ("fr", "en"),
        ("ä,²,123,e,--,de", "de"),
        ("abcdefghi,de", "de"),
        ("de;q=nan,ar;q=inf,pt;q=1e999,zh-TW;q=0.3", "zh-Hant"),
        ("de" + ";q=1" * 500, "en"),
    ],
)
def test_reader_gets_the_language_that_fits_best(wanted, given):
    assert negotiate(wanted, OFFERED) == given


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text("ade-;,q=01. *"),
        st.lists(st.from_regex(r"[a-z]{1,9}(-[A-Za-z0-9]{1,9}){0,3}(;q=[0-9.]+)?", fullmatch=True), max_size=4).map(",".join),
    )
)
def test_no_header_breaks_the_choice_of_language(header):
    assert negotiate(header, OFFERED) in OFFERED
