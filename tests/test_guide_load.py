"""A broken content file stops the build, and its author is told where and what to do."""

import pytest
from content_factory import FILES, SmallGuide
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.guide.check import check
from app.guide.content import Guide
from app.guide.load import load
from app.guide.problems import GuideError, Problem

PAGE, CARD, LIST, EXERCISE, AGENDA = (
    "guide/second-page.md",
    "arguments/first-card.md",
    "checklists/first-list.md",
    "exercises/first-exercise.md",
    "agendas/first-agenda.md",
)


@pytest.fixture
def small_guide(tmp_path):
    return SmallGuide(tmp_path)


def only_problem(guide: SmallGuide) -> Problem:
    problems = guide.problems()
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def expect(guide: SmallGuide, file: str, line: int, what: str, advice: str) -> None:
    """The guide has one problem, in this file and line, and both texts stand in what it says."""
    problem = only_problem(guide)
    assert (problem.file, problem.line) == (guide.folder / file, line)
    assert what in problem.what
    assert advice in problem.advice


def test_the_small_guide_is_valid_and_in_order(small_guide):
    guide = load(small_guide.folder)
    assert [page.head.code for page in guide.pages] == ["V1", "T1", "T2"]
    assert [item.id for item in guide.checklists[0].items] == ["list-ask", "list-keep"]
    assert guide.cards[0].say == ("The aims are written here.", "Which do you oppose?")
    assert guide.agendas[0].items[1].options == {"minutes": "20", "about": "victim"}
    assert guide.claims["S2"].attributed
    assert list(guide.pictures) == ["boxes"]


def test_a_problem_reads_as_file_line_fault_and_advice(small_guide):
    line = small_guide.change(PAGE, 'tab = "A neutral tab"', 'tab = ""')
    assert str(only_problem(small_guide)) == f'{small_guide.folder / PAGE}:{line}: tab is not a text, or is empty. Write tab = "…".'


def test_every_problem_is_reported_at_once(small_guide):
    small_guide.change(PAGE, 'code = "T1"', 'code = "one"')
    small_guide.change(LIST, " {#list-ask}", "")
    assert {problem.file.name for problem in small_guide.problems()} >= {"second-page.md", "first-list.md"}


# Front matter


@pytest.mark.parametrize("name", ["title", "tab", "summary", "claims", "sources", "next", "next_say", "see"])
def test_a_missing_field_is_named(small_guide, name):
    line = next(line for line in FILES[PAGE].splitlines(keepends=True) if line.startswith(f"{name} ="))
    small_guide.change(PAGE, line, "")
    expect(small_guide, PAGE, 1, f"{name} is missing", f"Add a line for {name}")


def test_a_missing_id_is_named(small_guide):
    small_guide.change(PAGE, 'id = "second-page"\n', "")
    problems = {problem.what: problem for problem in small_guide.problems()}
    missing = problems["id is missing from the front matter"]
    assert (missing.file, missing.line) == (small_guide.folder / PAGE, 1)
    assert "Add a line for id" in missing.advice


def test_an_id_that_is_not_the_file_name_is_named(small_guide):
    line = small_guide.change(PAGE, 'id = "second-page"', 'id = "another-page"')
    expect(small_guide, PAGE, line, "'another-page' is not the file's name", 'Write id = "second-page"')


def test_a_field_of_the_wrong_kind_is_named(small_guide):
    line = small_guide.change(PAGE, "see = []", 'see = "guide/first-page"')
    expect(small_guide, PAGE, line, "see is not a list of texts", "see = [")


def test_a_code_out_of_form_is_named(small_guide):
    line = small_guide.change("position.md", 'code = "Z1"', 'code = "first"')
    expect(small_guide, "position.md", line, "the code 'first' is not in form", "a letter and a number")


def test_bad_toml_is_named_with_its_line(small_guide):
    line = small_guide.change(PAGE, 'tab = "A neutral tab"', "tab = A neutral tab")
    problem = next(problem for problem in small_guide.problems() if "no TOML" in problem.what)
    assert (problem.file, problem.line) == (small_guide.folder / PAGE, line)
    assert "quotation marks" in problem.advice


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 5000], ids=["a number too long", "too deep"])
def test_toml_that_python_refuses_is_bad_toml(small_guide, value):
    small_guide.change(PAGE, "see = []", f"see = {value}")
    assert any("no TOML" in problem.what for problem in small_guide.problems())


