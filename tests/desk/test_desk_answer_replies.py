"""Saved replies are found by what is asked."""

import pytest

from desk.answer.replies import replies_to
from tests.gateway_under_test import trained_model

SAVED = {
    "Numbing cream": "We put it on half an hour before.",
    "Late for the visit": "Please call us if you come more than ten minutes late.",
    "Gift cards": "You can buy one at the desk.",
}


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("numb", "Numbing cream"),
        ("do you sell vouchers as a present", "Gift cards"),
        ("i will be late for my appointment", "Late for the visit"),
    ],
)
def test_a_reply_is_found_by_its_words_and_by_what_it_means(asked: str, first: str) -> None:
    found = replies_to(asked, SAVED, trained_model().current().encoder)
    assert [each.title for each in found][:1] == [first]


@pytest.mark.parametrize("asked", ["what is microneedling", "i", "?"])
def test_what_has_nothing_to_do_with_any_finds_none(asked: str) -> None:
    assert replies_to(asked, SAVED, trained_model().current().encoder) == ()
