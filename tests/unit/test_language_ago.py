"""How long ago something was, and which figure is put right."""

import pytest

from language.ago import Amount, PutRight, amount_ago, figure_put_right


@pytest.mark.parametrize(
    ("said", "thing", "amount"),
    [
        ("i finished accutane about 3 months ago", "accutane", Amount(90, "3 months")),
        ("ive been off accutane like a year", "accutane", Amount(365, "1 year")),
        ("the peel was in may, the filler two years ago", "filler", Amount(730, "2 years")),
        ("the peel was in may, the filler two years ago", "peel", None),
        ("accutane for 6 months", "accutane", None),
    ],
)
def test_a_time_is_of_the_thing_in_its_clause(said: str, thing: str, amount: Amount | None) -> None:
    assert amount_ago(said, said.index(thing)) == amount


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("it's more like 5 months not 3", PutRight(5, 3, "month")),
        ("i said 2 weeks off it, it was really 4", PutRight(4, 2, "week", "week")),
        ("it was 3 weeks ago not 3 days", PutRight(3, 3, "week", "day")),
        ("i'm 29 not 19", PutRight(29, 19)),
        ("it was 1.0 not 1.5", PutRight(1.0, 1.5)),
        ("is it 3 sessions or 6", None),
        ("does it hurt", None),
    ],
)
def test_a_figure_is_put_right(said: str, figure: PutRight | None) -> None:
    assert figure_put_right(said) == figure
