"""Rasa's SQL tracker store, with a bound on the history that is loaded.

Before each message Rasa's own store reads all that was ever said in a conversation, and Rasa walks
it in every policy and sends it to the action server: what a turn costs grows with each turn. Here
the last turns are loaded and what the slots hold; all that was said is written
(`nlu/stored_events.py` has what is not).

Where the database cannot be written, Rasa's own would have the conversation begin anew, and would
log what was to be written. Here it goes on in memory, and is written when writing works again,
whether or not anybody says something.

What is erased in the database, by another process, is forgotten here, and is not written again.
"""

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from itertools import islice
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.constants import DEFAULT_SLOT_NAMES
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from nlu.stored_events import emptied, event_of, rows_of, slots_set
from write_ahead import keep_private, write_ahead

TURNS = 5
"""How many of the visitor's messages are loaded; more than the `max_history` of `config.yml`."""
MOST_EVENTS = 100
"""How many rows are looked at for them; a turn has fewer than twenty."""
MOST_UNWRITTEN = 10_000
"""How many conversations are kept in memory while the database cannot be written."""
MOST_RECENT = 500
"""How many conversations are remembered for when the database cannot be read."""
BUSY_SECONDS = 0.5
"""How long a message waits for another process that is writing to an SQLite file."""
REST_SECONDS = 2.0
"""After which a database that could not be written is tried again; messages do not wait for it."""
ERASED_SECONDS = 10.0
"""How often it is looked whether what is remembered was erased in the database."""
_INDEX = (
    "CREATE INDEX IF NOT EXISTS events_slots ON events (sender_id, type_name, action_name, id) "
    f"WHERE type_name = '{SlotSet.type_name}' OR type_name = '{SessionStarted.type_name}'"
)
"""What slots were last set to is found by it, however long the conversation is."""
_IN_MEMORY = (None, "", ":memory:")
"""How an address names SQLite in memory."""
_STORED = "stored_events"
"""The attribute of a loaded tracker: how many of its events the database holds."""
_log = logging.getLogger(__name__)


