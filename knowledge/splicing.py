"""Changing values of a YAML file while every other byte of it stays as it is.

The text is cut at the marks that PyYAML puts on each value. Reading the file into memory and
writing it out again would not do: neither PyYAML nor ruamel.yaml keeps lists that were wrapped by
hand.
"""

import copy
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.problems import KnowledgeError, Problem
from knowledge.yaml_file import read_yaml

Item = str | Mapping[str, str]
Value = None | str | Sequence[Item] | Mapping[str, str]
"""What can be written: a blank, a text, a list of texts or of small mappings, a small mapping."""

_BOM = b"\xef\xbb\xbf"
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


@dataclass(frozen=True)
class _Cut:
    """`text` takes the place of what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


def with_values(
    path: Path, content: bytes, changes: Mapping[tuple[str | int, ...], Value]
) -> bytes:
    """The file with some of its values changed, and nothing else.

    A comment stays even inside a list that is written anew: it then stands above the list. What
    stands beside an entry that is removed from a list goes with the entry.

    Args:
        path: Where the content was read from; only used to name it in problems.
        content: The bytes of the file.
        changes: By the path of a value, what it becomes; None and an empty list leave a blank. The
            last step of a path may be a key that the file does not have yet.

    Raises:
        KnowledgeError: The file cannot be read, or is written in a way that cannot be changed here.
        KeyError: A path leads nowhere.
    """
    file = read_yaml(path, content)
    bom = _BOM if content.startswith(_BOM) else b""
    text = content[len(bom) :].decode()
    wanted = {} if file.data is None else copy.deepcopy(file.data)
    splice = _Splice(text)
    for steps, value in changes.items():
        _put(wanted, steps, _plain(value))
        splice.change(file.root, file.data, steps, _plain(value))
    changed = bom + splice.result().encode()
    try:
        is_right = (read_yaml(path, changed).data or {}) == wanted
    except KnowledgeError:
        is_right = False
    if not is_right:
        raise KnowledgeError(
            [
                Problem(
                    file.label,
                    file.line(next(iter(changes))),
                    "This place is written in a way that cannot be changed from here.",
                    "change it in a text editor.",
                )
            ]
        )
    return changed


def _plain(value: Value) -> Any:
    """The value as it comes back when the file is read."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, Mapping):
        return dict(value)
    return [_plain(item) for item in value] or None


def _put(data: Any, steps: tuple[str | int, ...], value: Any) -> None:
    for step in steps[:-1]:
        data = data[step]
    data[steps[-1]] = value


