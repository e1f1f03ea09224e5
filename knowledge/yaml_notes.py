"""Words that would be left out as a note: `#` begins one wherever a blank stands before it.

`address: 12 Example Street #400, Springfield` says "12 Example Street" to YAML, and nothing says
that there was more. A note on a line of its own cannot be mistaken for a part of a value.
"""

import re
from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.problems import Problem
from knowledge.yaml_file import YamlFile

_LIKELY = re.compile(r"^[ \t]*[^\s#][^\n]*[ \t]#", re.MULTILINE)
"""Where there may be one; most files have none, and need not be walked."""
_BEHIND = re.compile(r"[ \t]+(?P<note>#[^\r\n]*)")
_MOST_SHOWN = 40
_MEND = (
    "put the whole text in double quotes if that is a part of it; a note of your own goes on a "
    "line of its own, above."
)


def check_notes(file: YamlFile, text: str) -> Iterator[Problem]:
    """Finds what stands behind an unquoted or a missing value on its line, and is taken for a note.

    Args:
        file: What was read.
        text: What it was read from.
    """
    if file.root is not None and _LIKELY.search(text):
        yield from _notes(file.root, file.label, text)


def _notes(node: Node, label: str, text: str) -> Iterator[Problem]:
    if isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _notes(value, label, text)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _notes(value, label, text)
    elif isinstance(node, ScalarNode) and not node.style:
        found = _BEHIND.match(text, node.end_mark.index)
        if found is not None:
            note = found["note"].rstrip()[:_MOST_SHOWN]
            what = f"`{note}` would be left out: behind a blank, `#` begins a note."
            yield Problem(label, node.end_mark.line + 1, what, _MEND)
