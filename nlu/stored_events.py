"""Events as the database holds them: those of Rasa's own store, without what nothing reads again.

Rasa writes down whatever passes through it. Of a message and its answer that is 8 KB, of which
2 KB are left here: what was understood of a message, which the actions have answered by then; what
the conversation held after it, which a slot holds too; and each value that a slot once had.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

_OF_TRAINING = frozenset({"model_id", "assistant_id"})
"""What Rasa notes with each event and reads nowhere: which model it came of."""
_REPEATED = frozenset({"text", "message_id", "metadata", "intent_ranking", "understood"})
"""What is said of a message a second time, and what the actions alone needed of it."""
_SO_FAR = "so_far"
"""What an answer says to the gateway of the conversation, which asks Rasa where it is not told."""


@cache
def kind_of(type_name: str) -> type[Event]:
    """The class of an event; Rasa goes through all its classes for each event that it reads."""
    kind: type[Event] = Event.resolve_by_type(type_name)
    return kind


def event_of(data: dict[str, Any]) -> Event:
    """Reads an event as `Event.from_parameters` does, in Rasa's own form too."""
    kind = kind_of(data.pop("event"))
    if kind is BotUttered and "text" not in data:
        said = ((data.get("data") or {}).get("custom") or {}).get("text")
        data = {**data, "text": said}
    return kind._from_parameters(data)


def rows_of(
    sender_id: str, events: Sequence[Event], unsteering: Collection[str]
) -> list[dict[str, Any]]:
    """Events as the rows of Rasa's own store.

    Args:
        sender_id: The conversation.
        events: What happened in it, in order.
        unsteering: The slots that no decision leans on, of which the last value alone is kept.
    """
    # By what it is, not by its value: two events that set the same are equal.
    last = {each.key: each for each in slots_set(events, unsteering)}
    return [
        _row(sender_id, each, is_replaced=last.get(getattr(each, "key", ""), each) is not each)
        for each in events
    ]


def slots_set(events: Sequence[Event], names: Collection[str]) -> list[SlotSet]:
    """The events that set one of these slots."""
    return [each for each in events if isinstance(each, SlotSet) and each.key in names]


def emptied(slot: str | None, timestamp: float | None) -> str:
    """What is kept of a value that a slot has no more: that there was one."""
    return json.dumps({"event": SlotSet.type_name, "name": slot, "timestamp": timestamp})


def _row(sender_id: str, event: Event, is_replaced: bool) -> dict[str, Any]:
    data = event.as_dict()
    name, timestamp = data.get("name"), data.get("timestamp")
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": timestamp,
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": name,
        "data": emptied(name, timestamp) if is_replaced else json.dumps(_lean(event, data)),
    }


def _lean(event: Event, data: dict[str, Any]) -> dict[str, Any]:
    """An event as JSON, without what is blank, repeated or needed no more."""
    metadata = data.get("metadata") or {}
    data["metadata"] = {key: metadata[key] for key in metadata if key not in _OF_TRAINING} or None
    if isinstance(event, UserUttered):
        parsed = data["parse_data"]
        data["parse_data"] = {key: parsed[key] for key in parsed if key not in _REPEATED}
    if isinstance(event, BotUttered):
        data["data"] = _answer(data["data"] or {})
        custom = data["data"].get("custom") or {}
        if data["text"] is not None and custom.get("text") == data["text"]:
            del data["text"]
    return {key: value for key, value in data.items() if value is not None}


def _answer(data: Mapping[str, Any]) -> dict[str, Any]:
    custom = data.get("custom")
    if isinstance(custom, Mapping):
        custom = {key: custom[key] for key in custom if key != _SO_FAR}
    return {key: value for key, value in {**data, "custom": custom}.items() if value is not None}
