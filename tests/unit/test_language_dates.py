"""Dates as people say them."""

from datetime import date

import pytest

from language.dates import days_until

LATE_JULY = date(2026, 7, 28)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("it is on august 7", 10),
        ("it is on the 7th", 10),
        ("it's in the second week of october", 70),
        ("it's early september", 35),
        ("the gala is in november", 105),
        ("it's the first week of october and we're in mid august now", 49),
        ("we're at the end of august now, and it is october 12", 45),
        ("it is early july", None),
        ("may i come", None),
        ("it was in july", None),
        ("is it fine", None),
    ],
)
def test_the_days_until_a_date_are_counted(said: str, days: int | None) -> None:
    assert days_until(said, LATE_JULY) == days


def test_a_part_of_a_month_that_is_near_is_no_day() -> None:
    assert days_until("the gala is in early december", date(2026, 11, 30)) is None
    assert days_until("my wedding is in early december", date(2026, 12, 6)) is None
