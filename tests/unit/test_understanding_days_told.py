"""The days of a session and of what is planned after it, told over several messages."""

import pytest

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


@pytest.mark.parametrize(
    "said",
    [
        "had my 2nd session on monday, it's wednesday now",
        "2 days ago i had my third session, is it normal",
        "my second one is peeling, had the session 2 days ago",
    ],
)
def test_what_is_told_of_a_session_that_was_had_is_of_none_to_come(said: str) -> None:
    assert told(said)[0] == Detail(SINCE, 2.0)


@pytest.mark.parametrize(
    "said",
    [
        "had my 2nd session 10 days ago. my 3rd is tomorrow, can i swim this weekend",
        "i had a session 2 weeks ago and have another on thursday, sauna friday?",
    ],
)
def test_beside_a_session_to_come_no_days_are_counted_from_the_last(said: str) -> None:
    assert told(said) == ()


@pytest.mark.parametrize(
    "said",
    [
        "i had my session on a monday in march and it left scars",
        "had the session done on sun damaged skin last year",
        "can i use retinol on sun damaged skin",
    ],
)
def test_no_day_of_the_week_is_told_of_what_was_long_ago_or_of_the_sun(said: str) -> None:
    assert told(said) == ()


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
