"""What the conversations check, and what none of them does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import TOPICS, Knowledge
from tests.conversations.conversation import Conversation, alternatives


@dataclass(frozen=True)
class Coverage:
    """How many turns expect each topic and each fact; one that none expects counts 0."""

    topics: dict[str, int]
    facts: dict[str, int]


def coverage_of(conversations: Sequence[Conversation], knowledge: Knowledge) -> Coverage:
    """What conversations expect of the answers, against all that there is."""
    turns = [turn for each in conversations for turn in each.turns]
    topics = Counter(t for turn in turns for named in turn.topics for t in alternatives(named))
    facts = Counter(fact for turn in turns for fact in turn.shows)
    return Coverage(
        {topic: topics[topic] for topic in TOPICS},
        {fact: facts[fact] for fact in knowledge.facts},
    )
