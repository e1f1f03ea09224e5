import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from language.subjects import has_unknown_subject
from language.tokens import tokenizer
from language.words import english_words


def asks_about_unknown(text: str) -> bool:
    english = english_words()
    return has_unknown_subject(
        tokenizer().words(text.lower()), lambda word: word == "micro" or english.knows(word)
    )


@pytest.mark.parametrize(
    "text",
    [
        "does Xyrolene cause hair loss",
        "is zelmaquin safe",
        "hi, will the zelmaquin hurt?",
        "how long does zelmaquin take",
    ],
)
def test_a_name_that_nobody_knows_is_the_subject(text: str) -> None:
    assert asks_about_unknown(text)


@pytest.mark.parametrize(
    "text",
    [
        "does it cause hair loss",
        "does the treatment hurt",
        "will my face be red if I use zelmaquin",
        "zelmaquin",
        "is zelmaquin",
        "do the microchannels close",
        "is 0.5mm safe",
        "is ok?",
        "my daughter has zelmaquin spots",
        "",
    ],
)
def test_other_subjects_are_known(text: str) -> None:
    assert not asks_about_unknown(text)


@ANY_PACE
@given(text=st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert asks_about_unknown(text) in (True, False)
