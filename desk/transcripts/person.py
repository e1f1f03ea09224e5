"""Who is behind a conversation: how to reach them, and what the assistant holds of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from actions.wording import sentence
from desk.inbox.reaching import reaching
from desk.labels import term_label
from knowledge import Knowledge
from records.tables import clinic_questions, contacts
from understanding.kinds import AGE, EVENT, HARM, PLANNED, SINCE, STARTED
from understanding.so_far import SoFar
from understanding.understood import Detail

_ME = SoFar().whom
_KINDS: Mapping[str, str] = {
    "circumstance": "Reason for care",
    "condition": "Condition",
    "body_area": "Place on the body",
    "product": "Product",
    "treatment_type": "Kind of treatment",
    AGE: "Age",
    SINCE: "Last session",
    STARTED: "Day of the session",
    HARM: "Harm done",
}


@dataclass(frozen=True)
class Left:
    """A question that a visitor left for the clinic, and how to reach them."""

    question: str | None
    """None where it was erased."""
    name: str | None
    contact: str
    reach: str | None
    """What a click on the contact opens."""
    consented_at: datetime


@dataclass(frozen=True)
class Told:
    """Something that a visitor told, as the assistant took it."""

    kind: str
    words: str
    whom: str | None
    """The word for somebody else of whom it is; None: of whoever writes."""


def left_by(connection: Connection, sender: str, region: str) -> list[Left]:
    """The questions of a conversation for the clinic whose contact is kept, the newest first."""
    asked, by = clinic_questions.c, contacts.c
    rows = connection.execute(
        sa.select(asked.question, by.name, by.contact, by.consented_at)
        .select_from(clinic_questions.join(contacts))
        .where(asked.sender == sender)
        .order_by(by.id.desc())
    )
    return [
        Left(row.question, row.name, row.contact, reaching(row.contact, region), row.consented_at)
        for row in rows
    ]


def told_of(held: SoFar, knowledge: Knowledge) -> list[Told]:
    """What a conversation holds of the visitor, and of others whom they spoke of."""
    people = [(held.whom, held.person), *((each.whom, each.person) for each in held.others)]
    found = (
        Told(_kind(each.kind), words, None if (each.of or whom) == _ME else each.of or whom)
        for whom, person in people
        for each in person
        for words in _words(each, knowledge)
    )
    return list(dict.fromkeys(found))


def _kind(kind: str) -> str:
    if kind.startswith((EVENT, PLANNED)):
        return "Date to keep"
    return _KINDS.get(kind, _plain(kind).capitalize())


def _words(detail: Detail, knowledge: Knowledge) -> Iterator[str]:
    """What a detail says; nothing where it says nothing to people."""
    kind, value = detail.kind, detail.value
    if kind == AGE and isinstance(value, float):
        yield f"{value:g} years"
    elif kind == SINCE and isinstance(value, float):
        yield f"{value:g} days before it was told"
    elif kind.startswith(EVENT) and isinstance(value, float):
        yield f"{_plain(kind.removeprefix(EVENT))}, {value:g} days after it was told"
    elif kind.startswith(PLANNED) and isinstance(value, float):
        yield f"{_plain(kind.removeprefix(PLANNED))}, a session {value:g} days before"
    elif kind == HARM and value in knowledge.questions:
        yield sentence(knowledge.questions[str(value)].name)
    elif isinstance(value, str):
        name = term_label(kind, value, knowledge)
        said = f" (“{detail.said}”)" if detail.said else ""
        yield f"{'not: ' if detail.negated else ''}{name}{said}"


def _plain(id_: str) -> str:
    return id_.replace("_", " ")
