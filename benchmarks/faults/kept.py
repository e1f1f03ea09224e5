"""What the database holds of conversations, beside what was answered in them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from benchmarks.faults.load import Conversation
from records.tables import turns

_EVENTS = sa.table(
    "events", sa.column("sender_id"), sa.column("type_name"), sa.column("data"), sa.column("id")
)


class Kept(NamedTuple):
    """How many messages are not kept that were answered, and how many are kept again.

    What was sent and never answered may be kept once: who takes a message may be killed before the
    answer, and the visitor be gone before it can be sent again.
    """

    lost: int
    twice: int

    @classmethod
    def of(cls, answered: Iterable[str], kept: Iterable[str], sent: Iterable[str]) -> "Kept":
        """By the words of each, in one conversation; `sent` has each message once."""
        there = Counter(kept)
        return cls((Counter(answered) - there).total(), (there - Counter(sent)).total())


def kept_of(
    engine: Engine, conversations: Sequence[Conversation], sender_of: Callable[[str], str]
) -> Kept:
    """Looks into the journal and into what Rasa keeps.

    Args:
        engine: The service's database.
        conversations: All that was said.
        sender_of: The name that a session has inside.
    """
    lost = twice = 0
    with engine.connect() as connection:
        for each in conversations:
            sender = sender_of(each.session)
            written = connection.scalars(sa.select(turns.c.asked).where(turns.c.sender == sender))
            said = connection.scalars(
                sa.select(_EVENTS.c.data).where(
                    _EVENTS.c.sender_id == sender, _EVENTS.c.type_name == "user"
                )
            )
            texts = [json.loads(data)["text"] for data in said]
            journal = Kept.of(each.answered, written, each.sent)
            rasa = Kept.of(each.by_rasa, texts, each.sent)
            lost += max(journal.lost, rasa.lost)
            twice += max(journal.twice, rasa.twice)
    return Kept(lost, twice)
