import logging
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.rasa_actions import families
from actions.rasa_actions.answering_action import AnsweringAction
from actions.turn import SLOTS
from knowledge import TOPICS, Knowledge, KnowledgeError, Problem
from knowledge.phrases import Phrases
from tests.unit.two_treatments import knowledge

ACTIONS = [
    each
    for each in vars(families).values()
    if isinstance(each, type) and issubclass(each, AnsweringAction) and each is not AnsweringAction
]
SECRET = "my very private words"


def tracker(slots: dict[str, Any] | None = None, **message: object) -> Tracker:
    state = dict.fromkeys(SLOTS) | (slots or {})
    return Tracker("visitor", state, message, [], False, None, {}, None)


def test_every_topic_belongs_to_exactly_one_action() -> None:
    served = [topic for action in ACTIONS for topic in action.topics]
    assert sorted(served) == sorted([*TOPICS, "follow_up", "affirm", "deny"])
    names = [action(knowledge).name() for action in ACTIONS]
    assert len(set(names)) == len(names)
    assert all(name.startswith("action_answer_") for name in names)


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_answers_its_family_and_remembers(action: type[AnsweringAction]) -> None:
    dispatcher = CollectingDispatcher()
    events = action(knowledge).run(dispatcher, tracker(), {})
    assert {event["name"] for event in events} == set(SLOTS)
    message = dispatcher.messages[0]
    assert message["text"] == message["custom"]["text"]
    assert message["custom"]["topic"] in (*action.topics, "smalltalk")


def test_two_questions_are_two_messages() -> None:
    dispatcher = CollectingDispatcher()
    questions = [
        {"text": "a", "intent": "ask_pain", "entities": []},
        {"text": "b", "intent": "ask_definition", "entities": []},
    ]
    turn = tracker(intent={"name": "ask_pain"}, questions=questions)
    families.AnswerFacts(knowledge).run(dispatcher, turn, {})
    assert [each["custom"]["topic"] for each in dispatcher.messages] == ["pain", "definition"]


def test_slots_carry_the_conversation_on() -> None:
    slots = {"last_topic": "needle_depth", "last_details": [{"entity": "depth", "value": 1.5}]}
    entities = [{"entity": "treatment_type", "value": "strong"}]
    turn = tracker(slots, intent={"name": "follow_up"}, entities=entities, text="and strong?")
    dispatcher = CollectingDispatcher()
    families.AnswerFollowUp(knowledge).run(dispatcher, turn, {})
    assert dispatcher.messages[0]["custom"]["facts"][0] == "strong-length"


def test_a_failure_becomes_an_apology_and_tells_the_log_no_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    phrases = {"apology": "Sorry.", "reach_unknown": "See the website."}
    broken = replace(knowledge(), phrases=Phrases(phrases=phrases), treatments={})
    dispatcher = CollectingDispatcher()
    turn = tracker(intent={"name": "ask_pain"}, text=SECRET)
    with caplog.at_level(logging.DEBUG):
        events = families.AnswerFacts(lambda: broken).run(dispatcher, turn, {})
    assert events == []
    assert dispatcher.messages[0]["text"] == "Sorry. See the website."
    assert "action_answer_facts could not answer: StopIteration" in caplog.text
    assert SECRET not in caplog.text


def test_without_knowledge_nothing_is_uttered_and_the_gateway_apologises(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unusable() -> Knowledge:
        raise KnowledgeError([Problem("knowledge/treatments.yml", 3, "It is wrong.", "mend it.")])

    dispatcher = CollectingDispatcher()
    assert families.AnswerFacts(unusable).run(dispatcher, tracker(), {}) == []
    assert dispatcher.messages == []
    assert "knowledge/treatments.yml:3" in caplog.text
