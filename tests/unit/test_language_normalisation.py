import unicodedata

import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from language.normalisation import normalise
from language.words import english_words

ENGLISH = english_words()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  does   it\thurt ", "does it hurt"),
        ("don\u2019t \u201cworry\u201d", 'don\'t "worry"'),
        ("1 \u2013 2 mm", "1 - 2 mm"),
        ("it hurts\u2014a lot", "it hurts - a lot"),
        ("\u00bd mm", "1/2 mm"),
        ("1\u00bd mm", "1 1/2 mm"),
        ("500 \u00b5m", "500 \u03bcm"),
        ("\uff0fask_cost\uff5b\uff5d", "/ask_cost{}"),
        ("who is Dr. Setterfield", "who is Dr Setterfield"),
        ("I asked the dr. He said no", "I asked the dr. He said no"),
        ("I have MS. Can I do it?", "I have MS. Can I do it?"),
        ("price???", "price?"),
        ("really?!?!", "really?"),
        ("no!!!", "no!"),
        ("well......", "well..."),
        ("hurttttt sooooo much", "hurt so much"),
        ("hellooo", "hello"),
        ("cooool", "cool"),
        ("grade iii", "grade iii"),
        ("www.example.org/a?b=1", "www.example.org/a?b=1"),
        ("does it hurt?how much", "does it hurt? how much"),
        ("acne,scars", "acne, scars"),
        ("it hurts.is that ok", "it hurts. is that ok"),
        ("acne&scars", "acne & scars"),
        ("0.5mm,1mm", "0.5mm, 1mm"),
        ("0.2,0.3", "0.2,0.3"),
        ("a\r\n\r\n\r\nb", "a\nb"),
        ("soft\u00adware\u200b", "software"),
        ("a\u0000b\u0007", "ab"),
        ("line\u2028next", "line\nnext"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("\U0001f600" * 9, "\U0001f600" * 3),
        ("", ""),
    ],
)
def test_writes_one_way_for_many(typed: str, plain: str) -> None:
    assert normalise(typed, ENGLISH) == plain


@ANY_PACE
@given(st.text(max_size=200))
def test_leaves_no_sign_that_cannot_be_seen(typed: str) -> None:
    text = normalise(typed, ENGLISH)
    assert text == text.strip()
    assert "  " not in text
    assert not any(
        unicodedata.category(character) in ("Cc", "Cf") for character in text if character != "\n"
    )


@ANY_PACE
@given(st.text(alphabet="ab?!.,- \n\u2019", max_size=60))
def test_changes_nothing_the_second_time(typed: str) -> None:
    once = normalise(typed, ENGLISH)
    assert normalise(once, ENGLISH) == once
