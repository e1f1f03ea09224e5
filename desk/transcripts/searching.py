"""Which conversations hold some words."""

from typing import Any

import sqlalchemy as sa

from desk.searching import holds_all
from records.tables import clinic_questions, contacts, feedback, turns


def typed(words: str) -> Any:
    """The condition that a row of `turns` holds all of some words, as a visitor typed them."""
    return sa.and_(~turns.c.is_button, holds_all(words, turns.c.asked))


def speaks_of(sender: Any, words: str) -> Any:
    """The condition that a conversation holds all of some words in one thing that was left in it.

    That is a message, a question for the clinic with the name and the number beside it, or the
    remark of a vote.

    Args:
        sender: The column that names the conversation.
        words: Any words, at least one.
    """
    asked = clinic_questions.c
    left = sa.select(asked.sender).select_from(clinic_questions.outerjoin(contacts))
    return sender.in_(
        sa.union_all(
            sa.select(turns.c.sender).where(typed(words)),
            left.where(holds_all(words, asked.question, contacts.c.name, contacts.c.contact)),
            sa.select(feedback.c.sender).where(holds_all(words, feedback.c.remark)),
        )
    )
