from typing import Any

import pytest

from benchmarks.topic_scores import (
    TopicScore,
    Understood,
    scores_of,
    topic_of,
    understood,
)


def outcome(expected: str, met: str, parts: int = 1) -> Understood:
    return Understood("?", expected, met, met, 0.5, parts)


@pytest.mark.parametrize(
    ("intent", "topic"),
    [
        ("ask_cost", "cost"),
        ("ask_out_of_scope", "out_of_scope"),
        ("follow_up", "follow_up"),
        ("nlu_fallback", "unclear"),
        (None, "unclear"),
    ],
)
def test_topic_of_an_intent(intent: str | None, topic: str) -> None:
    assert topic_of(intent) == topic


def test_a_message_below_the_threshold_meets_unclear() -> None:
    parsed: dict[str, Any] = {
        "intent": {"name": "nlu_fallback", "confidence": 0.16},
        "intent_ranking": [
            {"name": "nlu_fallback", "confidence": 0.16},
            {"name": "ask_pain", "confidence": 0.1},
        ],
        "questions": [{"text": "ouch", "intent": "ask_pain"}],
    }
    assert understood("ouch", "pain", parsed) == Understood(
        question="ouch", expected="pain", met="unclear", likeliest="pain", confidence=0.1, parts=1
    )


def test_a_pipeline_without_rankings_and_questions_is_read_as_well() -> None:
    parsed: dict[str, Any] = {"intent": {"name": "ask_pain", "confidence": 0.8}}
    assert understood("ouch", "pain", parsed) == Understood("ouch", "pain", "pain", "pain", 0.8, 1)


def test_each_question_found_counts_as_a_part() -> None:
    parsed: dict[str, Any] = {
        "intent": {"name": "ask_pain", "confidence": 0.8},
        "questions": [{"intent": "ask_pain"}, {"intent": "ask_cost"}],
    }
    assert understood("?", "pain", parsed).parts == 2


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
    assert outcome(expected, met).is_right is right


def test_scores_by_hand() -> None:
    scores = scores_of(
        [
            outcome("pain", "pain"),
            outcome("pain", "cost", parts=2),
            outcome("pain", "cost"),
            outcome("pain", "unclear"),
            outcome("cost", "cost"),
            outcome("out_of_scope", "unclear"),
            outcome("out_of_scope", "pain"),
            outcome("out_of_scope", "out_of_scope"),
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
    outcomes = [outcome("pain", "pain" if n < in_scope_right else "cost") for n in range(100)]
    outcomes += [
        outcome("out_of_scope", "out_of_scope" if n < out_of_scope_right else "cost")
        for n in range(100)
    ]
    assert scores_of(outcomes).reach_targets is reached


@pytest.mark.parametrize("only", ["pain", "out_of_scope"])
def test_both_kinds_of_questions_are_needed(only: str) -> None:
    with pytest.raises(ValueError, match="Both in-scope and out-of-scope"):
        scores_of([outcome(only, only)])
