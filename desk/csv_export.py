"""Tables for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell of a formula starts with; some programs take the full-width signs for it, too."""

Cell = str | int | float | bool | None


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula: what looks like one gets a `'` before it.

    A NUL, which no CSV can hold, goes.
    """
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV; nothing for None, and yes or no for what is true or not."""
    written = io.StringIO()
    csv.writer(written).writerows([[_cell(cell) for cell in row] for row in rows])
    return written.getvalue()


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return defused(cell) if isinstance(cell, str) else cell
