"""At `/` without a network, a phone chooses among the languages it keeps as the server would among those it offers."""

from itertools import product
from pathlib import Path

import pytest
from conftest import Site, wait_until_kept, watch
from playwright.sync_api import Browser, Page, expect

from app.locales import near, negotiate

CHOOSE = Path(__file__).parent.parent.parent / "static/js/worker/choose.js"

OFFERED = [
    ("en", "de", "ar"),
    ("en", "zh-Hant", "zh-Hans", "pt-BR", "es", "ar", "de"),
    ("de", "zh-Hant"),
    ("en", "pt-PT", "pt-BR"),
    ("en", "es-419", "es"),
    ("en-GB", "en"),
    ("en", "sr-Latn", "sr"),
    ("en", "nb", "da"),
    ("en", "ckb", "kmr", "de-easy"),
    ("fr", "fa"),
]
WANTED = [
    "zh-TW",
    "zh-HK",
    "zh-MO",
    "zh",
    "zh-CN",
    "zh-SG",
    "zh-Hant",
    "zh-Hant-HK",
    "yue",
    "pt-PT",
    "pt-AO",
    "pt",
    "pt-BR",
    "ca",
    "gl",
    "es-MX",
    "es-AR",
    "es",
    "eu",
    "ar-EG",
    "ar-MA",
    "ar-SY",
    "ary",
    "arz",
    "de-AT",
    "de-CH",
    "de",
    "gsw",
    "lb",
    "nds",
    "en-GB",
    "en-AU",
    "en-US",
    "en-IN",
    "sr",
    "sr-Latn",
    "sr-RS",
    "hr",
    "bs",
    "nb",
    "no",
    "nn",
    "da-DK",
    "sv",
    "fr-CA",
    "ckb",
    "ckb-IR",
    "ku",
    "kmr",
    "ku-TR",
    "fa",
    "fa-AF",
    "prs",
    "ur",
    "ps",
    "he",
    "iw",
    "yi",
    "tl",
    "fil",
    "id",
    "in",
    "ja",
    "ko",
    "ru",
    "uk",
    "mo",
    "ro",
    "de-easy",
    "x-private",
    "abcdefghi",
]
LISTS = [[wanted] for wanted in WANTED] + [["ca", "es-ES"], ["fr-FR", "ar-LB", "en"], ["gl", "pt", "de"], ["xx", "zh-TW"], ["nn-NO", "nb-NO"]]


@pytest.fixture
def chooses(page: Page):
    page.goto("about:blank")
    page.add_script_tag(content=CHOOSE.read_text(encoding="utf-8"))
    return lambda wanted, kept: page.evaluate("([wanted, kept]) => nearest(wanted, kept)", [wanted, [{"tag": tag, "near": near(tag)} for tag in kept]])


@pytest.mark.parametrize("offered", OFFERED, ids=",".join)
def test_the_phone_and_the_server_choose_the_same_language(chooses, offered):
    differ = {}
    for wanted in LISTS:
        phone, server = chooses(wanted, offered), negotiate(",".join(wanted), offered)
        if phone != server:
            differ[",".join(wanted)] = (phone, server)
    assert not differ


def test_what_matters_most_is_chosen(chooses):
    cases = [("zh-TW", "zh-Hant"), ("pt-PT", "pt-BR"), ("ca", "en"), ("ar-MA", "ar"), ("zh-CN", "en")]
    for (wanted, found), extra in product(cases, ([], ["xx"])):
        assert chooses([*extra, wanted], ("en", "zh-Hant", "pt-BR", "es", "ar")) == found


def test_a_language_that_was_kept_before_this_is_still_found(chooses, page: Page):
    kept = [{"tag": "en"}, {"tag": "zh-Hant"}, {"tag": "pt-BR"}]
    for wanted, found in (("zh-TW", "zh-Hant"), ("pt-PT", "pt-BR"), ("ca", "en"), ("zh-CN", "en")):
        assert page.evaluate("([wanted, kept]) => nearest(wanted, kept)", [[wanted], kept]) == found


@pytest.mark.parametrize(("locale", "tag"), [("zh-TW", "zh-Hant"), ("pt-PT", "pt-BR"), ("ca", "es")])
def test_the_start_opens_in_the_nearest_kept_language_without_a_network(browser: Browser, make_site, locale: str, tag: str):
    """Catalan is not served by Spanish: the first kept one is opened."""
    site: Site = make_site(languages=("es", "pt-BR", "zh-Hant"))
    context = browser.new_context(locale=locale)
    page = context.new_page()
    watch(page)
    for each in ("es", "pt-BR", "zh-Hant"):
        page.goto(f"{site.base}/{each}/")
        wait_until_kept(page)
    with site.down():
        page.goto(f"{site.base}/")
        expect(page.locator("html")).to_have_attribute("lang", tag)
    context.close()
