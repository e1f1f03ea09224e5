"""Comparing an answer with the public contract and with what a turn expects."""

from typing import Any

import pytest

from tests.conversations.conversation import Turn
from tests.conversations.expectations import BrokenContractError, messages_in, unmet


def shown(**changes: object) -> dict[str, Any]:
    """A message in order, but for the changes."""
    return {
        "id": "m1",
        "text": "It\u2019s common  to feel\nDiscomfort.",
        "topic": "pain",
        "treatment": "microneedling",
        "facts": ["pain-common"],
        "sources": [
            {"id": "FDA", "title": "T", "publisher": "P", "date": None, "url": None},
        ],
        "buttons": [{"id": "more.pain.2", "title": "More"}],
        **changes,
    }


def _unmet(*messages: dict[str, Any], always_never: tuple[str, ...] = (), **turn: Any) -> list[str]:
    return unmet(Turn(says="a", **turn), always_never, messages_in(list(messages)))


def test_an_answer_with_all_that_is_expected_lacks_nothing() -> None:
    assert (
        _unmet(
            shown(),
            topics=("pain",),
            shows=("pain-common",),
            hides=("pain-numbing",),
            cites=("FDA",),
            mentions=("it's common to FEEL discomfort", "burning | discomfort"),
            never=("painless",),
            offers=("more.pain.2",),
            always_never=("guaranteed",),
        )
        == []
    )


@pytest.mark.parametrize(
    ("expected", "problem"),
    [
        ({"topics": ("downtime",)}, "is about pain and not about downtime"),
        ({"topics": ("pain", "cost")}, "is about pain and not about pain, cost"),
        ({"topics": ("pain",), "shows": ("x",)}, "does not show the fact x"),
        ({"topics": ("pain",), "hides": ("pain-common",)}, "shows the fact pain-common"),
        ({"topics": ("pain",), "cites": ("CDC",)}, "does not cite CDC"),
        ({"topics": ("pain",), "mentions": ("x | z",)}, 'does not mention "x | z"'),
        ({"topics": ("pain",), "never": ("COMMON",)}, 'says "COMMON"'),
        ({"topics": ("pain",), "always_never": ("feel",)}, 'says "feel"'),
        ({"topics": ("pain",), "offers": ("cost",)}, "does not offer the button cost"),
    ],
)
def test_each_thing_that_is_not_as_expected_is_said(expected: dict[str, Any], problem: str) -> None:
    assert _unmet(shown(), **expected) == [problem]


def test_several_messages_are_one_answer_with_a_topic_each() -> None:
    cost = shown(text="I don't have that.", topic="cost", facts=[], sources=[], buttons=[])
    expected = {"topics": ("pain", "cost | booking"), "mentions": ("discomfort", "don't have")}
    assert _unmet(shown(), cost, **expected) == []
    assert _unmet(cost, shown(), **expected) == [
        "is about cost, pain and not about pain, cost | booking"
    ]


def test_a_word_that_neither_list_allows_is_reported_once() -> None:
    problems = _unmet(shown(), topics=("pain",), never=("feel",), always_never=("feel",))
    assert problems == ['says "feel"']


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ([], "empty"),
        (None, "list"),
        ([shown(text=" \n")], "0.text"),
        ([shown(topic=None)], "0.topic"),
        ([shown(), shown(extra=1)], "1.extra"),
        ([shown(facts=None)], "0.facts"),
        ([shown(sources=[])], "names no source"),
        ([shown(buttons=[{"id": "/ask_cost", "title": "x"}])], "0.buttons.0.id"),
        ([shown(buttons=[{"id": "cost", "title": ""}])], "0.buttons.0.title"),
        ([{key: value for key, value in shown().items() if key != "treatment"}], "0.treatment"),
    ],
)
def test_a_broken_contract_is_said_with_its_place(messages: object, words: str) -> None:
    with pytest.raises(BrokenContractError, match=words):
        messages_in(messages)
