import pytest

from understanding.asked_anew import plainly_asked


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("no i asked can men have it", "can men have it"),
        ("No, I just asked you if it bleeds a lot. Yes or no", "it bleeds a lot?"),
        ("that's not my question, does it leave marks", "does it leave marks"),
        ("does it leave marks, yes or no?", "does it leave marks?"),
        ("yes or no", "yes or no"),
        ("do they shave it. numbing yes or no", "do they shave it. numbing yes or no"),
        ("that's not what i asked", "that's not what i asked"),
        ("i asked my doctor and she said no", "i asked my doctor and she said no"),
        ("no pain so far", "no pain so far"),
    ],
)
def test_the_words_that_it_was_asked_before_are_left_out(written: str, asked: str) -> None:
    assert plainly_asked(written) == asked
