"""The rules of plain language are kept by a program, so that reviewers can look at what it cannot see."""

import pytest
from content_factory import FILES, PLAIN, SmallGuide
from hypothesis import given
from hypothesis import strategies as st

from app.guide.check import check
from app.guide.language import count, homeless, sentences
from app.guide.load import load
from app.guide.problems import Problem

PAGE, CARD, LIST, EXERCISE = "guide/second-page.md", "arguments/first-card.md", "checklists/first-list.md", "exercises/first-exercise.md"
WORDY = "one two three four five six seven eight nine ten"


@pytest.fixture
def small_guide(tmp_path):
    return SmallGuide(tmp_path)


def only_problem(guide: SmallGuide) -> Problem:
    problems = check(guide.folder)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def expect(guide: SmallGuide, file: str, line: int, what: str, advice: str) -> None:
    problem = only_problem(guide)
    assert (problem.file, problem.line) == (guide.folder / file, line)
    assert what in problem.what
    assert advice in problem.advice


def insert(guide: SmallGuide, text: str, file: str = PAGE) -> int:
    """Puts a block in front of the page's last paragraphs; returns its line."""
    return guide.change(file, PLAIN, text + "\n\n" + PLAIN)


def test_the_small_guide_has_no_problems(small_guide):
    assert check(small_guide.folder) == []


def test_check_reports_reading_and_references_too(small_guide):
    small_guide.change(PAGE, 'tab = "A neutral tab"', 'tab = "A neutral tab that is far too long for it"')
    small_guide.change(LIST, " {#list-keep}", "")
    small_guide.change("ways.md", "guide/first-page", "guide/nowhere")
    assert [problem.file.name for problem in check(small_guide.folder)] == ["first-list.md", "second-page.md", "ways.md"]


# Sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three? Four", 4),
        ("It ends here.", 1),
        ("Reductions were 32.6% and 36.0% in 22 studies.", 1),
        ("It was 2004. Then came more.", 2),
        ("See e.g. Smith, i.e. the first.", 1),
        ("Ask Dr. Who and J. Smith about it.", 1),
        ("So did I. Then we went.", 2),
        ("Read no. 5 and No. 7 of it.", 1),
        ("The answer is no. Go on.", 2),
        ("“No.” Then leave.", 2),
        ("“Which aim?” they ask.", 1),
        ("Ask: “Are you safe now? Are you safe tonight?”", 2),
        ("They say “it is over.” The group goes on.", 2),
        ("(It is short.) It goes on.", 2),
        ("Someone just said … and went on.", 1),
        ("And so on… The group waits.", 2),
        ("First this; then that: all of it.", 1),
        ("Über uns. Äpfel. Ärger.", 3),
        ("…", 1),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text, found):
    assert len(list(sentences(text))) == found, list(sentences(text))


@given(st.text())
def test_splitting_loses_no_word(text):
    assert " ".join(sentences(text)).split() == text.split()


def test_words_are_what_a_reader_reads():
    assert count("A well-known case – and 32.6% of it …") == 7


def test_a_sentence_that_is_too_long_is_named(small_guide):
    line = insert(small_guide, f"{WORDY} {WORDY} one two three four five six.")
    expect(small_guide, PAGE, line, "a sentence of 26 words", "25 at most")


def test_a_link_counts_as_its_words(small_guide):
    insert(small_guide, f"{WORDY} {WORDY} [one two three four five](sources/src-one).")
    assert check(small_guide.folder) == []


def test_list_items_are_sentences_of_their_own(small_guide):
    insert(small_guide, f"- {WORDY}\n- {WORDY}\n- {WORDY}")
    assert check(small_guide.folder) == []


def test_a_long_sentence_in_a_glossary_entry_is_named(small_guide):
    small_guide.change("words.md", "A word that is explained once.", f"{WORDY} {WORDY} {WORDY}.")
    expect(small_guide, "words.md", 3, "a sentence of 30 words", "25 at most")


