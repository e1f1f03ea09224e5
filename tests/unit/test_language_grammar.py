"""What each word of a message is to the others."""

import pytest

from language.grammar import parsed


def test_every_word_stands_where_it_is_said_to_stand() -> None:
    text = "I'm on sertraline, can't I have it?"
    tokens = parsed(text)
    assert [text[each.start : each.end].lower() for each in tokens] == [t.word for t in tokens]
    assert all(0 <= each.head < len(tokens) for each in tokens)


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("does needling bring color back", "back", "ADV"),
        ("can it be done on my back", "back", "NOUN"),
    ],
)
def test_a_word_is_told_from_another_that_is_spelled_alike(text: str, word: str, pos: str) -> None:
    assert [each.pos for each in parsed(text) if each.word == word] == [pos]


def test_an_empty_text_has_no_words() -> None:
    assert parsed("") == ()
