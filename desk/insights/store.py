"""What visitors ask about, how it turns out and when they come, in numbers.

All but the votes and the groups is read from the counts by day, which outlast the conversations.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from desk.days import beginning, end
from desk.inbox.store import NEWEST_QUESTION
from records.journal import milliseconds_of
from records.outcomes import LACKS, OUTCOMES
from records.tables import feedback, inbox_items, tallies

LONGEST_PERIOD = 365
"""Days."""
MOST_BARS = 10
"""How many topics, conditions, lengths and groups are told, the most frequent first."""
_HOURS = 24


@dataclass(frozen=True)
class Period:
    """Days in the clinic's time zone, both included.

    Raises:
        ValueError: It ends before it begins, or is longer than `LONGEST_PERIOD`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < LONGEST_PERIOD:
            raise ValueError("not a period")

    def days(self) -> Iterator[date]:
        """Each day."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


def last_days(number: int, today: date) -> Period:
    """The period of so many days that ends today."""
    return Period(today - timedelta(days=number - 1), today)


@dataclass(frozen=True)
class Group:
    """Questions of one meaning that could not be answered."""

    item: int
    count: int
    example: str


@dataclass(frozen=True)
class Insights:
    """The numbers of a period.

    Attributes:
        opened: How often the chat was opened.
        conversations: In how many of these something was asked, by day; each day is there.
        outcomes: The answers by how they turned out; each outcome is there.
        helpful: Votes for an answer.
        unhelpful: Votes against one.
        topics: The answers by topic, the most frequent first.
        conditions: How often each condition was asked about.
        lengths: How often each needle length in mm was asked about.
        asked: How often each particular question was, the most frequent first.
        lacks: How often each question, or topic, had no answer.
        by_topic: How the answers of each topic turned out, the most frequent first.
        by_question: The same of each particular question.
        hours: The questions by the hour of the day, from 0 on.
        groups: What could not be answered and is still open, the most frequent first.
        median_seconds: The median time of an answer; None where there was none.
    """

    opened: int
    conversations: Mapping[date, int]
    outcomes: Mapping[str, int]
    helpful: int
    unhelpful: int
    topics: Mapping[str, int]
    conditions: Mapping[str, int]
    lengths: Mapping[str, int]
    asked: Mapping[str, int]
    lacks: Mapping[str, int]
    by_topic: Mapping[str, Mapping[str, int]]
    by_question: Mapping[str, Mapping[str, int]]
    hours: Sequence[int]
    groups: Sequence[Group]
    median_seconds: float | None

    @property
    def answers(self) -> int:
        """How many answers were given."""
        return sum(self.outcomes.values())

    @property
    def questions(self) -> int:
        """How many questions were asked."""
        return sum(self.hours)

    @property
    def turned_out(self) -> Mapping[str, int]:
        """What became of the questions: small talk, warning signs and calls for a person apart."""
        return became(self.outcomes)

    @property
    def uncounted(self) -> int:
        """The answers of days on which those of each topic were not counted by outcome yet."""
        return self.answers - sum(sum(of_it.values()) for of_it in self.by_topic.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of the period."""
        return not (self.opened or self.answers or self.helpful or self.unhelpful)


def became(outcomes: Mapping[str, int]) -> Mapping[str, int]:
    """What became of questions, from the outcomes of their answers."""

    def count(*which: str) -> int:
        return sum(outcomes.get(each, 0) for each in which)

    return {
        "Really answered": count("answered"),
        "Asked back": count("unclear"),
        "No answer": count("failed", *LACKS),
        "Not ours": count("out_of_scope"),
    }


