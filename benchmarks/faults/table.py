"""The table of `docs/reliability.md`, between its two marks."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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


def rows_in(page: str) -> dict[str, str]:
    """The rows of the page's table, by what fails."""
    found = _BETWEEN.search(page)
    rows = found[0].splitlines(keepends=True)[2:] if found else []
    return {row.split(" | ")[0].removeprefix("| "): row for row in rows}


def with_rows(page: str, rows: Mapping[str, str], order: Sequence[str]) -> str:
    """The page with these rows in place of their earlier ones; others stay while they are known.

    Args:
        page: The page.
        rows: By what fails.
        order: All that can fail.

    Raises:
        ValueError: There are no marks in the page.
    """
    if not _BETWEEN.search(page):
        raise ValueError(f"The page has no lines `{BEGIN}` and `{END}` for the table.")
    known = {**rows_in(page), **rows}
    table = _HEAD + "".join(known[name] for name in order if name in known)
    return _BETWEEN.sub(lambda _: table, page)
