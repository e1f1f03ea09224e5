import pytest

from understanding.beforehand import is_beforehand


@pytest.mark.parametrize(
    "words",
    ["does it melt fat", "will it turn my patches darker", "could it give me ridges"],
)
def test_what_may_come_of_it_is_asked_beforehand(words: str) -> None:
    assert is_beforehand(words)


@pytest.mark.parametrize(
    "words",
    [
        "my patches are darker since the needles",
        "it left me with ridges, will it go away",
        "i got dents from it, can it be put right",
    ],
)
def test_what_has_been_done_is_not(words: str) -> None:
    assert not is_beforehand(words)
