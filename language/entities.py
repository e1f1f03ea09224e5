"""What a message names: one entity is one detail of a question, found at one place in its text."""

from dataclasses import dataclass
from typing import TypeAlias

from knowledge.treatments import Range

EntityValue: TypeAlias = str | float | Range
"""The id of a term, one needle length in mm, or a range of lengths in mm."""


@dataclass(frozen=True)
class Entity:
    """One detail, with its place in the normalised text.

    Attributes:
        kind: `depth`, `treatment`, or the kind of vocabulary that lists the term.
        value: What it stands for; lengths are in mm.
        start: Where it begins in the normalised text.
        end: Where it ends, exclusive.
        text: The words as the visitor wrote them.
        negated: Whether the visitor says that it is not so ("I don't have keloids").
        of: Whose it is, where that is not of whom is asked for: "my mother gets keloids".
        is_inherited: Whether it is a reason for care that the one asked for may have from them.
    """

    kind: str
    value: EntityValue
    start: int
    end: int
    text: str
    negated: bool = False
    of: str | None = None
    is_inherited: bool = False
