"""Saved replies are found by what is asked."""

from collections.abc import Sequence
from typing import Any

import pytest

from desk.answer.replies import SavedTexts, replies_to
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
    found = replies_to(asked, SAVED, trained_model().current().encoder, SavedTexts())
    assert [each.title for each in found][:1] == [first]


@pytest.mark.parametrize("asked", ["what is microneedling", "i", "?"])
def test_what_has_nothing_to_do_with_any_finds_none(asked: str) -> None:
    assert replies_to(asked, SAVED, trained_model().current().encoder, SavedTexts()) == ()


class Counting:
    """An encoder that counts how often it encodes a text."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.encoded += texts
        return trained_model().current().encoder.encode(texts)


def test_a_saved_reply_is_encoded_once_until_it_or_the_encoder_changes() -> None:
    encoder: Any = Counting()
    texts = SavedTexts()
    for _ in range(3):
        assert replies_to("numb", SAVED, encoder, texts)
    assert sorted(encoder.encoded) == sorted(["numb"] * 3 + [*SAVED, *SAVED.values()])
    encoder.encoded.clear()
    changed = {**SAVED, "Gift cards": "We send them by post."}
    assert replies_to("by post", changed, encoder, texts)[0].text == "We send them by post."
    assert encoder.encoded == ["by post", "We send them by post."]
    another: Any = Counting()
    replies_to("numb", changed, another, texts)
    assert len(another.encoded) == 1 + 2 * len(changed)
