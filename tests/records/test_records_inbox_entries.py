"""What visitors leave comes into the inbox."""

from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from records.inbox_entries import add_group, put_in_inbox, set_disliked
from records.tables import inbox_items

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)
LATER = NOON + timedelta(hours=1)


def items(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(inbox_items)))


def test_an_item_is_open_and_nobodys(engine: Engine) -> None:
    with engine.begin() as connection:
        put_in_inbox(connection, "question", "visitor", 7, None, NOON)
    (item,) = items(engine)
    assert (item.kind, item.state, item.sender, item.source_id) == (
        "question",
        "open",
        "visitor",
        7,
    )
    assert (item.version, item.assigned_to, item.closed_at) == (1, None, None)
    assert item.count == 1


def test_a_group_begins_without_questions(engine: Engine) -> None:
    with engine.begin() as connection:
        first, second = add_group(connection, NOON), add_group(connection, NOON)
    assert first != second
    assert [(item.kind, item.count, item.sender) for item in items(engine)] == [
        ("missed", 0, None)
    ] * 2


def vote(engine: Engine, disliked: bool, at: datetime = NOON) -> None:
    with engine.begin() as connection:
        set_disliked(connection, "visitor", 3, "pain", disliked, at)


def test_a_vote_against_an_answer_is_one_item_however_often_it_is_given(engine: Engine) -> None:
    vote(engine, True)
    vote(engine, True, LATER)
    (item,) = items(engine)
    assert (item.kind, item.topic, item.state, item.version) == ("disliked", "pain", "open", 2)
    assert item.last_at.replace(tzinfo=timezone.utc) == LATER


def test_a_visitor_who_comes_to_like_it_closes_the_item_and_may_open_it_again(
    engine: Engine,
) -> None:
    vote(engine, True)
    vote(engine, False, LATER)
    (item,) = items(engine)
    assert (item.state, item.version) == ("closed", 2)
    assert item.closed_at.replace(tzinfo=timezone.utc) == LATER
    vote(engine, True, LATER)
    (item,) = items(engine)
    assert (item.state, item.closed_at, item.version) == ("open", None, 3)


def test_a_vote_for_an_answer_is_nothing_to_look_at(engine: Engine) -> None:
    vote(engine, False)
    assert items(engine) == []
