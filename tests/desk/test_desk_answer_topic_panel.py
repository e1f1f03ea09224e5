import pytest

from desk.answer.topic_panel import topic_panel
from knowledge import TOPICS
from knowledge.topics import panel_groups
from tests.gateway_under_test import live_knowledge
from web.buttons import pressed


def test_every_topic_stands_in_the_panel_once() -> None:
    listed = [topic for topics in panel_groups().values() for topic in topics]
    assert sorted([*listed, "emergency", "smalltalk", "unclear", "out_of_scope"]) == sorted(TOPICS)


@pytest.mark.parametrize("kind", ["condition", "provider"])
def test_everything_of_a_kind_can_be_chosen(kind: str) -> None:
    knowledge = live_knowledge().current()
    chosen = {
        detail.value
        for group in topic_panel(knowledge).named
        for choice in group.choices
        for detail in pressed(choice.id, knowledge).details
        if detail.kind == kind
    }
    assert chosen == set(knowledge.terms[kind])  # type: ignore[index]


def test_lists_are_in_alphabetical_order() -> None:
    for group in topic_panel(live_knowledge().current()).named:
        titles = [choice.title.casefold() for choice in group.choices]
        assert titles == sorted(titles)
