"""What was asked: a topic with its details, and what is remembered of the conversation so far."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.treatments import Span

DetailValue = str | float | Span
"""An id of the knowledge file, one length in mm, or a range of lengths in mm."""


@dataclass(frozen=True)
class Detail:
    """One entity of a question, such as a condition or a needle length (in mm)."""

    kind: str
    value: DetailValue
    negated: bool = False
    """True where the visitor rules it out: "I don't have keloids"."""


@dataclass(frozen=True)
class Question:
    """One question of a message."""

    topic: str
    entities: tuple[Detail, ...] = ()
    text: str = ""
    """The visitor's words; empty for a pressed button."""
    part: int = 1
    """Which part of a long answer is wanted; 1 is its beginning, "More" asks for the next."""
    likely: tuple[str, ...] = ()
    """The likeliest topics of a question that was not understood, best first."""

    def named(self, kind: str) -> tuple[DetailValue, ...]:
        """The values of one kind that the question names and does not rule out, without repeats."""
        return tuple(
            dict.fromkeys(d.value for d in self.entities if d.kind == kind and not d.negated)
        )

    def ids(self, kind: str) -> tuple[str, ...]:
        """Like `named`, for kinds whose values are ids."""
        return tuple(value for value in self.named(kind) if isinstance(value, str))

    def depths(self) -> tuple[float | Span, ...]:
        """The needle lengths named, in mm."""
        return tuple(value for value in self.named("depth") if not isinstance(value, str))

    def with_details(self, details: Iterable[Detail]) -> "Question":
        """The same question with `details` added behind its own."""
        return replace(self, entities=tuple(dict.fromkeys((*self.entities, *details))))


@dataclass(frozen=True)
class Context:
    """What the conversation remembers between two messages; everything is blank at its start."""

    topic: str | None = None
    """The topic of the last answer that gave information; small talk leaves it as it was."""
    treatment: str | None = None
    treatment_type: str | None = None
    condition: str | None = None
    depth: float | Span | None = None
    """The needle length last spoken of, in mm."""
    details: tuple[Detail, ...] = ()
    """All details of the last question, so that "tell me more" goes on with the same ones."""
    part: int = 1
    """The part of the last answer that was shown."""
    facts: tuple[str, ...] = ()
    """The facts of the last answer, so that "says who?" can name their sources."""
    misses: int = 0
    """How many messages in a row were not understood."""
