import logging
from dataclasses import replace
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.rasa_actions import actions
from actions.rasa_actions.replying_action import ReplyingAction
from actions.tracked import OFFER, SO_FAR
from knowledge import DEFAULT_FOLDER, Knowledge, KnowledgeError, Problem
from knowledge.phrases import Phrases
from tests.unit.two_treatments import knowledge
from understanding.so_far import Choice, SoFar
from understanding.understood import Detail, Question, Sign, Understood

ACTIONS = [
    each
    for each in vars(actions).values()
    if isinstance(each, type) and issubclass(each, ReplyingAction) and each is not ReplyingAction
]
SECRET = "my very private words"


def tracker(so_far: SoFar | None = None, **message: object) -> Tracker:
    so_far = so_far or SoFar()
    slots = {SO_FAR: so_far.to_json(), OFFER: so_far.offer}
    return Tracker("visitor", slots, message, [], False, None, {}, None)


def said(
    action: type[ReplyingAction], so_far: SoFar | None = None, **message: object
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The messages that an action utters, and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    events = action(knowledge).run(dispatcher, tracker(so_far, **message), {})
    return [each["custom"] for each in dispatcher.messages], {e["name"]: e["value"] for e in events}


def understood(*questions: Question, **other: Any) -> dict[str, Any]:
    return Understood(questions, **other).to_json()


def test_the_domain_lists_the_actions_and_their_slots() -> None:
    domain = yaml.safe_load((DEFAULT_FOLDER.parent / "domain.yml").read_text(encoding="utf-8"))
    assert sorted(domain["actions"]) == sorted(action(knowledge).name() for action in ACTIONS)
    assert set(domain["slots"]) == {SO_FAR, OFFER}


@pytest.mark.parametrize("action", ACTIONS)
def test_each_action_says_something_to_a_message_that_was_read_as_nothing(
    action: type[ReplyingAction],
) -> None:
    messages, slots = said(action)
    assert messages[0]["topic"] in {action.topic, "smalltalk"}
    assert messages[0]["so_far"] == slots.get(SO_FAR, {})


def test_two_questions_are_two_messages() -> None:
    both = understood(Question("pain", words="a"), Question("definition", words="b"))
    messages, _ = said(actions.Answer, intent={"name": "ask_pain"}, understood=both)
    assert [each["topic"] for each in messages] == ["pain", "definition"]
    assert messages[0]["understood"] == {
        "action": "action_answer",
        "intent": "ask_pain",
        "entities": [],
        "offer": None,
    }


def test_slots_carry_the_conversation_on() -> None:
    before = SoFar(topic="needle_depth", details=(Detail("depth", 1.5),))
    entities = [{"entity": "treatment_type", "value": "strong"}]
    messages, slots = said(actions.CarryOn, before, intent={"name": "follow_up"}, entities=entities)
    assert messages[0]["facts"][0] == "strong-length"
    assert SoFar.from_json(slots[SO_FAR]).treatment_type == "strong"
    assert messages[0]["so_far"] == slots[SO_FAR]


def test_only_slots_that_changed_are_set() -> None:
    before = SoFar(topic="pain", treatment="rolling")
    _, slots = said(actions.Answer, before, understood=understood(Question("smalltalk")))
    assert set(slots) == {SO_FAR}
    after = SoFar.from_json(slots[SO_FAR])
    _, slots = said(actions.Answer, after, understood=understood(Question("smalltalk")))
    assert slots == {}
    _, slots = said(actions.Answer, before, understood=understood(Question("cost")))
    assert slots[OFFER] == "person"


def test_a_warning_is_said_alone() -> None:
    sign = Sign("emergency_now", "breathing", "both", 0.9)
    messages, _ = said(
        actions.Warn, understood=understood(Question("emergency"), Question("cost"), sign=sign)
    )
    assert [each["topic"] for each in messages] == ["emergency"]


def test_what_was_not_understood_again_is_offered_a_person() -> None:
    unclear = understood(Question("unclear"), likely=("pain", "cost"))
    (choices,), slots = said(actions.OfferChoices, understood=unclear)
    assert ([each["id"] for each in choices["buttons"]], slots[OFFER]) == (
        ["pain", "cost"],
        "choice",
    )
    so_far = SoFar.from_json(slots[SO_FAR])
    assert [each.question.topic for each in so_far.choices] == ["pain", "cost"]
    (person,), slots = said(actions.OfferPerson, so_far, understood=unclear)
    assert [each["id"] for each in person["buttons"]] == ["pain", "cost", "handoff"]
    assert slots[OFFER] == "person"


def test_yes_takes_up_what_was_offered() -> None:
    yes = understood(Question("affirm", words="yes"))
    (choice,), _ = said(
        actions.Answer,
        SoFar(offer="choice", choices=(Choice("Does it hurt?", Question("pain")),)),
        understood=yes,
    )
    assert choice["topic"] == "pain"
    (person,), slots = said(actions.HandOver, SoFar(topic="cost", offer="person"), understood=yes)
    assert (person["topic"], slots[OFFER]) == ("handoff", None)


def test_no_lets_go_of_what_was_offered() -> None:
    (fine,), slots = said(
        actions.LetGo, SoFar(topic="cost", offer="person"), understood=understood(Question("deny"))
    )
    assert (fine["topic"], slots[OFFER]) == ("smalltalk", None)
    assert SoFar.from_json(slots[SO_FAR]) == SoFar(topic="cost", said=("smalltalk_declined",))


def test_a_failure_becomes_an_apology_and_tells_the_log_no_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    phrases = {"apology": "Sorry.", "reach_unknown": "See the website."}
    broken = replace(knowledge(), phrases=Phrases(phrases=phrases), treatments={})
    dispatcher = CollectingDispatcher()
    turn = tracker(intent={"name": "ask_pain"}, text=SECRET)
    with caplog.at_level(logging.DEBUG):
        events = actions.Answer(lambda: broken).run(dispatcher, turn, {})
    assert events == []
    assert dispatcher.messages[0]["text"] == "Sorry. See the website."
    assert dispatcher.messages[0]["custom"]["topic"] == "handoff"
    assert "action_answer could not answer: StopIteration" in caplog.text
    assert SECRET not in caplog.text


def test_without_knowledge_nothing_is_uttered_and_the_gateway_apologizes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def unusable() -> Knowledge:
        raise KnowledgeError([Problem("knowledge/treatments.yml", 3, "It is wrong.", "mend it.")])

    dispatcher = CollectingDispatcher()
    assert actions.Answer(unusable).run(dispatcher, tracker(), {}) == []
    assert dispatcher.messages == []
    assert "knowledge/treatments.yml:3" in caplog.text
