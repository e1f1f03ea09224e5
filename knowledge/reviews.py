"""How a fact or a warning sign stands with its reviewers on a given day."""

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.safety import Level, Sign, Spoken
from knowledge.treatments import Fact, Withdrawn

Reviewable = Fact | Level | Sign | Spoken
"""What somebody signs; of a level its wording."""

ReviewState = Literal["unreviewed", "reviewed", "due", "withdrawn"]
"""`due`: it was reviewed, and its review date has passed; such a fact is still shown."""


@dataclass(frozen=True)
class ReviewStanding:
    """What became of one review, as seen on one day."""

    state: ReviewState
    by: str | None = None
    """Who reviewed or withdrew it."""
    on: date | None = None
    """When they did."""
    age_days: int | None = None
    """Days since the review; None unless there was one."""
    until: date | None = None
    """The last day that the review holds; None unless there was one."""


def review_standing(entry: Reviewable, today: date, review_months: int) -> ReviewStanding:
    """How a fact or sign stands.

    Args:
        entry: The fact or sign.
        today: The day it is looked at.
        review_months: For how many months a review holds that does not say `until` when.
    """
    review = entry.review
    if isinstance(review, str):
        return ReviewStanding("unreviewed")
    if isinstance(review, Withdrawn):
        return ReviewStanding("withdrawn", review.withdrawn_by, review.on)
    until = review.until or months_after(review.on, review_months)
    age = max((today - review.on).days, 0)
    return ReviewStanding("due" if today > until else "reviewed", review.by, review.on, age, until)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