def insights(connection: Connection, period: Period, zone: tzinfo) -> Insights:
    """The numbers of a period, at the clinic in `zone`."""
    sums = _sums(connection, period)
    by_day = _by_day(connection, period)
    votes = _votes(connection, period, zone)
    hours = sums.get("hour", {})
    return Insights(
        opened=sums.get("conversation", {}).get("started", 0),
        conversations={day: by_day.get(day, 0) for day in period.days()},
        outcomes={each: sums.get("outcome", {}).get(each, 0) for each in OUTCOMES},
        helpful=votes.get(True, 0),
        unhelpful=votes.get(False, 0),
        topics=_top(sums.get("topic", {})),
        conditions=_top(sums.get("condition", {})),
        lengths=_top(sums.get("depth", {})),
        asked=_top(sums.get("question", {})),
        lacks=_top(named(lambda key: key.partition(":")[2], sums.get("lack", {}))),
        by_topic=_by_outcome(sums.get("topic_became", {})),
        by_question=_by_outcome(sums.get("question_became", {})),
        hours=[hours.get(f"{hour:02}", 0) for hour in range(_HOURS)],
        groups=_groups(connection, period, zone),
        median_seconds=_median_seconds(sums.get("step", {})),
    )


def _sums(connection: Connection, period: Period) -> Mapping[str, Mapping[str, int]]:
    rows = connection.execute(
        sa.select(tallies.c.what, tallies.c.key, sa.func.sum(tallies.c.count))
        .where(tallies.c.day >= period.first, tallies.c.day <= period.last)
        .group_by(tallies.c.what, tallies.c.key)
    )
    sums: dict[str, dict[str, int]] = {}
    for what, key, number in rows:
        sums.setdefault(what, {})[key] = int(number)
    return sums


def _by_day(connection: Connection, period: Period) -> Mapping[date, int]:
    rows = connection.execute(
        sa.select(tallies.c.day, tallies.c.count.label("conversations")).where(
            tallies.c.day >= period.first,
            tallies.c.day <= period.last,
            tallies.c.what == "conversation",
            tallies.c.key == "asked",
        )
    )
    return {row.day: row.conversations for row in rows}


def _votes(connection: Connection, period: Period, zone: tzinfo) -> Mapping[bool, int]:
    rows = connection.execute(
        sa.select(feedback.c.helpful, sa.func.count())
        .where(
            feedback.c.created_at >= beginning(period.first, zone),
            feedback.c.created_at < end(period.last, zone),
        )
        .group_by(feedback.c.helpful)
    )
    return {bool(helpful): number for helpful, number in rows}


def _groups(connection: Connection, period: Period, zone: tzinfo) -> Sequence[Group]:
    items = inbox_items.c
    rows = connection.execute(
        sa.select(items.id, items["count"], NEWEST_QUESTION)
        .where(
            items.kind == "missed",
            items.state == "open",
            items.last_at >= beginning(period.first, zone),
            items.created_at < end(period.last, zone),
        )
        .order_by(items["count"].desc(), items.id.desc())
        .limit(MOST_BARS)
    )
    return [Group(item, number, example or "") for item, number, example in rows]


def named(name: Callable[[str], str], numbers: Mapping[str, int]) -> Mapping[str, int]:
    """The numbers by name; what has the same name is added up."""
    found: Counter[str] = Counter()
    for key, number in numbers.items():
        found[name(key)] += number
    return found


def _by_outcome(counted: Mapping[str, int]) -> Mapping[str, Mapping[str, int]]:
    """Counts of `subject:outcome`, by the subject; the most frequent first."""
    found: dict[str, dict[str, int]] = {}
    for key, number in counted.items():
        subject, _, outcome = key.rpartition(":")
        found.setdefault(subject, {})[outcome] = number
    ranked = sorted(found, key=lambda each: (-sum(found[each].values()), each))
    return {subject: found[subject] for subject in ranked}


def _top(sums: Mapping[str, int]) -> Mapping[str, int]:
    ranked = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    return dict(ranked[:MOST_BARS])


def _median_seconds(steps: Mapping[str, int]) -> float | None:
    """The time that half of the answers took no longer than."""
    left = (sum(steps.values()) + 1) // 2
    for step, number in sorted((int(step), number) for step, number in steps.items()):
        left -= number
        if left <= 0:
            return milliseconds_of(step) / 1000
    return None