def test_a_source_citation_is_not_made_of_sentences(small_guide):
    small_guide.change("sources.md", "Somebody and others, 2004.", f"Somebody. A title. A place. 2004. {WORDY} {WORDY} {WORDY}.")
    assert check(small_guide.folder) == []


def test_long_sentences_on_average_are_named(small_guide):
    small_guide.write(PAGE, FILES[PAGE].replace(PLAIN, f"{WORDY.title()} six seven eight nine ten six.\n\n"))
    expect(small_guide, PAGE, 0, "16.0 words on average", "15 at most")


# Lengths


def test_a_paragraph_of_four_sentences_is_named(small_guide):
    line = insert(small_guide, "One. Two. Three. Four.")
    expect(small_guide, PAGE, line, "a paragraph of 4 sentences", "3 at most")


def test_the_minutes_and_owners_of_an_exercise_are_no_sentences(small_guide):
    small_guide.change(EXERCISE, "Draw the tasks.", "Draw the tasks. Sit down. Begin.")
    small_guide.write(
        EXERCISE, (small_guide.folder / EXERCISE).read_text().replace("Two people hold each key.", "Two people hold each key. Both sign. Nobody else does.")
    )
    assert check(small_guide.folder) == []


def test_a_picture_may_take_more_sentences(small_guide):
    small_guide.change("guide/first-page.md", "![One box above another.]", "![One box. Another. A third. A fourth. A fifth.]")
    assert check(small_guide.folder) == []


@pytest.mark.parametrize(("paragraphs", "words"), [(5, 85), (30, 510)])
def test_a_page_that_is_too_short_or_too_long_is_named(small_guide, paragraphs, words):
    small_guide.write(PAGE, FILES[PAGE].replace(PLAIN * 10, PLAIN * paragraphs))
    expect(small_guide, PAGE, 0, f"the page has {words} words", "Between 150 and 350")


def test_the_evidence_and_the_position_may_be_longer(small_guide):
    small_guide.write("position.md", FILES["position.md"].replace(PLAIN * 10, PLAIN * 50))
    text = FILES["guide/third-page.md"].replace("third-page", "evidence").replace(PLAIN * 10, PLAIN * 26)
    (small_guide.folder / "guide/third-page.md").unlink()
    small_guide.write("guide/evidence.md", text)
    assert check(small_guide.folder) == []


def test_a_long_heading_is_named(small_guide):
    line = small_guide.change("guide/first-page.md", "## A heading {#a-heading}", "## One two three four five six seven eight nine {#a-heading}")
    expect(small_guide, "guide/first-page.md", line, "a heading of 9 words", "8 at most")


def test_a_long_tab_is_named(small_guide):
    small_guide.change(PAGE, "A neutral tab", "A neutral tab of 31 characters.")
    expect(small_guide, PAGE, 1, "the tab has 31 characters", "30 at most")


def test_a_tab_that_tells_is_named(small_guide):
    small_guide.change(PAGE, "A neutral tab", "Sexual violence")
    expect(small_guide, PAGE, 1, "the tab says “Sexual”", "over a shoulder")


@pytest.mark.parametrize("summary", [f"{WORDY} {WORDY}.", "One. Two."])
def test_a_long_summary_is_named(small_guide, summary):
    small_guide.change(PAGE, "One sentence about this text.", summary)
    expect(small_guide, PAGE, 1, "the summary has", "15 words at most")


def test_a_text_without_a_next_step_is_named(small_guide):
    small_guide.change(PAGE, 'next_say = "Go back to the first page."\n', "")
    expect(small_guide, PAGE, 1, "next_say is missing", "Add a line for next_say")


# Cards, checklists, exercises


def test_a_card_needs_four_ways_to_say_it(small_guide):
    small_guide.change(CARD, "- A fourth way\n", "")
    expect(small_guide, CARD, 0, "heard has 3 lines", "4 or more")


