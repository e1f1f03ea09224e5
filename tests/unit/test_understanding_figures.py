"""Figures that were told before and are put right."""

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
