"""What all actions share: read the tracker, reply, and set the slots that changed."""

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import Answer
from actions.answering import Reply, answer_all
from actions.people import apology
from actions.rasa_actions.current_knowledge import current_knowledge
from actions.tracked import OFFER, SO_FAR, understood_of
from knowledge import Knowledge, KnowledgeError
from understanding.so_far import SoFar
from understanding.understood import Question, Understood

_log = logging.getLogger(__name__)


class ReplyingAction(Action, ABC):
    """Says something to the latest message, and remembers it."""

    topic: ClassVar[str]
    """What a message is taken to ask that was read as nothing, such as a tester's."""
    is_alone: ClassVar[bool] = False
    """Whether it answers its topic alone, whatever else the message asks."""

    def __init__(self, knowledge: Callable[[], Knowledge] = current_knowledge) -> None:
        self._knowledge = knowledge

    @property
    @abstractmethod
    def called(self) -> str:
        """Its name in the domain, the rules and the stories."""

    def name(self) -> str:
        """The same (called by Rasa)."""
        return self.called

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """What is said, and what the conversation holds then."""
        asked = self.narrowed(understood) if self.is_alone else understood
        return answer_all(asked, so_far, knowledge)

    def narrowed(self, understood: Understood) -> Understood:
        """What was understood as one question of the action's topic; its details where asked."""
        ours = (each for each in understood.questions if each.topic == self.topic)
        return replace(understood, questions=(next(ours, Question(self.topic)),))

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Utter the reply, and set the slots that it changes."""
        try:
            knowledge = self._knowledge()
        except KnowledgeError as error:
            _log.error("the knowledge cannot be used:\n%s", error)
            return []
        message = tracker.latest_message
        so_far = SoFar.from_json(tracker.slots.get(SO_FAR))
        try:
            reply = self.reply(understood_of(message, self.topic), so_far, knowledge)
        except Exception as failure:
            _log.error("%s could not answer: %s", self.name(), type(failure).__name__)
            _utter(dispatcher, apology(knowledge), {})
            return []
        intent = message.get("intent") or {}
        beside = {
            "confidence": intent.get("confidence"),
            "understood": {
                "action": self.name(),
                "intent": intent.get("name"),
                "entities": message.get("entities") or [],
                "offer": reply.so_far.offer,
            },
            "so_far": reply.so_far.to_json(),
        }
        for answer in reply.answers:
            _utter(dispatcher, answer, beside)
        after = {SO_FAR: reply.so_far.to_json(), OFFER: reply.so_far.offer}
        before = tracker.slots
        return [SlotSet(slot, value) for slot, value in after.items() if before.get(slot) != value]


def _utter(dispatcher: CollectingDispatcher, answer: Answer, beside: Mapping[str, Any]) -> None:
    """Utter an answer, with what only the gateway reads beside it."""
    dispatcher.utter_message(
        text=answer.text, json_message={**answer.to_message(), **answer.for_the_journal(), **beside}
    )
