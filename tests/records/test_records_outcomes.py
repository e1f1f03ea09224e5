import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import TOPICS
from records.outcomes import LACKS, MISSED, OUTCOMES, outcome_of, subject_of
from tests.records.kept_turns import message


@pytest.mark.parametrize(
    ("topic", "outcome"),
    [
        ("pain", "answered"),
        ("smalltalk", "smalltalk"),
        ("personal_advice", "answered"),
        ("unclear", "unclear"),
        ("out_of_scope", "out_of_scope"),
        ("handoff", "handoff"),
        ("emergency", "emergency"),
    ],
)
def test_the_topic_says_how_an_answer_turned_out(topic: str, outcome: str) -> None:
    assert outcome_of(message(topic)) == outcome


@pytest.mark.parametrize("topic", TOPICS)
def test_an_apology_is_a_failure_whatever_its_topic(topic: str) -> None:
    assert outcome_of(message(topic, is_apology=True)) == "failed"


@given(st.sampled_from(TOPICS), st.booleans())
def test_every_answer_has_one_of_the_outcomes(topic: str, is_apology: bool) -> None:
    assert outcome_of(message(topic, is_apology=is_apology)) in OUTCOMES


def test_what_was_missed_is_what_a_visitor_got_no_answer_to() -> None:
    assert set(OUTCOMES) - MISSED - LACKS == {"answered", "smalltalk", "handoff", "emergency"}


@pytest.mark.parametrize("lacks", sorted(LACKS))
def test_what_has_no_answer_is_counted_as_what_it_is(lacks: str) -> None:
    assert outcome_of(message("aftercare", lacks=lacks)) == lacks
    assert subject_of(message("aftercare", lacks=lacks)) == "aftercare"
    assert subject_of(message("aftercare", lacks=lacks, asked="makeup-again")) == "makeup-again"
