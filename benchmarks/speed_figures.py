"""The figures of two services side by side, and how they stand to what was aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.markdown import table


@dataclass(frozen=True)
class Figure:
    """One figure of this assistant and of Rasa's default.

    Attributes:
        name: What it is, with its unit.
        ours: This assistant's.
        default: The default's; None where it has no such thing.
        ratio_aim: What the ratio should be at most, or with `more_is_better` at least.
        limit: What ours should be at most, in the unit of the figure.
        more_is_better: Whether a greater figure is the better one.
    """

    name: str
    ours: float
    default: float | None = None
    ratio_aim: float | None = None
    limit: float | None = None
    more_is_better: bool = False

    @property
    def ratio(self) -> float | None:
        """Ours as a multiple of the default's."""
        return None if self.default is None else self.ours / self.default

    @property
    def reaches_aim(self) -> bool | None:
        """Whether every aim is reached; None where there is none."""
        reached = []
        if self.ratio_aim is not None and self.ratio is not None:
            reached.append(
                self.ratio >= self.ratio_aim
                if self.more_is_better
                else self.ratio <= self.ratio_aim
            )
        if self.limit is not None:
            reached.append(self.ours <= self.limit)
        return all(reached) if reached else None

    @property
    def aim(self) -> str:
        """The aims in words."""
        sign = "≥" if self.more_is_better else "≤"
        aims = []
        if self.ratio_aim is not None:
            aims.append(f"ratio {sign} {self.ratio_aim:g}")
        if self.limit is not None:
            aims.append(f"≤ {self.limit:g}")
        return ", ".join(aims)


def figures_table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    return table(
        ("figure", "this assistant", "Rasa's default", "ratio", "aim", "reached"),
        [
            (
                figure.name,
                f"{figure.ours:.1f}",
                "" if figure.default is None else f"{figure.default:.1f}",
                "" if figure.ratio is None else f"{figure.ratio:.2f}",
                figure.aim,
                {True: "yes", False: "no", None: ""}[figure.reaches_aim],
            )
            for figure in figures
        ],
    )
