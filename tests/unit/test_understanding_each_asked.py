"""Which clauses of a message are read by themselves, and behind what."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from language.text import Text
from understanding.each_asked import MOST_ASKED, Clause, asking_clauses
from understanding.prepared import prepared
from understanding.so_far import SoFar

KNOWLEDGE = load(DEFAULT_FOLDER)


def read(message: str) -> Text:
    return prepared(KNOWLEDGE).texts.read(message)


def clauses(message: str, so_far: SoFar | None = None) -> tuple[Text, list[Clause]]:
    text = read(message)
    return text, asking_clauses(text, (), so_far or SoFar(), KNOWLEDGE)


def asked(message: str) -> list[str]:
    text, found = clauses(message)
    return [text.of(each.stretch) for each in found]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("is there a bill after and can I park", ["is there a bill after", "can I park"]),
        (
            "how many visits do I need and how far apart",
            ["how many visits do I need", "how far apart"],
        ),
    ],
)
def test_each_clause_that_asks_is_read(message: str, expected: list[str]) -> None:
    assert asked(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "",
        "does it sting",
        "is it one treatment or is it just called that",
        "what about brown patches, can it fade those",
        "1. how long does it take 2. can I drive after",
        "my cheeks were pink for a day",
    ],
)
def test_what_asks_once_or_is_a_list_is_not_cut_by_clauses(message: str) -> None:
    assert asked(message) == []


def test_a_clause_is_read_with_what_is_told_for_it() -> None:
    text, found = clauses("what does it cost? I burn easily, how soon may I tan")
    assert [text.of(each.stretch) for each in found] == ["what does it cost?", "how soon may I tan"]
    assert [text.of(each.around) for each in found] == [
        "what does it cost?",
        "I burn easily, how soon may I tan",
    ]


def test_a_clause_is_read_behind_the_one_before_it_as_in_the_turn_after() -> None:
    _, (first, second) = clauses("is it gentler than a peel and can I have both")
    assert not first.ways.sentences
    assert any("gentler than a peel" in each for each in second.ways.sentences)


def test_the_first_clause_leans_on_the_conversation() -> None:
    so_far = SoFar(topic="pain", words="is it sore")
    _, (first, _) = clauses("how long is that felt, and can I drive home", so_far)
    assert any("is it sore" in each for each in first.ways.sentences)


def test_no_more_clauses_are_read_than_a_message_may_cost() -> None:
    message = "can I swim? can I run? can I fly? can I drive? can I dance? can I ski?"
    assert len(asked(message)) == MOST_ASKED


def test_what_a_story_asks_is_read_behind_each_thing_that_it_tells() -> None:
    message = (
        "I looked after three small children for years and never had an hour for my own skin. "
        "Now they are all at school and I see every line in the mirror. Could this soften them?"
    )
    text, (clause,) = clauses(message)
    assert text.of(clause.stretch) == "Could this soften them?"
    assert clause.around == text.whole
    assert len(clause.ways.sentences) > 1
    assert all(each.endswith("Could this soften them?") for each in clause.ways.sentences)


def test_what_is_asked_without_a_stop_behind_what_is_told_is_read_by_itself() -> None:
    assert asked("my mum says i look like a lobster but she jokes can i go swimming friday") == [
        "can i go swimming friday"
    ]


def test_the_place_of_a_clause_is_that_of_what_was_written() -> None:
    assert asked("pls tell me how mutch is it n dose it hurt")[-1] == "dose it hurt"


@pytest.mark.parametrize("message", ["\n", "? ?", "and", "😀 and 😀?", "and how\n\nand how", "or?"])
def test_any_message_has_clauses_within_it(message: str) -> None:
    text, found = clauses(message)
    assert all(0 <= each.stretch.start < each.stretch.end <= text.whole.end for each in found)
