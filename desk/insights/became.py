"""What became of the questions on each topic, and of each particular question, as tables."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk.insights.store import became

MOST_ROWS = 25
"""Questions that the page shows; the file has all."""
FEW = 20
"""Below which no share is told in percent."""


def share(part: int, whole: int) -> str:
    """A part of a whole in words; of a few, the numbers: a percentage would claim too much."""
    if whole < FEW:
        return f"{part} of {whole}" if whole else "–"
    return f"{part / whole:.0%}"


@dataclass(frozen=True)
class Row:
    """What became of the questions on one thing."""

    label: str
    parts: Mapping[str, int]

    @property
    def whole(self) -> int:
        """How many there were."""
        return sum(self.parts.values())

    def shares(self) -> Mapping[str, str]:
        """Each part as a share of the whole."""
        return {name: share(part, self.whole) for name, part in self.parts.items()}


def rows_of(counted: Mapping[str, Mapping[str, int]], name: Callable[[str], str]) -> Sequence[Row]:
    """A row for each thing, in order; small talk, signs and calls for a person are left out.

    Args:
        counted: By the id of a thing, how the answers turned out.
        name: What it is called; what has the same name is added up.
    """
    named: dict[str, Counter[str]] = {}
    for id_, outcomes in counted.items():
        named.setdefault(name(id_), Counter()).update(outcomes)
    rows = (Row(label, became(outcomes)) for label, outcomes in named.items())
    return [row for row in rows if row.whole]
