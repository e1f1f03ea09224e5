"""The numbers of a fact whose sentence has become another."""

from collections.abc import Mapping, Sequence

from desk.teach.draft import free_name, named_figures
from knowledge.checks import figures
from knowledge.treatments import Range, ends


class UnclearNumbers(Exception):
    """Which figure of the new sentence stands for which of the old one cannot be told."""


def numbers_of(
    text: str, desk: str, before: Mapping[str, float | Range]
) -> dict[str, float | Range]:
    """The figures of a sentence by name: answers count with some, and know them by these names.

    Those that stay keep the name that they have. Where as many are new as are gone, they take the
    names of those in order.

    Args:
        text: The sentence as it will be.
        desk: How it is said on the phone; empty where that is the same.
        before: The numbers of the sentence as it is.

    Raises:
        UnclearNumbers: Figures are new and others gone, but not as many.
    """
    said = figures(f"{text} {desk}")[1]
    kept = {name: number for name, number in before.items() if set(ends(number)) <= said}
    there = {value for number in kept.values() for value in ends(number)}
    named = {n: v for n, v in named_figures(f"{text} {desk}").items() if v not in there}
    gone = {name: number for name, number in before.items() if name not in kept}
    if gone and named:
        new = _in_their_place(gone, list(dict.fromkeys(named.values())))
        return {name: new.get(name, number) for name, number in before.items()}
    for name, value in named.items():
        kept[free_name(name, lambda each: each not in kept, "_")] = value
    return kept


def _in_their_place(
    gone: Mapping[str, float | Range], new: Sequence[float]
) -> dict[str, float | Range]:
    """Each name with as many of the new figures as it had."""
    left, found = list(new), dict[str, float | Range]()
    if len(left) != sum(len(set(ends(number))) for number in gone.values()):
        raise UnclearNumbers
    for name, number in gone.items():
        taken = [left.pop(0) for _ in set(ends(number))]
        if not isinstance(number, Range):
            found[name] = taken[0]
        elif taken != sorted(taken):
            raise UnclearNumbers
        else:
            found[name] = Range(min=taken[0], max=taken[-1])
    return found
