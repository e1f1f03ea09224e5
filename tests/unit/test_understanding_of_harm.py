import pytest

from understanding.of_harm import is_over


@pytest.mark.parametrize(
    "said", ["after half a year they faded", "the marks have all gone away", "it did fade"]
)
def test_harm_that_has_passed_is_told_as_over(said: str) -> None:
    assert is_over(said)


@pytest.mark.parametrize("said", ["will they fade", "the marks never went away", "it is still red"])
def test_harm_that_stays_is_not_over(said: str) -> None:
    assert not is_over(said)
