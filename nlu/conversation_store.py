"""Rasa's SQL tracker store, with a bound on the history that is loaded.

Before each message Rasa's own store reads all that was ever said in a conversation, and Rasa walks
it in every policy and sends it to the action server: what a turn costs grows with each turn. Here
the last turns are loaded and what the slots hold; everything is written, as Rasa writes it.
"""

import json
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from write_ahead import write_ahead

TURNS = 5
"""How many of the visitor's messages are loaded; more than the `max_history` of `config.yml`."""
MOST_EVENTS = 100
"""How many rows are looked at for them; a turn has fewer than twenty."""
_STORED = "stored_events"
"""The attribute of a loaded tracker: how many of its events the database holds."""


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
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        self.engine: Engine = engine_for(self.engine)
        self.sessionmaker.configure(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Returns the tracker with the last turns and all slots; None if there are no events."""
        with self.session_scope() as session:
            rows = self._latest(session, sender_id)
            if not rows:
                return None
            first = first_of(rows)
            events = [json.loads(row.data) for row in rows[first:]]
            if rows[first].type_name != SessionStarted.type_name:
                events = self._earlier_slots(session, sender_id, rows[first:]) + events
        read = map(event_of, events)
        tracker = DialogueStateTracker.from_events(sender_id, read, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events that the database does not hold yet."""
        await self.stream_events(tracker)
        stored: int | None = getattr(tracker, _STORED, None)
        with self.session_scope() as session:
            if stored is None:
                new = list(self._additional_events(session, tracker))
            else:
                new = list(islice(tracker.events, stored, None))
            if new:
                session.execute(
                    sa.insert(self.SQLEvent), [row_of(tracker.sender_id, each) for each in new]
                )
                session.commit()
        setattr(tracker, _STORED, len(tracker.events))

    def _latest(self, session: Session, sender_id: str) -> list[Any]:
        """The latest rows in order, without what the assistant said: nothing here reads it."""
        event = self.SQLEvent
        chosen = (
            sa.select(event.id, event.type_name, event.action_name, event.data)
            .where(event.sender_id == sender_id, event.type_name != BotUttered.type_name)
            .order_by(event.id.desc())
            .limit(MOST_EVENTS)
        )
        return list(reversed(session.execute(chosen).all()))

    def _earlier_slots(
        self, session: Session, sender_id: str, rows: list[Any]
    ) -> list[dict[str, Any]]:
        """What was last put into the slots that `rows` do not set."""
        names = {slot.name for slot in self.domain.slots} - DEFAULT_SLOT_NAMES
        names -= {row.action_name for row in rows if row.type_name == SlotSet.type_name}
        if not names:
            return []
        event = self.SQLEvent
        of_sender = sa.select(sa.func.max(event.id)).where(event.sender_id == sender_id)
        began = of_sender.where(event.type_name == SessionStarted.type_name).scalar_subquery()
        last = of_sender.where(
            event.type_name == SlotSet.type_name,
            event.action_name.in_(names),
            event.id < rows[0].id,
            event.id > sa.func.coalesce(began, 0),
        ).group_by(event.action_name)
        found = session.execute(sa.select(event.data).where(event.id.in_(last)))
        return [json.loads(row.data) for row in found]


def first_of(rows: list[Any]) -> int:
    """Where in a conversation's rows to begin: with its session, or with the last `TURNS`.

    A turn begins with the `action_listen` that its message ended.
    """
    turns = 0
    for number in range(len(rows) - 1, 0, -1):
        if rows[number].type_name == SessionStarted.type_name:
            return number
        turns += rows[number].type_name == UserUttered.type_name
        if turns == TURNS:
            return number - 1
    return 0


@cache
def kind_of(type_name: str) -> type[Event]:
    """The class of an event; Rasa goes through all its classes for each event that it reads."""
    kind: type[Event] = Event.resolve_by_type(type_name)
    return kind


def event_of(data: dict[str, Any]) -> Event:
    """Reads an event as `Event.from_parameters` does."""
    return kind_of(data.pop("event"))._from_parameters(data)


def row_of(sender_id: str, event: Event) -> dict[str, Any]:
    """An event as Rasa's own store writes it."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }
