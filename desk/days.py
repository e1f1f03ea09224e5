"""Days as the clinic counts them."""

from datetime import date, datetime, time, timedelta, timezone, tzinfo

EARLIEST, LATEST = date(1980, 1, 1), date(2999, 12, 31)


def day_in(text: str) -> date | None:
    """The day that a field of a form holds, as in `2026-05-04`; None where it is empty.

    Raises:
        ValueError: It holds something else, or a day out of reach.
    """
    if not text:
        return None
    day = date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise ValueError("a day out of reach")
    return day


def beginning(day: date, zone: tzinfo) -> datetime:
    """When a day begins in a time zone, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(timezone.utc)


def end(day: date, zone: tzinfo) -> datetime:
    """When the day after begins, in UTC."""
    return beginning(day + timedelta(days=1), zone)
