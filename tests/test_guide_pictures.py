"""Pictures are drawn in the reader's language, fit a phone, and say in words what they show."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.guide.load import CONTENT
from app.guide.pictures import columns, draw, messages, parse, wrap
from app.guide.prose import same

SHIPPED = sorted((CONTENT / "pictures").glob("*.svg"))
NAMES = ["counselling-and-programme", "four-steps", "needs-and-choices", "order-of-work", "review-rhythm"]
CLASSES = {"pic-line", "pic-box", "pic-accent", "pic-soft", "pic-text", "pic-strong"}
ONE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 80"><text x="160" y="40" data-wrap="12" data-line="20">One box above another</text><text x="5" y="5">1</text></svg>'

each_picture = pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)


def drawn(source=ONE, lookup=same, description="A box."):
    return ElementTree.fromstring(draw(source, "boxes", description, lookup).replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def test_all_five_pictures_ship():
    assert [file.stem for file in SHIPPED] == NAMES


def test_the_description_names_the_picture_for_screen_readers():
    root = drawn(description="One box <above> another.")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == root[0].get("id") == "pic-boxes"
    assert (root[0].tag, root[0].text) == ("title", "One box <above> another.")


def test_a_text_is_one_message_and_numbers_are_none():
    assert list(messages(ONE)) == ["One box above another"]


def test_lines_break_where_the_picture_says_and_stand_around_the_middle():
    lines = drawn().findall("text/tspan")
    assert [line.text for line in lines] == ["One box", "above", "another"]
    middles = [float(line.get("y")) - 0.28 * 20 for line in lines]
    assert sum(middles) / len(middles) == pytest.approx(40)
    assert all(line.get("x") == "160" for line in lines)


def test_a_translation_is_drawn_without_a_mark():
    text = drawn(lookup=lambda source: "Eine Kiste").find("text")
    assert "".join(text.itertext()) == "Eine Kiste"
    assert text.get("lang") is None


def test_a_text_without_a_translation_stays_english_and_says_so():
    text = drawn(lookup=lambda source: None).find("text")
    assert " ".join(line.text for line in text) == "One box above another"
    assert (text.get("lang"), text.get("direction")) == ("en", "ltr")


def test_a_translation_cannot_bring_markup():
    html = draw(ONE, "boxes", "</title><script>1</script>", lambda source: "<script>2</script> & <b>")
    assert "<script" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_a_number_stays_as_it_is():
    assert drawn(lookup=lambda source: "x").findall("text")[1].text == "1"


def test_a_word_wider_than_its_box_is_drawn_narrower():
    line = drawn(lookup=lambda source: "Unterstützungsgruppe").find("text/tspan")
    assert (line.text, line.get("textLength"), line.get("lengthAdjust")) == ("Unterstützungsgruppe", "96", "spacingAndGlyphs")


def test_scripts_without_spaces_break_between_characters_and_never_before_a_full_stop():
    assert wrap("まず被害者を支える。", 10) == ["まず被害者", "を支える。"]
    assert wrap("まず被害者。", 10) == ["まず被", "害者。"]


def test_marks_that_sit_on_a_letter_have_no_width():
    assert columns("e\u0301") == 1
    assert columns("支え") == 4


@given(st.text(max_size=200), st.integers(1, 40))
def test_wrapping_loses_no_letter(text, width):
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1), st.integers(8, 40))
def test_no_line_is_longer_than_asked(words, width):
    assert all(columns(line) <= width for line in wrap(" ".join(words), width))


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&a;</svg>',
        "<svg",
        "<p/>",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><text x="1" y="1">Text</text></svg>',
    ],
    ids=["entities", "broken", "no svg", "no measures"],
)
def test_what_is_no_picture_of_ours_is_refused(source):
    with pytest.raises(ValueError):
        parse(source)


@each_picture
def test_a_picture_is_small_and_fits_a_phone(file):
    assert file.stat().st_size < 3000
    root = parse(file.read_text(encoding="utf-8"))
    assert float(root.get("viewBox").split()[2]) <= 360
    sizes = [float(element.get("font-size")) for element in root.iter() if element.get("font-size")]
    assert min(sizes) >= 14


@each_picture
def test_a_picture_has_only_shapes_and_the_classes_that_the_stylesheet_knows(file):
    root = parse(file.read_text(encoding="utf-8"))
    for element in root.iter():
        assert element.tag in {"svg", "g", "rect", "circle", "path", "text"}
        assert set(element.get("class", "").split()) <= CLASSES
        assert not [name for name in element.attrib if name == "style" or name == "id" or name.startswith("on") or "href" in name]
    shapes = [element for element in root.iter() if element.tag in {"rect", "circle"}]
    parents = {child: parent for parent in root.iter() for child in parent}
    assert all(shape.get("class") or parents[shape].get("class") for shape in shapes)


@each_picture
def test_its_words_stand_in_the_text_equivalent(file):
    """A picture shows nothing that a reader of its description would miss."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (CONTENT / "guide").glob("*.md"))
    description = re.search(rf"!\[([^\]]*)\]\(pictures/{file.stem}\)", pages)[1]
    known = set(words(description))
    for message in messages(file.read_text(encoding="utf-8")):
        assert set(words(message)) - known <= {"the", "that", "your", "it", "every"}, message


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("’s", ""))


# Languages that are written from right to left


def turned(name: str):
    source = (CONTENT / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    strip = re.compile(r' xmlns="[^"]+"')
    return [ElementTree.fromstring(strip.sub("", draw(source, name, "A picture.", lambda text: text, direction))) for direction in ("ltr", "rtl")]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("counselling-and-programme", "Counselling", "Perpetrator work"),
        ("needs-and-choices", "One way asks, and", "The other way puts"),
        ("order-of-work", "First: support", "Safety and"),
        ("four-steps", "1", "“They must be"),
    ],
)
def test_what_stands_first_stands_on_the_right_where_people_read_from_the_right(name, first, second):
    def starting(root, words):
        return next(float((t[0] if len(t) else t).get("x")) for t in root.iter("text") if " ".join(line.strip() for line in t.itertext()).startswith(words))

    from_left, from_right = turned(name)
    assert starting(from_left, first) < starting(from_left, second)
    assert starting(from_right, first) > starting(from_right, second)
    assert starting(from_right, first) == pytest.approx(320 - starting(from_left, first))


def test_a_check_mark_moves_and_is_not_mirrored():
    _, root = turned("needs-and-choices")
    mark = next(group for group in root.iter("g") if len(group) == 1 and group[0].get("d", "").startswith("m73 356"))
    assert mark.get("transform") == "translate(151 0)"
    cross = next(group for group in root.iter("g") if len(group) == 1 and group[0].get("d", "").startswith("M227 346"))
    assert cross.get("transform") == "matrix(-1 0 0 1 320 0)"


def test_a_circle_that_runs_like_a_clock_runs_the_same_way_everywhere():
    from_left, from_right = turned("review-rhythm")
    assert ElementTree.tostring(from_left) == ElementTree.tostring(from_right)


@each_picture
def test_turning_round_says_nothing_to_the_page(file):
    for direction in ("ltr", "rtl"):
        html = draw(file.read_text(encoding="utf-8"), file.stem, "A picture.", same, direction)
        assert "data-" not in html and "scale(-" not in re.sub(r"<g [^>]*><(rect|path|circle)[^>]*/></g>", "", html)
        assert not re.search(r"<g transform=[^>]*><text", html), "letters are never mirrored"
