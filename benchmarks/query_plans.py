"""How the database finds the rows of the statements that ran."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

BIG = 10_000
"""Rows from which on a table is not to be read whole."""

_SQLITE_STEP = re.compile(
    r"(SCAN|SEARCH) (\w+)(?: USING (?:AUTOMATIC )?(?:COVERING )?INDEX (\w+))?"
)
_SQLITE_KEY = re.compile(r"USING (?:INTEGER )?PRIMARY KEY")
_ALIAS = re.compile(r'(?:\bFROM|\bJOIN|,) (\w+) AS "?(\w+)"?')


class Statement(NamedTuple):
    """What was sent to the database."""

    text: str
    parameters: Any


@dataclass(frozen=True)
class Access:
    """A table that a statement reads, and by which index.

    Attributes:
        table: Its name.
        index: The index's; `primary key`; None where there is none.
        is_whole: Whether the table, or the index, is read from one end to the other.
    """

    table: str
    index: str | None
    is_whole: bool


@contextmanager
def noted_statements() -> Iterator[list[Statement]]:
    """Notes every statement that reads rows in the meantime, each once."""
    found: dict[str, Statement] = {}

    def note(_: Any, __: Any, text: str, parameters: Any, *___: Any) -> None:
        if text.lstrip().upper().startswith("SELECT"):
            found.setdefault(text, Statement(text, parameters))

    noted: list[Statement] = []
    sa.event.listen(Engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        sa.event.remove(Engine, "before_cursor_execute", note)
        noted += found.values()


def accesses(connection: Connection, statement: Statement) -> list[Access]:
    """What a statement reads, as the database itself explains it."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement.text}", statement.parameters
        )
        names = {alias: table for table, alias in _ALIAS.findall(statement.text)}
        steps = [row[3] for row in rows]
        # In the order of the rows' numbers, and only as far as needed.
        stops_early = "LIMIT" in statement.text and not any("TEMP B-TREE" in each for each in steps)
        return [found for each in steps for found in _of_sqlite(each, names, stops_early)]
    explained = connection.exec_driver_sql(
        f"EXPLAIN (FORMAT JSON) {statement.text}", statement.parameters
    ).scalar_one()
    (plan,) = json.loads(explained) if isinstance(explained, str) else explained
    return list(_of_postgresql(plan["Plan"]))


def _of_sqlite(step: str, names: Mapping[str, str], stops_early: bool) -> Iterator[Access]:
    found = _SQLITE_STEP.match(step)
    if found is None:
        return
    kind, name, index = found.groups()
    if index is None and (_SQLITE_KEY.search(step) or (kind == "SCAN" and stops_early)):
        index = "primary key"
    elif index is not None and index.startswith("sqlite_autoindex"):
        index = "primary key or unique"
    yield Access(names.get(name, name), index, kind == "SCAN")


def _of_postgresql(node: Mapping[str, Any], table: str | None = None) -> Iterator[Access]:
    kind, table = node["Node Type"], node.get("Relation Name", table)
    if kind == "Seq Scan":
        yield Access(str(table), None, True)
    elif "Index Name" in node:
        yield Access(str(table), node["Index Name"], "Index Cond" not in node)
    for below in node.get("Plans", ()):
        yield from _of_postgresql(below, table)


def is_suspicious(access: Access, rows: Mapping[str, int]) -> bool:
    """Whether a big table is read whole, without even an index's order to stop early by."""
    return access.is_whole and access.index is None and rows.get(access.table, 0) >= BIG
