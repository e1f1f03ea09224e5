"""The actions by name. Rules and stories choose one; what each says is made by `actions/`."""

from dataclasses import replace

from actions.answering import Reply
from actions.rasa_actions.replying_action import ReplyingAction
from actions.unclear import with_person
from knowledge import Knowledge
from understanding.following import AFFIRM, DENY, FOLLOW_UP
from understanding.so_far import SoFar
from understanding.understood import Understood


class Answer(ReplyingAction):
    """Answers whatever is asked, every question of the message."""

    called, topic = "action_answer", "smalltalk"


class Warn(ReplyingAction):
    """Answers a warning sign, and nothing else that the message may ask."""

    called, topic, is_alone = "action_warn", "emergency", True


class CarryOn(ReplyingAction):
    """Goes on with the last answer: "and medical?", "tell me more", "yes" to the rest of it."""

    called, topic = "action_carry_on", FOLLOW_UP


class HandOver(ReplyingAction):
    """Says how to reach a person, beside whatever else the message asks."""

    called, topic = "action_hand_over", "handoff"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The ways to reach one, whatever a "yes" would take up."""
        if [question.topic for question in understood.questions] == [AFFIRM]:
            understood = self.narrowed(understood)
        return super().reply(understood, so_far, knowledge)


class OfferChoices(ReplyingAction):
    """Asks what was meant, by buttons: the likeliest topics."""

    called, topic, is_alone = "action_offer_choices", "unclear", True


class OfferPerson(OfferChoices):
    """Asks what was meant, and offers a person: it was not understood again."""

    called = "action_offer_person"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The likeliest topics, and a person."""
        asked = super().reply(understood, so_far, knowledge)
        if understood.check is not None:
            return asked
        answers = tuple(with_person(answer, knowledge) for answer in asked.answers)
        return Reply(answers, replace(asked.so_far, offer="person", choices=()))


class LetGo(ReplyingAction):
    """Takes no for an answer: a word that it is fine; what was offered is offered no more."""

    called, topic, is_alone = "action_let_go", DENY, True
