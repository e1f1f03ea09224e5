"""Wishes that something be told to the clinic or a doctor."""

import pytest

from understanding.passing_on import left_of, passes_on


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("please tell the front desk i'll be late", "message"),
        ("let them know we are coming on tuesday", "message"),
        ("can you tell the nurse what happened to me", "case"),
        ("could you let my provider know i won't make it", "message"),
        ("somebody has to tell the clinic im not coming", "message"),
        ("can you call ahead", "case"),
        ("have somebody email me the list", "message"),
        ("can you explain it to the doctor", "case"),
        ("can you tell me what it costs", None),
        ("what do i tell them", None),
        ("should i tell the nurse", None),
        ("can you tell them apart", None),
        ("i will tell the clinic myself", None),
        ("can you let me know", None),
        ("can you tell the doctor's name", None),
    ],
)
def test_it_is_told_by_the_wish_and_who_is_to_hear_it(said: str, wanted: str | None) -> None:
    assert passes_on(said) == wanted


def test_what_is_said_beside_it_is_left() -> None:
    assert left_of("please tell the desk i'll ring. thanks for all") == "thanks for all"
