"""The page with what visitors ask about, as pictures and as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.responses import Response

from actions.wording import sentence
from desk.csv_export import BYTE_ORDER_MARK, Cell, table
from desk.days import day_in
from desk.insights.became import MOST_ROWS, Row, share
from desk.insights.became import rows_of as rows_became
from desk.insights.store import LONGEST_PERIOD, Insights, Period, insights, last_days, named
from desk.labels import outcome_label, term_label, topic_label
from desk.visit import Address, Refusal, Visit, file
from knowledge import Knowledge

PRESETS = (7, 30, 90)
"""Days."""
USUAL = 30
_NOT_POSSIBLE = (400, f"Choose a first and a last day, at most {LONGEST_PERIOD} days in all.")


@dataclass(frozen=True)
class Chart:
    """A picture, and the table below it.

    Attributes:
        id: Its name in the page.
        title: What it shows.
        of: What the rows are: the head of the first column.
        unit: What is counted: the head of the second column.
        numbers: By label, in order.
        is_lying: Whether its bars lie: for long labels.
        has_shares: Whether the table tells shares of the sum, too.
    """

    id: str
    title: str
    of: str
    unit: str
    numbers: Mapping[str, int]
    is_lying: bool = True
    has_shares: bool = False

    def rows(self) -> Sequence[tuple[str, int, str | None]]:
        """Label, number, and the share of the sum where it is told."""
        whole = sum(self.numbers.values())
        return [
            (label, number, share(number, whole) if self.has_shares else None)
            for label, number in self.numbers.items()
        ]

    def data(self) -> Mapping[str, object]:
        """What the script draws from."""
        return {
            "labels": list(self.numbers),
            "numbers": list(self.numbers.values()),
            "unit": self.unit,
            "lying": self.is_lying,
        }


async def _found(visit: Visit) -> tuple[Period, Insights]:
    """The period of an address, and what visitors asked in it."""
    try:
        period = _period(visit)
    except ValueError:
        raise Refusal(*_NOT_POSSIBLE) from None

    def read() -> Insights:
        with visit.desk.engine.connect() as connection:
            return insights(connection, period, visit.desk.zone)

    return period, await visit.run(read)


async def show(visit: Visit) -> Response:
    """Pictures and tables."""
    period, found = await _found(visit)
    return visit.page(
        "insights/insights.html",
        found=found,
        charts=charts(found, visit.desk.live.current()),
        became=tables_became(found, visit.desk.live.current()),
        most_rows=MOST_ROWS,
        share=share,
        period=period,
        presets=[
            (days, _address(last_days(days, visit.today)), period == last_days(days, visit.today))
            for days in PRESETS
        ],
        csv=f"/desk/insights/numbers.csv{_address(period)}",
        kept_days=visit.desk.settings.RETENTION_CONVERSATIONS_DAYS,
        zone=visit.desk.zone.key,
    )


async def numbers(visit: Visit) -> Response:
    """The numbers as a file."""
    period, found = await _found(visit)
    text = BYTE_ORDER_MARK + table(rows_of(found, visit.desk.live.current(), period))
    return file(text, f"insights_{period.first}_{period.last}.csv", "text/csv")


def charts(found: Insights, knowledge: Knowledge) -> Sequence[Chart]:
    """The pictures of a period, in order."""
    days = {f"{day:%-d %b}": number for day, number in found.conversations.items()}
    outcomes = {outcome_label(each): number for each, number in found.outcomes.items()}
    turned = found.turned_out if any(found.turned_out.values()) else {}
    topics = named(partial(topic_label, knowledge=knowledge), found.topics)
    condition = partial(term_label, "condition", knowledge=knowledge)
    conditions_asked = named(condition, found.conditions)
    question = partial(_question, knowledge=knowledge)
    lengths = {f"{length} mm": number for length, number in found.lengths.items()}
    hours = {f"{hour:02}:00": number for hour, number in enumerate(found.hours)}
    questions, answers = "Questions", "Answers"
    return (
        Chart("days", "Conversations a day", "Day", "Conversations", days, is_lying=False),
        Chart("outcomes", "How answers turned out", "Outcome", answers, outcomes, has_shares=True),
        Chart("turned", "What became of the questions", "Became", answers, turned, has_shares=True),
        Chart("lacks", "What had no answer", "Question", answers, named(question, found.lacks)),
        Chart("asked", "Top questions", "Question", answers, named(question, found.asked)),
        Chart("topics", "Top topics", "Topic", answers, topics),
        Chart("conditions", "Conditions asked about", "Condition", questions, conditions_asked),
        Chart("lengths", "Needle lengths asked about", "Length", questions, lengths),
        Chart("hours", "Busiest hours", "Hour", questions, hours, is_lying=False),
    )


def tables_became(found: Insights, knowledge: Knowledge) -> Mapping[str, Sequence[Row]]:
    """What became of the questions, by topic and by question."""
    return {
        "Topic": rows_became(found.by_topic, partial(topic_label, knowledge=knowledge)),
        "Question": rows_became(found.by_question, partial(_question, knowledge=knowledge)),
    }


def _question(id_: str, knowledge: Knowledge) -> str:
    """What a particular question, or a topic, is called."""
    known = knowledge.questions.get(id_)
    return sentence(known.name) if known is not None else topic_label(id_, knowledge)


def rows_of(found: Insights, knowledge: Knowledge, period: Period) -> Sequence[Sequence[Cell]]:
    """All numbers of a period, one a row."""
    median = found.median_seconds
    rows: list[Sequence[Cell]] = [
        ("what", "of", "number"),
        ("period", "first day", str(period.first)),
        ("period", "last day", str(period.last)),
        ("chat opened", None, found.opened),
        ("conversations", None, sum(found.conversations.values())),
        ("questions", None, found.questions),
        ("answers", None, found.answers),
        ("votes", "helpful", found.helpful),
        ("votes", "not helpful", found.unhelpful),
        ("median seconds of an answer", None, None if median is None else round(median, 3)),
    ]
    for chart in charts(found, knowledge):
        rows += ((chart.title, label, number) for label, number in chart.numbers.items())
    for of, became in tables_became(found, knowledge).items():
        rows += (
            (f"{of}: {row.label}", part, number)
            for row in became
            for part, number in row.parts.items()
        )
    return [*rows, *(("not answered, open", each.example, each.count) for each in found.groups)]


def _period(visit: Visit) -> Period:
    """The period of an address: the last 30 days where it names none.

    Raises:
        ValueError: It cannot be.
    """
    first, last = day_in(visit.query("from")), day_in(visit.query("to"))
    if first is None and last is None:
        return last_days(USUAL, visit.today)
    if first is None:
        return last_days(USUAL, last or visit.today)
    return Period(first, last or max(first, visit.today))


def _address(period: Period) -> str:
    return f"?{urlencode({'from': period.first, 'to': period.last})}"


ADDRESSES = (
    Address("/desk/insights", show),
    Address("/desk/insights/numbers.csv", numbers),
)
