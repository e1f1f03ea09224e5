"""The lists of the inbox, and all of an item, on the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from itertools import chain

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.inbox.store import PAGE, Line, Wanted, find, listing, open_counts, stamp_of
from records.inbox_entries import Kind
from records.tables import clinic_questions, inbox_items, item_notes, missed_questions, staff, turns

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)


def put(
    engine: Engine,
    kind: Kind = "missed",
    *,
    minutes: float = 0,
    count: int = 1,
    state: str = "open",
    to: int | None = None,
    source_id: int | None = None,
) -> int:
    at = NOON + timedelta(minutes=minutes)
    with engine.begin() as connection:
        made = connection.execute(
            sa.insert(inbox_items).values(
                kind=kind,
                state=state,
                source_id=source_id,
                count=count,
                version=1,
                assigned_to=to,
                created_at=at,
                last_at=at,
            )
        )
        return int(made.inserted_primary_key[0])


def account(engine: Engine, name: str) -> int:
    with engine.begin() as connection:
        made = connection.execute(
            sa.insert(staff).values(
                name=name,
                role="staff",
                password_hash="",
                is_disabled=False,
                failures=0,
                created_at=NOON,
            )
        )
        return int(made.inserted_primary_key[0])


def ids(lines: Sequence[Line]) -> list[int]:
    return [line.id for line in lines]


def through(engine: Engine, **wanted: object) -> list[list[int]]:
    """Every page of the list, following where each ends."""
    pages, before = [], None
    while True:
        found = listing(engine, Wanted(before=before, **wanted))  # type: ignore[arg-type]
        pages.append([line.id for line in found.lines])
        before = found.older
        if before is None:
            return pages


def test_the_newest_comes_first_and_emergencies_on_top(engine: Engine) -> None:
    alarm = put(engine, "emergency", minutes=-60)
    old, new = put(engine, "question", minutes=1), put(engine, "missed", minutes=2)
    found = listing(engine, Wanted())
    assert (ids(found.alarms), ids(found.lines)) == ([alarm], [new, old])
    assert found.older is None
    assert ids(listing(engine, Wanted(kind="emergency")).lines) == [alarm]


def test_the_most_frequent_comes_first(engine: Engine) -> None:
    made = [put(engine, count=count) for count in (2, 9, 2, 5)]
    found = listing(engine, Wanted(order="frequent"))
    assert ids(found.lines) == [made[1], made[3], made[2], made[0]]


@pytest.mark.parametrize("order", ["newest", "frequent"])
def test_each_item_is_on_one_page(engine: Engine, order: str) -> None:
    """Many share a time and a count, and kinds are mixed."""
    kinds: list[Kind] = ["question", "missed", "disliked"]
    made = [put(engine, kinds[n % 3], minutes=n // 7, count=n // 5) for n in range(2 * PAGE + 7)]
    pages = through(engine, order=order)
    assert [len(page) for page in pages] == [PAGE, PAGE, 7]
    shown = list(chain.from_iterable(pages))
    assert sorted(shown) == sorted(made)
    assert shown[0] == made[-1]


def test_emergencies_are_not_repeated_on_later_pages(engine: Engine) -> None:
    put(engine, "emergency")
    for _ in range(PAGE + 1):
        put(engine)
    first = listing(engine, Wanted())
    assert (len(first.alarms), len(first.lines)) == (1, PAGE)
    assert listing(engine, Wanted(before=first.older)).alarms == []


def test_it_can_be_narrowed_down(engine: Engine) -> None:
    maria = account(engine, "maria")
    mine, other = put(engine, to=maria), put(engine, "question")
    closed = put(engine, state="closed")
    assert ids(listing(engine, Wanted(staff_id=maria)).lines) == [mine]
    assert ids(listing(engine, Wanted(kind="question")).lines) == [other]
    assert ids(listing(engine, Wanted(state="closed")).lines) == [closed]
    assert [line.assigned_to for line in listing(engine, Wanted()).lines] == [None, "maria"]
    assert open_counts(engine) == {
        "question": 1,
        "gap": 0,
        "missed": 1,
        "disliked": 0,
        "emergency": 0,
    }


def test_the_words_of_a_group_are_its_newest_question(engine: Engine) -> None:
    group, other = put(engine, count=2), put(engine)
    for minute, asked in ((5, "newest"), (1, "first"), (3, "between")):
        missed(engine, group, asked, minute)
    missed(engine, other, "alone", 0)
    words = {line.id: line.words for line in listing(engine, Wanted()).lines}
    assert words == {group: "newest", other: "alone"}
    found = find(engine, group)
    assert found is not None
    assert [question.asked for question in found.questions] == ["newest", "between", "first"]


def missed(engine: Engine, item_id: int, asked: str, minute: int) -> int:
    at = NOON + timedelta(minutes=minute)
    with engine.begin() as connection:
        turn = connection.execute(
            sa.insert(turns).values(
                sender="s",
                asked_at=at,
                asked=asked,
                is_button=False,
                milliseconds=1,
                knowledge_version="1",
            )
        ).inserted_primary_key[0]
        made = connection.execute(
            sa.insert(missed_questions).values(
                item_id=item_id, sender="s", turn_id=turn, topic="unclear", asked=asked, asked_at=at
            )
        )
        return int(made.inserted_primary_key[0])


def test_an_item_whose_words_were_erased_is_still_shown(engine: Engine) -> None:
    for kind in ("question", "missed", "disliked", "emergency"):
        made = find(engine, put(engine, kind, source_id=99))  # type: ignore[arg-type]
        assert made is not None
        assert (made.line.words, made.contact, list(made.questions), list(made.exchanges)) == (
            None,
            None,
            [],
            [],
        )
    found = listing(engine, Wanted())
    assert {line.words for line in (*found.alarms, *found.lines)} == {None}


def test_a_question_whose_words_were_erased_has_none(engine: Engine) -> None:
    with engine.begin() as connection:
        asked = connection.execute(
            sa.insert(clinic_questions).values(sender="s", question=None, created_at=NOON)
        ).inserted_primary_key[0]
    item = find(engine, put(engine, "question", source_id=asked))
    assert item is not None
    assert item.line.words is None


@pytest.mark.parametrize("number", [0, 1, 2**31, 2**80])
def test_what_is_not_there_is_not_found(engine: Engine, number: int) -> None:
    assert find(engine, number) is None


def test_the_stamp_changes_with_what_is_shown(engine: Engine) -> None:
    id_ = put(engine)
    stamps = {listing(engine, Wanted()).stamp}
    assert {listing(engine, Wanted()).stamp} == stamps
    put(engine, minutes=1)
    stamps.add(listing(engine, Wanted()).stamp)
    with engine.begin() as connection:
        connection.execute(sa.update(inbox_items).values(version=7))
    stamps.add(listing(engine, Wanted()).stamp)
    assert len(stamps) == 3
    item = find(engine, id_)
    assert item is not None
    assert stamp_of(engine, id_) == item.stamp
    with engine.begin() as connection:
        connection.execute(
            sa.insert(item_notes).values(item_id=id_, author="m", note="n", written_at=NOON)
        )
    assert stamp_of(engine, id_) not in (None, item.stamp)
    assert stamp_of(engine, 10**6) is None


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(order="frequent"),
        Wanted(kind="missed", state="closed"),
        Wanted(staff_id=1),
        Wanted(before=(10**15, 5)),
        Wanted(order="frequent", before=(3, 5)),
    ],
)
def test_every_list_is_read_along_an_index(engine: Engine, wanted: Wanted) -> None:
    put(engine)
    asked: list[tuple[str, object]] = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def _note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        asked.append((statement, parameters))

    listing(engine, wanted)
    sa.event.remove(engine, "before_cursor_execute", _note)
    with engine.connect() as connection:
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plan = " ".join(row[-1] for row in rows)
            assert "SCAN" not in plan
            assert "TEMP B-TREE" not in plan
