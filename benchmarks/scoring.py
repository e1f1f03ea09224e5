"""How well a classifier tells intents apart, counted as the HINT3 benchmark counts.

A question that nothing was taught about is to be left alone: out of scope is a class of its own,
and a prediction less sure than the threshold is taken for it. The score is the Matthews correlation
coefficient, which a classifier cannot raise by favouring the commonest class
(https://aclanthology.org/2020.insights-1.16).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sklearn.metrics import matthews_corrcoef

STEPS = 50
THRESHOLDS = tuple(step / STEPS for step in range(STEPS + 1))
"""0 to 1 in steps of 0.02."""


@dataclass(frozen=True)
class Prediction:
    """The likeliest of the intents that were taught, and how sure that is (0 to 1)."""

    intent: str | None
    """None where no intent that was taught came up."""
    confidence: float


@dataclass(frozen=True)
class Score:
    """A Matthews correlation and the confidence threshold that it holds at."""

    threshold: float
    correlation: float


def top_prediction(parsed: Mapping[str, Any], taught: Collection[str]) -> Prediction:
    """The likeliest intent that was taught; others, such as `nlu_fallback`, are passed over.

    Args:
        parsed: A Rasa parse result, with `intent` alone where the classifier ranks nothing.
        taught: The intents of the training examples.
    """
    for candidate in parsed.get("intent_ranking") or [parsed["intent"]]:
        if candidate["name"] in taught:
            return Prediction(str(candidate["name"]), float(candidate["confidence"]))
    return Prediction(None, 0.0)


def decided(prediction: Prediction, threshold: float, out_of_scope: str) -> str:
    """The class that a prediction comes to at a threshold."""
    if prediction.intent is None or prediction.confidence < threshold:
        return out_of_scope
    return prediction.intent


def correlation_at(
    threshold: float, truths: Sequence[str], predictions: Sequence[Prediction], out_of_scope: str
) -> float:
    """The Matthews correlation of what is decided at `threshold` with the true classes, -1 to 1."""
    decisions = [decided(each, threshold, out_of_scope) for each in predictions]
    return float(matthews_corrcoef(truths, decisions))


def best_score(
    truths: Sequence[str], predictions: Sequence[Prediction], out_of_scope: str
) -> Score:
    """The highest correlation over `THRESHOLDS`, at the lowest threshold that reaches it."""
    scores = [
        Score(threshold, correlation_at(threshold, truths, predictions, out_of_scope))
        for threshold in THRESHOLDS
    ]
    return max(scores, key=lambda score: score.correlation)


def in_scope_accuracy(
    truths: Sequence[str], predictions: Sequence[Prediction], out_of_scope: str
) -> float:
    """The share of in-scope questions whose likeliest intent is the true one, at any confidence.

    Raises:
        ValueError: If every question is out of scope.
    """
    outcomes = [
        prediction.intent == truth
        for truth, prediction in zip(truths, predictions, strict=True)
        if truth != out_of_scope
    ]
    if not outcomes:
        raise ValueError("The test set holds no in-scope question.")
    return sum(outcomes) / len(outcomes)
