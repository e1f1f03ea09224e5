from concurrent.futures import ThreadPoolExecutor

from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from language.tokens import tokenizer


def test_cuts_words_numbers_and_signs_apart() -> None:
    words = tokenizer().words("I don't: dont use 0.5mm, ok?")
    assert [word.norm for word in words] == [
        *("i", "do", "nt", ":", "do", "nt", "use", "0.5", "mm", ",", "ok", "?"),
    ]


def test_tells_signs_from_words() -> None:
    assert [word.is_sign for word in tokenizer().words("a - 1 ?")] == [False, True, False, True]


@ANY_PACE
@given(st.text(max_size=200))
def test_places_are_places_in_the_text(text: str) -> None:
    end = 0
    for word in tokenizer().words(text):
        assert word.start >= end
        assert text[word.start : word.end].strip()
        end = word.end
    assert not text[end:].strip()


def test_can_be_used_by_several_threads() -> None:
    texts = [f"word{number} and more" for number in range(50)]
    with ThreadPoolExecutor(4) as pool:
        cut = list(pool.map(tokenizer().words, texts))
    assert [words[0].norm for words in cut] == [f"word{number}" for number in range(50)]