def test_a_file_that_is_not_utf8_is_named(small_guide):
    (small_guide.folder / "words.md").write_bytes(b"## Word {#w-word}\n\nCaf\xe9.\n")
    broken = Problem(small_guide.folder / "words.md", 0, "byte 22 is not UTF-8", "Save the file as UTF-8.")
    assert broken in small_guide.problems()


def test_claims_that_are_not_utf8_are_named(small_guide):
    (small_guide.folder / "claims.toml").write_bytes(b'[S1]\ntext = "Caf\xe9"\nattributed = false\n')
    assert any(problem.file.name == "claims.toml" and "UTF-8" in problem.advice for problem in small_guide.problems())


@pytest.mark.parametrize("name", ["ways.md", "parts.md", "words.md", "sources.md", "position.md", "claims.toml"])
def test_a_missing_file_is_named(small_guide, name):
    (small_guide.folder / name).unlink()
    missing = Problem(small_guide.folder / name, 0, "the file is missing", "Write it; docs/writing.md shows its form.")
    assert missing in small_guide.problems()


# Sections, items, minutes


def test_an_empty_section_is_named(small_guide):
    line = small_guide.change(CARD, "## does\n\nIt changes the subject.\n", "## does\n")
    expect(small_guide, CARD, line, "the section 'does' is empty", "Write it.")


def test_an_unknown_section_is_named(small_guide):
    line = small_guide.change(CARD, "## ask", "## joke\n\nHa.\n\n## ask")
    expected = Problem(
        small_guide.folder / CARD, line, "the section 'joke' is unknown or there twice", "The sections are: heard, does, unsaid, say, longer, ask."
    )
    assert expected in small_guide.problems()


def test_a_missing_section_is_named(small_guide):
    small_guide.change(EXERCISE, "## look\n\n- Which role has many lines?\n\n", "")
    expect(small_guide, EXERCISE, 0, "the section 'look' is missing", "Add ## look")


def test_sections_out_of_order_are_named(small_guide):
    first = small_guide.change(CARD, "## heard", "## ask\n\nWhich?\n\n## heard")
    problems = small_guide.problems()
    assert any("out of order" in problem.what and problem.line == first and "The order is: heard" in problem.advice for problem in problems)


def test_a_checklist_item_without_id_is_named(small_guide):
    line = small_guide.change(LIST, " {#list-keep}", "")
    expect(small_guide, LIST, line, "an item has no id", "{#some-id}")


def test_a_checklist_item_without_box_is_named(small_guide):
    line = small_guide.change(LIST, "- [ ] Keep", "- Keep")
    expect(small_guide, LIST, line, "a list item has no box", "- [ ]")


def test_a_checklist_without_items_is_named(small_guide):
    small_guide.write(LIST, FILES[LIST].split("## Today")[0])
    expect(small_guide, LIST, 0, "the checklist has no items", "- [ ]")


def test_a_heading_inside_a_list_item_is_not_a_section(small_guide):
    small_guide.change(LIST, "- [ ] Keep it to yourself. {#list-keep}", "- [ ] Keep it. {#list-keep}\n\n  ## Deep")
    assert small_guide.problems() == []


def test_agenda_minutes_that_do_not_add_up_are_named(small_guide):
    small_guide.change(AGENDA, "minutes=20", "minutes=15")
    expect(small_guide, AGENDA, 0, "the items take 25 minutes, the agenda says 30", "agree")


def test_an_agenda_item_about_something_else_is_named(small_guide):
    line = small_guide.change(AGENDA, "about=victim", "about=weather")
    expect(small_guide, AGENDA, line, "'age-needs' is about 'weather'", "victim")


def test_an_exercise_without_minutes_is_named(small_guide):
    small_guide.change(EXERCISE, "minutes = 20\n", "")
    expect(small_guide, EXERCISE, 1, "minutes is missing", "minutes = 90")


def test_a_way_in_that_is_no_link_is_named(small_guide):
    small_guide.write("ways.md", "- We begin today\n\n  What to do first.\n")
    expect(small_guide, "ways.md", 1, "a way in is not a link", "[Situation]")


def test_an_entry_without_id_is_named(small_guide):
    small_guide.write("words.md", FILES["words.md"] + "\n## Other\n\nText.\n")
    assert any(problem.line == 5 and "'Other' has no id" in problem.what and "{#id}" in problem.advice for problem in small_guide.problems())


