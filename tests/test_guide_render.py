"""Prose becomes safe HTML in the reader's language, block by block."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.guide.prose import Prose, Rendering, inline_html, parse, plain, same


def rendering(lookup=same) -> Rendering:
    return Rendering(lookup=lookup, href=lambda target: f"/en/{target}/", picture=lambda name, text: f"<svg>{name}: {text}</svg>")


def html(text: str, lookup=same) -> str:
    return Prose(parse(text)).html(rendering(lookup))


# Ids


def test_a_heading_carries_its_id_and_does_not_show_it():
    assert html("## A heading {#a-heading}") == '<h2 id="a-heading">A heading</h2>\n'


def test_a_list_item_carries_its_id():
    assert '<li id="an-item">Text' in html("- Text {#an-item minutes=10 about=frame}")


def test_a_message_for_translators_has_no_id_and_no_box():
    prose = Prose(parse("## A heading {#a-heading}\n\n- [ ] Ask *this*. {#item-ask}"))
    assert [message.text for message in prose.messages()] == ["A heading", "Ask *this*."]


def test_ids_stay_when_the_text_is_translated():
    assert html("## A heading {#a-heading}", {"A heading": "Eine Überschrift"}.get) == '<h2 id="a-heading">Eine Überschrift</h2>\n'


def test_messages_know_their_line_in_the_file():
    prose = Prose(parse("One.\n\n## Two {#two}\n\nThree.", first_line=12))
    assert [message.line for message in prose.messages()] == [12, 14, 16]


# Numbers to call, and addresses


@pytest.mark.parametrize(
    "isolated", ["+49 30 123 45 67", "0800 123-4567", "(030) 12 34 56", "116 016 00", "https://example.org/a?b=1&amp;c", "www.example.org", "help@example.org"]
)
def test_numbers_to_call_and_addresses_keep_their_order_in_any_direction(isolated):
    """In right-to-left text, the groups of a number would change places, and a slash would go to the other end."""
    assert html(f"اتصلوا: {isolated.replace('&amp;', '&')}.") == f'<p>اتصلوا: <bdi dir="ltr">{isolated}</bdi>.</p>\n'
    assert f'<bdi dir="ltr">{isolated}</bdi>' in html(f"- **{isolated.replace('&amp;', '&')}** (at night)")


def test_an_address_in_quotation_marks_ends_before_them():
    assert html('"https://example.org/a"') == '<p>&quot;<bdi dir="ltr">https://example.org/a</bdi>&quot;</p>\n'


def test_a_long_text_without_spaces_takes_no_time():
    began = time.process_time()
    html("a" * 50_000 + " " + "1" * 50_000 + " " + "1 " * 25_000 + "x")
    assert time.process_time() - began < 2


@pytest.mark.parametrize("text", ["112", "in 2005 and 2019", "10 000 people", "DOI 10.1007/s11292-005-1179-0.", "45–60 minutes", "5. Then the rest"])
def test_other_numbers_stand_as_they_are(text):
    assert "bdi" not in html(f"Here: {text}")


# Links


def test_a_reference_becomes_an_address():
    assert html("[Go](guide/first-page)") == '<p><a href="/en/guide/first-page/">Go</a></p>\n'


def test_an_outside_link_tells_nobody_where_the_reader_comes_from():
    assert html("[Go](https://example.org/)") == '<p><a href="https://example.org/" rel="noreferrer">Go</a></p>\n'


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd"]
)
def test_a_dangerous_link_is_inert(target):
    assert "href" not in html(f"[Go]({target})")


def test_a_translation_cannot_bring_a_dangerous_link():
    assert "href" not in html("[Go](guide/first-page)", lambda source: "[Los](javascript:alert(1))")


def test_rendering_twice_gives_the_same():
    prose = Prose(parse("[Go](guide/first-page)"))
    assert prose.html(rendering()) == prose.html(rendering())


# Markup


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "A <b onclick=x>word</b>.", "<img src=x onerror=alert(1)>", "## <svg onload=x>", "- <i>", "&lt;script&gt;"]
)
def test_raw_html_is_shown_not_run(text):
    shown = html(text)
    assert not any(tag in shown for tag in ("<script", "<b", "<img", "<svg", "<i>"))
    assert "&lt;" in shown


def test_a_translation_cannot_bring_html():
    assert html("Text.", lambda source: "<script>1</script>") == "<p>&lt;script&gt;1&lt;/script&gt;</p>\n"


def test_quotation_marks_cannot_leave_an_attribute():
    assert html('[Go](guide/first-page "a\\"><script>")').count("<") == 4


# Languages


def test_a_translated_block_is_rendered_with_its_marks():
    assert html("Some *text*.", lambda source: "Etwas *Text* und [mehr](guide/x).") == '<p>Etwas <em>Text</em> und <a href="/en/guide/x/">mehr</a>.</p>\n'


def test_a_block_without_a_translation_says_its_language_and_direction():
    both = html("One.\n\nTwo.", {"One.": "واحد."}.get)
    assert both == '<p>واحد.</p>\n<p lang="en" dir="ltr">Two.</p>\n'


def test_a_list_item_without_a_translation_says_it_on_the_item():
    assert html("- One\n- Two", {"One": "Eins"}.get) == '<ul>\n<li>Eins</li>\n<li lang="en" dir="ltr">Two</li>\n</ul>\n'


def test_a_heading_without_a_translation_keeps_its_id():
    assert html("## Heading {#x}", lambda source: None) == '<h2 id="x" lang="en" dir="ltr">Heading</h2>\n'


def test_one_language_leaves_no_trace_in_the_next():
    prose = Prose(parse("One."))
    prose.html(rendering(lambda source: None))
    assert prose.html(rendering()) == "<p>One.</p>\n"


# Pictures


def test_a_picture_on_its_own_stands_in_a_figure():
    assert html("![Two boxes.](pictures/boxes)") == "<figure><svg>boxes: Two boxes.</svg></figure>\n"


def test_a_translated_picture_has_a_translated_description():
    assert html("![Two boxes.](pictures/boxes)", lambda source: "![Zwei Kisten.](pictures/boxes)") == "<figure><svg>boxes: Zwei Kisten.</svg></figure>\n"


def test_a_picture_in_a_heading_leaves_it_a_heading():
    assert html("## ![Two boxes.](pictures/boxes)").startswith("<h2>")


# Messages on their own


def test_a_message_is_rendered_without_a_block():
    assert inline_html("Some **text**.", rendering()) == "Some <strong>text</strong>."


def test_plain_text_has_no_marks():
    assert plain("Some **text** and [a link](guide/x).") == "Some text and a link."


def test_plain_text_of_prose_is_a_line_a_block():
    assert Prose(parse("## Heading {#x}\n\nOne\ntwo.\n\n- Three")).plain() == "Heading\nOne two.\nThree"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])) | st.none())
def test_any_text_and_any_translation_can_be_rendered(text, translated):
    assert "<script" not in html(text, lambda source: translated).lower()
