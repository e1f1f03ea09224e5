from desk.labels import outcome_label, topic_label
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
