"""What Rasa tracked: what was understood of the latest message, as the actions need it.

Nothing that a tracker holds is trusted to have the right shape: whatever does not is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from actions.buttons import pressed_length
from knowledge.treatments import Range
from understanding.understood import Detail, DetailValue, Question, Understood

UNDERSTOOD = "understood"
"""The property of a message that holds what was understood of it."""
SO_FAR, OFFER = "so_far", "offer"
"""The slots that the actions read and set; nothing else fills them."""

_PART = "part"
_INTENT = "ask_"
_NOT_UNDERSTOOD = "nlu_fallback"


def understood_of(message: Mapping[str, Any], topic: str) -> Understood:
    """What was understood of Rasa's `latest_message`, without the visitor's words.

    A pressed button carries no more than its intent and entities.

    Args:
        message: Rasa's reading of the visitor's message.
        topic: What a message without an intent is taken to ask.
    """
    try:
        understood = Understood.from_json(message.get(UNDERSTOOD))
    except ValueError:
        return Understood((_pressed(message, topic),))
    asked = tuple(replace(question, words="") for question in understood.questions)
    return replace(understood, questions=asked)


def _pressed(message: Mapping[str, Any], topic: str) -> Question:
    intent = message.get("intent")
    name = _text(intent.get("name")) if isinstance(intent, Mapping) else None
    if name is not None:
        topic = "unclear" if name == _NOT_UNDERSTOOD else name.removeprefix(_INTENT)
    found = message.get("entities")
    entities = [e for e in found if isinstance(e, Mapping)] if isinstance(found, list) else []
    parts = [_count(each.get("value")) for each in entities if each.get("entity") == _PART]
    details = tuple(_details(each for each in entities if each.get("entity") != _PART))
    return Question(topic, details, part=max([1, *parts]))


def _details(entities: Iterable[Mapping[str, Any]]) -> Iterable[Detail]:
    for entity in entities:
        kind = entity.get("entity")
        values = entity.get("value")
        for raw in values if isinstance(values, list) else [values]:
            value = _value(kind, raw)
            if isinstance(kind, str) and value is not None:
                yield Detail(kind, value, entity.get("negated") is True)


def _value(kind: object, raw: object) -> DetailValue | None:
    if kind != "depth":
        return _text(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw < float("inf"):
        return float(raw)
    try:
        if isinstance(raw, Mapping):
            return Range.model_validate(raw)
        return pressed_length(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw else None


def _count(raw: object) -> int:
    try:
        return int(raw) if isinstance(raw, str) else 0
    except ValueError:
        return 0
