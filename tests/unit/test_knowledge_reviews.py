from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reviews import ReviewStanding, months_after, review_standing
from knowledge.treatments import Fact, Review, Reviewed, Withdrawn

ON = date(2026, 1, 31)


def standing(review: Review, today: date, months: int = 12) -> ReviewStanding:
    fact = Fact(id="a", text="It is so.", source="LEAFLET", review=review)
    return review_standing(fact, today, months)


def test_unreviewed_has_neither_age_nor_date() -> None:
    assert standing("unreviewed", ON) == ReviewStanding("unreviewed")


def test_withdrawn_says_by_whom() -> None:
    found = standing(Withdrawn(withdrawn_by="Jane Doe RN", on=ON), date(2030, 1, 1))

    assert found == ReviewStanding("withdrawn", "Jane Doe RN", ON)


@pytest.mark.parametrize(
    ("today", "state", "age"),
    [
        (date(2026, 1, 31), "reviewed", 0),
        (date(2026, 2, 10), "reviewed", 10),
        (date(2027, 1, 31), "reviewed", 365),
        (date(2027, 2, 1), "due", 366),
        (date(2026, 1, 30), "reviewed", 0),
    ],
)
def test_a_review_holds_for_some_months(today: date, state: str, age: int) -> None:
    found = standing(Reviewed(by="Jane Doe RN", on=ON), today)

    assert (found.state, found.age_days) == (state, age)
    assert (found.by, found.on, found.until) == ("Jane Doe RN", ON, date(2027, 1, 31))


def test_its_own_date_counts_before_the_usual_time() -> None:
    review = Reviewed(by="Jane Doe RN", on=ON, until=date(2026, 3, 1))

    assert standing(review, date(2026, 3, 1)).state == "reviewed"
    assert standing(review, date(2026, 3, 2)).state == "due"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_months_after(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(st.dates(max_value=date(2900, 1, 1)), st.integers(1, 240))
def test_months_are_between_28_and_31_days(day: date, months: int) -> None:
    later = months_after(day, months)

    assert timedelta(28) * months <= later - day <= timedelta(31) * months
