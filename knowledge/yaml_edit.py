"""Changing a YAML file by program: an edit changes the lines concerned, and comments stay.

ruamel.yaml reads a file with its comments and writes it again. A file in the layout that it writes
comes back byte for byte; `tidied` puts any other into that layout, and so does its first edit. It
takes 20 times as long as the reading in `knowledge.yaml_file`, so it is used for edits alone.
"""

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import CommentMark, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
)
from ruamel.yaml.tokens import CommentToken

from knowledge.problems import KnowledgeError, Problem
from knowledge.yaml_file import BLANK, read_yaml

_WIDTH = 110
"""Where a list or a text goes on in the next line, in characters."""
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)
_ENTRY = "  - "
"""How an entry of a list begins in the layout that ruamel.yaml writes here."""
_BOM = b"\xef\xbb\xbf"


class _Resolver(VersionedResolver):
    """Takes every plain value for text or a blank, as `knowledge.yaml_file` does."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0]:
            return f"tag:yaml.org,2002:{'null' if value in BLANK else 'str'}"
        return super().resolve(kind, value, implicit)


class _Emitter(Emitter):
    """Breaks lists between their entries only, and no text in quotes."""

    def write_plain(self, text: Any, split: Any = True) -> None:
        super().write_plain(text, split and not self.flow_level)

    def write_single_quoted(self, text: Any, split: Any = True) -> None:
        super().write_single_quoted(text, False)

    def write_double_quoted(self, text: Any, split: Any = True) -> None:
        super().write_double_quoted(text, False)


def edited(path: Path, content: bytes, change: Callable[[Any], None]) -> bytes:
    """A file with a change made to it.

    Args:
        path: Where the content was read from; only used to name it in problems.
        content: The bytes of the file.
        change: Gets what the file holds and changes it by `put`.

    Raises:
        KnowledgeError: The file cannot be read, or is written in a way that cannot be changed here.
    """
    file = read_yaml(path, content)
    text = content.decode("utf-8-sig")
    newline = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    try:
        data = _yaml().load(text)
        # A file of comments alone holds nothing; they stay above what it gets.
        head = f"{text.rstrip()}\n\n".lstrip() if data is None else ""
        data = CommentedMap() if data is None else data
        change(data)
        result = head + _dumped(data)
        is_right = (read_yaml(path, result.encode()).data or {}) == data
        if _comments(result) < _comments(text):
            # By the change, or was it written where ruamel.yaml loses it?
            is_right = is_right and _comments(_dumped(_yaml().load(text))) == _comments(text)
    except (KnowledgeError, YAMLError):
        is_right = False
    if not is_right:
        what = "This file is written in a way that cannot be changed by program."
        mend = "take comments out of brackets, or change it in a text editor."
        raise KnowledgeError([Problem(file.label, 1, what, mend)])
    result = result.replace("\n", newline)
    return (_BOM if content.startswith(_BOM) else b"") + result.encode()


def edited_at(
    path: Path, content: bytes, place: Sequence[str], change: Callable[[Any], None]
) -> bytes:
    """A file with a change made to one mapping in it, in a hundredth of the time of a long file.

    Args:
        path: Where the content was read from; only used to name it in problems.
        content: The bytes of the file.
        place: The keys that lead to the mapping, each a line of its own.
        change: Gets the mapping and changes it by `put`.

    Raises:
        KnowledgeError: The file cannot be read, or is written in a way that cannot be changed here.
    """
    file = read_yaml(path, content)
    lines = content.decode("utf-8").splitlines(keepends=True)
    heads = [lines[file.line(place[: depth + 1]) - 1] for depth in range(len(place))]
    first = file.line(place)
    indent = len(heads[-1]) - len(heads[-1].lstrip())
    last = first
    while last < len(lines) and (
        not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > indent
    ):
        last += 1

    def within(data: Any) -> None:
        for key in place:
            data = data[key]
        change(data)

    piece = "".join((*heads, *lines[first:last]))
    made = edited(path, piece.encode(), within).decode()
    body = made.splitlines(keepends=True)[len(heads) :]
    return "".join((*lines[:first], *body, *lines[last:])).encode()


def edited_items(
    path: Path, content: bytes, key: str, changes: Mapping[str, Callable[[Any], None]]
) -> bytes:
    """A file with changes made to some entries of a list, as quickly as `edited_at`.

    Args:
        path: Where the content was read from; only used to name it in problems.
        content: The bytes of the file.
        key: Where the list stands; each of its entries has an `id`.
        changes: By the id of an entry, what is done to it by `put`.

    Raises:
        KeyError: There is no such entry.
        KnowledgeError: The file cannot be read, or is written in a way that cannot be changed here.
    """
    file = read_yaml(path, content)
    places = {entry["id"]: place for place, entry in enumerate(file.data[key])}
    starts = {file.line((key, places[id_])) - 1: id_ for id_ in changes}
    lines = content.decode("utf-8").splitlines(keepends=True)
    if not all(lines[start].startswith(_ENTRY) for start in starts):
        return edited(path, content, lambda data: _each(data[key], changes, places))
    for start in sorted(starts, reverse=True):
        last = start + 1
        while last < len(lines) and lines[last].startswith(" " * len(_ENTRY)):
            last += 1
        piece = f"{key}:\n{''.join(lines[start:last])}".encode()
        change = {starts[start]: changes[starts[start]]}
        made = edited(path, piece, lambda data, c=change: _each(data[key], c, dict.fromkeys(c, 0)))  # type: ignore[misc]
        lines[start:last] = made.decode().splitlines(keepends=True)[1:]
    return "".join(lines).encode()


def _each(
    items: Any, changes: Mapping[str, Callable[[Any], None]], places: Mapping[str, int]
) -> None:
    for id_, change in changes.items():
        change(items[places[id_]])


def tidied(path: Path, content: bytes) -> bytes:
    """A file in the layout in which edits change the lines concerned alone.

    Raises:
        KnowledgeError: The file cannot be read or written anew.
    """
    return edited(path, content, lambda data: None)


def put(place: Any, key: str | int, value: Any, comment: str | None = None) -> None:
    """Puts a value into a mapping or a list of the file that `edited` hands over.

    Args:
        place: The mapping or list.
        key: A key, which the mapping need not have yet; of a list, a place or its length.
        value: None, a text, a list or a mapping; empty ones leave a blank. Lists and mappings are
            written on one line, save what `block` made.
        comment: Stands above what is added.
    """
    value = _written(value)
    keys = _keys(place)
    if key not in keys:
        tail = _tail(*_last(place, keys[-1])) if keys else ""
        if isinstance(place, list):
            place.append(value)
        else:
            place[key] = value
        _set(*_last(place, key), tail)
        if comment:
            place.yaml_set_comment_before_after_key(key, comment, place.lc.col)
    elif value and isinstance(value, list) and _is_block(place[key]) and place[key]:
        _put_items(place[key], value)
    elif place[key] != value:
        comments = _lifted(place, key)
        place[key] = value
        _set(place, key, comments)


def block(value: Mapping[str, Any]) -> CommentedMap:
    """A mapping to be written with a line for each key."""
    return CommentedMap({key: _written(each) for key, each in value.items()})


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver, yaml.Emitter = _Resolver, _Emitter
    yaml.preserve_quotes = True  # type: ignore[assignment]
    yaml.width = _WIDTH  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(data: Any) -> str:
    written = io.StringIO()
    _yaml().dump(data, written)
    return written.getvalue()


def _comments(text: str) -> int:
    return len(_COMMENT.findall(text))


def _written(value: Any) -> Any:
    """A value as ruamel.yaml writes it on one line."""
    if isinstance(value, CommentedMap):
        return value
    if not value or not isinstance(value, Mapping | Sequence):
        return value or None
    if isinstance(value, str):
        # What ruamel.yaml would leave without quotes and PyYAML does not read without.
        needs_quotes = value[0] in ":?" or not value.replace("\n", "").isprintable()
        return DoubleQuotedScalarString(value) if needs_quotes else value
    made: Any
    if isinstance(value, Mapping):
        made = CommentedMap({key: _written(each) for key, each in value.items()})
    else:
        made = CommentedSeq(map(_written, value))
    made.fa.set_flow_style()
    return made


def _put_items(place: CommentedSeq, items: Sequence[Any]) -> None:
    """Makes a list another one; entries that stay keep their comments."""
    tail = _tail(*_last(place, len(place) - 1))
    old, new = ([json.dumps(each) for each in entries] for entries in (place, items))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, low, high, new_low, new_high in reversed(matcher.get_opcodes()):
        pairs = min(high - low, new_high - new_low)
        for number in range(pairs):
            if place[low + number] != items[new_low + number]:
                place[low + number] = items[new_low + number]
        for number in reversed(range(low + pairs, high)):
            del place[number]
        for item in reversed(items[new_low + pairs : new_high]):
            place.insert(low + pairs, item)
    last = _last(place, len(place) - 1)
    _set(*last, _joined(_text(*last), tail))


# ruamel.yaml keeps the comments and blank lines that follow a value, up to the next one, with that
# value: beside the last key or entry inside it. What is added behind it has to take them over.


def _keys(place: Any) -> list[Any]:
    return list(range(len(place)) if isinstance(place, list) else place)


def _is_block(value: Any) -> bool:
    return isinstance(value, CommentedMap | CommentedSeq) and not value.fa.flow_style()


def _last(place: Any, key: Any) -> tuple[Any, Any]:
    """Where the comments are kept that follow the value of a key."""
    value = place[key]
    return _last(value, _keys(value)[-1]) if _is_block(value) and value else (place, key)


def _token(place: Any, key: Any) -> Any:
    tokens = place.ca.items.get(key)
    return tokens and tokens[0 if isinstance(place, list) else 2]


def _text(place: Any, key: Any) -> str:
    """What follows the value of a key; begins with what stands beside it, or a line break."""
    token = _token(place, key)
    if not token:
        return ""
    return f"\n{token.value}" if _is_literal(place[key]) else str(token.value)


def _set(place: Any, key: Any, text: str) -> None:
    old = _token(place, key)
    text = text.removeprefix("\n") if _is_literal(place[key]) else text
    token = CommentToken(text, old.start_mark if old else CommentMark(0), None) if text else None
    tokens = place.ca.items.setdefault(key, [None, None, None, None])
    tokens[0 if isinstance(place, list) else 2] = token
    if hasattr(place[key], "ca") and place[key].ca.comment:
        place[key].ca.comment[0] = token


def _is_literal(value: Any) -> bool:
    """Whether it ends with a line break of its own."""
    return isinstance(value, LiteralScalarString | FoldedScalarString)


def _tail(place: Any, key: Any) -> str:
    """Takes the lines that follow a value; a comment beside it stays."""
    text = _text(place, key)
    beside, _, rest = text.partition("\n")
    _set(place, key, beside and f"{beside}\n")
    return f"\n{rest}" if rest or (text and not beside) else ""


def _lifted(place: Any, key: Any) -> str:
    """All comments of a value that is about to go."""
    text, value = _text(place, key), place[key]
    if hasattr(value, "ca"):
        for inner in _keys(value):
            before = (value.ca.items.get(inner) or [None, None])[1] or ()
            for each in (*(token.value for token in before), _lifted(value, inner)):
                text = _joined(text, each)
    return text


def _joined(text: str, more: str) -> str:
    return text + (more.removeprefix("\n") if text.endswith("\n") else more)
