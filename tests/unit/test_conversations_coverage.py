"""What the conversations check, and what none does."""

import pytest

from knowledge import DEFAULT_FOLDER, Knowledge
from knowledge.loading import load
from tests.conversations.conversation import FOLDER, Conversation, Turn, load_all
from tests.conversations.coverage import coverage_of


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
    assert found.topics["downtime"] == 0
    assert found.facts == {id_: int(id_ == fact) for id_ in knowledge.facts}


def test_every_topic_is_checked_by_some_conversation(knowledge: Knowledge) -> None:
    conversations = load_all(FOLDER.glob("*.yml"))
    assert 0 not in coverage_of(conversations, knowledge).topics.values()
