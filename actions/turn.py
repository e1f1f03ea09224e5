"""What Rasa tracked, as questions and context; and the context as the slots that Rasa keeps.

Nothing that a tracker holds is trusted to have the right shape: whatever does not is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from actions.buttons import pressed_length
from actions.emergency import SIGN
from actions.question import Context, Detail, DetailValue, Question
from actions.unclear import UNREADABLE
from knowledge.treatments import Span

SLOTS = (
    "last_topic",
    "treatment",
    "treatment_type",
    "condition",
    "depth",
    "last_details",
    "answered_part",
    "last_facts",
    "misses_in_a_row",
)
"""The slots that the actions read and set; nothing else fills them."""

_PART = "part"
_INTENT = "ask_"
_NOT_UNDERSTOOD = "nlu_fallback"


def questions_of(message: Mapping[str, Any], default_topic: str) -> tuple[Question, ...]:
    """The questions of Rasa's `latest_message`, never none.

    A message that was understood carries them as `questions`; a pressed button carries only its
    intent and entities.

    Args:
        message: Rasa's reading of the visitor's message.
        default_topic: What a message without an intent is taken to ask.
    """
    intent = message.get("intent")
    name = _text(intent.get("name")) if isinstance(intent, Mapping) else None
    whole = {
        "text": message.get("text"),
        "intent": name or f"{_INTENT}{default_topic}",
        "entities": message.get("entities"),
    }
    read = [each for each in _mappings(message.get("questions")) if _text(each.get("intent"))]
    if name == _NOT_UNDERSTOOD:
        read = []
    noticed = _whole_message_details(message)
    likely = _likely(message)
    return tuple(_question(each, likely, noticed) for each in read or [whole])


def context_of(slots: Mapping[str, Any]) -> Context:
    """What the slots remember."""
    depth = _value("depth", slots.get("depth"))
    return Context(
        topic=_text(slots.get("last_topic")),
        treatment=_text(slots.get("treatment")),
        treatment_type=_text(slots.get("treatment_type")),
        condition=_text(slots.get("condition")),
        depth=None if isinstance(depth, str) else depth,
        details=tuple(_details(_mappings(slots.get("last_details")))),
        part=max(_count(slots.get("answered_part")), 1),
        facts=tuple(id_ for id_ in _items(slots.get("last_facts")) if isinstance(id_, str)),
        misses=_count(slots.get("misses_in_a_row")),
    )


def slots_of(context: Context) -> dict[str, Any]:
    """A value for every slot, as JSON has it."""
    return {
        "last_topic": context.topic,
        "treatment": context.treatment,
        "treatment_type": context.treatment_type,
        "condition": context.condition,
        "depth": None if context.depth is None else _plain(context.depth),
        "last_details": [
            {"entity": d.kind, "value": _plain(d.value), "negated": d.negated}
            for d in context.details
        ],
        "answered_part": context.part,
        "last_facts": list(context.facts),
        "misses_in_a_row": context.misses,
    }


def _question(
    asked: Mapping[str, Any], likely: tuple[str, ...], of_whole_message: tuple[Detail, ...]
) -> Question:
    intent = str(asked["intent"])
    topic = "unclear" if intent == _NOT_UNDERSTOOD else intent.removeprefix(_INTENT)
    text = _text(asked.get("text")) or ""
    entities = list(_mappings(asked.get("entities")))
    details = _details(each for each in entities if each.get("entity") != _PART)
    parts = [_count(each.get("value")) for each in entities if each.get("entity") == _PART]
    return Question(
        topic=topic,
        entities=tuple(dict.fromkeys((*details, *of_whole_message))),
        text="" if text.startswith("/") else text,
        part=max([1, *parts]),
        likely=likely,
    )


def _whole_message_details(message: Mapping[str, Any]) -> tuple[Detail, ...]:
    """What was noticed of the message as a whole: a warning sign, or that it cannot be read."""
    details = []
    sign = message.get(SIGN)
    if isinstance(sign, Mapping) and (level := _text(sign.get("level"))):
        details.append(Detail(SIGN, level))
    unreadable = message.get(UNREADABLE)
    if unreadable:
        why = unreadable if isinstance(unreadable, str) else "text"
        details.append(Detail(UNREADABLE, why))
    return tuple(details)


def _likely(message: Mapping[str, Any]) -> tuple[str, ...]:
    names = (each.get("name") for each in _mappings(message.get("intent_ranking")))
    topics = (
        n.removeprefix(_INTENT) for n in names if isinstance(n, str) and n.startswith(_INTENT)
    )
    return tuple(dict.fromkeys(topics))


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
            return Span.model_validate(raw)
        return pressed_length(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _plain(value: DetailValue) -> object:
    return value.model_dump() if isinstance(value, Span) else value


def _text(raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw else None


def _count(raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return 0
    try:
        return max(int(raw), 0)
    except (ValueError, OverflowError):
        return 0


def _items(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _mappings(raw: object) -> list[Mapping[str, Any]]:
    return [each for each in _items(raw) if isinstance(each, Mapping)]
