"""Button ids: what a pressed button asks, written in the characters `a-z 0-9 _ . -` only.

An id is `<topic>`, `<topic>.<kind>.<value>…` or `more.<topic>.<part>[.<kind>.<value>…]`. A needle
length is written in whole micrometres (`500` is 0.5 mm) and a range as two of them (`500-1000`), so
that no dot stands inside a value.
"""

import json
import re
from collections.abc import Iterable

from knowledge.treatments import Range
from understanding.understood import Detail, DetailValue, Question

BUTTON_ID = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_LENGTH = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")
_PART = re.compile(r"[1-9]\d{0,2}")


def button_id(topic: str, details: Iterable[Detail] = (), part: int = 1) -> str:
    """The id of a button for a part of a topic's answer; ruled-out details are left out."""
    steps = [topic] if part == 1 else ["more", topic, str(part)]
    for detail in details:
        if not detail.negated:
            steps += [detail.kind, _written(detail.value)]
    return ".".join(steps)


def pressed(id_: str) -> Question:
    """The question that a button asks.

    Raises:
        ValueError: `id_` is not a button id. The message does not repeat it.
    """
    if not BUTTON_ID.fullmatch(id_):
        raise ValueError("not a button id")
    steps = id_.split(".")
    part = 1
    if steps[0] == "more":
        if len(steps) < 3 or not _PART.fullmatch(steps[2]):
            raise ValueError("not a button id")
        part = int(steps[2])
        steps = [steps[1], *steps[3:]]
    if len(steps) % 2 == 0:
        raise ValueError("not a button id")
    details = tuple(
        Detail(kind, _read(kind, value))
        for kind, value in zip(steps[1::2], steps[2::2], strict=True)
    )
    return Question(steps[0], details, part=part)


def payload(id_: str) -> str:
    """What a pressed button says to Rasa: `/ask_conditions{"condition": "stretch_marks"}`.

    Raises:
        ValueError: `id_` is not a button id.
    """
    question = pressed(id_)
    values: dict[str, list[str]] = {}
    for detail in question.details:
        values.setdefault(detail.kind, []).append(_written(detail.value))
    entities: dict[str, str | list[str]] = {
        kind: found[0] if len(found) == 1 else found for kind, found in values.items()
    }
    if question.part > 1:
        entities["part"] = str(question.part)
    return f"/ask_{question.topic}{json.dumps(entities) if entities else ''}"


def read_payload(said: str) -> tuple[str, list[tuple[str, str]]]:
    """The topic and the details of what a pressed button said to Rasa.

    Raises:
        ValueError: It is not what `payload` writes.
    """
    topic, brace, rest = said.removeprefix("/ask_").partition("{")
    details = json.loads(brace + rest) if brace else {}
    return topic, [
        (kind, str(value))
        for kind, values in details.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def _written(value: DetailValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Range):
        return f"{_micrometres(value.min)}-{_micrometres(value.max)}"
    return str(_micrometres(value))


def _micrometres(millimetres: float) -> int:
    return round(millimetres * 1000)


def _read(kind: str, value: str) -> DetailValue:
    return pressed_length(value) if kind == "depth" else value


def pressed_length(value: str) -> float | Range:
    """The needle length, in mm, that a button writes in micrometres.

    Raises:
        ValueError: It is not written that way.
    """
    found = _LENGTH.fullmatch(value)
    if found is None:
        raise ValueError("not a button id")
    low = int(found[1]) / 1000
    high = low if found[2] is None else int(found[2]) / 1000
    if low > high:
        raise ValueError("not a button id")
    return low if found[2] is None else Range(min=low, max=high)