def engine_for(engine: Engine) -> Engine:
    """Returns the engine to use in place of Rasa's; its errors repeat no word of a visitor.

    Rasa opens an SQLite file anew for every query, and takes a connection to a server that was
    started anew for one that works. SQLite in memory stays as it is, since
    it lives in its one connection.
    """
    if engine.url.database in _IN_MEMORY:
        engine.hide_parameters = True
        return engine
    engine.dispose()
    if engine.dialect.name != "sqlite":
        more = create_engine_kwargs(engine.url)
        return sa.create_engine(engine.url, hide_parameters=True, pool_pre_ping=True, **more)
    pooled = sa.create_engine(
        engine.url,
        hide_parameters=True,
        poolclass=sa.pool.QueuePool,
        # The pool gives a connection to one thread at a time.
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    sa.event.listen(pooled, "connect", lambda connection, _: write_ahead(connection))
    return pooled


class ConversationStore(SQLTrackerStore):
    """The conversations in an SQL database, in the same table as Rasa's own store."""

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: EventBroker | None = None,
        now: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        """Connects, and makes the table where there is none (called by Rasa).

        Args:
            domain: The assistant's domain.
            host: The database's address, such as `sqlite:///var/needlewise.db`.
            event_broker: Gets every event, where Rasa was told of one.
            now: Seconds that never go backwards.
            kwargs: What `SQLTrackerStore` takes besides.
        """
        address = make_url(host or "sqlite://")
        if address.get_backend_name() == "sqlite":
            keep_private(address.database)
        super().__init__(domain=domain, host=host, event_broker=event_broker, **kwargs)
        self.engine: Engine = engine_for(self.engine)
        self.sessionmaker.configure(bind=self.engine)
        self._make_index()
        self._now = now
        self._rests_until = now()
        self._unwritten: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._recent: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._later: asyncio.Task[None] | None = None
        self._forgetting: asyncio.Task[None] | None = None

    def _make_index(self) -> None:
        try:
            with self.engine.begin() as connection:
                connection.execute(sa.text(_INDEX))
        except DBAPIError as failure:
            # Another process makes it at this moment, or the next start does: it only saves time.
            _log.warning("the index of slots was not made: %s", type(failure).__name__)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Returns the tracker with the last turns and all slots; None if there are no events."""
        if sender_id in self._unwritten:
            return self._unwritten[sender_id]
        try:
            events = self._read(sender_id)
        except DBAPIError as failure:
            _log.error("a conversation could not be read: %s", type(failure).__name__)
            if sender_id in self._recent:
                return self._recent[sender_id]
            # It begins anew, beside what the database may hold of it.
            events = []
        else:
            if not events:
                self._recent.pop(sender_id, None)
                return None
        read = map(event_of, events)
        tracker = DialogueStateTracker.from_events(sender_id, read, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events that the database does not hold yet, of earlier failures too."""
        await self.stream_events(tracker)
        self._recent[tracker.sender_id] = tracker
        self._recent.move_to_end(tracker.sender_id)
        if len(self._recent) > MOST_RECENT:
            self._recent.popitem(last=False)
        self._unwritten[tracker.sender_id] = tracker
        if len(self._unwritten) > MOST_UNWRITTEN:
            self._unwritten.popitem(last=False)
            _log.error("a conversation is not kept: the database has not been writable for long")
        self._write_waiting()
        if self._unwritten and (self._later is None or self._later.done()):
            self._later = asyncio.create_task(self._write_later())
        if self._forgetting is None or self._forgetting.done():
            self._forgetting = asyncio.create_task(self._forget_later())

    async def _forget_later(self) -> None:
        while self._recent:
            await asyncio.sleep(ERASED_SECONDS)
            await self._forget_erased()

    async def _forget_erased(self) -> None:
        """Forgets what the database held and does not hold any more."""
        written = {s: each for s, each in self._recent.items() if s not in self._unwritten}
        # In memory the database is that of the connection of this thread, and nobody else's.
        if not written or self.engine.url.database in _IN_MEMORY:
            return
        try:
            kept = await asyncio.to_thread(self._kept_of, list(written))
        except SQLAlchemyError:
            # The next look is soon.
            return
        for sender in written.keys() - kept:
            # What was said since it was looked for is another tracker.
            if self._recent.get(sender) is written[sender] and sender not in self._unwritten:
                del self._recent[sender]

    def _kept_of(self, wanted: list[str]) -> set[str]:
        """Those of the conversations that the database holds something of."""
        senders = self.SQLEvent.sender_id
        with self.session_scope() as session:
            found = session.execute(sa.select(senders).where(senders.in_(wanted)).distinct())
            return {row.sender_id for row in found}

    async def _write_later(self) -> None:
        while self._unwritten:
            await asyncio.sleep(REST_SECONDS)
            self._write_waiting()

    def _write_waiting(self) -> None:
        """Writes what waits, unless the database has failed a moment ago."""
        while self._unwritten and self._now() >= self._rests_until:
            sender, waiting = next(iter(self._unwritten.items()))
            try:
                self._write(waiting)
            except DBAPIError as failure:
                _log.error("a conversation could not be written: %s", type(failure).__name__)
                if not isinstance(failure, DataError | IntegrityError):
                    self._rests_until = self._now() + REST_SECONDS
                    return
                # The next try would fail alike, and nothing after it would ever be written.
            del self._unwritten[sender]

    def replies_to(self, sender_id: str, request: str) -> list[BotUttered]:
        """What was said to a message, one of the last, that came with this request.

        Nothing where there was no such message, or it was not answered.

        Args:
            sender_id: The conversation.
            request: What the message's metadata has under `request`.
        """
        if sender_id in self._unwritten:
            said = [
                each
                for each in self._unwritten[sender_id].events
                if isinstance(each, UserUttered | BotUttered)
            ]
        else:
            try:
                said = [event_of(each) for each in self._said(sender_id, request)]
            except DBAPIError as failure:
                _log.error("a conversation could not be read: %s", type(failure).__name__)
                return []
        replies: list[BotUttered] = []
        is_it = False
        for each in said:
            if isinstance(each, UserUttered):
                is_it = each.metadata.get("request") == request
            elif is_it:
                replies.append(each)
        return replies

    def _said(self, sender_id: str, request: str) -> list[dict[str, Any]]:
        """What was said from a message on, if it is one of the last."""
        event = self.SQLEvent
        of_sender = sa.select(event.id, event.data).where(event.sender_id == sender_id)
        latest = of_sender.where(event.type_name == UserUttered.type_name)
        with self.session_scope() as session:
            for row in session.execute(latest.order_by(event.id.desc()).limit(TURNS)):
                if json.loads(row.data).get("metadata", {}).get("request") == request:
                    after = of_sender.where(
                        event.id >= row.id,
                        event.type_name.in_((UserUttered.type_name, BotUttered.type_name)),
                    ).order_by(event.id)
                    return [json.loads(each.data) for each in session.execute(after)]
        return []

    def _read(self, sender_id: str) -> list[dict[str, Any]]:
        with self.session_scope() as session:
            rows = self._latest(session, sender_id)
            if not rows:
                return []
            first = first_of(rows)
            events = [json.loads(row.data) for row in rows[first:]]
            if rows[first].type_name != SessionStarted.type_name:
                events = self._earlier_slots(session, sender_id, rows[first:]) + events
        return events

    def _write(self, tracker: DialogueStateTracker) -> None:
        stored: int | None = getattr(tracker, _STORED, None)
        with self.session_scope() as session:
            if stored and not self._is_kept(session, tracker.sender_id):
                # It was erased since it was read: what was told in it must not come back.
                self._recent.pop(tracker.sender_id, None)
                return
            if stored is None:
                new = list(self._additional_events(session, tracker))
            else:
                new = list(islice(tracker.events, stored, None))
            if new:
                if stored:
                    self._empty_replaced(session, tracker.sender_id, new)
                rows = rows_of(tracker.sender_id, new, self._unsteering())
                session.execute(sa.insert(self.SQLEvent), rows)
                session.commit()
        setattr(tracker, _STORED, len(tracker.events))

    def _unsteering(self) -> set[str]:
        """The slots that no decision leans on: of these it matters only what they hold now."""
        return {s.name for s in self.domain.slots if not s.influence_conversation}

    def _empty_replaced(self, session: Session, sender_id: str, new: list[Event]) -> None:
        """Empties the values that slots had until now: they are large, and read no more."""
        event = self.SQLEvent
        for name in {each.key for each in slots_set(new, self._unsteering())}:
            row = session.execute(
                sa.select(event.id, event.timestamp)
                .where(
                    event.sender_id == sender_id,
                    _is_of(event, SlotSet),
                    event.action_name == name,
                )
                .order_by(event.id.desc())
                .limit(1)
            ).first()
            if row is not None:
                kept = emptied(name, row.timestamp)
                session.execute(
                    sa.update(event).where(event.id == row.id).values(data=kept),
                    execution_options={"synchronize_session": False},
                )

    def _is_kept(self, session: Session, sender_id: str) -> bool:
        event = self.SQLEvent
        found = sa.select(event.id).where(event.sender_id == sender_id).limit(1)
        return session.execute(found).first() is not None

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
        latest = sa.select(sa.func.max(event.id)).where(event.sender_id == sender_id)
        # The name, which it has none of, brings SQLite to take the index.
        of_session = latest.where(_is_of(event, SessionStarted), event.action_name.is_(None))
        began = session.execute(of_session).scalar() or 0
        of_slot = latest.where(_is_of(event, SlotSet), event.id < rows[0].id, event.id > began)
        # Each by itself is found at once; together all that were ever set would be read.
        last = sa.union_all(*(of_slot.where(event.action_name == name) for name in sorted(names)))
        found = session.execute(sa.select(event.data).where(event.id.in_(last)))
        return [json.loads(row.data) for row in found]


def _is_of(event: Any, kind: type[Event]) -> Any:
    """Written out, not bound: by that SQLite knows that `_INDEX` holds every such event."""
    return event.type_name == sa.literal_column(f"'{kind.type_name}'")


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
