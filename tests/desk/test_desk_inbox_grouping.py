"""Questions that mean the same come together in one item of the inbox."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from itertools import combinations
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.inbox.grouping import (
    AT_ONCE,
    Group,
    Means,
    Vectors,
    fingerprint,
    group_waiting,
    join,
)
from records.database import engine_of
from records.migrating import migrate
from records.tables import inbox_items, missed_questions, turns
from tests.gateway_under_test import reading

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)
SAME_MEANING = [
    [
        "Is there parking at the clinic?",
        "where can i park my car",
        "do you have a car park",
        "Is parking free for patients?",
        "parking??",
    ],
    [
        "Do you sell gift vouchers?",
        "can I buy a gift card for my sister",
        "gift certificate for a birthday",
        "I want to give my mum a voucher",
    ],
    [
        "Can I pay in instalments?",
        "do you offer payment plans",
        "is it possible to pay monthly",
        "can i pay it off in instalments over a few months",
    ],
    [
        "Is there a student discount?",
        "do students get money off",
        "any discount for students",
        "Discount if I show my student card?",
    ],
    [
        "Can I bring my baby to the appointment?",
        "is it ok to bring my toddler with me",
        "can my kids wait with me at the clinic",
        "do you have somewhere for children to wait",
    ],
    [
        "Is the clinic wheelchair accessible?",
        "do you have step free access",
        "can I get in with a wheelchair",
        "is there a lift or are there stairs",
    ],
    [
        "Can I fly the day after?",
        "is it safe to go on a plane afterwards",
        "i have a flight two days after my session",
        "how soon after can I fly",
        "flying home next morning ok?",
    ],
    [
        "Can I wear contact lenses during the treatment?",
        "do i have to take my contacts out",
        "contact lenses on the day?",
        "should I wear glasses instead of my contact lenses",
    ],
    [
        "Can you needle over a tattoo?",
        "will it damage my tattoo",
        "i have a tattoo on the area, is that a problem",
        "does it fade tattoos",
        "microneedling on tattooed skin",
    ],
    [
        "Do you do laser hair removal?",
        "can you remove the hair on my legs",
        "how much is hair removal for the upper lip",
        "is waxing or laser better for removing hair",
    ],
    [
        "How do I cancel my appointment?",
        "what is your cancellation policy",
        "I need to move my booking to another day",
        "can i reschedule",
        "is there a fee if I cancel late",
    ],
    [
        "Are you hiring?",
        "do you have any jobs for estheticians",
        "I would like to work at your clinic",
        "where can I send my CV",
        "any vacancies at the moment",
    ],
    [
        "Can I give blood after my treatment?",
        "am I allowed to donate blood the same week",
        "how long until i can be a blood donor again",
    ],
]


def by_first_word(sentences: Sequence[str]) -> Vectors:
    """Sentences with the same first word mean the same; any other is alike to nothing known."""
    places = {"parking": 0, "gift": 1, "tattoo": 2}
    rows = np.zeros((len(sentences), 4), np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        row[places.get(sentence.split()[0], 3)] = 1
    return rows


def ask(engine: Engine, *questions: str, at: datetime = NOON) -> None:
    """Questions that could not be answered, a minute apart."""
    with engine.begin() as connection:
        for number, question in enumerate(questions):
            time = at + timedelta(minutes=number)
            turn = connection.execute(
                sa.insert(turns).values(
                    sender="visitor",
                    asked_at=time,
                    asked=question,
                    is_button=False,
                    milliseconds=1,
                    knowledge_version="1",
                )
            ).inserted_primary_key[0]
            connection.execute(
                sa.insert(missed_questions).values(
                    sender="visitor", turn_id=turn, topic="unclear", asked=question, asked_at=time
                )
            )


def groups(engine: Engine) -> list[set[str]]:
    """The questions of each group."""
    found: dict[int, set[str]] = {}
    with engine.connect() as connection:
        rows = connection.execute(sa.select(missed_questions).order_by(missed_questions.c.id))
        for row in rows:
            found.setdefault(row.item_id, set()).add(row.asked)
    return list(found.values())


def items(engine: Engine) -> list[sa.engine.Row]:
    with engine.connect() as connection:
        return list(connection.execute(sa.select(inbox_items).order_by(inbox_items.c.id)))


def test_the_encoder_puts_together_what_means_the_same(engine: Engine) -> None:
    """In every order of arrival it does about as well; this one takes one of each in turn."""
    in_turn = [group[n] for n in range(5) for group in SAME_MEANING if n < len(group)]
    ask(engine, *in_turn)
    assert group_waiting(engine, reading().vectors) == len(in_turn) == 56

    def pairs(some: Sequence[Sequence[str] | set[str]]) -> set[frozenset[str]]:
        return {frozenset(pair) for group in some for pair in combinations(group, 2)}

    right, made = pairs(SAME_MEANING), pairs(groups(engine))
    assert len(right & made) / len(made) >= 0.9, "of the pairs that were put together"
    assert len(right & made) / len(right) >= 0.7, "of the pairs that belong together"
    assert len(SAME_MEANING) <= len(groups(engine)) <= 1.6 * len(SAME_MEANING)


def test_a_group_counts_its_questions_and_knows_the_newest(engine: Engine) -> None:
    ask(engine, "parking here", "gift card", "parking for two")
    assert group_waiting(engine, by_first_word) == 3
    assert groups(engine) == [{"parking here", "parking for two"}, {"gift card"}]
    parking, gift = items(engine)
    assert (parking.kind, parking.state, parking.sender) == ("missed", "open", None)
    assert (parking.count, gift.count) == (2, 1)
    assert parking.last_at.replace(tzinfo=timezone.utc) == NOON + timedelta(minutes=2)


def test_what_comes_later_joins_a_group_of_before(engine: Engine) -> None:
    ask(engine, "parking here", "gift card")
    group_waiting(engine, by_first_word)
    ask(engine, "gift for a friend", "tattoo there", at=NOON + timedelta(hours=1))
    assert group_waiting(engine, by_first_word) == 2
    assert groups(engine)[1] == {"gift card", "gift for a friend"}
    gift = items(engine)[1]
    assert (gift.count, gift.version) == (2, 3)
    assert group_waiting(engine, by_first_word) == 0


def test_a_closed_group_opens_again(engine: Engine) -> None:
    ask(engine, "parking here")
    group_waiting(engine, by_first_word)
    with engine.begin() as connection:
        connection.execute(sa.update(inbox_items).values(state="closed", closed_at=NOON))
    ask(engine, "parking there")
    group_waiting(engine, by_first_word)
    (parking,) = items(engine)
    assert (parking.state, parking.closed_at, parking.count) == ("open", None, 2)


def test_the_same_words_are_not_encoded_again(engine: Engine) -> None:
    ask(engine, "Gift card?")
    group_waiting(engine, by_first_word)
    ask(engine, "gift  CARD", "gift card!!")
    assert group_waiting(engine, _never) == 2
    assert groups(engine) == [{"Gift card?", "gift  CARD", "gift card!!"}]


def _never(sentences: Sequence[str]) -> Vectors:
    raise AssertionError("the encoder was asked")


def test_a_mean_that_was_taken_out_is_made_anew_once(engine: Engine) -> None:
    ask(engine, "parking here", "gift card")
    group_waiting(engine, by_first_word)
    with engine.begin() as connection:
        connection.execute(sa.update(inbox_items).values(centroid=None))
    ask(engine, "parking anywhere")
    group_waiting(engine, by_first_word)
    assert groups(engine) == [{"parking here", "parking anywhere"}, {"gift card"}]
    assert None not in [item.centroid for item in items(engine)]


def test_another_encoder_takes_over_the_groups_of_the_one_before(engine: Engine) -> None:
    def longer(sentences: Sequence[str]) -> Vectors:
        vectors = by_first_word(sentences)
        return np.hstack([vectors, np.zeros_like(vectors)])

    ask(engine, "parking here", "gift card")
    group_waiting(engine, by_first_word)
    for question in ("tattoo there", "gift for a friend"):
        ask(engine, question)
        assert group_waiting(engine, longer) == 1
    assert groups(engine) == [
        {"parking here"},
        {"gift card", "gift for a friend"},
        {"tattoo there"},
    ]


def test_more_than_one_transaction_takes(engine: Engine) -> None:
    ask(engine, *(f"parking {number}" for number in range(AT_ONCE + 3)))
    assert group_waiting(engine, by_first_word) == AT_ONCE + 3
    assert [item.count for item in items(engine)] == [AT_ONCE + 3]


def test_two_processes_at_once_put_each_question_into_one_group(tmp_path: Path) -> None:
    first, second = (engine_of(f"sqlite:///{tmp_path}/inbox.db") for _ in range(2))
    migrate(first)
    ask(first, *(f"{word} {n}" for n in range(40) for word in ("parking", "gift", "tattoo")))
    together = Barrier(2)

    def encode(sentences: Sequence[str]) -> Vectors:
        # Both have read what waits before either of them writes.
        together.wait(timeout=30)
        return by_first_word(sentences)

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda engine: group_waiting(engine, encode), (first, second)))
    assert sorted(done) == [0, 120]
    assert sorted(len(group) for group in groups(first)) == [40, 40, 40]
    assert [item.count for item in items(first)] == [40, 40, 40]
    first.dispose()
    second.dispose()


def test_a_mean_moves_towards_each_vector() -> None:
    group = Group(1, None, 0)
    for vector in ([1, 0], [0, 1], [0, 1], [1, 0]):
        join(group, np.array(vector, np.float32))
    assert group.count == 4
    assert group.mean == pytest.approx(np.array([0.5, 0.5]))


def test_the_nearest_group_is_alike_enough_or_none() -> None:
    groups = [
        Group(1, np.array([1, 0], np.float32), 1),
        Group(2, np.array([0, 0.2], np.float32), 5),
        Group(3, None, 5),
    ]
    means = Means(groups, 2)
    found = means.nearest(np.array([0.6, 0.8], np.float32))
    assert found is groups[1], "the length of a mean does not count"
    assert means.nearest(np.array([-1, 0], np.float32)) is None
    assert Means([], 2).nearest(np.array([1, 0], np.float32)) is None


def test_a_group_that_is_new_or_has_moved_is_found_where_it_is_now() -> None:
    group = Group(None, np.array([1, 0], np.float32), 1)
    means = Means([], 2)
    means.keep(group)
    assert means.nearest(np.array([1, 0], np.float32)) is group
    group.mean = np.array([0, 3], np.float32)
    means.keep(group)
    assert means.nearest(np.array([0, 1], np.float32)) is group
    assert means.nearest(np.array([1, 0], np.float32)) is None


@pytest.mark.parametrize("text", ["where to park", "  Where to PARK?? ", "where,to... park"])
def test_a_fingerprint_is_of_the_words_alone(text: str) -> None:
    assert fingerprint(text) == fingerprint("Where to park?")
    assert fingerprint("???") != fingerprint("!!!") != fingerprint(text)
