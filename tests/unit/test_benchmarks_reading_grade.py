import statistics

import pytest

from benchmarks.reading_grade import TARGET_GRADE, answers, grade, syllables
from knowledge import DEFAULT_FOLDER, load


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1),
        ("needle", 2),
        ("collagen", 3),
        ("made", 1),
        ("used", 1),
        ("treated", 2),
        ("0.5", 1),
        ("The", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_short_sentence_is_easier_than_a_long_one() -> None:
    assert grade("It may sting. It may itch.") < grade(
        "Percutaneous collagen induction increases epidermal proliferation considerably."
    )


def test_items_of_a_list_count_as_sentences() -> None:
    assert grade("For:\n- thin skin\n- sun spots") < grade("For thin skin and for sun spots")


def test_the_answers_stay_at_the_grade_aimed_at() -> None:
    texts = {each.text for each in answers(load(DEFAULT_FOLDER))}
    assert statistics.median(map(grade, texts)) <= TARGET_GRADE
