import json

import pytest

from benchmarks.topic_scores import Outcome, scores_of
from benchmarks.understanding import BadQuestions, as_json, read_questions, report

OUTCOMES = [
    Outcome("does it hurt", "pain", "pain", "pain", 0.8, 1),
    Outcome("ouch | and price", "pain", "cost", "cost", 0.41, 2),
    Outcome("who won", "out_of_scope", "unclear", "cost", 0.1, 1),
]


def test_questions_are_read_with_their_topics() -> None:
    text = 'pain:\n  - "does it hurt"\n  - ouch\ncost:\n  - 100\n'
    assert read_questions(text) == [("does it hurt", "pain"), ("ouch", "pain"), ("100", "cost")]


@pytest.mark.parametrize("text", ["- pain", "pain: ouch", "", "pain: [ouch"])
def test_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadQuestions):
        read_questions(text)


def test_report_without_misses() -> None:
    assert report(scores_of(OUTCOMES), OUTCOMES, with_misses=False).splitlines() == [
        "| topic | questions | right | share | taken for |",
        "|---|---|---|---|---|",
        "| pain | 2 | 1 | 0.50 | cost 1 |",
        "| out_of_scope | 1 | 1 | 1.00 |  |",
        "",
        "| figure | measured | target |",
        "|---|---|---|",
        "| in-scope topic accuracy | 0.500 | 0.92 |",
        "| out-of-scope recall | 1.000 | 0.90 |",
        "| in-scope questions asked back about | 0.000 |  |",
        "| single questions taken for several | 0.333 |  |",
    ]


def test_misses_are_listed_on_request() -> None:
    lines = report(scores_of(OUTCOMES), OUTCOMES, with_misses=True).splitlines()
    assert lines[-6:] == [
        "|---|---|---|---|---|",
        "| ouch \\| and price | pain | cost | cost | 0.41 |",
        "",
        "| question taken for several | parts |",
        "|---|---|",
        "| ouch \\| and price | 2 |",
    ]


def test_json_holds_scores_and_outcomes() -> None:
    content = json.loads(as_json(scores_of(OUTCOMES), OUTCOMES))
    assert content["in_scope_accuracy"] == 0.5
    assert content["targets"] == {"in_scope_accuracy": 0.92, "out_of_scope_recall": 0.9}
    assert [each["is_right"] for each in content["outcomes"]] == [True, False, True]
    assert content["topics"][0] == {
        "topic": "pain",
        "questions": 2,
        "right": 1,
        "taken_for": {"cost": 1},
    }
