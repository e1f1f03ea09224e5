"""Days of the week: of a session, of today, and of what is planned."""

import pytest

from language.weekdays import Span, day_said, planned_after, planned_between

THURSDAY = 3


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("it's wensday now", 2),
        ("friday now, still pink", 4),
        ("today is sunday", 6),
        ("my class is on sunday", None),
    ],
)
def test_the_day_that_it_is_is_read(said: str, day: int | None) -> None:
    assert day_said(said) == day


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ("can i swim saturday", Span("saturday", 4, "tuesday")),
        ("i work monday", Span("monday", 6, "tuesday")),
        ("and makeup tomorrow", Span("tomorrow", 3, "tuesday")),
        ("we hike this weekend", Span("saturday", 4, "tuesday")),
        ("i saw them wednesday, the dinner is friday", Span("friday", 3, "tuesday")),
        ("i swim every saturday", None),
        ("it's thursday now", None),
        ("last monday it was fine", None),
    ],
)
def test_a_day_to_come_is_counted_from_the_session(said: str, span: Span | None) -> None:
    assert planned_after(said, THURSDAY, 2, "tuesday") == span


def test_without_today_only_tomorrow_can_be_counted() -> None:
    assert planned_after("can i swim saturday", None, 2, None) is None
    assert planned_after("can i swim tomorrow", None, 2, None) == Span("tomorrow", 3, None)


def test_a_session_that_is_thought_of_has_days_after_it_too() -> None:
    said = "if i get it done friday can i go to work on monday"
    assert planned_between(said) == Span("monday", 3, "friday")
    assert planned_between("can i get it done sunday and drive at tuesday 4am") == Span(
        "tuesday", 2, "sunday"
    )
    assert planned_between("are you open friday or monday") is None
