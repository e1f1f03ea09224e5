"""A conversation as a test story: what was typed, how it was read, and which action answered.

The format is that of `tests/test_stories.yml`, to be run by `rasa test core --e2e`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk.transcripts.store import KeptExchange

HEAD = "# A conversation as it was kept – for `rasa test core --e2e`.\n"
"""Its dash matters: in a file of ASCII alone Rasa reads `\\u0041` as a letter, anywhere."""

# As Rasa finds annotations: rasa/shared/nlu/training_data/entities_parser.py, ENTITY_REGEX.
_ANNOTATION = re.compile(r"\[[^\]]+?\](?:\([^:)]+?(?::[^)]+)?\)|\{[^}]+?\}|\[.*?\])")
_BRACKETS_THAT_MEET = re.compile(r"\](?=[(\[{])")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SIMPLE_VALUE = re.compile(r"[^\[\](){}:\"\\]+")


@dataclass(frozen=True)
class Story:
    """A story.

    Attributes:
        text: The file; with no questions it is no story that could be run.
        questions: How many it has.
        left_out: How many it has not, since they were answered without Rasa.
    """

    text: str
    questions: int
    left_out: int


@dataclass(frozen=True)
class _Annotation:
    start: int
    end: int
    entities: Sequence[tuple[str, str]]
    """Kind and value."""


def story(title: str, turns: Sequence[KeptExchange]) -> Story:
    """The story of a conversation.

    Args:
        title: What it is called; none of the visitor's words.
        turns: The questions, the oldest first.
    """
    steps: list[str] = []
    told, offered = 0, None
    for turn in turns:
        understood = turn.understood or {}
        action, intent = understood.get("action"), understood.get("intent")
        if not _is_name(action) or not _is_name(intent):
            steps.append("      # Left out: a question that was answered without Rasa.\n")
            continue
        told += 1
        words = turn.asked if turn.is_button else annotated(turn.asked, _entities(understood))
        steps.append(
            f"      - user: {_scalar(words)}\n        intent: {intent}\n      - action: {action}\n"
        )
        if understood.get("offer") != offered:
            offered = understood.get("offer")
            steps.append(f"      - slot_was_set:\n          - offer: {_offer(offered)}\n")
    text = f"{HEAD}stories:\n  - story: {_quoted(title)}\n    steps:\n{''.join(steps)}"
    return Story(text, told, len(turns) - told)


def annotated(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """The text with its details marked as Rasa reads them: `on [acne scars](condition)`.

    What cannot be marked is left unmarked: a detail that is not found in the text, or that overlaps
    another; and all of them, where the text has brackets of its own that get in the way. Brackets
    that would be read as a mark are moved apart then.
    """
    marks = _placed(text, entities)
    pieces: list[str] = []
    at = 0
    for mark in marks:
        pieces += (text[at : mark.start], _marked(text[mark.start : mark.end], mark.entities))
        at = mark.end
    whole = "".join([*pieces, text[at:]])
    ours = sum(len(piece) > 0 for piece in pieces[1::2])
    found = list(_ANNOTATION.finditer(whole))
    if len(found) == ours and [each.group() for each in found] == pieces[1::2]:
        return whole
    return _BRACKETS_THAT_MEET.sub("] ", text)


def _placed(text: str, entities: Sequence[Mapping[str, Any]]) -> list[_Annotation]:
    """Where the details stand in the text, in order; those in one place come together."""
    places: dict[tuple[int, int], list[tuple[str, str]]] = {}
    after = 0
    for entity in sorted(entities, key=_start):
        kind, value, words = entity.get("entity"), entity.get("value"), entity.get("text")
        start = _start(entity)
        if not _is_name(kind) or value is None:
            continue
        if not isinstance(words, str):
            stop = entity.get("end")
            words = text[start:stop] if isinstance(stop, int) else ""
        if not words or "]" in words:
            continue
        # The reader counts in the text as it was normalised, which can be shorter or longer.
        if not text.startswith(words, start):
            start = text.find(words, after)
        if start < 0:
            continue
        if (start, start + len(words)) not in places and start < after:
            continue
        after = max(after, start + len(words))
        places.setdefault((start, start + len(words)), []).append((str(kind), str(value)))
    return [_Annotation(start, end, found) for (start, end), found in sorted(places.items())]


def _start(entity: Mapping[str, Any]) -> int:
    start = entity.get("start")
    return start if isinstance(start, int) and start >= 0 else 0


def _marked(words: str, entities: Sequence[tuple[str, str]]) -> str:
    if len(entities) > 1:
        return f"[{words}][{', '.join(_written(kind, value) for kind, value in entities)}]"
    ((kind, value),) = entities
    if value == words and _SIMPLE_VALUE.fullmatch(value):
        return f"[{words}]({kind})"
    return f"[{words}]{_written(kind, value)}"


def _written(kind: str, value: str) -> str:
    """As JSON; a brace or a bracket inside would end the mark, so it is written by its number."""
    body = json.dumps({"entity": kind, "value": value}, ensure_ascii=False)[1:-1]
    return "{" + re.sub(r"[\[\]{}]", lambda sign: f"\\u{ord(sign.group()):04x}", body) + "}"


def _entities(understood: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entities = understood.get("entities")
    if not isinstance(entities, list):
        return []
    return [each for each in entities if isinstance(each, Mapping)]


def _offer(offered: object) -> str:
    """What a "yes" takes up, as the slot has it."""
    return str(offered) if _is_name(offered) else "null"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and _NAME.fullmatch(value) is not None


def _scalar(text: str) -> str:
    """A text as YAML: in a block where it is plain, else in quotes."""
    if text.isprintable() and text == text.strip() and text:
        return f"|\n          {text}"
    return _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(text)) + '"'


def _escaped(text: str) -> Iterator[str]:
    for sign in text:
        if sign in '"\\':
            yield f"\\{sign}"
        elif sign.isprintable():
            yield sign
        else:
            yield f"\\U{ord(sign):08x}"