def test_a_card_has_two_lines_to_say(small_guide):
    small_guide.change(CARD, "- Which do you oppose?", "- Which do you oppose?\n- Tell us.")
    expect(small_guide, CARD, 0, "say has 3 lines", "Exactly 2")


def test_a_line_to_say_is_short(small_guide):
    small_guide.change(CARD, "Which do you oppose?", "x" * 61)
    expect(small_guide, CARD, 0, "a line to say has 61 characters", "60 at most")


def test_a_card_asks_a_question(small_guide):
    line = "Which aim do you mean"
    small_guide.change(CARD, line + "?", line + ".")
    expect(small_guide, CARD, 0, "ask is no question", "question mark")


def test_a_checklist_item_is_short(small_guide):
    line = small_guide.change(LIST, "Ask what they want.", f"{WORDY} {WORDY} one.")
    problems = check(small_guide.folder)
    assert [(problem.line, problem.what) for problem in problems if "an item of" in problem.what] == [(line, "an item of 21 words")]


def test_an_exercise_is_neither_too_short_nor_too_long(small_guide):
    small_guide.change(EXERCISE, "minutes = 20", "minutes = 45")
    small_guide.write(EXERCISE, (small_guide.folder / EXERCISE).read_text().replace("15 minutes", "40 minutes"))
    expect(small_guide, EXERCISE, 0, "the exercise takes 45 minutes", "Between 15 and 40")


def test_the_minutes_of_the_steps_add_up(small_guide):
    small_guide.change(EXERCISE, "**5 minutes.**", "**10 minutes.**")
    expect(small_guide, EXERCISE, 0, "the steps take 25 minutes, the exercise says 20", "Make them agree")


# Words


@pytest.mark.parametrize(
    "word", ["alleged", "accuser", "incident", "scandal", "monster", "toxic", "cure", "both parties", "had sex with", "unwanted sex", "were raped"]
)
def test_a_word_to_avoid_is_named(small_guide, word):
    line = insert(small_guide, f"They {word} then.")
    expect(small_guide, PAGE, line, "the words “", "")
    assert only_problem(small_guide).advice


@pytest.mark.parametrize("text", ["It is secure and accurate.", "The belief that sex is owed.", "They were abused by somebody."])
def test_words_that_only_look_alike_pass(small_guide, text):
    insert(small_guide, text)
    assert check(small_guide.folder) == []


def test_a_card_may_quote_words_to_avoid(small_guide):
    small_guide.change(CARD, "- Another way", "- What about the incident")
    small_guide.write(CARD, (small_guide.folder / CARD).read_text().replace('title = "A title for first card"', 'title = "“It was one incident.”"'))
    assert check(small_guide.folder) == []


def test_a_card_may_not_use_them_in_its_answer(small_guide):
    small_guide.change(CARD, "The aims are written here.", "The incident is written here.")
    expect(small_guide, CARD, 0, "the words “incident”", "Say what was done")


def test_a_glossary_word_is_linked_once_a_page(small_guide):
    small_guide.change("guide/first-page.md", "See [a source]", "That [word](words/w-word) again. See [a source]")
    expect(small_guide, "guide/first-page.md", 0, "the word 'words/w-word' is linked 2 times", "first used")


# Claims


def test_an_attributed_claim_without_whose_view_it_is_is_named(small_guide):
    small_guide.change("guide/first-page.md", "The authors hold that a [word]", "A [word]")
    expect(small_guide, "guide/first-page.md", 1, "nothing says whose view S2 is", "the authors argue")


def test_a_claim_without_a_home_is_named(small_guide):
    small_guide.change("guide/first-page.md", 'claims = ["S1", "S2"]', 'claims = ["S2"]')
    assert homeless(load(small_guide.folder)) == ["S1"]
    expect(small_guide, "claims.toml", 0, "the claim S1 has no home: The group reads the aims.", "Realise it")
