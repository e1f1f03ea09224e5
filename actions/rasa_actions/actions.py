"""The actions by name. Rules and stories choose one; what each says is made by `actions/`."""

from dataclasses import replace

from actions.answering import Reply, answer_all
from actions.rasa_actions.replying_action import ReplyingAction
from actions.unclear import with_person
from knowledge import Knowledge
from understanding.following import AFFIRM, DENY, FOLLOW_UP
from understanding.so_far import SoFar
from understanding.understood import Question, Understood


class Answer(ReplyingAction):
    """Answers whatever is asked, every question of the message."""

    topic = "smalltalk"

    def name(self) -> str:
        """`action_answer`."""
        return "action_answer"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The answers."""
        return answer_all(understood, so_far, knowledge)


class Warn(ReplyingAction):
    """Answers a warning sign, and nothing else that the message may ask."""

    topic = "emergency"

    def name(self) -> str:
        """`action_warn`."""
        return "action_warn"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The words of `safety.yml`."""
        return answer_all(_about("emergency", understood), so_far, knowledge)


class CarryOn(ReplyingAction):
    """Goes on with the last answer: "and medical?", "tell me more", "yes" to the rest of it."""

    topic = FOLLOW_UP

    def name(self) -> str:
        """`action_carry_on`."""
        return "action_carry_on"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The answers."""
        return answer_all(understood, so_far, knowledge)


class HandOver(ReplyingAction):
    """Says how to reach a person, beside whatever else the message asks."""

    topic = "handoff"

    def name(self) -> str:
        """`action_hand_over`."""
        return "action_hand_over"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The ways to reach one, whatever a "yes" would take up."""
        topics = [question.topic for question in understood.questions]
        if topics == [AFFIRM]:
            understood = _about("handoff", understood)
        return answer_all(understood, so_far, knowledge)


class OfferChoices(ReplyingAction):
    """Asks what was meant, by buttons."""

    topic = "unclear"

    def name(self) -> str:
        """`action_offer_choices`."""
        return "action_offer_choices"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The likeliest topics."""
        return answer_all(_about("unclear", understood), so_far, knowledge)


class OfferPerson(OfferChoices):
    """Asks what was meant, and offers a person: it was not understood again."""

    def name(self) -> str:
        """`action_offer_person`."""
        return "action_offer_person"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """The likeliest topics, and a person."""
        asked = super().reply(understood, so_far, knowledge)
        answers = tuple(with_person(answer, knowledge) for answer in asked.answers)
        return Reply(answers, replace(asked.so_far, offer="person", choices=()))


class LetGo(ReplyingAction):
    """Takes no for an answer."""

    topic = DENY

    def name(self) -> str:
        """`action_let_go`."""
        return "action_let_go"

    def reply(self, understood: Understood, so_far: SoFar, knowledge: Knowledge) -> Reply:
        """A word that it is fine; what was offered is offered no more."""
        return answer_all(_about(DENY, understood), so_far, knowledge)


def _about(topic: str, understood: Understood) -> Understood:
    """What was understood, as one question of a topic; its details where it asked for that."""
    asked = next((q for q in understood.questions if q.topic == topic), Question(topic))
    return replace(understood, questions=(asked,))
