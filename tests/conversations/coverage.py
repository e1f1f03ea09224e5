"""What the conversations check, and what none of them does.

`python -m tests.conversations.coverage` prints it; no service needs to run.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import DEFAULT_FOLDER, TOPICS, Knowledge
from knowledge.loading import load
from tests.conversations.conversation import FOLDER, Conversation, alternatives, load_all


@dataclass(frozen=True)
class Coverage:
    """How many turns expect each topic and each fact; one that none expects counts 0."""

    topics: dict[str, int]
    facts: dict[str, int]

    @property
    def missing_topics(self) -> list[str]:
        """The topics that no conversation expects."""
        return [topic for topic, turns in self.topics.items() if not turns]

    @property
    def missing_facts(self) -> list[str]:
        """The facts that no conversation expects."""
        return [fact for fact, turns in self.facts.items() if not turns]


def coverage_of(conversations: Sequence[Conversation], knowledge: Knowledge) -> Coverage:
    """What conversations expect of the answers, against all that there is."""
    turns = [turn for each in conversations for turn in each.turns]
    topics = Counter(t for turn in turns for named in turn.topics for t in alternatives(named))
    facts = Counter(fact for turn in turns for fact in turn.shows)
    return Coverage(
        {topic: topics[topic] for topic in TOPICS},
        {fact: facts[fact] for fact in knowledge.facts},
    )


def report_of(coverage: Coverage) -> str:
    """The report for testers: what no conversation checks, the topics before the facts."""
    lines = ["What the conversations check: topic, and how many turns expect it"]
    lines += [f"  {turns:3}  {topic}" for topic, turns in coverage.topics.items()]
    topics, facts = coverage.missing_topics, coverage.missing_facts
    checked = len(coverage.facts) - len(facts)
    lines += ["", f"Topics that no conversation checks: {', '.join(topics) or 'none'}"]
    lines += [f"Facts that some conversation checks: {checked} of {len(coverage.facts)}"]
    if facts:
        lines += ["Facts that none checks:", *(f"  {fact}" for fact in facts)]
    return "\n".join(lines)


def main() -> int:
    """Print the report on the conversations and the knowledge of the project."""
    conversations = load_all(FOLDER.glob("*.yml"))
    print(report_of(coverage_of(conversations, load(DEFAULT_FOLDER))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
