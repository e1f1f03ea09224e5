"""What staff do with items: nothing is lost where two act on one at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.inbox.changes import (
    By,
    Gone,
    Outdated,
    Shown,
    accounts,
    add_note,
    assign,
    merge,
    move_question,
    set_state,
)
from desk.inbox.grouping import group_waiting
from desk.inbox.store import Item, find
from records.database import engine_of
from records.migrating import migrate
from records.tables import inbox_items, staff
from tests.desk.test_desk_inbox_grouping import ask, by_first_word, groups
from tests.desk.test_desk_inbox_store import account, put

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)
MARIA, INES = By("maria", NOON), By("ines", NOON + timedelta(minutes=1))


def shown(engine: Engine, item_id: int) -> Shown:
    return Shown(item_id, item(engine, item_id).line.version)


def item(engine: Engine, item_id: int) -> Item:
    found = find(engine, item_id)
    assert found is not None
    return found


def history(engine: Engine, item_id: int) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (line.who, line.action, line.before, line.after) for line in item(engine, item_id).history
    ]


def test_an_item_is_given_to_somebody_and_to_nobody(engine: Engine) -> None:
    id_, ines = put(engine), account(engine, "ines")
    assign(engine, shown(engine, id_), MARIA, ines)
    assert (item(engine, id_).assigned_id, item(engine, id_).line.assigned_to) == (ines, "ines")
    assign(engine, shown(engine, id_), INES, None)
    assert item(engine, id_).line.assigned_to is None
    assert history(engine, id_) == [
        ("ines", "assigned", "ines", "nobody"),
        ("maria", "assigned", "nobody", "ines"),
    ]


def test_an_item_is_not_given_to_who_cannot_sign_in(engine: Engine) -> None:
    id_, gone = put(engine), account(engine, "gone")
    with engine.begin() as connection:
        connection.execute(sa.update(staff).values(is_disabled=True))
    for unknown in (gone, 77):
        with pytest.raises(Gone):
            assign(engine, shown(engine, id_), MARIA, unknown)
    assert accounts(engine) == []
    assert item(engine, id_).line.version == 1


def test_an_item_is_closed_and_reopened_with_a_note(engine: Engine) -> None:
    id_ = put(engine)
    set_state(engine, shown(engine, id_), MARIA, "closed", "Called her back.")
    closed = item(engine, id_)
    assert closed.line.state == "closed"
    assert [(note.author, note.note) for note in closed.notes] == [("maria", "Called her back.")]
    set_state(engine, shown(engine, id_), INES, "open")
    assert item(engine, id_).line.state == "open"
    assert [line[1] for line in history(engine, id_)] == [
        "reopened",
        "closed",
        "note added (16 characters)",
    ]


def test_what_a_note_says_is_in_no_audit_line(engine: Engine) -> None:
    id_ = put(engine)
    add_note(engine, id_, MARIA, "xyzzy")
    assert "xyzzy" not in repr(item(engine, id_).history)


Change = Callable[[Engine, Shown], object]
CHANGES: dict[str, Change] = {
    "assign": lambda engine, old: assign(engine, old, INES, None, "typed"),
    "close": lambda engine, old: set_state(engine, old, INES, "closed", "typed"),
    "move": lambda engine, old: move_question(engine, old, INES, 1, "typed"),
    "merge": lambda engine, old: merge(engine, old, INES, 2, "typed"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_somebody_else_changed_is_refused(engine: Engine, change: Change) -> None:
    ask(engine, "parking here", "parking there", "gift card")
    group_waiting(engine, by_first_word)
    old = shown(engine, 1)
    set_state(engine, old, MARIA, "closed")
    before = (item(engine, 1), item(engine, 2))
    with pytest.raises(Outdated):
        change(engine, old)
    assert (item(engine, 1), item(engine, 2)) == before


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_is_gone_is_refused(engine: Engine, change: Change) -> None:
    with pytest.raises(Gone):
        change(engine, Shown(99, 1))


def test_a_note_is_added_whatever_others_did(engine: Engine) -> None:
    id_ = put(engine)
    old = shown(engine, id_)
    set_state(engine, old, MARIA, "closed")
    add_note(engine, id_, INES, "Still waiting for an answer.")
    assert [note.note for note in item(engine, id_).notes] == ["Still waiting for an answer."]
    assert item(engine, id_).line.version == old.version + 1
    with pytest.raises(Gone):
        add_note(engine, 99, INES, "lost")


def test_of_two_who_act_at_once_one_is_refused(tmp_path: Path) -> None:
    """Each through a connection of their own, again and again."""
    first, second = (engine_of(f"sqlite:///{tmp_path}/inbox.db") for _ in range(2))
    migrate(first)
    id_, start = put(first), Barrier(2)

    def act(engine: Engine, by: By, old: Shown) -> bool:
        start.wait(timeout=30)
        try:
            set_state(engine, old, by, "closed", f"by {by.name}")
        except Outdated:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            old = shown(first, id_)
            done = [
                threads.submit(act, engine, by, old)
                for engine, by in ((first, MARIA), (second, INES))
            ]
            assert sorted(each.result() for each in done) == [False, True]
    assert item(first, id_).line.version == 21
    assert len(item(first, id_).notes) == 20
    first.dispose()
    second.dispose()


def test_a_question_is_taken_out_of_a_group(engine: Engine) -> None:
    ask(engine, "parking here", "parking for bikes")
    group_waiting(engine, by_first_word)
    new = move_question(engine, shown(engine, 1), MARIA, 2, "Bikes are another thing.")
    assert groups(engine) == [{"parking here"}, {"parking for bikes"}]
    assert [item(engine, each).line.count for each in (1, new)] == [1, 1]
    assert history(engine, 1)[0] == ("maria", "question taken out", None, f"inbox item {new}")
    assert item(engine, 1).notes[0].note == "Bikes are another thing."
    # The same words go where somebody put them.
    ask(engine, "Parking for BIKES?", at=NOON + timedelta(hours=1))
    group_waiting(engine, by_first_word)
    assert item(engine, new).line.count == 2
    with pytest.raises(Gone):
        move_question(engine, shown(engine, 1), MARIA, 1)


def test_one_group_is_merged_into_another(engine: Engine) -> None:
    ask(engine, "gift card", "parking here", "parking there")
    group_waiting(engine, by_first_word)
    add_note(engine, 1, INES, "of the first")
    set_state(engine, shown(engine, 2), MARIA, "closed")
    merge(engine, shown(engine, 1), MARIA, 2, "The same thing.")
    merged = item(engine, 2)
    assert (merged.line.state, merged.line.count) == ("open", 3)
    assert {note.note for note in merged.notes} == {"of the first", "The same thing."}
    assert len(merged.questions) == 3
    assert find(engine, 1) is None
    assert history(engine, 2)[0] == ("maria", "another merged into it", None, "inbox item 1")
    # It still knows what its questions mean.
    ask(engine, "parking anywhere", at=NOON + timedelta(hours=1))
    group_waiting(engine, by_first_word)
    assert item(engine, 2).line.count == 4


def test_only_groups_are_merged(engine: Engine) -> None:
    group, vote = put(engine), put(engine, "disliked")
    for of, into in ((group, vote), (vote, group), (group, group), (group, 99), (group, 2**40)):
        with pytest.raises(Gone):
            merge(engine, shown(engine, of), MARIA, into)
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(inbox_items)) == 2
