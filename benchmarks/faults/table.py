"""The table of `docs/reliability.md`, between its two marks."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.load import Outcome
from benchmarks.faults.playing import Played

PAGE = Path(__file__).parent.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- faults -->", "<!-- /faults -->"
_BETWEEN = re.compile(f"(?<={BEGIN}\n).*?(?={END})", re.DOTALL)
_COLUMNS = (
    "what fails",
    "a visitor who asks gets",
    "with a warning sign",
    "slowest",
    "lost, twice",
    "`/readyz`",
    "answers for all again",
    "conversations go on",
)
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}\n"


def row_of(played: Played) -> str:
    """A row of the table."""
    slowest = " / ".join(f"{each:.1f} s" for each in played.slowest)
    cells = (
        played.name,
        _said(played.questions),
        _said(played.signs),
        slowest,
        f"{played.kept.lost}, {played.kept.twice}",
        ", ".join(played.ready),
        f"after {played.back:.1f} s",
        "yes" if played.goes_on else "no",
    )
    return f"| {' | '.join(cells)} |\n"


def _said(counts: Counter[Outcome]) -> str:
    return ", ".join(f"{counts[each]} {each.value}" for each in Outcome if counts[each])


def rows_in(page: str) -> list[str]:
    """What fails, by the rows of the page's table."""
    found = _BETWEEN.search(page)
    rows = found[0].splitlines()[2:] if found else []
    return [row.split(" | ")[0].removeprefix("| ") for row in rows if row]


def with_rows(page: str, rows: Sequence[str]) -> str:
    """The page with another table.

    Raises:
        ValueError: There are no marks in the page.
    """
    if not _BETWEEN.search(page):
        raise ValueError(f"The page has no lines `{BEGIN}` and `{END}` for the table.")
    table = _HEAD + "".join(rows)
    return _BETWEEN.sub(lambda _: table, page)
