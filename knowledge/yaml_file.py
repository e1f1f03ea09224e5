"""Reading a YAML file so that every value can be traced back to its line.

Plain values stay text, apart from blanks: `on`, `no`, `911` and `0.30` mean what they look like,
and the shapes in `treatments.py`, `clinic.py`, `safety.py` and `phrases.py` turn them into numbers
and dates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.problems import KnowledgeError, Problem

BLANK = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain values that say nothing."""

_MENDS = {
    "alias": "write the value out; a text that starts with `*` needs quotes.",
    "tab character": "indent with spaces, not tabs.",
    "any token": "indent with spaces, not tabs; a text that starts with a sign needs quotes.",
    "mapping values": "put the text in double quotes, since it holds a colon and a space.",
}
"""By what PyYAML says."""
_ANY_MEND = (
    "look at this line and the one above: indent, a missing colon, or an open quote or bracket."
)
_TAGS = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """Resolves no plain value to a number, date or truth value."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own name for it, read from the class)


@dataclass(frozen=True, eq=False)
class YamlFile:
    """A file that was read: its values, and where each of them stands."""

    label: str
    """How problems name the file: `knowledge/treatments.yml`."""
    data: Any
    root: Node | None

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the value at `path`, or of the nearest thing above it; counts from 1."""
        node, line = self.root, 1
        for step in path:
            if isinstance(node, MappingNode):
                found = next(((key, value) for key, value in node.value if key.value == step), None)
                if found is None:
                    continue
                line, node = found[0].start_mark.line + 1, found[1]
            elif isinstance(node, SequenceNode):
                if not isinstance(step, int) or not 0 <= step < len(node.value):
                    continue
                node = node.value[step]
                line = node.start_mark.line + 1
        return line

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at the line of `path`."""
        return Problem(self.label, self.line(path), what, mend)


def read_yaml(path: Path, content: bytes) -> YamlFile:
    """Parse the content of one file.

    Args:
        path: Where it was read from; only used to name it.
        content: Its bytes.

    Raises:
        KnowledgeError: It is not UTF-8 text, not YAML, or uses YAML that could surprise an editor:
            repeated keys, anchors, tags, several documents in one file.
    """
    label = f"{path.parent.name}/{path.name}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KnowledgeError(
            [Problem(label, line, "This is not UTF-8 text.", "save the file as UTF-8.")]
        ) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise KnowledgeError([_unreadable(label, error)]) from None
    problems: list[Problem] = []
    try:
        data = _value(root, label, problems, set(), text) if root is not None else None
    except RecursionError:
        nested = Problem(label, 1, "Brackets are nested too deeply.", "undo the last edit.")
        raise KnowledgeError([nested]) from None
    if problems:
        raise KnowledgeError(problems)
    return YamlFile(label, data, root)


def _unreadable(label: str, error: yaml.YAMLError) -> Problem:
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(
            label, 1, f"This is not YAML: {error}.", "remove the characters it complains about."
        )
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    what = error.problem or "it cannot be read"
    mend = next((mend for words, mend in _MENDS.items() if words in what), _ANY_MEND)
    if "single document" in (error.context or ""):
        mend = "remove the `---` line."
    return Problem(label, line, f"This is not YAML: {what}.", mend)


def _value(node: Node, label: str, problems: list[Problem], seen: set[int], text: str) -> Any:
    line = node.start_mark.line + 1
    if id(node) in seen:
        problems.append(
            Problem(label, line, "An anchor is used twice.", "write the value out each time.")
        )
        return None
    seen.add(id(node))
    if text.startswith("&", node.start_mark.index):
        word = text[node.start_mark.index :].split(maxsplit=1)[0]
        what = f"`{word}` would be left out: it is an anchor of YAML."
        problems.append(Problem(label, line, what, "put the whole text in double quotes."))
    if node.tag != _TAGS[type(node)]:
        what = f"The YAML tag `{node.tag}` is not used here."
        mend = "remove the word that starts with `!`, or put the text in quotes."
        problems.append(Problem(label, line, what, mend))
    if isinstance(node, ScalarNode):
        return None if not node.style and node.value in BLANK else node.value
    if isinstance(node, SequenceNode):
        return [_value(item, label, problems, seen, text) for item in node.value]
    mapping: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key, item in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode) or key.value == "":
            what, mend = "A key must be one word.", "write `key: value`."
        elif key.value in first:
            what = f"`{key.value}` stands here and on line {first[key.value]}."
            mend = "keep one of them."
        else:
            first[key.value] = key_line
            mapping[key.value] = _value(item, label, problems, seen, text)
            continue
        problems.append(Problem(label, key_line, what, mend))
    return mapping
