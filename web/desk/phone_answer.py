"""What the website would answer to a question that a caller asks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import anyio.to_thread

from actions.answer import Answer
from actions.answering import answer_all
from actions.emergency import answer_level, compose_emergency_question
from actions.tracked import understood_of
from knowledge import Knowledge, LiveKnowledge
from understanding.so_far import SoFar
from understanding.understood import Question, Understood
from web import buttons, visitor_text
from web.desk.keyword_reading import KeywordReading
from web.desk.understanding import Understanding
from web.signs import LiveWarningSigns

EMERGENCY = "emergency"
LONGEST_CONTEXT = 20_000
"""Characters."""
_NO_TOPIC = "unclear"
_SURE, _FAIRLY_SURE = 0.5, 0.3


class How(Enum):
    """By what a question was understood."""

    UNDERSTOOD = "understood"
    """As on the website."""
    WORDS = "words"
    """By its words, since nothing better answered: there may be other topics among the answers."""
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

    def __init__(
        self, live: LiveKnowledge, masked: Callable[[str], str], understanding: Understanding
    ) -> None:
        """Answer from `live`; personal data is masked by `masked` before anything else reads it."""
        self._live = live
        self._masked = masked
        self._understanding = understanding
        self._signs = LiveWarningSigns()
        self._words: tuple[str, KeywordReading] | None = None

    async def to_question(self, text: str) -> PhoneAnswer:
        """Answer what a caller asks.

        Raises:
            ApiError: The text is empty or too long.
        """
        asked = self._masked(visitor_text.cleaned(text))
        knowledge = self._live.current()
        sign = await anyio.to_thread.run_sync(self._signs.find, asked, knowledge)
        if sign is not None:
            urgent = answer_level(sign.level, knowledge)
            return PhoneAnswer((urgent,), _written(SoFar()), How.SIGN, knowledge)
        read = await self._understanding.of(asked)
        if read is None:
            by_words = await anyio.to_thread.run_sync(self._by_words, asked, knowledge)
            return _answered(by_words, SoFar(), knowledge, How.WORDS)
        understood = understood_of(read, _NO_TOPIC)
        return _answered(
            understood.questions, SoFar(), knowledge, How.UNDERSTOOD, _confidence(read)
        )

    def to_button(self, button: str, context: str = "") -> PhoneAnswer:
        """Answer a topic, or a button under an answer.

        Args:
            button: Its id.
            context: What came with the answer that it stands under; empty for none.

        Raises:
            ApiError: `unknown_button`.
        """
        knowledge = self._live.current()
        question = buttons.pressed(button, knowledge)
        if question.topic == EMERGENCY:
            urgent = compose_emergency_question(question, SoFar(), knowledge)
            return PhoneAnswer((urgent,), context, How.CHOSEN, knowledge)
        return _answered((question,), _read(context), knowledge, How.CHOSEN)

    def _by_words(self, text: str, knowledge: Knowledge) -> tuple[Question, ...]:
        words = self._words
        if words is None or words[0] != knowledge.version:
            words = self._words = (knowledge.version, KeywordReading(knowledge))
        return words[1].questions(text)


def _answered(
    questions: tuple[Question, ...],
    context: SoFar,
    knowledge: Knowledge,
    how: How,
    confidence: float | None = None,
) -> PhoneAnswer:
    reply = answer_all(Understood(questions), context, knowledge)
    return PhoneAnswer(reply.answers, _written(reply.so_far), how, knowledge, confidence)


def _confidence(read: Mapping[str, Any]) -> float | None:
    found = read["intent"].get("confidence")
    return float(found) if isinstance(found, int | float) else None


def _written(context: SoFar) -> str:
    return json.dumps(context.to_json(), separators=(",", ":"))


def _read(context: str) -> SoFar:
    """A context that came back from a page, which can hold anything."""
    try:
        found = json.loads(context) if context and len(context) <= LONGEST_CONTEXT else {}
    except (ValueError, RecursionError):
        found = {}
    return SoFar.from_json(found)
