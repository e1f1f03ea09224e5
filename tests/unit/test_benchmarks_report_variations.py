"""Messages as others would type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.report.variations import VARIATIONS, mistyped, without_little_words, without_marks


def test_some_long_words_are_mistyped_the_same_way_each_time() -> None:
    text = "does microneedling really help with scars"
    assert mistyped(text) == mistyped(text)
    changed = [
        (was, now)
        for was, now in zip(text.split(), mistyped(text).split(), strict=True)
        if was != now
    ]
    assert len(changed) == 1
    (was, now) = changed[0]
    assert len(was) >= 4
    assert was[0] == now[0]


def test_typos_are_of_each_kind() -> None:
    lengths = {len(mistyped(f"word{n} needling")) - len(f"word{n} needling") for n in range(60)}
    assert lengths == {-1, 0, 1}


@pytest.mark.parametrize(
    ("text", "bare"),
    [("Does it hurt?!", "does it hurt"), ("0.5 mm, or 1.", "0.5 mm or 1"), ("I'm ok", "i'm ok")],
)
def test_marks_go_and_numbers_stay(text: str, bare: str) -> None:
    assert without_marks(text) == bare


def test_little_words_go() -> None:
    assert without_little_words("Does the needle hurt a lot") == "needle hurt lot"
    assert without_little_words("is it") == "is it"


@given(st.text(min_size=1))
def test_nothing_becomes_empty(text: str) -> None:
    assert all(vary(text) for vary in VARIATIONS.values())
