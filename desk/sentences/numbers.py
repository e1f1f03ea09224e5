"""The numbers of a fact whose sentence has become another."""

from collections.abc import Mapping

from desk.teach.draft import named_figures
from knowledge.checks import figures
from knowledge.treatments import Range


def numbers_of(
    text: str, desk: str, before: Mapping[str, float | Range]
) -> dict[str, float | Range]:
    """The figures of a sentence by name: those that stay keep the name that they have.

    Args:
        text: The sentence as it will be.
        desk: How it is said on the phone; empty where that is the same.
        before: The numbers of the sentence as it is.
    """
    said = figures(f"{text} {desk}")[1]
    found = {name: number for name, number in before.items() if _values(number) <= said}
    there = {value for number in found.values() for value in _values(number)}
    for name, value in named_figures(f"{text} {desk}").items():
        if value not in there:
            found[_free(name, found)] = value
    return found


def _values(number: float | Range) -> set[float]:
    return {number.min, number.max} if isinstance(number, Range) else {number}


def _free(name: str, taken: Mapping[str, object]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
