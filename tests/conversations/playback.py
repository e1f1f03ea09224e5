"""What happened when a conversation was played."""

from dataclasses import dataclass

from tests.conversations.conversation import Conversation, Turn
from tests.conversations.expectations import Message


@dataclass(frozen=True)
class Exchange:
    """One turn, and what came of it."""

    turn: Turn
    messages: tuple[Message, ...] = ()
    refusal: str | None = None
    """The code of the error that came instead of an answer."""
    problems: tuple[str, ...] = ()
    """What is not as expected, worded to follow "The answer"."""


@dataclass(frozen=True)
class Playback:
    """A conversation that was played to its end."""

    conversation: Conversation
    exchanges: tuple[Exchange, ...]

    @property
    def failed(self) -> bool:
        """Whether anything was not as expected."""
        return any(exchange.problems for exchange in self.exchanges)
