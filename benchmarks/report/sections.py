"""What a section of the report is made of, whatever it measures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tests.conversations.playback import Playback

Item = TypeVar("Item")


class Follow(Protocol):
    """Goes through items under a heading, and shows how far it is."""

    def __call__(self, items: Sequence[Item], heading: str, /) -> Iterable[Item]:
        """Passes on the items, one after the other."""


@dataclass(frozen=True)
class Figure:
    """A number, and what it should be.

    Attributes:
        goal: The least that it should be, or the most with `is_limit`; None where nothing is set.
    """

    name: str
    value: float
    goal: float | None = None
    is_limit: bool = False
    decimals: int = 3

    @property
    def is_reached(self) -> bool:
        """Whether it is as it should be, as far as it is shown."""
        if self.goal is None:
            return True
        shown = round(self.value, self.decimals)
        return shown <= self.goal if self.is_limit else shown >= self.goal

    @property
    def shown(self) -> str:
        """As it is written."""
        return f"{self.value:.{self.decimals}f}"

    @property
    def shown_goal(self) -> str:
        """The goal as it is written; empty where there is none."""
        if self.goal is None:
            return ""
        return f"{'at most' if self.is_limit else 'at least'} {self.goal:g}"


@dataclass(frozen=True)
class Case:
    """One thing that was tried, which the next run tries under the same name.

    Attributes:
        came: What came of it, where it did not pass.
    """

    name: str
    passed: bool
    came: str = ""


@dataclass(frozen=True)
class Chart:
    """Bars: one for each label of each series.

    Attributes:
        highest: Where the axis ends; None: where the bars do.
    """

    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[float]]
    is_lying: bool = False
    is_stacked: bool = False
    highest: float | None = None


@dataclass(frozen=True)
class Table:
    """Rows under headings.

    Attributes:
        is_open: Whether it is seen at once.
        is_shaded: Whether the numbers of a row are shaded by their share in it.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    is_open: bool = False
    is_shaded: bool = False


@dataclass(frozen=True)
class Section:
    """One part of the report.

    Attributes:
        id: What it is chosen by.
        about: What it measures, in a sentence or two.
        must_pass: Whether a case that does not pass is a failure, and not just short of a goal.
        is_part: Whether only some of its cases were tried, so that its figures say nothing of all.
    """

    id: str
    title: str
    about: str
    figures: Sequence[Figure] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    cases: Sequence[Case] = ()
    played: Sequence[Playback] = ()
    must_pass: bool = False
    is_part: bool = False

    @property
    def failed(self) -> bool:
        """Whether something is wrong, rather than not as good as it should be."""
        return self.must_pass and not all(each.passed for each in self.cases)
