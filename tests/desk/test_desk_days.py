from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from desk.days import beginning, day_in, end

NEW_YORK = ZoneInfo("America/New_York")


def test_a_day_is_read_and_an_empty_field_is_none() -> None:
    assert day_in("2026-05-04") == date(2026, 5, 4)
    assert day_in("") is None


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "0001-01-01", "9999-12-31", "5/4/26"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_in(text)


def test_a_day_is_the_clinics_own_also_when_clocks_are_changed() -> None:
    day = date(2026, 3, 8)
    assert beginning(day, NEW_YORK) == datetime(2026, 3, 8, 5, tzinfo=timezone.utc)
    assert end(day, NEW_YORK) == datetime(2026, 3, 9, 4, tzinfo=timezone.utc)
    assert end(day, NEW_YORK) - beginning(day, NEW_YORK) == timedelta(hours=23)
