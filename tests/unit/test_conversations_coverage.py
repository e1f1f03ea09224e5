"""What the conversations check, and what none does."""

import pytest

from knowledge import DEFAULT_FOLDER, Knowledge
from knowledge.loading import load
from tests.conversations.conversation import FOLDER, Conversation, Turn, load_all
from tests.conversations.coverage import coverage_of, report_of


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(DEFAULT_FOLDER)


def one(*turns: Turn) -> list[Conversation]:
    return [Conversation(title="A", why="B", turns=turns)]


def test_what_a_turn_expects_is_covered(knowledge: Knowledge) -> None:
    fact = next(iter(knowledge.facts))
    turns = [
        Turn(says="x", topics=("pain", "cost | booking"), shows=(fact,)),
        Turn(says="y", topics=("pain",)),
    ]
    found = coverage_of(one(*turns), knowledge)
    assert (found.topics["pain"], found.topics["cost"], found.topics["booking"]) == (2, 1, 1)
    assert "pain" not in found.missing_topics
    assert "downtime" in found.missing_topics
    assert found.facts[fact] == 1
    assert fact not in found.missing_facts
    assert len(found.missing_facts) == len(knowledge.facts) - 1


def test_the_report_names_what_is_missing(knowledge: Knowledge) -> None:
    report = report_of(coverage_of(one(Turn(says="x", topics=("pain",))), knowledge))
    missing = next(line for line in report.splitlines() if line.startswith("Topics that no"))
    assert "downtime" in missing
    assert "pain" not in missing
    assert f"0 of {len(knowledge.facts)}" in report


def test_every_topic_is_checked_by_some_conversation(knowledge: Knowledge) -> None:
    conversations = load_all(FOLDER.glob("*.yml"))
    assert coverage_of(conversations, knowledge).missing_topics == []
