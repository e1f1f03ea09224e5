from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test

from language.spelling import Spelling
from language.words import english_words

WORDS = [
    "acne",
    "scars",
    "stretch",
    "hyperpigmentation",
    "esthetician",
    "pregnant",
    "accutane",
    "lidocaine",
    "microneedling",
    "laser",
    "peel",
    "serum",
    "nurse",
    "medical",
    "rosacea",
    "hair",
    "pain",
    "nose",
    "dermatologist",
    "treatment",
    "deep",
    "needles",
]
SPELLING = Spelling(WORDS, english_words())


@in_one_test(
    ("typed", "meant"),
    [
        ("ance", "acne"),
        ("hiperpigmentation", "hyperpigmentation"),
        ("streach", "stretch"),
        ("estetician", "esthetician"),
        ("pregnent", "pregnant"),
        ("pregnet", "pregnant"),
        ("acutane", "accutane"),
        ("licodine", "lidocaine"),
        ("microneelding", "microneedling"),
        ("imcroneedling", "microneedling"),
        ("dermitologist", "dermatologist"),
        ("lasre", "laser"),
        ("roseaca", "rosacea"),
        ("trtmnt", "treatment"),
        ("ndles", "needles"),
        ("deap", "deep"),
        ("prgnnt", "pregnant"),
    ],
)
def test_finds_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert SPELLING.mend(typed) == meant


@in_one_test(
    "word",
    [
        "pin", "pan", "cars", "later", "chair", "price", "forum", "purse", "noise", "medial",
        "medically", "peal", "loser", "scarless", "per", "l4ser", "0.5", "", "zzzzzzzz", "acnestic",
    ],
)  # fmt: skip
def test_takes_no_other_word_for_one_of_the_list(word: str) -> None:
    assert SPELLING.mend(word) is None


@in_one_test("word", WORDS)
def test_mends_nothing_that_is_right(word: str) -> None:
    assert SPELLING.mend(word) is None


@ANY_PACE
@given(st.text(max_size=40))
def test_answers_from_the_list_or_not_at_all(word: str) -> None:
    assert SPELLING.mend(word) in (None, *WORDS)
