"""Intents, as Rasa and the examples name them, and topics, as everybody else does."""

from collections.abc import Sequence

from understanding.intent_model import RankedIntent
from understanding.model import Thresholds

ANSWERED_INTENT = "ask_"
"""Begins the name of the intent of each topic."""
UNCLEAR = "unclear"
FALLBACK = "nlu_fallback"
"""Rasa's name for the intent of what was not understood."""

_OTHER, _NOT_OURS = "out_of_scope", 0.5
"""How likely what is not ours remains where a treatment of ours is named."""
_AFTER_A_SESSION = {
    "aftercare": 3.0,
    "downtime": 2.0,
    "side_effects": 1.5,
    "preparation": 0.4,
    "suitability": 0.5,
}
"""How much likelier a topic is for who was treated some days ago: "facial on Thursday?"."""


def topic_of(intent: str | None) -> str:
    """The topic that an intent asks for; `follow_up`, `affirm` and `deny` stand for themselves."""
    if intent is None or intent == FALLBACK:
        return UNCLEAR
    return intent.removeprefix(ANSWERED_INTENT)


def weighed(ranking: Sequence[RankedIntent], thresholds: Thresholds) -> list[RankedIntent]:
    """A ranking by topic in which what is not the clinic's counts for more.

    Most examples are of what the clinic answers, and people ask of anything else as well. What
    resembles no intent at all stays not understood.
    """
    if not ranking or ranking[0].confidence < thresholds.fallback:
        return list(ranking)
    weights = [
        each.confidence * (thresholds.out_of_scope if each.name == "out_of_scope" else 1.0)
        for each in ranking
    ]
    whole = sum(weights)
    again = [
        each._replace(confidence=weight / whole)
        for each, weight in zip(ranking, weights, strict=True)
    ]
    return sorted(again, key=lambda each: -each.confidence)


def named_ours(ranking: Sequence[RankedIntent]) -> list[RankedIntent]:
    """A ranking by topic of a sentence that names one of several treatments of ours."""
    again = [
        each._replace(confidence=each.confidence * (_NOT_OURS if each.name == _OTHER else 1.0))
        for each in ranking
    ]
    return sorted(again, key=lambda each: -each.confidence)


def after_a_session(ranking: Sequence[RankedIntent]) -> list[RankedIntent]:
    """A ranking by topic for somebody who was treated some days ago."""
    weights = [each.confidence * _AFTER_A_SESSION.get(each.name, 1.0) for each in ranking]
    # What resembles nothing stays as unlikely as it is.
    share = sum(each.confidence for each in ranking) / (sum(weights) or 1.0)
    again = [
        each._replace(confidence=weight * share)
        for each, weight in zip(ranking, weights, strict=True)
    ]
    return sorted(again, key=lambda each: -each.confidence)
