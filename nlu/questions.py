"""Decides whether a message holds one question or several, from how its parts are understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlu.intent_model import RankedIntent

MOST_QUESTIONS = 3
"""More answers at once than this nobody reads; the rest can be asked again."""


@dataclass(frozen=True)
class Part:
    """A stretch of a message, `start` to `end`, with its intents, the likeliest first."""

    start: int
    end: int
    is_question: bool
    ranking: Sequence[RankedIntent]

    @property
    def intent(self) -> RankedIntent:
        """The likeliest intent."""
        return self.ranking[0]


def separate_questions(
    whole: Part, parts: Sequence[Part], *, sure: float, in_passing: frozenset[str]
) -> list[Part]:
    """Chooses between the whole message and its parts.

    The parts are taken only when at least two of them are understood, each with confidence `sure`
    or more, and mean different things; a part that merely gives background, or that is said in
    passing beside a real question, such as a greeting, is left out.

    Args:
        whole: The message as one question.
        parts: Its candidate questions, in order.
        sure: The confidence that a part needs to stand alone.
        in_passing: Intents that count only when nothing else is asked.

    Returns:
        One to `MOST_QUESTIONS` questions; of several parts with one intent the surest.
    """
    understood = [part for part in parts if part.is_question and part.intent.confidence >= sure]
    asked = [part for part in understood if part.intent.name not in in_passing]
    best_of_intent: dict[str, Part] = {}
    for part in asked:
        best = best_of_intent.get(part.intent.name)
        if best is None or part.intent.confidence > best.intent.confidence:
            best_of_intent[part.intent.name] = part
    if len(best_of_intent) >= 2:
        return sorted(best_of_intent.values(), key=lambda part: part.start)[:MOST_QUESTIONS]
    if len(asked) == 1 and whole.intent.name in in_passing:
        return asked
    return [whole]


def two_questions(
    halves: Sequence[tuple[Part, Part]], *, sure: float, in_passing: frozenset[str]
) -> list[Part] | None:
    """The halves of a message that are most surely two different questions, if any are.

    Args:
        halves: The ways in which the message may fall in two.
        sure: The confidence that each half needs.
        in_passing: Intents that count only when nothing else is asked.
    """
    different = [
        (min(first.intent.confidence, second.intent.confidence), [first, second])
        for first, second in halves
        if first.intent.name != second.intent.name
        and in_passing.isdisjoint({first.intent.name, second.intent.name})
    ]
    confidence, pair = max(different, key=lambda found: found[0], default=(0.0, []))
    return pair if pair and confidence >= sure else None
