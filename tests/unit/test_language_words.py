from pathlib import Path

import pytest

from language.words import EnglishWords, english_words, fold, words_of


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("scars", "scar"),
        ("bodies", "body"),
        ("patches", "patch"),
        ("lashes", "lash"),
        ("creases", "crease"),
        ("aesthetician", "esthetician"),
        ("tumours", "tumor"),
        ("discolouration", "discolouration"),
        ("immunisation", "immunization"),
    ],
)
def test_forms_of_a_word_are_the_same(word: str, same: str) -> None:
    assert fold(word) == same


@pytest.mark.parametrize("word", ["acne", "psoriasis", "skinless", "hepatitis", "virus", "gas"])
def test_not_every_s_is_a_plural(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    "word",
    ["later", "cars", "purse", "forum", "Medically", "medial", "medially", "trash", "wife's"],
)
def test_knows_english(word: str) -> None:
    assert english_words().knows(word)


@pytest.mark.parametrize("word", ["ance", "streach", "hiperpigmentation", "estetician", "qwerty"])
def test_does_not_know_misspellings(word: str) -> None:
    assert not english_words().knows(word)


def test_reads_the_list_it_is_given(tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    listed.write_text("blorp\nflum\n", encoding="ascii")
    words = english_words(listed)
    assert words.knows("blorps")
    assert not words.knows("later")


def test_lists_are_sets_of_words() -> None:
    assert words_of("a b\n b") == {"a", "b"}
    assert EnglishWords(words_of("blorp")).knows("blorp")
