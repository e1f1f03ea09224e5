"""The days of a session and of what is planned after it, told over several messages."""

from knowledge import DEFAULT_FOLDER, load
from understanding.days_told import days_told
from understanding.kinds import DAY, SINCE, STARTED
from understanding.prepared import prepared
from understanding.so_far import SoFar
from understanding.understood import Detail

TEXTS = prepared(load(DEFAULT_FOLDER)).texts
HAD_TUESDAY = SoFar(person=(Detail(SINCE, 2.0), Detail(STARTED, "tuesday")))


def told(said: str, so_far: SoFar | None = None) -> tuple[Detail, ...]:
    return days_told(TEXTS.read(said), so_far or SoFar())


def test_a_session_has_its_days_and_its_day_of_the_week() -> None:
    assert told("had microneedling monday, it's thursday") == (
        Detail(SINCE, 3.0),
        Detail(STARTED, "monday"),
    )
    assert told("my session was 2 days ago") == (Detail(SINCE, 2.0),)


def test_a_day_is_counted_by_no_calendar() -> None:
    assert told("had microneedling tuesday, so this is day 2") == (Detail(SINCE, 2.0),)
    assert told("had microneedling tuesday") == (Detail(STARTED, "tuesday"),)
    before = SoFar(person=(Detail(STARTED, "tuesday"),))
    assert told("it's thursday now and still pink", before)[0] == Detail(SINCE, 2.0)
    (day,) = told("i teach yoga on saturday", before)
    assert (day, day.said) == (Detail(f"{DAY}saturday", 4.0), "tuesday")
    assert told("can i swim tomorrow", before) == ()


def test_the_day_of_a_session_to_come_is_not_counted_from_itself() -> None:
    said = "third session is on wednesday but now we play friday night"
    assert told(said)[-1] == Detail(f"{DAY}friday", 2.0, said="wednesday")


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
