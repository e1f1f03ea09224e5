"""Tables for a spreadsheet."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows UTF-8."""
_FORMULA = frozenset("=+-@\u2212\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b")
"""What a formula starts with; some programs take the minus sign and wide and small ones, too."""
_BREAKS = re.compile("([;|\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029])")
"""Where a cell may begin anew: files are read with other separators than they were written with,
and their quotes then hold no line together."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""The Unicode categories of signs that are not seen, such as a space of no width."""

Cell = str | int | float | bool | None


def defused(cell: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever separates its cells.

    What looks like the beginning of one gets a `'` before it. A NUL, which no CSV can hold, goes.
    """
    cell = cell.replace("\0", "")
    parts = (f"'{part}" if _is_formula(part) else part for part in _BREAKS.split(cell))
    return f"{_quote_of(cell)}{''.join(parts)}"


def _quote_of(cell: str) -> str:
    """The `'` of a cell that begins with what some programs pass over before a formula."""
    return "'" if cell.startswith(("\t", "\r")) else ""


def _is_formula(part: str) -> bool:
    seen = (sign for sign in part if sign != '"' and unicodedata.category(sign) not in _UNSEEN)
    return next(seen, "") in _FORMULA


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
