"""How messages are told in stories, and what is counted of them."""

import pytest

from benchmarks.sign_situations import LONG, second_of, situations_table
from benchmarks.warning_signs import (
    Outcome,
    Told,
    outcomes_of,
    report,
    situation_rows,
    told_in_stories,
)

STORIES = ["We sat outside. It rained! Then what?", "i made soup. it was fine. bye.", "One. Two."]
SIGN = Told("my lips are swelling", "emergency_now", "airway")


def test_a_message_stands_as_a_sentence_within_different_stories() -> None:
    texts = list(told_in_stories(SIGN.text, STORIES, 3))
    stories = {text.replace("my lips are swelling. ", "") for text in texts}
    assert stories == set(STORIES)
    assert not any(text.startswith("my lips") for text in texts)


def test_a_message_meets_the_same_stories_in_every_run() -> None:
    texts = list(told_in_stories(SIGN.text, STORIES, 2))
    assert texts == list(told_in_stories(SIGN.text, STORIES, 2))
    others = [list(told_in_stories(f"message {n}", STORIES, 1)) for n in range(20)]
    met = {each.replace(f"message {n}. ", "") for n, (each,) in enumerate(others)}
    assert met == set(STORIES)


@pytest.mark.parametrize(("number", "asked"), [(0, 1), (2, 2)])
def test_a_message_counts_once_for_each_story(number: int, asked: int) -> None:
    outcomes = outcomes_of(SIGN, lambda text: "none", STORIES, number)
    assert outcomes == [Outcome(SIGN, "none")] * asked
    harmless = [Outcome(Told("x", level), level) for level in ("today", "self_harm", "none")]
    assert f"| my lips are swelling | emergency_now | none | {asked} |" in report(
        [*outcomes, *harmless]
    )


def test_a_message_is_the_second_sentence_of_a_long_one() -> None:
    stories = [f"Story {n} begins. {'It rained again. ' * 20}" for n in range(9)]
    text = second_of(SIGN.text, stories)
    assert text.split(". ")[1] == SIGN.text
    assert LONG - 50 < len(text) < LONG + 20


def test_what_is_right_is_counted_in_each_situation_by_kind() -> None:
    told = [SIGN, Told("is it swollen", "none", "question")]
    rows = situation_rows(told, {"alone": lambda _: "emergency_now", "late": lambda _: "none"})
    shown = situations_table(rows)
    assert "| emergency_now | airway | 1 | 1.000 | 0.000 |" in shown
    assert "| none | all | 1 | 0.000 | 1.000 |" in shown
