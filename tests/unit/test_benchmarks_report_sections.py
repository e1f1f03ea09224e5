"""What each section of the report counts."""

from pathlib import Path

import pytest

from benchmarks.questions import Asked, Found
from benchmarks.report.by_question import question_section
from benchmarks.report.by_topic import topic_section
from benchmarks.report.reading_ease import reading_ease
from benchmarks.report.robustness import robustness_section
from benchmarks.report.sections import Case, Figure, Section, Table
from benchmarks.report.signs import SENTENCES, sentences_by_kind, sign_section
from benchmarks.topic_scores import Outcome as TopicOutcome
from benchmarks.warning_signs import NONE, Outcome, Told
from knowledge import DEFAULT_FOLDER, load


def figures(section: Section) -> dict[str, float]:
    return {each.name: each.value for each in section.figures}


def table(section: Section, title: str) -> Table:
    return next(each for each in section.tables if each.title.startswith(title))


@pytest.mark.parametrize(
    ("figure", "is_reached"),
    [
        (Figure("a", 0.9), True),
        (Figure("a", 0.8996, 0.9), True),
        (Figure("a", 0.8994, 0.9), False),
        (Figure("a", 8.04, 8.0, is_limit=True, decimals=1), True),
        (Figure("a", 8.1, 8.0, is_limit=True, decimals=1), False),
    ],
)
def test_a_goal_is_reached_as_far_as_it_is_shown(figure: Figure, is_reached: bool) -> None:
    assert figure.is_reached is is_reached


def test_only_a_section_whose_cases_must_pass_fails() -> None:
    wrong = [Case("x", False)]
    assert not Section("a", "A", "", cases=wrong).failed
    assert Section("a", "A", "", cases=wrong, must_pass=True).failed


def test_topics_have_their_confusion_and_confidence() -> None:
    section = topic_section(
        [
            TopicOutcome("ouch?", "pain", "pain", "pain", 0.83, 1),
            TopicOutcome("sore?", "pain", "cost", "cost", 1.0, 2),
            TopicOutcome("price?", "cost", "cost", "cost", 0.5, 1),
            TopicOutcome("who won", "out_of_scope", "unclear", "cost", 0.05, 1),
        ],
        [("both?", True), ("and that?", False)],
    )
    assert figures(section)["in-scope questions that reach their topic"] == pytest.approx(2 / 3)
    assert figures(section)["messages with several questions, each answered"] == 0.5
    confusion = table(section, "Confusion")
    assert confusion.headings == ("", "pain", "cost", "out_of_scope", "unclear")
    assert confusion.rows[0] == ("pain", 1, 1, "", "")
    confidence = section.charts[1]
    assert confidence.series["right"][8] == 1
    assert confidence.series["wrong"][9] == 1
    assert table(section, "Questions that went wrong (1)").rows[0][0] == "sore?"
    assert Case("sore?", False, "is pain, taken for cost (1.00)") in section.cases


def test_particular_questions_are_counted_by_topic_and_by_what_they_are_taken_for() -> None:
    def found(text: str, id_: str, first: str, *next_: str) -> Found:
        return Found(Asked(text, "pain", (id_,), "pain"), ("pain",), first, next_)

    section = question_section(
        [
            found("a", "numbing", "numbing"),
            found("b", "numbing", "ice", "numbing"),
            found("c", "ice", "ice"),
        ]
    )
    assert figures(section)["examples that reach their question when left out"] == pytest.approx(
        2 / 3
    )
    assert figures(section)["among the first three"] == 1
    assert table(section, "The questions that are reached least").rows[0] == ("numbing", "0.50")
    assert table(section, "Questions that are taken").rows == [("numbing", "ice", 1)]


def test_signs_are_counted_alone_in_stories_and_by_kind() -> None:
    def outcome(level: str, found: str, kind: str = "") -> Outcome:
        return Outcome(Told(f"{level} {found}", level, kind), found)

    alone = [
        *(outcome(level, level) for level in ("emergency_now", "today", "self_harm")),
        outcome("today", NONE),
        outcome(NONE, "check today"),
    ]
    section = sign_section(alone, [outcome("today", NONE)], [outcome("today", NONE, "pus")])
    found = figures(section)
    assert found["today, caught or asked"] == 0.5
    assert found["today in a story, caught or asked"] == 0
    assert found["harmless ones asked about"] == 1
    assert found["false alarms"] == 0
    assert table(section, "By kind").rows == [("today", "pus", 1, 0, 0, 1)]


def test_the_sentences_by_kind_are_read_with_what_makes_them_harmless() -> None:
    read = sentences_by_kind(SENTENCES)
    assert {each.level for each in read} == {"emergency_now", "today", "self_harm", NONE}
    assert all(each.kind for each in read)


def test_what_is_lost_is_told_in_points() -> None:
    section = robustness_section(
        {"as typed": {"a?": True, "b?": False}, "in capitals": {"a?": False, "b?": False}},
        {"as typed": {"help": True}, "in capitals": {"help": True}},
    )
    assert figures(section) == {
        "questions lost in capitals, points": 50.0,
        "signs lost in capitals, points": 0.0,
    }
    assert table(section, "Right as typed").rows == [("in capitals", "questions", "a?")]


def test_every_fact_of_the_knowledge_has_a_reading_grade() -> None:
    knowledge = load(Path(DEFAULT_FOLDER))
    section = reading_ease(knowledge)
    assert [each.name for each in section.cases] == list(knowledge.facts)
    assert sum(section.charts[0].series["facts"]) == len(knowledge.facts)
