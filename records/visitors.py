"""What the gateway itself remembers: sessions, votes on answers, and questions for the clinic."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from records.database import engine_of, insertion, lock_sender
from records.inbox_entries import put_in_inbox, set_disliked
from records.migrating import migrate
from records.tables import answers, clinic_questions, contacts, feedback, utc, visitor_sessions

TOUCH_EVERY = timedelta(minutes=1)
"""How far `seen_at` may lag behind; an idle time to expire after should be much longer."""
SENT_AGAIN = timedelta(minutes=10)
"""Within which a request may be sent again."""
_REMEMBERED = 10_000
"""Of how many sessions it is remembered when they were last written, or could not be."""


class Records:
    """The gateway's own tables in the service's database.

    The methods are synchronous and take about a millisecond, longer only while another process
    holds the database. They may be called from several threads; a coroutine calls them in one:

        await anyio.to_thread.run_sync(records.touch, sender)

    Each of them raises `sqlalchemy.exc.DBAPIError` where the database fails; no such error repeats
    a visitor's words.
    """

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        """Nothing is connected or made before `open`.

        Args:
            url: The database, as `DATABASE_URL` has it.
            now: The time, with its zone.

        Raises:
            sqlalchemy.exc.ArgumentError: The address cannot be understood.
            sqlalchemy.exc.NoSuchModuleError: It names an unknown kind of database.
            ImportError: The driver of that kind of database is not installed.
        """
        self.engine: Engine = engine_of(url)
        self.clock = now
        self._touched: OrderedDict[str, datetime] = OrderedDict()
        self._unwritten: OrderedDict[str, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def open(self) -> None:
        """Makes the tables where they are missing; several processes may do so at once."""
        migrate(self.engine)

    def close(self) -> None:
        """Closes all connections; a later call opens new ones."""
        self.engine.dispose()

    def expect(self, sender: str) -> None:
        """Has a session count from now on, whatever becomes of its `start`; asks no database."""
        with self._lock:
            _remember(self._unwritten, sender, utc(self.clock()))

    def start(self, sender: str) -> None:
        """Notes that a session begins, and that its visitor is here.

        Where it cannot be written the session counts all the same, and `touch` makes up for it.
        """
        now = utc(self.clock())
        self.expect(sender)
        # First of all: where writing takes long or fails, the first message is not to wait too.
        self._is_due(sender, now)
        self._write_start(sender, now)

    def seen_at(self, sender: str) -> datetime | None:
        """When a session's visitor was last here, in UTC, up to a minute (`TOUCH_EVERY`) too early.

        None for a session that was never started, or has been purged or erased.
        """
        with self._lock:
            began = self._unwritten.get(sender)
        if began is not None:
            return began
        sessions = visitor_sessions.c
        with self.engine.connect() as connection:
            found = connection.scalar(sa.select(sessions.seen_at).where(sessions.sender == sender))
        return None if found is None else utc(found)

    def is_here(self, sender: str) -> bool:
        """Whether the session's visitor was noted within the last minute; asks no database."""
        now = utc(self.clock())
        with self._lock:
            last = self._touched.get(sender)
        return last is not None and timedelta(0) <= now - last < TOUCH_EVERY

    def touch(self, sender: str) -> None:
        """Notes that a session's visitor is here; writes at most once a minute for each session.

        A session that is not kept stays unknown: what was erased does not come back.
        """
        now = utc(self.clock())
        if not self._is_due(sender, now):
            return
        with self._lock:
            is_unwritten = sender in self._unwritten
            if is_unwritten:
                self._unwritten[sender] = now
        if is_unwritten:
            self._write_start(sender, now)
            return
        with self.engine.begin() as connection:
            connection.execute(
                sa.update(visitor_sessions)
                .where(visitor_sessions.c.sender == sender)
                .values(seen_at=now)
            )

    def forget(self, sender: str) -> None:
        """Knows nothing of a session but what the database holds, once that was erased there."""
        with self._lock:
            for times in (self._touched, self._unwritten):
                times.pop(sender, None)

    def was_answered(self, sender: str, message_id: str) -> bool:
        """Whether a message of the journal was said in a session."""
        said = answers.c
        found = sa.select(said.id).where(said.sender == sender, said.message_id == message_id)
        with self.engine.connect() as connection:
            return connection.scalar(found.limit(1)) is not None

    def keep_feedback(
        self, sender: str, message_id: str, topic: str, helpful: bool, remark: str | None
    ) -> None:
        """Keeps a vote on an answer; a second vote on the same answer replaces the first.

        Args:
            sender: The session that the answer was given in.
            message_id: The answer's id.
            topic: The answer's topic.
            helpful: Whether it helped.
            remark: What the visitor adds, with personal data masked.
        """
        now = utc(self.clock())
        key = {"sender": sender, "message_id": message_id}
        vote = {"topic": topic, "helpful": helpful, "remark": remark, "created_at": now}
        votes = feedback.c
        of_vote = sa.select(votes.id).where(votes.sender == sender, votes.message_id == message_id)
        with self.engine.begin() as connection:
            _put(connection, feedback, key, vote)
            # Its row is locked now: two votes on one answer never both add an item.
            set_disliked(connection, sender, connection.scalar(of_vote), topic, not helpful, now)

    def keep_question(self, sender: str, question: str, name: str | None, contact: str) -> None:
        """Keeps a question for the clinic, and apart from it how the visitor can be reached.

        To be called only with the visitor's consent, whose time is kept too. What came a moment ago
        in the same words is the same question, sent again.

        Args:
            sender: The session in which it was asked.
            question: The visitor's words, with personal data masked.
            name: How the visitor wants to be called.
            contact: A phone number or address, as it was written.
        """
        now = utc(self.clock())
        with self.engine.begin() as connection:
            lock_sender(connection, sender)
            if _is_asked(connection, sender, question, contact, now - SENT_AGAIN):
                return
            asked = connection.execute(
                sa.insert(clinic_questions).values(sender=sender, question=question, created_at=now)
            )
            question_id = asked.inserted_primary_key[0]
            put_in_inbox(connection, "question", sender, question_id, None, now)
            connection.execute(
                sa.insert(contacts).values(
                    question_id=question_id,
                    name=name,
                    contact=contact,
                    consented_at=now,
                    created_at=now,
                )
            )

    def check_writing(self) -> None:
        """Writes something that changes nothing, to see whether writing works."""
        is_sqlite = self.engine.dialect.name == "sqlite"
        with self.engine.begin() as connection:
            # The first is a page of the file that is written as it was, the other the record of a
            # transaction.
            connection.exec_driver_sql(
                "PRAGMA user_version=0" if is_sqlite else "SELECT txid_current()"
            )

    def _write_start(self, sender: str, now: datetime) -> None:
        times = {"started_at": now, "seen_at": now}
        with self.engine.begin() as connection:
            _put(connection, visitor_sessions, {"sender": sender}, times)
        with self._lock:
            self._unwritten.pop(sender, None)

    def _is_due(self, sender: str, now: datetime) -> bool:
        """Whether a session is to be written now; if so, it counts as written."""
        with self._lock:
            last = self._touched.get(sender)
            if last is not None and timedelta(0) <= now - last < TOUCH_EVERY:
                return False
            _remember(self._touched, sender, now)
            return True


def _remember(times: OrderedDict[str, datetime], sender: str, now: datetime) -> None:
    times[sender] = now
    times.move_to_end(sender)
    if len(times) > _REMEMBERED:
        times.popitem(last=False)


def _is_asked(
    connection: Connection, sender: str, question: str, contact: str, since: datetime
) -> bool:
    asked = clinic_questions.c
    found = (
        sa.select(asked.id)
        .join_from(clinic_questions, contacts)
        .where(
            asked.sender == sender,
            asked.question == question,
            asked.created_at >= since,
            contacts.c.contact == contact,
        )
    )
    return connection.scalar(found.limit(1)) is not None


def _put(connection: Connection, table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Writes the one row with this key, whether or not there is one already."""
    insert = insertion(connection, table).values(**key, **values)
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=values))
