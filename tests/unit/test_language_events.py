"""Events that somebody waits for, and how long ago the treatment was."""

from datetime import date

import pytest

from language.entities import Entity
from language.events import Event, days_between, days_since, earlier_event, find_event

A_SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ("we will be married forty years in june", Event(None, 196)),
        ("my dance show is in 3 weeks", Event("event", 21)),
        ("there is a pageant in 5 weeks", Event("event", 35)),
        ("he did not show up in 3 weeks", Event(None, 21)),
        ("i marry in 7 weeks", Event("wedding", 49)),
        ("getting married in a couple of months", Event("wedding", 60)),
        ("next week is also photo day", Event("photos", 7)),
        ("my wedding is only 3 weeks away", Event("wedding", 21)),
        ("holiday on the 20th", Event("holiday", 21)),
        ("her prom is on saturday", Event("event", 6)),
        ("the wedding is march 14", Event("wedding", 105)),
        ("the wedding is on 14 march", Event("wedding", 105)),
        ("its in 5 weeks", Event(None, 35)),
        ("is it ok before a wedding", Event("wedding", None)),
        ("i took it 6 months ago", Event(None, None)),
        ("does it hurt", Event(None, None)),
        ("sorry its 4 weeks", Event(None, 28)),
        ("my wedding is 3 weeks from today", Event("wedding", 21)),
        ("so we're getting married six weeks on saturday", Event("wedding", 42)),
        ("my wedding is on june 5th", Event("wedding", 188)),
        ("maybe 3 sessions before my wedding", Event("wedding", None)),
        ("i decided 3 sessions for my wedding", Event("wedding", None)),
        ("my party is 3 days after that", Event("party", None)),
        ("the redness goes in 3 days, my wedding is in 2 months", Event("wedding", 60)),
        (
            "before a wedding on the 14th of june? i was pink for about four days",
            Event("wedding", 197),
        ),
    ],
)
def test_an_event_is_found_with_the_days_that_are_left(said: str, event: Event) -> None:
    assert find_event(said, A_SUNDAY) == event


def test_a_date_says_nothing_to_whom_the_day_is_unknown() -> None:
    assert find_event("holiday on the 20th") == Event("holiday", None)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("i had my first session 2 days ago and its still red", 2),
        ("day 2 and still red", 2),
        ("im on day 4 and it peels", 4),
        ("had it done yesterday", 1),
        ("got it done this morning", 0),
        ("4 days since my treatment, but this morning it is worse", 4),
        ("had a session, all was fine, but this morning it peels", None),
        ("i had botox 2 weeks ago", None),
        ("i took it 6 months ago. can i have a session", None),
        ("is it normal from day 2 to 7", None),
    ],
)
def test_the_days_since_the_session_are_counted(said: str, days: int | None) -> None:
    assert days_since(said) == days


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("had it done monday and its thursday now", 3),
        ("had it done monday its wensday now", 2),
        ("i had it on teusday and its thurday now", 2),
        ("my first session was on friday. today is sunday", 2),
        ("they needled my chin on wednesday, it's wednesday now", 7),
        ("i had rf tuesday so this is day 2 and still red", 2),
        ("got it done last friday", None),
        ("i have a session on friday", None),
        ("can i get it done friday", None),
        ("the wedding was on friday, great party", None),
    ],
)
def test_days_of_the_week_are_counted_back(said: str, days: int | None) -> None:
    assert days_since(said) == days


def test_what_is_named_need_not_be_called_a_session() -> None:
    said = "rolling was 3 days ago"
    assert days_since(said, [Entity("treatment", "microneedling", 0, 7, "rolling")]) == 3
    assert days_since(said) is None


def test_a_treatment_that_is_asked_about_afterwards_was_not_had() -> None:
    said = "got my lips filled 10 days ago, is rolling fine"
    assert days_since(said, [Entity("treatment", "microneedling", 35, 42, "rolling")]) is None


@pytest.mark.parametrize(
    ("said", "kind", "other"),
    [
        ("i had filler put in three weeks ago before a session", "other_treatment", "filler"),
        ("laser treatment 3 weeks ago", "other_treatment", "laser"),
        ("got off accutane 2 months ago, now a session", "circumstance", "accutane"),
    ],
)
def test_what_else_was_had_is_no_session(said: str, kind: str, other: str) -> None:
    start = said.index(other)
    named = [Entity(kind, other, start, start + len(other), other)]
    assert days_since(said, named) is None


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("my talk is on a wednesday, if i had it the thursday before", 6),
        ("party is saturday, could i do it the saturday before", 7),
        ("so that would be 2 weeks before the wedding", 14),
        ("is 10 days before my prom too late", 10),
        ("it is 2 weeks before my wedding", None),
        ("i had it on thursday", None),
        ("how long before the wedding", None),
    ],
)
def test_how_long_before_an_event_a_session_is_thought_of(said: str, days: int | None) -> None:
    assert days_between(said) == days


def test_a_session_that_is_thought_of_was_not_had() -> None:
    said = "my talk is on a wednesday, if i did it the thursday before"
    assert days_since(said) is None


@pytest.mark.parametrize(
    ("said", "earlier"),
    [
        ("there's a rehearsal dinner two days before the wedding", Event(None, 2)),
        ("last one when? we also have a party 4 days before the wedding", Event("party", 4)),
        ("we fly to the coast three weeks before", Event(None, 21)),
        ("is a session 3 days before the wedding too close", None),
        ("i would have it two weeks before my wedding", None),
        ("the redness was gone 3 days before", None),
    ],
)
def test_what_comes_before_the_event_is_told_from_a_session(
    said: str, earlier: Event | None
) -> None:
    assert earlier_event(said) == earlier


def test_marks_that_are_there_months_after_a_session_tell_when_it_was() -> None:
    assert days_since("i still have marks four months after microneedling") == 120
    assert days_since("do results show 4 months after microneedling") is None


def test_the_day_of_the_week_that_somebody_says_it_is_counts() -> None:
    assert find_event("my wedding is saturday", A_SUNDAY) == Event("wedding", 6)
    assert find_event("my wedding is saturday", A_SUNDAY, now=3) == Event("wedding", 2)
