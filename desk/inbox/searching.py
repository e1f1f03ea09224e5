"""Which items of the inbox hold some words."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

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
        words: Any words; case makes no difference.
        subjects: The particular questions whose names hold them.
    """
    wanted = words.casefold().split()

    def said(*columns: Any) -> Any:
        texts = [sa.func.lower(column) for column in columns]
        return sa.and_(*(sa.or_(*(t.contains(w, autoescape=True) for t in texts)) for w in wanted))

    items = inbox_items.c
    left = (
        sa.select(clinic_questions.c.id)
        .select_from(clinic_questions.outerjoin(contacts))
        .where(said(clinic_questions.c.question, contacts.c.name, contacts.c.contact))
    )
    remarks = sa.select(feedback.c.id).where(said(feedback.c.remark))
    written = sa.select(turns.c.id).where(said(turns.c.asked))
    asked = sa.select(missed_questions.c.item_id).where(said(missed_questions.c.asked))
    return sa.or_(
        sa.and_(items.kind == "question", items.source_id.in_(left)),
        sa.and_(items.kind == "disliked", items.source_id.in_(remarks)),
        sa.and_(items.kind == "emergency", items.source_id.in_(written)),
        sa.and_(items.kind.in_(("gap", "missed")), items.id.in_(asked)),
        sa.and_(items.kind == "gap", items.topic.in_(subjects)),
    )
