import pytest

from desk.labels import outcome_label, sureness, topic_label
from knowledge import TOPICS
from records.outcomes import OUTCOMES
from tests.gateway_under_test import live_knowledge


def test_every_topic_and_outcome_has_a_name_of_its_own() -> None:
    knowledge = live_knowledge().current()
    assert len({topic_label(topic, knowledge) for topic in TOPICS}) == len(TOPICS)
    assert len({outcome_label(outcome) for outcome in OUTCOMES}) == len(OUTCOMES)


def test_what_is_not_known_keeps_its_own_name() -> None:
    assert topic_label("tattoos", live_knowledge().current()) == "tattoos"
    assert outcome_label("lost") == "lost"


@pytest.mark.parametrize(
    ("confidence", "words"),
    [(1.0, "sure"), (0.5, "sure"), (0.49, "fairly sure"), (0.3, "fairly sure"), (0.0, "not sure")],
)
def test_a_confidence_is_told_in_words(confidence: float, words: str) -> None:
    assert sureness(confidence) == words