class _Splice:
    """Collects the cuts that change one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._cuts: list[_Cut] = []

    def result(self) -> str:
        """The text with every cut made."""
        made, done = [], 0
        for cut in sorted(self._cuts, key=lambda cut: (cut.start, cut.end)):
            made += [self._text[done : cut.start], cut.text]
            done = cut.end
        return "".join([*made, self._text[done:]])

    def change(
        self, node: Node | None, data: Any, steps: tuple[str | int, ...], value: Any
    ) -> None:
        """Make the value at `steps`, seen from `node`, another one."""
        step, *others = steps
        if isinstance(node, MappingNode):
            for key, item in node.value:
                if key.value == step:
                    if others:
                        self.change(item, data[step], tuple(others), value)
                    else:
                        self._replace(item, data[step], value, key)
                    return
        if others or not isinstance(step, str):
            if isinstance(node, SequenceNode) and isinstance(step, int):
                self.change(node.value[step], data[step], tuple(others), value)
                return
            raise KeyError(steps)
        self._add(node, step, value)

    def _add(self, node: Node | None, key: str, value: Any) -> None:
        if node is None:
            end = len(self._text)
            gap = "" if self._text.endswith("\n") or not self._text else self._newline
            self._cut(end, end, f"{gap}{key}:{self._after_key(value, 0)}{self._newline}")
        elif not isinstance(node, MappingNode):
            raise KeyError(key)
        elif node.flow_style:
            at = self._end(node.value[-1][1]) if node.value else node.start_mark.index + 1
            comma = ", " if node.value else ""
            self._cut(at, at, f"{comma}{key}: {_flow(value)}")
        else:
            column = node.start_mark.column
            at = self._line_end(self._end(node))
            self._cut(
                at, at, f"{self._newline}{' ' * column}{key}:{self._after_key(value, column)}"
            )

    def _replace(self, node: Node, old: Any, new: Any, key: Node | None = None) -> None:
        if old == new:
            return
        if isinstance(node, MappingNode) and isinstance(new, dict) and new.keys() == old.keys():
            for inner, item in node.value:
                self._replace(item, old[inner.value], new[inner.value], inner)
        elif isinstance(node, SequenceNode) and not node.flow_style and isinstance(new, list):
            self._replace_items(node, old, new)
        else:
            self._rewrite(node, new, key)

    def _rewrite(self, node: Node, new: Any, key: Node | None) -> None:
        start, end = node.start_mark.index, self._end(node)
        if key is None:
            self._lift_comments(node, start, end)
            self._cut(start, end, _flow(new))
            return
        colon = self._text.index(":", key.end_mark.index) + 1
        is_beside = start > colon and "\n" not in self._text[colon:start]
        is_block = isinstance(node, ScalarNode) and not node.style and start == end
        if isinstance(new, list) and is_block:
            self._cut(colon, end, self._after_key(new, key.start_mark.column))
        elif new is not None and is_beside:
            self._lift_comments(node, start, end)
            self._cut(start, end, _flow(new))
        else:
            self._lift_comments(node, colon, end)
            self._cut(colon, end, "" if new is None else f" {_flow(new)}")

    def _replace_items(self, node: SequenceNode, old: list[Any], new: list[Any]) -> None:
        matcher = SequenceMatcher(None, _comparable(old), _comparable(new), autojunk=False)
        dash = f"{self._newline}{' ' * node.start_mark.column}- "
        for kind, low, high, new_low, new_high in matcher.get_opcodes():
            if kind == "equal":
                continue
            pairs = min(high - low, new_high - new_low)
            for number in range(pairs):
                at = low + number
                self._replace(node.value[at], old[at], new[new_low + number])
            for item in node.value[low + pairs : high]:
                first = self._text.rfind("\n", 0, item.start_mark.index) + 1
                last = self._line_end(self._end(item))
                self._cut(first, min(last + len(self._newline), len(self._text)), "")
            added = [_flow(item) for item in new[new_low + pairs : new_high]]
            if added and low + pairs:
                at = self._line_end(self._end(node.value[low + pairs - 1]))
                self._cut(at, at, "".join(dash + item for item in added))
            elif added:
                at = node.start_mark.index
                self._cut(at, at, "".join(f"- {item}{dash[:-2]}" for item in added))

    def _after_key(self, value: Any, column: int) -> str:
        """What stands after the colon of a key in the given column."""
        if not isinstance(value, list):
            return f" {_flow(value)}" if value is not None else ""
        dash = f"{self._newline}{' ' * (column + 2)}- "
        return "".join(dash + _flow(item) for item in value)

    def _lift_comments(self, node: Node, start: int, end: int) -> None:
        """Keep the comments of a stretch that is written anew: on lines of their own, above it."""
        comments, at = [], start
        for leaf in _leaves(node):
            comments += _COMMENT.findall(self._text[at : leaf.start_mark.index])
            at = max(at, self._end(leaf))
        comments += _COMMENT.findall(self._text[at:end])
        if comments:
            line = self._text.rfind("\n", 0, start) + 1
            first = self._text[line : self._line_end(line)]
            indent = " " * (len(first) - len(first.lstrip(" ")))
            lines = [f"{indent}{comment.rstrip()}{self._newline}" for comment in comments]
            self._cut(line, line, "".join(lines))

    def _end(self, node: Node) -> int:
        """Where a value ends; PyYAML counts the comments and blank lines after some to them."""
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        is_block = isinstance(node, ScalarNode) and node.style in ("|", ">")
        return start + len(self._text[start:end].rstrip()) if is_block else int(end)

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        end = len(self._text) if end < 0 else end
        return end - 1 if end > at and self._text[end - 1] == "\r" else end

    def _cut(self, start: int, end: int, text: str) -> None:
        self._cuts.append(_Cut(start, end, text))


def _leaves(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    else:
        for child in node.value:
            for each in child if isinstance(child, tuple) else (child,):
                yield from _leaves(each)


def _comparable(items: list[Any]) -> list[str]:
    return [json.dumps(item, sort_keys=True) for item in items]


def _flow(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return value if _is_plain(value) else _quoted(value)


def _quoted(text: str) -> str:
    raw = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", raw)


def _is_plain(text: str) -> bool:
    """Whether a text means itself without quotes, in a line of its own and within a list."""
    if text != text.strip() or not text.isprintable():
        return False
    wanted = [{"key": text}, text]
    try:
        listed = read_yaml(Path("a"), f"[{{key: {text}}}, {text}]".encode()).data
        in_lines = read_yaml(Path("a"), f"- key: {text}\n- {text}\n".encode()).data
    except KnowledgeError:
        return False
    return bool(listed == wanted and in_lines == wanted)
