"""Figures that were told before and are put right."""

import pytest

from understanding.figures import depth_put_right, put_right_of
from understanding.kinds import AGE, AGO, EVENT, WAS
from understanding.so_far import SoFar
from understanding.understood import Detail

OFF = f"{AGO}isotretinoin"
HELD = SoFar(
    person=(Detail(OFF, 90.0, said="3 months"), Detail(f"{EVENT}wedding", 35.0), Detail(AGE, 19.0)),
    depth=1.5,
)


def test_what_was_told_with_that_figure_gets_the_right_one() -> None:
    new, was = put_right_of("it was more like 5 months not 3", HELD)
    assert (new, new.said) == (Detail(OFF, 150.0), "5 months")
    assert (was, was.said) == (Detail(WAS, "3 months"), "5 months")
    assert put_right_of("it's 4 weeks not 5", HELD)[0] == Detail(f"{EVENT}wedding", 28.0)
    assert put_right_of("i'm 29 not 19", HELD)[0] == Detail(AGE, 29.0)


def test_a_figure_that_was_not_told_is_none_to_put_right() -> None:
    assert put_right_of("it was 5 months not 8", HELD) == ()
    assert put_right_of("does it take 3 months", HELD) == ()


def test_a_length_is_put_right_where_one_was_spoken_of() -> None:
    assert depth_put_right("it was 1.0 not 1.5", HELD) == 1.0
    assert depth_put_right("it was 1.0 not 1.5", SoFar()) is None


@pytest.mark.parametrize(
    ("said", "days"),
    [("no wait, 6 weeks", 42.0), ("sorry 7 weeks actually", 49.0), ("oh it's 2 months", 60.0)],
)
def test_a_time_alone_stands_for_the_one_told_last(said: str, days: float) -> None:
    before = SoFar(person=(Detail(f"{EVENT}wedding", 63.0),))
    told, was = put_right_of(said, before)
    assert (told.kind, told.value, was.value) == (f"{EVENT}wedding", days, "9 weeks")
    assert put_right_of(said, SoFar()) == ()


@pytest.mark.parametrize("said", ["6 weeks", "no, in 6 weeks i fly", "wait 6 weeks between them?"])
def test_a_time_that_may_be_another_puts_nothing_right(said: str) -> None:
    assert put_right_of(said, SoFar(person=(Detail(f"{EVENT}wedding", 63.0),))) == ()
