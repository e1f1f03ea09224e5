import pytest

from benchmarks.speed_figures import Figure, figures_table


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("p50", 14.0, 40.0, ratio_aim=0.35, limit=20), True),
        (Figure("p50", 14.1, 40.0, ratio_aim=0.35, limit=20), False),
        (Figure("p50", 21.0, 100.0, ratio_aim=0.35, limit=20), False),
        (Figure("rate", 75.0, 25.0, ratio_aim=3, more_is_better=True), True),
        (Figure("rate", 74.0, 25.0, ratio_aim=3, more_is_better=True), False),
        (Figure("encoder", 8.0, limit=8), True),
        (Figure("memory", 900.0, 1000.0), None),
    ],
)
def test_aims(figure: Figure, reached: bool | None) -> None:
    assert figure.reaches_aim is reached


def test_table() -> None:
    figures = [
        Figure("p50, ms", 12.04, 38.0, ratio_aim=0.35, limit=20),
        Figure("answers a second", 50.0, 25.0, ratio_aim=3, more_is_better=True),
        Figure("memory, MiB", 900.0, 1000.0),
        Figure("encoder, ms", 4.4, limit=8),
    ]
    assert figures_table(figures).splitlines() == [
        "| figure | this assistant | Rasa's default | ratio | aim | reached |",
        "|---|---|---|---|---|---|",
        "| p50, ms | 12.0 | 38.0 | 0.32 | ratio ≤ 0.35, ≤ 20 | yes |",
        "| answers a second | 50.0 | 25.0 | 2.00 | ratio ≥ 3 | no |",
        "| memory, MiB | 900.0 | 1000.0 | 0.90 |  |  |",
        "| encoder, ms | 4.4 |  |  | ≤ 8 | yes |",
    ]
