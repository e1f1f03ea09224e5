import pytest

from language.sound_alikes import SoundAlikes

PHRASES = SoundAlikes(
    [
        ("cold", "sore"),
        ("weak", "immune", "system"),
        ("stainless", "steel"),
        ("stretch", "mark"),
        ("loose", "skin"),
        ("the", "pill"),
        ("keloid",),
        ("dark", "spot"),
        ("dark", "spat"),
    ]
)


def found(text: str, doubtful: int) -> list[tuple[int, tuple[str, ...]]]:
    return list(PHRASES.find(text.split(), [doubtful]))


@pytest.mark.parametrize(
    ("text", "doubtful", "first", "phrase"),
    [
        ("a cold soar today", 2, 1, ("cold", "sore")),
        ("week immune system", 0, 0, ("weak", "immune", "system")),
        ("my weak imune system", 2, 1, ("weak", "immune", "system")),
        ("is stainless steal ok", 2, 1, ("stainless", "steel")),
        ("stretch marc", 1, 0, ("stretch", "mark")),
        ("lose skin", 0, 0, ("loose", "skin")),
    ],
)
def test_the_words_beside_it_tell_which_was_meant(
    text: str, doubtful: int, first: int, phrase: tuple[str, ...]
) -> None:
    assert found(text, doubtful) == [(first, phrase)]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("soar throat", 0),
        ("cold soup", 1),
        ("swim in the pool", 3),
        ("kelid", 0),
        ("dark spit", 1),
        ("cold", 0),
        ("the", 0),
        ("week immune reply", 0),
        ("cold sure", 1),
    ],
)
def test_nothing_else_is_taken_for_a_phrase(text: str, doubtful: int) -> None:
    assert found(text, doubtful) == []


def test_only_words_in_doubt_are_put_for_others() -> None:
    assert list(PHRASES.find(["cold", "soar"], [0])) == []


def test_without_phrases_nothing_is_found() -> None:
    assert list(SoundAlikes([]).find(["cold", "soar"], [0, 1])) == []
