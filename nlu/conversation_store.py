"""Rasa's SQL tracker store, with the conversations of the moment kept at hand.

Before each message Rasa's own store reads the conversation's every event, makes the tracker anew
from them, and counts them again before it writes: more work than understanding the message. Here a
tracker is kept, and one look at the database tells whether it still is what the database holds. So
what another process writes, or what is erased, counts at once.
"""

import json
from collections import OrderedDict
from itertools import islice
from typing import Any, NamedTuple

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from write_ahead import write_ahead

KEPT = 200
"""How many conversations are kept at hand; a tracker takes tens of kilobytes."""


class Stored(NamedTuple):
    """What the database holds of a conversation, in brief."""

    events: int
    """How many."""
    last: int | None
    """The highest row number; None if there is none."""


class Kept(NamedTuple):
    """A tracker and what was in the database when it was read or written."""

    tracker: DialogueStateTracker
    known: int
    """How many of the tracker's events the database holds; more were added since by a message that
    is being handled, or that failed."""
    stored: Stored


def engine_for(engine: Engine) -> Engine:
    """Returns the engine to use in place of Rasa's.

    Rasa opens an SQLite file anew for every query. Other databases stay as they are, and so does
    SQLite in memory, which lives in its one connection.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return engine
    engine.dispose()
    pooled = sa.create_engine(engine.url, poolclass=sa.pool.QueuePool)
    sa.event.listen(pooled, "connect", lambda connection, _: write_ahead(connection))
    return pooled


class ConversationStore(SQLTrackerStore):
    """The conversations in an SQL database, in the same table as Rasa's own store."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        **kwargs: Any,
    ) -> None:
        """Connects, and makes the table where there is none (called by Rasa).

        Args:
            domain: The assistant's domain.
            host: The database's address, such as `sqlite:///var/needlewise.db`.
            event_broker: Gets every event, where Rasa was told of one.
            kwargs: What `SQLTrackerStore` takes besides.
        """
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        self.engine: Engine = engine_for(self.engine)
        self.sessionmaker.configure(bind=self.engine)
        event = self.SQLEvent
        self._brief = sa.select([sa.func.count(event.id), sa.func.max(event.id)]).where(
            event.sender_id == sa.bindparam("sender")
        )

    @property
    def domain(self) -> Domain:
        """The assistant's domain."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        # Rasa sets it when a model is loaded; trackers have the slots of the one before.
        self._kept.clear()
        self._domain = domain or Domain.empty()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Returns the tracker with the events of the latest session; None if there are none."""
        with self.session_scope() as session:
            stored = self._stored(session, sender_id)
        kept = self._kept.get(sender_id)
        if kept is not None and kept.stored == stored and kept.known == len(kept.tracker.events):
            return kept.tracker
        self._kept.pop(sender_id, None)
        if not stored.events:
            return None
        tracker = await super().retrieve(sender_id)
        if tracker is not None:
            self._keep(Kept(tracker, len(tracker.events), stored))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events that the database does not hold yet."""
        await self.stream_events(tracker)
        if not tracker.events:
            return
        kept = self._kept.pop(tracker.sender_id, None)
        with self.session_scope() as session:
            if kept is not None and kept.tracker is tracker:
                new = list(islice(tracker.events, kept.known, None))
            elif not self._stored(session, tracker.sender_id).events:
                new = list(tracker.events)
            else:
                new = list(self._additional_events(session, tracker))
            if new:
                session.execute(
                    sa.insert(self.SQLEvent), [self._row(tracker.sender_id, each) for each in new]
                )
            stored = self._stored(session, tracker.sender_id)
            session.commit()
        # A session that starts ends the one before: what counts from then on is read anew.
        if not any(isinstance(each, SessionStarted) for each in new):
            self._keep(Kept(tracker, len(tracker.events), stored))

    def _stored(self, session: Session, sender_id: str) -> Stored:
        return Stored(*session.execute(self._brief, {"sender": sender_id}).one())

    def _keep(self, kept: Kept) -> None:
        self._kept[kept.tracker.sender_id] = kept
        self._kept.move_to_end(kept.tracker.sender_id)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    @staticmethod
    def _row(sender_id: str, event: Event) -> dict[str, Any]:
        """Writes an event as Rasa's own store does."""
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }
