import pytest

from understanding.asking import asks_plainly


@pytest.mark.parametrize(
    "words",
    [
        "does it hurt",
        "ok so is it permanent",
        "the price is killing me. is there a discount",
        "I was wondering about scars",
        "a glass of wine, yes or no",
        "I shouldn't pick at it, right",
        "tell me more",
        "and the sun, I drive all day",
        "y do they make you wait",
        "its tuesday isnt that a normal thing",
        "nah i meant does it last",
        "honestly is mine even worth it",
    ],
)
def test_a_question_has_its_form(words: str) -> None:
    assert asks_plainly(words)


@pytest.mark.parametrize(
    "words",
    [
        "face is red and tight today",
        "oh well, my wife decides",
        "redness day 3",
        "it isnt that bad",
    ],
)
def test_what_is_told_has_it_not(words: str) -> None:
    assert not asks_plainly(words)
