"""Where a message falls into main clauses, and which of them ask."""

import pytest

from language.grammar import parsed
from language.main_clauses import main_clauses


def _asked(text: str) -> list[str]:
    return [text[each.start : each.end] for each in main_clauses(parsed(text)) if each.asks]


def _told(text: str) -> list[str]:
    return [text[each.start : each.end] for each in main_clauses(parsed(text)) if each.tells]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "is the numbing included and can I drive home",
            ["is the numbing included", "can I drive home"],
        ),
        (
            "what is a session like? do I lie down?",
            ["what is a session like?", "do I lie down?"],
        ),
        ("how many do people need and how far apart", ["how many do people need", "how far apart"]),
        ("can I swim\nhow long will it peel", ["can I swim", "how long will it peel"]),
        ("Does it hurt, how much is it?", ["Does it hurt", "how much is it?"]),
        (
            "is it safe, what does it cost and when can I swim",
            ["is it safe", "what does it cost", "when can I swim"],
        ),
    ],
)
def test_questions_that_are_joined_are_clauses_of_their_own(text: str, asked: list[str]) -> None:
    assert _asked(text) == asked


def test_questions_that_run_on_without_a_sign_are_clauses_of_their_own() -> None:
    text = "how long does it take do I need a day off"
    assert _asked(text) == ["how long does it take", "do I need a day off"]


def test_what_is_told_is_cut_from_what_is_asked_of_it() -> None:
    text = "I burn easily, how soon may I tan"
    assert _told(text) == ["I burn easily"]
    assert _asked(text) == ["how soon may I tan"]


@pytest.mark.parametrize(
    "text",
    [
        "do you know how long the redness stays",
        "is it one treatment or is it just called that",
        "If it itches, what can I put on it?",
        "Does it sting if my skin is dry?",
        "can I have it when I am tanned",
    ],
)
def test_what_only_fills_in_a_question_is_no_other_one(text: str) -> None:
    assert _asked(text) == [text]


def test_what_is_told_asks_nothing() -> None:
    text = "I had it done in May and my skin was sore"
    assert _asked(text) == []
    assert _told(text)


@pytest.mark.parametrize("text", ["", "\n", "? ?", "and", "...", "how", "😀 and 😀?", ", , and ?"])
def test_any_text_has_its_clauses_within_it(text: str) -> None:
    for each in main_clauses(parsed(text)):
        assert 0 <= each.start < each.end <= len(text)
