"""What soaking says at its end."""

import pytest

from benchmarks.faults.kept import Kept
from benchmarks.faults.load import Outcome, Seen
from benchmarks.soak import SLOW, SLOW_FOR_A_SIGN, Soaked

MEMORY = {"gateway": 400.0, "rasa": 500.0}
FINE = [
    Seen(1, False, Outcome.ANSWERED, 0.2),
    Seen(2, False, Outcome.APOLOGY, 8.0),
    Seen(3, True, Outcome.ANSWERED, 1.9),
    # Whom nobody listens to is not answered slowly.
    Seen(4, True, Outcome.UNREACHED, 30.0),
]


def soaked(
    seen: list[Seen] = FINE, kept: tuple[int, int] = (0, 0), gateway: float = 410.0
) -> Soaked:
    return Soaked(seen, Kept(*kept), 3, 5, 70, MEMORY, {**MEMORY, "gateway": gateway})


def test_what_is_in_order() -> None:
    assert set(soaked().faults().values()) == {0}
    assert soaked().lines() == [
        "3 kills, 5 edits, 70 requests of a flood",
        "visitors: 2 answers, 1 apologies with the way to the clinic, 1 not reached",
        "slowest answer 8.0 s, to a warning sign 1.9 s",
        "memory, MB: gateway 400 -> 410, rasa 500 -> 500",
        *("lost: 0", "empty: 0", "wrong: 0", "double: 0", "slow: 0", "grown: 0"),
    ]


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ("lost", soaked(kept=(2, 0))),
        ("double", soaked(kept=(0, 2))),
        ("empty", soaked([Seen(1, False, Outcome.EMPTY, 0.1)] * 2)),
        ("wrong", soaked([Seen(1, False, Outcome.WRONG, 0.1)] * 2)),
        (
            "slow",
            soaked(
                [
                    Seen(1, False, Outcome.ANSWERED, SLOW + 0.1),
                    Seen(1, True, Outcome.ANSWERED, SLOW_FOR_A_SIGN + 0.1),
                ]
            ),
        ),
    ],
)
def test_what_is_not(fault: str, found: Soaked) -> None:
    assert {name: count for name, count in found.faults().items() if count} == {fault: 2}


def test_a_process_that_grows_is_told() -> None:
    assert soaked(gateway=481.0).faults()["grown"] == 1
