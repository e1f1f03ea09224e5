"""The days of a session and of what is planned after it, told over several messages."""

from datetime import date

from knowledge import DEFAULT_FOLDER, load
from understanding.days_told import days_told
from understanding.kinds import DAY, SINCE, STARTED
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.understood import Detail

TEXTS = prepared(load(DEFAULT_FOLDER)).texts
A_SUNDAY = date(2026, 11, 29)
HAD_TUESDAY = SoFar(person=(Detail(SINCE, 2.0), Detail(STARTED, "tuesday")))


def told(said: str, so_far: SoFar | None = None) -> tuple[Detail, ...]:
    return days_told(TEXTS.read(said), so_far or SoFar(), A_SUNDAY)


def test_a_session_has_its_days_and_its_day_of_the_week() -> None:
    assert told("had microneedling monday, it's thursday") == (
        Detail(SINCE, 3.0),
        Detail(STARTED, "monday"),
    )
    assert told("my session was 2 days ago") == (Detail(SINCE, 2.0), Detail(STARTED, "friday"))


def test_a_later_day_is_counted_from_the_session() -> None:
    (day,) = told("i teach yoga on saturday", HAD_TUESDAY)
    assert (day, day.said) == (Detail(f"{DAY}saturday", 4.0), "tuesday")
    assert told("friday now, still pink", HAD_TUESDAY) == (
        Detail(SINCE, 3.0),
        Detail(STARTED, "tuesday"),
    )


def test_a_session_that_is_thought_of_is_not_kept_as_one_that_was_had() -> None:
    (day,) = told("can i have the session friday and be at work on monday")
    assert (day, day.said) == (Detail(f"{DAY}monday", 3.0), "friday")
