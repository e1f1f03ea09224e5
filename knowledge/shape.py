"""Turning what pydantic finds wrong with one file into problems with a line and a mend."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from knowledge.problems import KnowledgeError, Problem, closest, suggestion
from knowledge.yaml_file import YamlFile

Shape = TypeVar("Shape", bound=BaseModel)
Path = tuple[str | int, ...]

_TEXT = ("must be a text", "write a text here.")
_NUMBER = ("is not a number", "write a number with a decimal point, without a unit.")
_DATE = ("is not a date", "write the date as year-month-day, like `2026-01-31`.")
_LIST = (
    "must be a list",
    "write a list: `[one, two]`, or a line for each that starts with `- `.",
)
_KEYS = ("must hold `key: value` lines", "write `key: value` lines, indented below this one.")
_WORDS = {
    "string_type": _TEXT,
    "string_too_short": ("is empty", "write something here, or remove the key."),
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "int_parsing": ("is not a whole number", "write a whole number, without a unit."),
    "greater_than_equal": (None, "write a larger number."),
    "less_than_equal": (None, "write a smaller number."),
    "finite_number": ("is not a number", "write a number."),
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "too_short": ("is an empty list", "add at least one entry."),
}
"""What is wrong, where pydantic's own words would not do, and how to mend it."""


def shaped(file: YamlFile, model: type[Shape]) -> Shape:
    """The file's values as `model`.

    Raises:
        KnowledgeError: Something is missing, unknown, or of the wrong kind; every place is named.
    """
    data = {} if file.data is None else file.data
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise KnowledgeError(_problems(file, model, data, error)) from None


def _problems(
    file: YamlFile, model: type[BaseModel], data: Any, error: ValidationError
) -> list[Problem]:
    found: dict[Path, Problem] = {}
    for detail in error.errors(include_url=False):
        path = _path_in(data, detail["loc"])
        if detail["type"] == "missing":
            path = (*path, detail["loc"][-1])
        problem = _problem(file, model, path, dict(detail))
        # A value that fits none of several shapes is reported once for each. Plain shapes come
        # first and say best what to write, unless the editor wrote a mapping, which only the last
        # one looks into.
        if path not in found or isinstance(detail["input"], dict):
            found[path] = problem
    deepest = [
        path
        for path in found
        if not any(other != path and other[: len(path)] == path for other in found)
    ]
    return [found[path] for path in deepest]


def _problem(file: YamlFile, model: type[BaseModel], path: Path, detail: dict[str, Any]) -> Problem:
    kind, context = str(detail["type"]), detail.get("ctx") or {}
    name = _named(path)
    is_key = detail["loc"][-1:] == ("[key]",)
    if kind == "missing":
        return file.problem(
            path[:-1], f"{_named(path[:-1])} has no `{path[-1]}`.", f"add `{path[-1]}:`."
        )
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        mend = suggestion(str(path[-1]), known)
        if closest(str(path[-1]), known) is None:
            mend = f"remove it, or {mend}"
        return file.problem(path, f"`{path[-1]}` is not a key of {_named(path[:-1])}.", mend)
    if kind == "literal_error":
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        word = str(path[-1] if is_key else detail["input"])
        return file.problem(path, f"{name} cannot be `{_short(word)}`.", suggestion(word, choices))
    if kind == "string_pattern_mismatch":
        word = str(path[-1] if is_key else detail["input"])
        joint = "_" if "_" in str(context.get("pattern")) else "-"
        return file.problem(
            path,
            f"`{_short(word)}` is not an id.",
            f"use lower-case letters and digits, joined by `{joint}`.",
        )
    what, mend = _WORDS.get(kind, (None, "correct it."))
    least = context.get("min_length", 1)
    if kind == "too_short" and least > 1:
        what, mend = f"has {context['actual_length']} of {least} entries", f"write {least} or more."
    what = what or str(detail["msg"]).removeprefix("Value error, ")
    shown = f" (`{_short(detail['input'])}`)" if isinstance(detail["input"], str) else ""
    return file.problem(path, f"{name}{shown} {what}.", str(context.get("mend") or mend))


def _path_in(data: Any, location: Sequence[str | int]) -> Path:
    """The part of a pydantic location that leads through the data; the rest names union members."""
    path: list[str | int] = []
    for step in location:
        in_mapping = isinstance(data, dict) and step in data
        if in_mapping or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            path.append(step)
    return tuple(path)


def _named(path: Path) -> str:
    if not path:
        return "The file"
    words = [f"no. {step + 1}" if isinstance(step, int) else str(step) for step in path]
    return "`" + " > ".join(words) + "`"


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"


def _keys_at(annotation: Any, path: Path) -> tuple[str, ...]:
    """The keys that the shape knows at `path`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            return tuple(annotation.model_fields)
        field = annotation.model_fields.get(str(path[0]))
        return _keys_at(field.annotation, path[1:]) if field else ()
    members = get_args(annotation)
    if get_origin(annotation) is dict:
        return _keys_at(members[1], path[1:]) if path else ()
    if get_origin(annotation) in (tuple, list):
        return _keys_at(members[0], path[1:]) if path else ()
    return tuple(key for member in members for key in _keys_at(member, path))
