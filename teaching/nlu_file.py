"""The examples in `data/nlu.yml`: reading them, and adding to them."""

import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.nodes import Node, SequenceNode

from teaching.yaml_text import CannotInsert, child, composed, is_literal, with_lines_after

_SIGN = re.compile(r"[^\w ]|_")


def intent_of(topic: str) -> str:
    """The intent that asks for a topic."""
    return f"ask_{topic}"


def bare(text: str) -> str:
    """The words alone: texts that differ only in capitals, signs and spaces count as the same."""
    return " ".join(_SIGN.sub("", text.casefold()).split())


def examples_by_intent(text: str) -> dict[str, tuple[str, ...]]:
    """The examples of each intent, in the order of the file; an intent may have several lists."""
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise CannotInsert(f"The examples are not YAML: {error}.") from None
    listed: list[Any] = (data.get("nlu") or []) if isinstance(data, dict) else []
    found: dict[str, tuple[str, ...]] = {}
    for each in listed:
        if "intent" in each and isinstance(each.get("examples"), str):
            lines = (line.removeprefix("-").strip() for line in each["examples"].splitlines())
            found[each["intent"]] = (*found.get(each["intent"], ()), *filter(None, lines))
    return found


def with_examples(text: str, intent: str, new: Sequence[str]) -> str:
    """The file with examples added at the end of an intent's last list; all else stays as it is.

    Raises:
        CannotInsert: The file has no such intent, or lists its examples in another way.
    """
    if not new:
        return text
    entry = _entry(text, intent)
    examples = child(entry, "examples") if entry is not None else None
    if examples is None or not is_literal(examples):
        raise CannotInsert(
            f"data/nlu.yml has no list `- intent: {intent}` with `examples: |` to add to."
        )
    block = text[examples.start_mark.index : examples.end_mark.index].rstrip()
    last_line = block.splitlines()[-1]
    indent = last_line[: len(last_line) - len(last_line.lstrip())]
    place = examples.start_mark.index + len(block)
    result = with_lines_after(text, place, [f"{indent}- {each}" for each in new])
    before, after = examples_by_intent(text), examples_by_intent(result)
    if after != {**before, intent: (*before[intent], *new)}:
        raise CannotInsert(f"data/nlu.yml cannot be added to under `{intent}` without harm.")
    return result


def _entry(text: str, intent: str) -> Node | None:
    listed = child(composed(text), "nlu")
    if not isinstance(listed, SequenceNode):
        return None
    for each in reversed(listed.value):
        name = child(each, "intent")
        if name is not None and name.value == intent:
            found: Node = each
            return found
    return None
