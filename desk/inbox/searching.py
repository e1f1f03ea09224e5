"""Which items of the inbox hold some words."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from desk.searching import holds_all
from records.tables import (
    clinic_questions,
    contacts,
    feedback,
    inbox_items,
    missed_questions,
    turns,
)


def holds(words: str, subjects: Sequence[str]) -> Any:
    """The condition that an item holds all of some words, in what was written or left.

    Args:
        words: Any words; case makes no difference, but to letters with accents on SQLite.
        subjects: The particular questions whose names hold them.
    """
    items = inbox_items.c
    left = (
        sa.select(clinic_questions.c.id)
        .select_from(clinic_questions.outerjoin(contacts))
        .where(holds_all(words, clinic_questions.c.question, contacts.c.name, contacts.c.contact))
    )
    # An emergency shows how to reach who left a question as well.
    by_contact = (
        sa.select(clinic_questions.c.sender)
        .select_from(clinic_questions.join(contacts))
        .where(holds_all(words, contacts.c.name, contacts.c.contact))
    )
    remarks = sa.select(feedback.c.id).where(holds_all(words, feedback.c.remark))
    written = sa.select(turns.c.id).where(holds_all(words, turns.c.asked))
    asked = sa.select(missed_questions.c.item_id).where(holds_all(words, missed_questions.c.asked))
    return sa.or_(
        sa.and_(items.kind == "question", items.source_id.in_(left)),
        sa.and_(items.kind == "disliked", items.source_id.in_(remarks)),
        sa.and_(
            items.kind == "emergency",
            sa.or_(
                items.source_id.in_(written),
                items.sender.in_(by_contact),
            ),
        ),
        sa.and_(items.kind.in_(("gap", "missed")), items.id.in_(asked)),
        sa.and_(items.kind == "gap", items.topic.in_(subjects)),
    )
