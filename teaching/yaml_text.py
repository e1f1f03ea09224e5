"""Finding places in the text of a YAML file, to add to it and leave every other byte as it is."""

import re
from collections.abc import Iterable

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

_BLOCK_SCALAR = frozenset("|>")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class CannotInsert(Exception):
    """The file is written in a way that cannot be added to by program; the message says where."""


def composed(text: str) -> MappingNode:
    """The nodes of a file, with exact places in its text.

    Raises:
        CannotInsert: It is no YAML mapping.
    """
    try:
        # PyYAML's own parser: the places that the faster one gives are in bytes.
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise CannotInsert(f"The file is not YAML: {error}.") from None
    if not isinstance(node, MappingNode):
        raise CannotInsert("The file holds no `key: value` lines.")
    return node


def child(node: Node, key: str) -> Node | None:
    """The value of a key of a mapping; None where there is none."""
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def end_of(node: Node) -> int:
    """The place after the last character of a value; comments and blank lines are not part of it.

    A literal text may end with a line break more than it shows.
    """
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    return end


def is_literal(node: Node) -> bool:
    """Whether a value is a text of several lines, begun with `|` or `>`."""
    return isinstance(node, ScalarNode) and node.style in _BLOCK_SCALAR


def with_lines_after(text: str, place: int, lines: Iterable[str]) -> str:
    """The text with whole lines added after the line that holds `place`."""
    newline = "\r\n" if "\r\n" in text else "\n"
    found = _LINE_BREAK.search(text, place)
    end = found.end() if found else len(text)
    head = text[:end] if found else text[:end] + newline
    return head + "".join(line + newline for line in lines) + text[end:]


def scalar(text: str) -> str:
    """A text as a value on one line, in quotes only where it needs them."""
    try:
        plain = yaml.load(f"key: {text}", Loader=yaml.BaseLoader) == {"key": text}
    except yaml.YAMLError:
        plain = False
    if plain and "\n" not in text:
        return text
    quoted = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=10 * len(text) + 100)
    return quoted.removesuffix("\n")
