"""Where a needle length stands among the ranges of the sources, and which type that makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from knowledge.treatments import Range, Treatment, ends

_TOLERANCE_MM = 1e-6


class Place(Enum):
    """How a length lies to the ranges of a treatment's types."""

    INSIDE = auto()
    """Within the range of at least one type."""
    ACROSS = auto()
    """A range of lengths that reaches into those of several types."""
    PARTLY = auto()
    """A range of lengths that reaches into that of one type and beyond it."""
    BETWEEN = auto()
    """Between two ranges, in neither."""
    BELOW = auto()
    """Shorter than any range."""
    ABOVE = auto()
    """Longer than any range."""
    UNKNOWN = auto()
    """No range is known."""


@dataclass(frozen=True)
class Placed:
    """Where a length lies; `types` are those it lies in, or else the nearest, shorter first."""

    place: Place
    types: tuple[str, ...]

    @property
    def belongs(self) -> tuple[str, ...]:
        """The types that the length lies in, wholly or partly."""
        return self.types if self.place in (Place.INSIDE, Place.ACROSS, Place.PARTLY) else ()


def ranges(treatment: Treatment) -> dict[str, Range]:
    """The needle lengths of each type in mm, shortest first.

    A type without a fact that states its length is left out: its range would lack a source.
    """
    known = {
        name: kind.needle_length_mm
        for name, kind in treatment.types.items()
        if kind.needle_length_mm is not None and kind.depth_facts
    }
    return dict(sorted(known.items(), key=lambda item: (item[1].min, item[1].max)))


def place(value: float | Range, treatment: Treatment) -> Placed:
    """Find where a length, or a range of lengths, lies.

    Args:
        value: In mm.
        treatment: Whose types are compared.
    """
    low, high = ends(value)
    known = ranges(treatment)
    if not known:
        return Placed(Place.UNKNOWN, ())
    below, above = low - _TOLERANCE_MM, high + _TOLERANCE_MM
    touched = [name for name, each in known.items() if below <= each.max and each.min <= above]
    around = [
        name
        for name in touched
        if known[name].min <= low + _TOLERANCE_MM and high <= known[name].max + _TOLERANCE_MM
    ]
    if around:
        return Placed(Place.INSIDE, tuple(around))
    if touched:
        return Placed(Place.ACROSS if len(touched) > 1 else Place.PARTLY, tuple(touched))
    shorter = [name for name, each in known.items() if each.max < low]
    longer = [name for name, each in known.items() if each.min > high]
    shorter.sort(key=lambda name: known[name].max)
    nearest = (*shorter[-1:], *longer[:1])
    if shorter and longer:
        return Placed(Place.BETWEEN, nearest)
    return Placed(Place.ABOVE if shorter else Place.BELOW, nearest)


def types_of(depths: Iterable[float | Range], treatment: Treatment) -> tuple[str, ...]:
    """The types that these lengths in mm belong to, each once."""
    found = [name for depth in depths for name in place(depth, treatment).belongs]
    return tuple(dict.fromkeys(found))
