"""What the database keeps of a conversation: enough to go on and to say again, and not more."""

import asyncio
import json
from typing import Any

import pytest
import sqlalchemy as sa
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.rasa_actions.actions import Answer
from knowledge import DEFAULT_FOLDER, Knowledge, load
from nlu.stored_events import event_of, rows_of
from tests.service.test_conversation_store import (
    ActionExecuted,
    BotUttered,
    ConversationStore,
    DialogueStateTracker,
    SlotSet,
    SQLTrackerStore,
    UserUttered,
    address,
    converse,
    pytestmark,
    rasas_own,
    read,
    store,
)
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood

__all__ = ["address", "pytestmark", "rasas_own", "store"]
"""Fixtures and marks, which pytest looks for here."""

TURNS_PLAYED = 20
MOST_BYTES = 3000
"""What a turn may add to the database on average, in a conversation of twenty."""
TOPICS = ("pain", "downtime", "aftercare", "results", "side_effects", "preparation", "evidence")
OF_TRAINING = {"model_id": "d44a82a3009e4afb8763cfdd772dae37", "assistant_id": "needlewise"}


def played(knowledge: Knowledge) -> list[list[Any]]:
    """The events of each turn of a conversation, as Rasa makes them of what the actions return."""
    slots: dict[str, Any] = {"so_far": None, "offer": None}
    turns = []
    for number in range(TURNS_PLAYED):
        topic = TOPICS[number % len(TOPICS)]
        question = Question(topic, (Detail("condition", "acne_scars"),), "and how is that for me")
        understood = Understood((question,), words=question.words, likely=TOPICS).to_json()
        intent = {"name": f"ask_{topic}", "confidence": 0.9799002925561899}
        latest = {"intent": intent, "entities": [], "understood": understood}
        dispatcher = CollectingDispatcher()
        tracker = Tracker("visitor", slots, latest, [], False, None, {}, None)
        changed = Answer(lambda: knowledge).run(dispatcher, tracker, {})
        request = {"request": f"{number:032}"}
        user = UserUttered(
            question.words,
            parse_data={**latest, "text": question.words, "intent_ranking": [intent]},
            message_id=f"{number:032}",
            metadata={**request, **OF_TRAINING},
        )
        events = [user, ActionExecuted("action_answer", "RulePolicy", 1.0, metadata=OF_TRAINING)]
        for said in dispatcher.messages:
            data = {"elements": None, "attachment": None, "custom": said["custom"]}
            events.append(BotUttered(said["text"], data, OF_TRAINING))
        for each in changed:
            slots = {**slots, each["name"]: each["value"]}
            events.append(SlotSet(each["name"], each["value"], metadata=OF_TRAINING))
        events.append(ActionExecuted("action_listen", "RulePolicy", 1.0, metadata=OF_TRAINING))
        turns.append(events)
    return turns


def kept(store: ConversationStore) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(sa.text("SELECT data FROM events ORDER BY id")))


def test_a_turn_costs_3_kb_at_most(store: ConversationStore) -> None:
    turns = played(load(DEFAULT_FOLDER))
    for events in turns:
        tracker = asyncio.run(store.get_or_create_tracker("visitor", append_action_listen=False))
        for each in events:
            tracker.update(each)
        asyncio.run(store.save(tracker))
    rasas = sum(len(json.dumps(each.as_dict())) for events in turns for each in events)
    assert rasas / TURNS_PLAYED > 1.8 * MOST_BYTES, "the conversation is not a typical one"
    assert sum(map(len, kept(store))) / TURNS_PLAYED < MOST_BYTES
    loaded = read(store)
    assert loaded is not None
    last = next(e for e in reversed(turns[-1]) if isinstance(e, SlotSet) and e.key == "so_far")
    assert loaded.slots["so_far"].value == last.value
    assert len(SoFar.from_json(last.value).said) > TURNS_PLAYED


def test_a_reply_that_is_said_again_is_the_same_but_for_what_the_conversation_held(
    store: ConversationStore,
) -> None:
    events = played(load(DEFAULT_FOLDER))[0]
    tracker = DialogueStateTracker.from_events("visitor", events, store.domain.slots)
    asyncio.run(store.save(tracker))
    [again] = store.replies_to("visitor", f"{0:032}")
    [said] = [each for each in events if isinstance(each, BotUttered)]
    assert again.message()["text"] == said.message()["text"]
    custom = {key: each for key, each in said.data["custom"].items() if key != "so_far"}
    assert again.message()["custom"] == custom
    assert custom["sources"]
    assert "so_far" in said.data["custom"], "what is on its way to the gateway has it"


@pytest.mark.parametrize(
    "data",
    [
        {"custom": {"text": "It stings.", "topic": "pain"}},
        {"custom": {"text": "Another text", "topic": "pain"}},
        {"custom": {"topic": "pain"}},
        {"custom": None},
        None,
    ],
)
@pytest.mark.parametrize("text", ["It stings.", None])
def test_what_was_said_is_read_back(data: dict[str, Any] | None, text: str | None) -> None:
    [row] = rows_of("visitor", [BotUttered(text, data)], set())
    read_back = event_of(json.loads(row["data"]))
    assert isinstance(read_back, BotUttered)
    expected = text if text is not None else ((data or {}).get("custom") or {}).get("text")
    assert read_back.text == expected
    assert read_back.data.get("custom") == (data or {}).get("custom")


def test_of_what_a_slot_held_the_last_value_is_kept(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    converse(store, 3)
    values = [json.loads(each).get("value") for each in kept(store) if '"last_topic"' in each]
    assert values == [None, None, {"topic": "pain", "number": 2}]
    theirs = read(rasas_own)
    assert theirs is not None
    assert theirs.slots["last_topic"].value == values[-1]


def test_of_values_that_are_written_together_the_last_is_kept() -> None:
    same = [SlotSet("told", "darker skin"), SlotSet("told", None), SlotSet("told", "darker skin")]
    rows = rows_of("visitor", [*same, SlotSet("offer", "a"), SlotSet("offer", "b")], {"told"})
    values = [json.loads(each["data"]).get("value") for each in rows]
    assert values == [None, None, "darker skin", "a", "b"]


def test_a_conversation_that_was_written_before_goes_on(
    store: ConversationStore, rasas_own: SQLTrackerStore
) -> None:
    before = DialogueStateTracker.from_events("visitor", [], store.domain.slots)
    for each in played(load(DEFAULT_FOLDER))[0]:
        before.update(each)
    before.update(SlotSet("told", "darker skin"))
    asyncio.run(rasas_own.save(before))
    [again] = store.replies_to("visitor", f"{0:032}")
    assert "so_far" in again.message()["custom"]
    converse(store, 1)
    found = read(store)
    assert found is not None
    assert found.slots["told"].value == "darker skin"
    assert found.slots["last_topic"].value["number"] == 0
