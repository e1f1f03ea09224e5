"""How much what is not the clinic's counts."""

import pytest

from understanding.intent_model import RankedIntent
from understanding.model import Thresholds
from understanding.topics import after_a_session, weighed

THRESHOLDS = Thresholds(fallback=0.2, out_of_scope=3.0)


def ranking(**shares: float) -> list[RankedIntent]:
    return [RankedIntent(name, share) for name, share in shares.items()]


def test_what_is_not_ours_counts_for_more() -> None:
    first, second = weighed(ranking(pain=0.6, out_of_scope=0.4), THRESHOLDS)
    assert (first.name, second.name) == ("out_of_scope", "pain")
    assert first.confidence + second.confidence == pytest.approx(1)
    assert [each.name for each in weighed(ranking(pain=0.8, out_of_scope=0.2), THRESHOLDS)] == [
        "pain",
        "out_of_scope",
    ]


def test_what_resembles_nothing_is_not_called_out_of_scope() -> None:
    like_nothing = ranking(pain=0.15, out_of_scope=0.14)
    assert weighed(like_nothing, THRESHOLDS) == like_nothing
    assert weighed([], THRESHOLDS) == []


def test_after_a_session_care_afterwards_is_likelier_than_care_before() -> None:
    first, second = after_a_session(ranking(preparation=0.5, aftercare=0.3))
    assert (first.name, second.name) == ("aftercare", "preparation")
    # What resembles nothing does not get likelier by that.
    assert first.confidence + second.confidence == pytest.approx(0.8)
    assert after_a_session([]) == []
