"""Groups questions that could not be answered by what they mean, so that staff see each once."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from records.database import lock
from records.inbox_entries import add_group
from records.tables import inbox_items, missed_questions

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""One row of length 1 for each sentence; closeness of rows is closeness of meaning."""

ALIKE = 0.44
"""The cosine to a group's mean from which on a question belongs to it.

Measured on the questions of `tests/desk/test_desk_inbox_grouping.py`: nine in ten pairs that it
puts together belong together, and it finds three in four of those that do.
"""
AT_ONCE = 200
"""How many questions one transaction puts into groups."""
_NEWEST = 30
"""How many questions of a group its mean is made of, where it has to be made anew."""
_LOCK = 0x67726F75
"""The number of the lock under which PostgreSQL groups."""


@dataclass
class Group:
    """A group as it is matched: the mean of its vectors, and how many they are."""

    id: int | None
    """None for one that is not in the inbox yet."""
    mean: Vectors | None
    """None where it is not known."""
    count: int
    joined: list[int] = field(default_factory=list)
    """The questions that were put into it."""
    newest_at: datetime | None = None
    """When the newest of those was asked."""


class Means:
    """The means of groups, at length 1 and in one array: a search takes a millisecond or less."""

    def __init__(self, groups: Iterable[Group], size: int) -> None:
        """Hold the means of `groups` that are known, each of `size` numbers."""
        self._groups = [group for group in groups if group.mean is not None]
        self._places = {id(group): place for place, group in enumerate(self._groups)}
        # Room for what a transaction can add, so that nothing is copied for each.
        self._units = np.zeros((len(self._groups) + AT_ONCE, size), np.float32)
        for group in self._groups:
            self.keep(group)

    def keep(self, group: Group) -> None:
        """Takes in a group whose mean is new, or has moved."""
        if group.mean is None:
            return
        place = self._places.setdefault(id(group), len(self._groups))
        if place == len(self._groups):
            self._groups.append(group)
        length = max(float(np.linalg.norm(group.mean)), float(np.finfo(np.float32).tiny))
        self._units[place] = group.mean / length

    def nearest(self, vector: Vectors) -> Group | None:
        """The group most alike to a vector of length 1; None if none is `ALIKE`."""
        cosines = self._units[: len(self._groups)] @ vector
        if not cosines.size:
            return None
        best = int(np.argmax(cosines))
        return self._groups[best] if cosines[best] >= ALIKE else None


def join(group: Group, vector: Vectors | None) -> None:
    """Counts one more question in a group, whose mean moves towards it."""
    if vector is not None:
        before = vector if group.mean is None and group.count == 0 else group.mean
        if before is not None:
            group.mean = before + (vector - before) / np.float32(group.count + 1)
    group.count += 1


def fingerprint(text: str) -> str:
    """The same for texts of the same words, whatever their case, signs and spaces."""
    bare = " ".join(re.findall(r"\w+", text.casefold())) or text.strip()
    return hashlib.sha256(bare.encode()).hexdigest()


def group_waiting(engine: Engine, encode: Encode) -> int:
    """Puts the questions that have no group yet into the groups of the inbox.

    A question of the same words as an earlier one goes where that one is. Any other goes into the
    group that is most alike in meaning, or begins one. A closed group that gets a question opens.
    Several processes may do so at once: each question gets one group.

    Args:
        engine: The database.
        encode: Makes vectors of sentences.

    Returns:
        How many questions were put into groups.

    Raises:
        sqlalchemy.exc.DBAPIError: The database cannot be reached or written.
    """
    grouped = 0
    while (some := _group_some(engine, encode)) is not None:
        grouped += some
    return grouped


def lock_groups(connection: Connection) -> None:
    """Begins a transaction in which nobody else changes what belongs to which group."""
    lock(connection, _LOCK)


def _group_some(engine: Engine, encode: Encode) -> int | None:
    """Returns how many were put into groups; None where none waited."""
    with engine.connect() as connection:
        waiting = _waiting(connection)
        if not waiting:
            return None
        known = _groups_of(connection, waiting)
        unknown = [row.asked for row in waiting if fingerprint(row.asked) not in known]
        samples = _samples(connection) if unknown else {}
    vectors = _encoded(encode, [*unknown, *(text for texts in samples.values() for text in texts)])
    with engine.begin() as connection:
        lock_groups(connection)
        # Others may have grouped some in the meantime, and erased some.
        left = {row.id for row in _waiting(connection)}
        waiting = [row for row in waiting if row.id in left]
        if vectors:
            _forget_means_of_another_encoder(connection, len(next(iter(vectors.values()))))
        groups = {group.id: group for group in _groups(connection, bool(vectors))}
        for id_, texts in samples.items():
            if id_ in groups and groups[id_].mean is None and texts[0] in vectors:
                groups[id_].mean = np.mean([vectors[text] for text in texts], axis=0)
                _keep_mean(connection, groups[id_])
        _write(connection, _grouped(waiting, groups, _groups_of(connection, waiting), vectors))
    return len(waiting)


