"""What the website would answer to a question that a caller asks."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import anyio.to_thread

from actions.answer import Answer
from actions.answering import answer_all
from actions.emergency import compose_emergency_question
from knowledge import Knowledge
from understanding.live import LiveUnderstanding
from understanding.so_far import SoFar
from understanding.understood import Understood
from web import buttons, visitor_text

EMERGENCY = "emergency"
LONGEST_CONTEXT = 20_000
"""Characters."""
_NO_TOPIC = "unclear"
_SURE, _FAIRLY_SURE = 0.5, 0.3


class How(Enum):
    """By what a question was understood."""

    UNDERSTOOD = "understood"
    """As on the website."""
    SIGN = "sign"
    """It speaks of a warning sign."""
    CHOSEN = "chosen"
    """A topic was chosen, not typed."""


@dataclass(frozen=True)
class PhoneAnswer:
    """The answers to one question."""

    answers: tuple[Answer, ...]
    context: str
    """What the conversation knows after them, to be given back with a button that is pressed."""
    how: How
    knowledge: Knowledge
    """What they were made from."""
    confidence: float | None = None
    """How sure the understanding was, 0 to 1."""

    @property
    def sureness(self) -> str | None:
        """The confidence in plain words; None where nothing had to be understood."""
        if self.confidence is None or any(each.topic == _NO_TOPIC for each in self.answers):
            return None
        if self.confidence >= _SURE:
            return "sure"
        return "fairly sure" if self.confidence >= _FAIRLY_SURE else "not sure"


class PhoneAnswers:
    """Answers from the same understanding, code and facts as the website."""

    def __init__(self, masked: Callable[[str], str], understanding: LiveUnderstanding) -> None:
        """Answer what `understanding` reads, after `masked` has taken out personal data."""
        self._masked = masked
        self._understanding = understanding

    async def to_question(self, text: str) -> PhoneAnswer:
        """Answer what a caller asks.

        Raises:
            ApiError: The text is empty or too long.
        """
        asked = self._masked(visitor_text.cleaned(text))
        knowledge = self._understanding.knowledge.current()
        read = await anyio.to_thread.run_sync(self._understanding.read, asked, knowledge)
        if read.sign is not None:
            return _answered(read, SoFar(), knowledge, How.SIGN)
        sureness = read.questions[0].confidence
        return _answered(read, SoFar(), knowledge, How.UNDERSTOOD, sureness)

    def to_button(self, button: str, context: str = "") -> PhoneAnswer:
        """Answer a topic, or a button under an answer.

        Args:
            button: Its id.
            context: What came with the answer that it stands under; empty for none.

        Raises:
            ApiError: `unknown_button`.
        """
        knowledge = self._understanding.knowledge.current()
        question = buttons.pressed(button, knowledge)
        if question.topic == EMERGENCY:
            urgent = compose_emergency_question(question, SoFar(), knowledge)
            return PhoneAnswer((urgent,), context, How.CHOSEN, knowledge)
        return _answered(Understood((question,)), _read(context), knowledge, How.CHOSEN)


def _answered(
    understood: Understood,
    context: SoFar,
    knowledge: Knowledge,
    how: How,
    confidence: float | None = None,
) -> PhoneAnswer:
    reply = answer_all(understood, context, knowledge)
    return PhoneAnswer(reply.answers, _written(reply.so_far), how, knowledge, confidence)


def _written(context: SoFar) -> str:
    return json.dumps(context.to_json(), separators=(",", ":"))


def _read(context: str) -> SoFar:
    """A context that came back from a page, which can hold anything."""
    try:
        found = json.loads(context) if context and len(context) <= LONGEST_CONTEXT else {}
    except (ValueError, RecursionError):
        found = {}
    return SoFar.from_json(found)
