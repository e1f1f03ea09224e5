import pytest

from benchmarks.topic_scores import (
    Outcome,
    TopicScore,
    outcome,
    scores_of,
)
from understanding.understood import Question, Understood


def made(expected: str, met: str, parts: int = 1) -> Outcome:
    return Outcome("?", expected, met, met, 0.5, parts)


def test_a_message_below_the_threshold_meets_unclear() -> None:
    read = Understood((Question("unclear", confidence=0.1),), likely=("pain", "cost"))
    assert outcome("ouch", "pain", read) == Outcome("ouch", "pain", "unclear", "pain", 0.1, 1)


def test_each_question_found_counts_as_a_part() -> None:
    read = Understood((Question("pain", confidence=0.8), Question("cost")), likely=("pain",))
    assert outcome("?", "pain", read) == Outcome("?", "pain", "pain", "pain", 0.8, 2)


@pytest.mark.parametrize(
    ("expected", "met", "right"),
    [
        ("pain", "pain", True),
        ("pain", "unclear", False),
        ("pain", "out_of_scope", False),
        ("out_of_scope", "out_of_scope", True),
        ("out_of_scope", "unclear", True),
        ("out_of_scope", "pain", False),
    ],
)
def test_what_is_right(expected: str, met: str, right: bool) -> None:
    assert made(expected, met).is_right is right


def test_scores_by_hand() -> None:
    scores = scores_of(
        [
            made("pain", "pain"),
            made("pain", "cost", parts=2),
            made("pain", "cost"),
            made("pain", "unclear"),
            made("cost", "cost"),
            made("out_of_scope", "unclear"),
            made("out_of_scope", "pain"),
            made("out_of_scope", "out_of_scope"),
        ]
    )
    assert scores.topics == [
        TopicScore("pain", 4, 1, {"cost": 2, "unclear": 1}),
        TopicScore("cost", 1, 1, {}),
        TopicScore("out_of_scope", 3, 2, {"pain": 1}),
    ]
    assert scores.topics[0].accuracy == 0.25
    assert list(scores.topics[0].taken_for) == ["cost", "unclear"]
    assert scores.in_scope_accuracy == pytest.approx(2 / 5)
    assert scores.out_of_scope_recall == pytest.approx(2 / 3)
    assert scores.unclear_share == pytest.approx(1 / 5)
    assert scores.oversplit_share == pytest.approx(1 / 8)
    assert not scores.reach_targets


@pytest.mark.parametrize(
    ("in_scope_right", "out_of_scope_right", "reached"),
    [(92, 90, True), (91, 90, False), (92, 89, False)],
)
def test_targets_are_92_and_90_percent(
    in_scope_right: int, out_of_scope_right: int, reached: bool
) -> None:
    outcomes = [made("pain", "pain" if n < in_scope_right else "cost") for n in range(100)]
    outcomes += [
        made("out_of_scope", "out_of_scope" if n < out_of_scope_right else "cost")
        for n in range(100)
    ]
    assert scores_of(outcomes).reach_targets is reached


@pytest.mark.parametrize("only", ["pain", "out_of_scope"])
def test_both_kinds_of_questions_are_needed(only: str) -> None:
    with pytest.raises(ValueError, match="Both in-scope and out-of-scope"):
        scores_of([made(only, only)])
