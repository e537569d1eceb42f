"""Days, times, numbers and lists on the page are those of its language, in languages that no browser knows as well."""

from datetime import date, time

import pytest
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from conftest import Site
from playwright.sync_api import Browser, Page

from app.edition.manners import manners
from app.locales import babel_name

TAGS = ("ar", "de", "zh-Hant", "ckb", "kmr", "de-easy")
UNKNOWN = ("ckb", "kmr")
DAYS = [(2026, month, day) for month in range(1, 13) for day in (1, 9, 28)]
TIMES = [(0, 5), (9, 30), (12, 0), (13, 7), (23, 59)]


@pytest.fixture(scope="module")
def languages(tmp_path_factory):
    from app.settings import Settings

    site = Site(Settings(data=tmp_path_factory.mktemp("manners"), port=0, languages=("en", *TAGS)))
    yield site
    site.stop()


@pytest.fixture
def written(browser: Browser, languages: Site):
    """Calls functions of the page's own module, in a browser of that language."""
    opened = []

    def write(tag: str, name: str, arguments: list) -> list[str]:
        context = browser.new_context(locale={"ckb": "ckb-IQ", "kmr": "kmr-TR", "de-easy": "de-DE"}.get(tag, tag), timezone_id="Europe/Berlin")
        opened.append(context)
        page: Page = context.new_page()
        page.goto(f"{languages.base}/{tag}/")
        return page.evaluate(
            """async ([name, all]) => {
                const module = await import(document.querySelector('script[type=module]').src.replace('main.js', 'manners.js'));
                return all.map((given) => module[name](name === 'longDay' || name === 'clock' ? new Date(...given) : given));
            }""",
            [name, arguments],
        )

    yield write
    for context in opened:
        context.close()


def spaces(text: str) -> str:
    """Without differences of no weight between two versions of CLDR: kinds of spaces, and marks of direction."""
    return " ".join(text.replace("\u200f", "").replace("\u200e", "").split())


@pytest.mark.parametrize("tag", TAGS)
def test_days_are_those_of_the_language(written, tag):
    found = written(tag, "longDay", [[year, month - 1, day] for year, month, day in DAYS])
    assert [spaces(text) for text in found] == [spaces(format_date(date(*day), "long", locale=babel_name(tag))) for day in DAYS]


@pytest.mark.parametrize("tag", TAGS)
def test_times_are_those_of_the_language(written, tag):
    found = written(tag, "clock", [[2026, 2, 3, hour, minute] for hour, minute in TIMES])
    assert [spaces(text) for text in found] == [spaces(format_time(time(*at), "short", locale=babel_name(tag))) for at in TIMES]


@pytest.mark.parametrize("tag", TAGS)
def test_numbers_and_shares_are_those_of_the_language(written, tag):
    name = babel_name(tag)
    assert [spaces(text) for text in written(tag, "percent", [0, 0.37, 1])] == [spaces(format_percent(share, locale=name)) for share in (0, 0.37, 1)]
    assert written(tag, "number", [0, 7, 150, 2.5]) == [format_decimal(value, locale=name) for value in (0, 7, 150, 2.5)]


@pytest.mark.parametrize("tag", TAGS)
def test_lists_are_joined_as_the_language_joins_them(written, tag):
    lists = [["A"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D", "E"]]
    assert [spaces(text) for text in written(tag, "list", lists)] == [spaces(format_list(each, locale=babel_name(tag))) for each in lists]


@pytest.mark.parametrize("tag", UNKNOWN)
def test_sizes_need_no_browser_that_knows_the_language(written, tag):
    name = babel_name(tag)
    assert written(tag, "size", [60_500, 2_500_000]) == [
        format_unit(61, "digital-kilobyte", "short", locale=name),
        format_unit(2.5, "digital-megabyte", "short", locale=name),
    ]


@pytest.mark.parametrize("tag", UNKNOWN)
def test_the_plural_form_of_a_number_needs_no_browser_that_knows_the_language(written, tag):
    one, *others = written(tag, "form", [1, 0, 2, 11, 21, 100, 101, 1000])
    assert one not in others and len(set(others)) == 1


def test_pages_carry_patterns_only_where_a_browser_may_lack_them():
    assert {tag for tag in TAGS if manners(tag)} == set(UNKNOWN)
    assert len(manners("ckb").encode()) < 1_500
