"""What all actions share: read the tracker, answer every question, remember."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer, Sentence
from actions.answering import answer_all
from actions.composing import plain, reach
from actions.rasa_actions.current_knowledge import current_knowledge
from actions.turn import context_of, questions_of, slots_of
from knowledge import Knowledge, KnowledgeError

_log = logging.getLogger(__name__)


class AnsweringAction(Action, ABC):
    """Answers the questions of the latest message, whichever topics they are about.

    A subclass names one family of topics. Which of them runs is for the rules and stories to say;
    the answers come from the questions, so that a message with two of them is answered in full.
    """

    topics: ClassVar[tuple[str, ...]]
    """The family; a message without an intent is taken to ask the first of them."""

    def __init__(self, knowledge: Callable[[], Knowledge] = current_knowledge) -> None:
        self._knowledge = knowledge

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain, the rules and the stories."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Utter an answer to every question, and set the slots to what is known now."""
        try:
            knowledge = self._knowledge()
        except KnowledgeError as error:
            _log.error("the knowledge cannot be used:\n%s", error)
            return []
        try:
            questions = questions_of(tracker.latest_message, self.topics[0])
            reply = answer_all(questions, context_of(tracker.slots), knowledge)
        except Exception as failure:
            _log.error("%s could not answer: %s", self.name(), type(failure).__name__)
            _utter(dispatcher, apology(knowledge))
            return []
        intent = tracker.latest_message.get("intent") or {}
        understood = {
            "action": self.name(),
            "intent": intent.get("name"),
            "entities": tracker.latest_message.get("entities") or [],
        }
        for answer in reply.answers:
            _utter(dispatcher, answer, intent.get("confidence"), understood)
        return [SlotSet(slot, value) for slot, value in slots_of(reply.context).items()]


def apology(knowledge: Knowledge) -> Answer:
    """What is said when no answer could be made."""
    sorry = Sentence(knowledge.phrases.render("apology"), None, "apology")
    return plain("unclear", [sorry, reach(knowledge)])


def _utter(
    dispatcher: CollectingDispatcher,
    answer: Answer,
    confidence: float | None = None,
    understood: Mapping[str, Any] | None = None,
) -> None:
    """Utter an answer, with what only the gateway reads beside it."""
    message = {**answer.to_message(), "confidence": confidence, "understood": understood}
    dispatcher.utter_message(text=answer.text, json_message=message)