# What only the whole guide can tell


def test_an_id_used_twice_is_named_at_its_second_place(small_guide):
    line = small_guide.change(AGENDA, "{#age-open ", "{#list-ask ")
    expect(small_guide, AGENDA, line, "the id 'list-ask' is used twice", "another id")


def test_an_id_out_of_form_is_named(small_guide):
    line = small_guide.change(LIST, "{#list-keep}", "{#Keep_It}")
    expect(small_guide, LIST, line, "the id 'Keep_It' is not in form", "lower-case")


def test_a_link_that_leads_nowhere_is_named(small_guide):
    line = small_guide.change("guide/first-page.md", "sources/src-one", "sources/src-none")
    expect(small_guide, "guide/first-page.md", line, "'sources/src-none' leads nowhere", "folder/id")


def test_a_link_in_the_text_below_an_item_is_checked(small_guide):
    line = small_guide.change(LIST, "Nothing is", "[Nothing](guide/nowhere) is")
    expect(small_guide, LIST, line, "'guide/nowhere' leads nowhere", "folder/id")


def test_a_next_step_that_leads_nowhere_is_named(small_guide):
    small_guide.change(PAGE, 'next = "guide/first-page"', 'next = "guide/nowhere"')
    expect(small_guide, PAGE, 1, "'guide/nowhere' leads nowhere", "folder/id")


def test_an_unknown_source_is_named(small_guide):
    small_guide.change(PAGE, "sources = []", 'sources = ["src-none"]')
    expect(small_guide, PAGE, 1, "the source 'src-none' is unknown", "sources.md")


def test_an_unknown_claim_number_is_named(small_guide):
    small_guide.change(PAGE, "claims = []", 'claims = ["S99"]')
    expect(small_guide, PAGE, 1, "the claim 'S99' is unknown", "S1 to S75")


def test_a_picture_that_is_not_there_is_named(small_guide):
    line = small_guide.change("guide/first-page.md", "pictures/boxes", "pictures/circles")
    expect(small_guide, "guide/first-page.md", line, "the picture 'pictures/circles' is not there", "pictures folder")


def test_a_gap_in_the_order_of_pages_is_named(small_guide):
    small_guide.change("guide/third-page.md", 'code = "T2"', 'code = "T3"')
    expect(small_guide, "guide/third-page.md", 1, "T3 is out of order: T2 comes here", "without gaps")


def test_a_code_of_another_folder_is_named(small_guide):
    small_guide.change(LIST, 'code = "K1"', 'code = "X1"')
    expect(small_guide, LIST, 1, "the code X1 does not belong in this folder", "K")


def test_parts_out_of_order_are_named(small_guide):
    small_guide.write("parts.md", "".join(f"## Part {letter} {{#part-{letter.lower()} letters={letter}}}\n\nText.\n\n" for letter in "PRVTHML"))
    expect(small_guide, "parts.md", 1, "the parts stand in the order 'PRVTHML'", "PVTRHML")


# Any text at all


def assert_loads_or_explains(guide: SmallGuide) -> None:
    try:
        assert isinstance(load(guide.folder), Guide)
    except GuideError as error:
        assert error.problems
        assert set(error.problems) <= set(check(guide.folder))


WRITABLE = st.text(st.characters(exclude_categories=["Cs"]))
PIECES = [
    "+++\n",
    "## heard\n\n",
    "- [ ] ",
    "- ",
    "> ",
    "## x {#y}",
    "{#a minutes=9 about=frame}",
    "![x](pictures/boxes)",
    "[a](b)",
    "\n\n",
    "  ",
    "\t",
    "1. ",
    "```\n",
    "[S1]\n",
    'id = "x"\n',
    "\0",
    "\u2028",
    "=",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), text=WRITABLE | st.lists(st.sampled_from(PIECES) | WRITABLE, max_size=12).map("".join), after=st.booleans())
def test_any_text_yields_a_guide_or_its_problems(tmp_path, name, text, after):
    guide = SmallGuide(tmp_path)
    guide.write(name, FILES[name] + text if after else text)
    assert_loads_or_explains(guide)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), content=st.binary())
def test_any_bytes_yield_a_guide_or_its_problems(tmp_path, name, content):
    guide = SmallGuide(tmp_path)
    (guide.folder / name).write_bytes(content)
    assert_loads_or_explains(guide)
