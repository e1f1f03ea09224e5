import pytest

from understanding.here import asks_of_here, speaks_of_here


@pytest.mark.parametrize(
    "words",
    [
        "do you do elbows",
        "hi there, u guys treat old burns?",
        "do you also offer the one with plasma",
        "can you guys work on ear lobes",
        "could i get the plasma one done at your clinic",
        "is the back done here",
    ],
)
def test_whether_the_clinic_does_it_is_asked(words: str) -> None:
    assert asks_of_here(words)


@pytest.mark.parametrize(
    "words",
    [
        "what do you do for elbows",
        "how do you treat old burns",
        "can you treat old burns with it",
        "do you do it before the cream goes on",
        "do you have to numb it",
        "what would you do about it",
    ],
)
def test_how_or_whether_at_all_is_something_else(words: str) -> None:
    assert not asks_of_here(words)


def test_this_clinic_is_meant_by_its_place_or_people() -> None:
    assert speaks_of_here("who rolls the elbows at your clinic")
    assert speaks_of_here("who does it there?")
    assert not speaks_of_here("is there a rule who may do it")
