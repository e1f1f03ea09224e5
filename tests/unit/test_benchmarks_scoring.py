import math

import pytest

from benchmarks.scoring import (
    THRESHOLDS,
    Prediction,
    Score,
    best_score,
    correlation_at,
    decided,
    in_scope_accuracy,
    top_prediction,
)

OUT = "OUT"
TRUTHS = ["a", "a", "b", OUT]
PREDICTIONS = [
    Prediction("a", 0.9),
    Prediction("b", 0.3),
    Prediction("b", 0.8),
    Prediction("a", 0.21),
]


def test_thresholds_go_from_0_to_1_in_steps_of_2_percent() -> None:
    assert len(THRESHOLDS) == 51
    assert THRESHOLDS[:3] == (0.0, 0.02, 0.04)
    assert THRESHOLDS[15] == 0.3
    assert THRESHOLDS[-1] == 1.0


@pytest.mark.parametrize(
    ("prediction", "expected"),
    [
        (Prediction("a", 0.31), "a"),
        (Prediction("a", 0.30), "a"),
        (Prediction("a", 0.29), OUT),
        (Prediction(None, 1.0), OUT),
    ],
)
def test_less_confidence_than_the_threshold_is_out_of_scope(
    prediction: Prediction, expected: str
) -> None:
    assert decided(prediction, 0.3, OUT) == expected


def test_correlation_by_hand() -> None:
    # Decided at 0: a b b a for a a b OUT. 2 of 4 right (c = 2, s = 4); true counts a 2, b 1, OUT 1;
    # decided counts a 2, b 2. R = (c s - sum t p) / sqrt((s^2 - sum p^2) (s^2 - sum t^2))
    # = (8 - 6) / sqrt((16 - 8) (16 - 6)) = 2 / sqrt(80).
    assert correlation_at(0.0, TRUTHS, PREDICTIONS, OUT) == pytest.approx(2 / math.sqrt(80))


def test_correlation_counts_out_of_scope_as_a_class() -> None:
    # Decided at 0.25: a b b OUT. c = 3; sum t p = 2*1 + 1*2 + 1*1 = 5; sum p^2 = 6; sum t^2 = 6.
    assert correlation_at(0.25, TRUTHS, PREDICTIONS, OUT) == pytest.approx(0.7)


def test_best_score_is_at_the_lowest_threshold_that_reaches_it() -> None:
    # From 0.22 on the last question is left alone; up to 0.30 the second is answered, wrongly.
    # Beyond, it is left alone too: a OUT b OUT, c = 3, sum t p = 2 + 1 + 2 = 5, again 0.7.
    assert best_score(TRUTHS, PREDICTIONS, OUT) == Score(0.22, pytest.approx(0.7))


def test_in_scope_accuracy_leaves_out_of_scope_questions_out() -> None:
    assert in_scope_accuracy(TRUTHS, PREDICTIONS, OUT) == pytest.approx(2 / 3)


def test_in_scope_accuracy_needs_an_in_scope_question() -> None:
    with pytest.raises(ValueError, match="no in-scope question"):
        in_scope_accuracy([OUT], [Prediction("a", 0.5)], OUT)


def test_truths_and_predictions_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        in_scope_accuracy(["a", "a"], [Prediction("a", 0.5)], OUT)


def _ranked(*ranking: tuple[str, float]) -> dict[str, object]:
    candidates = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return {"intent": candidates[0], "intent_ranking": candidates}


def test_top_prediction_passes_over_what_was_not_taught() -> None:
    parsed = _ranked(("nlu_fallback", 1.0), ("follow_up", 1.0), ("b", 0.4), ("a", 0.2))
    assert top_prediction(parsed, {"a", "b"}) == Prediction("b", 0.4)


def test_top_prediction_without_a_ranking_is_the_intent() -> None:
    parsed = {"intent": {"name": "a", "confidence": 0.7}, "intent_ranking": []}
    assert top_prediction(parsed, {"a"}) == Prediction("a", 0.7)


def test_top_prediction_of_nothing_taught_is_none() -> None:
    assert top_prediction(_ranked(("nlu_fallback", 0.3)), {"a"}) == Prediction(None, 0.0)
