"""The particular questions as staff see them: what is said to each, and how often it lacked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from actions.clinic import values_of
from desk.audit.store import note_change
from desk.inbox.store import subject_of
from knowledge import TOPICS, Knowledge
from knowledge.questions import KnownQuestion
from records.tables import inbox_items, tallies

Standing = Literal["gap", "blank", "withheld", "own", "answered"]
STANDINGS: Mapping[Standing, str] = {
    "gap": "No source says it",
    "blank": "Not filled in under Clinic",
    "withheld": "Not released yet",
    "own": "The clinic's own line",
    "answered": "Answered by facts",
}
OPEN: frozenset[Standing] = frozenset({"gap", "blank", "withheld"})
"""What visitors get no answer to."""


@dataclass(frozen=True)
class AskedQuestion:
    """A particular question, or all of a topic that fits none, and how often it lacked an answer.

    Attributes:
        id: Of the question, or the topic.
        name: The question, as it stands in a sentence; None of a topic.
    """

    id: str
    topic: str
    name: str | None
    standing: Standing
    lacked: int


def standing_of(question: KnownQuestion, knowledge: Knowledge) -> Standing:
    """What is said to a question now."""
    if question.own_line is not None:
        return "own"
    if question.is_withheld:
        return "withheld"
    if question.clinic_part is not None and not values_of(knowledge.clinic, question.clinic_part):
        return "blank"
    return "gap" if question.is_gap else "answered"


def withheld_facts(whole: Knowledge, shown: Knowledge, question_id: str) -> tuple[str, ...]:
    """The facts that have to be released before a question is answered."""
    needed = whole.with_qualifiers(whole.questions[question_id].facts)
    return tuple(id_ for id_ in needed if id_ not in shown.facts)


def lacked(engine: Engine, since: date) -> Mapping[str, Mapping[str, int]]:
    """How often there was no answer since a day: by question or topic, and why."""
    counted = (
        sa.select(tallies.c.key, sa.func.sum(tallies.c["count"]))
        .where(tallies.c.what == "lack", tallies.c.day >= since)
        .group_by(tallies.c.key)
    )
    found: dict[str, Counter[str]] = {}
    with engine.connect() as connection:
        for key, number in connection.execute(counted):
            why, _, subject = key.partition(":")
            found.setdefault(subject, Counter())[why] += int(number)
    return found


def asked_questions(
    knowledge: Knowledge, counts: Mapping[str, Mapping[str, int]]
) -> list[AskedQuestion]:
    """Every question, and the topics with others that had no answer; the most asked first."""
    found = [
        AskedQuestion(
            id_,
            each.topic,
            each.name,
            standing_of(each, knowledge),
            sum(counts.get(id_, {}).values()),
        )
        for id_, each in knowledge.questions.items()
    ]
    for subject, whys in counts.items():
        if subject in TOPICS:
            why = max(whys, key=lambda each: whys[each])
            standing: Standing = next((each for each in STANDINGS if each == why), "gap")
            found.append(AskedQuestion(subject, subject, None, standing, sum(whys.values())))
    return sorted(found, key=lambda each: -each.lacked)


def matching(
    questions: Iterable[AskedQuestion], show: str, topic: str, words: str
) -> list[AskedQuestion]:
    """Those of one standing (or `open`, or all), of one topic, whose names hold all words."""
    wanted = words.casefold().split()
    return [
        each
        for each in questions
        if (show == "all" or each.standing == show or (show == "open" and each.standing in OPEN))
        and (not topic or each.topic == topic)
        and all(word in f"{each.name or ''} {each.id}".casefold() for word in wanted)
    ]


def close_items(engine: Engine, question_id: str, who: str, at: datetime) -> None:
    """Closes what stands in the inbox of a question that has an answer now."""
    items = inbox_items.c
    its = sa.and_(items.kind == "gap", items.topic == question_id, items.state != "closed")
    with engine.begin() as connection:
        ids = connection.scalars(sa.select(items.id).where(its)).all()
        connection.execute(
            sa.update(inbox_items)
            .where(items.id.in_(ids))
            .values(state="closed", closed_at=at, version=items.version + 1)
        )
        for id_ in ids:
            note_change(connection, at, who, "closed", subject_of(id_), after="filled")
