import pytest

from understanding.months import counted_from


@pytest.mark.parametrize(
    ("said", "comes_to"),
    [
        ("so 6 months from march?", "6 months from March is September"),
        ("three months after last november", "3 months from November is February"),
        ("1 month from dec", "1 month from December is January"),
        ("6 months from the start", None),
        ("6 weeks from march", None),
        ("march 6", None),
    ],
)
def test_a_count_from_a_month_is_worked_out(said: str, comes_to: str | None) -> None:
    assert counted_from(said) == comes_to