def _waiting(connection: Connection) -> list[Any]:
    questions = missed_questions.c
    return list(
        connection.execute(
            sa.select(questions.id, questions.asked, questions.asked_at)
            .where(questions.item_id.is_(None))
            .order_by(questions.asked_at, questions.id)
            .limit(AT_ONCE)
        )
    )


def _groups_of(connection: Connection, waiting: Iterable[Any]) -> dict[str, int]:
    """The group of each question of the same words that has one; that of the newest, where many."""
    questions = missed_questions.c
    prints = {fingerprint(row.asked) for row in waiting}
    rows = connection.execute(
        sa.select(questions.fingerprint, questions.item_id)
        .where(questions.fingerprint.in_(prints), questions.item_id.is_not(None))
        .order_by(questions.id)
    )
    return {row.fingerprint: row.item_id for row in rows}


def _samples(connection: Connection) -> dict[int, list[str]]:
    """Questions of the groups whose mean is not known."""
    items, questions = inbox_items.c, missed_questions.c
    unknown = sa.select(items.id).where(items.kind == "missed", items.centroid.is_(None)).limit(50)
    found = {}
    for id_ in connection.scalars(unknown).all():
        texts = connection.scalars(
            sa.select(questions.asked)
            .where(questions.item_id == id_)
            .order_by(questions.asked_at.desc())
            .limit(_NEWEST)
        ).all()
        if texts:
            found[id_] = texts
    return found


def _encoded(encode: Encode, texts: Iterable[str]) -> dict[str, Vectors]:
    distinct = list(dict.fromkeys(texts))
    return dict(zip(distinct, encode(distinct), strict=True)) if distinct else {}


def _forget_means_of_another_encoder(connection: Connection, size: int) -> None:
    """Takes out the means that cannot be compared; the next search makes them anew."""
    items = inbox_items.c
    bytes_each = np.dtype(np.float32).itemsize
    connection.execute(
        sa.update(inbox_items)
        .where(items.kind == "missed", sa.func.length(items.centroid) != size * bytes_each)
        .values(centroid=None)
    )


def _groups(connection: Connection, with_means: bool) -> list[Group]:
    items = inbox_items.c
    mean = items.centroid if with_means else sa.null().label("centroid")
    rows = connection.execute(
        sa.select(items.id, items.count, mean).where(items.kind == "missed").order_by(items.id)
    )
    return [
        Group(
            row.id,
            None if row.centroid is None else np.frombuffer(row.centroid, np.float32),
            row.count,
        )
        for row in rows
    ]


def _grouped(
    waiting: Iterable[Any],
    groups: dict[int | None, Group],
    known: dict[str, int],
    vectors: dict[str, Vectors],
) -> list[Group]:
    """The groups that questions were put into."""
    all_groups = list(groups.values())
    means = Means(all_groups, len(next(iter(vectors.values()), ())))
    same = {text: groups[id_] for text, id_ in known.items() if id_ in groups}
    for row in waiting:
        words, vector = fingerprint(row.asked), vectors.get(row.asked)
        group = same.get(words)
        if group is None and vector is not None:
            group = means.nearest(vector)
        if group is None:
            group = Group(None, None, 0)
            all_groups.append(group)
        same[words] = group
        join(group, vector)
        means.keep(group)
        group.joined.append(row.id)
        group.newest_at = max(filter(None, (group.newest_at, row.asked_at)))
    return [group for group in all_groups if group.joined]


def _keep_mean(connection: Connection, group: Group) -> None:
    connection.execute(
        sa.update(inbox_items)
        .where(inbox_items.c.id == group.id)
        .values(centroid=np.asarray(group.mean, np.float32).tobytes())
    )


def _write(connection: Connection, groups: Iterable[Group]) -> None:
    items, questions = inbox_items.c, missed_questions.c
    for group in groups:
        at = group.newest_at
        assert at is not None
        if group.id is None:
            group.id = add_group(connection, at)
        if group.mean is not None:
            _keep_mean(connection, group)
        connection.execute(
            sa.update(inbox_items)
            .where(items.id == group.id)
            .values(
                state="open",
                closed_at=None,
                version=items.version + 1,
                last_at=sa.case((items.last_at > at, items.last_at), else_=at),
                count=group.count,
            )
        )
        rows = connection.execute(
            sa.select(questions.id, questions.asked).where(questions.id.in_(group.joined))
        ).all()
        connection.execute(
            sa.update(missed_questions).where(questions.id == sa.bindparam("question")),
            [
                {"question": row.id, "item_id": group.id, "fingerprint": fingerprint(row.asked)}
                for row in rows
            ],
        )
