"""What is kept of a run, and what has changed since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from benchmarks.report.sections import Section

Kept = dict[str, Any]
"""A run as it is kept: under `sections`, by id, when it was `made`, its `figures` and `cases`."""


@dataclass(frozen=True)
class Changes:
    """What changed in one section.

    Attributes:
        since: When the run was that it is compared with.
        figures: Name, value before and value now, of those that changed.
        worse: What passed and does not any more.
        better: What did not pass and does now.
        new: How many cases there are that were not there.
        gone: How many there were that are not there any more.
    """

    title: str
    since: str
    figures: Sequence[tuple[str, str, str]]
    worse: Sequence[tuple[str, str]]
    better: Sequence[str]
    new: int
    gone: int

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return bool(self.figures or self.worse or self.better or self.new or self.gone)


def kept(text: str) -> Kept:
    """Reads what was kept; nothing where it cannot be read, as after a change of this program."""
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, dict) or not isinstance(content.get("sections"), dict):
        return {"sections": {}}
    return content


def with_sections(before: Kept, sections: Sequence[Section], now: datetime) -> str:
    """What to keep of this run; what it did not measure or try stays as it was."""
    kept_before = before["sections"]
    measured = {
        each.id: _kept_of(each, kept_before.get(each.id), now.isoformat(timespec="minutes"))
        for each in sections
    }
    content = {"sections": {**kept_before, **measured}}
    return json.dumps(content, indent=1, ensure_ascii=False)


def _kept_of(section: Section, before: Mapping[str, Any] | None, now: str) -> Mapping[str, Any]:
    cases = {case.name: case.passed for case in section.cases}
    if section.is_part:
        rest = before or {"made": now, "figures": {}, "cases": {}}
        return {**rest, "cases": {**rest["cases"], **cases}}
    figures = {figure.name: figure.shown for figure in section.figures}
    return {"made": now, "figures": figures, "cases": cases}


def changes(before: Kept, sections: Sequence[Section]) -> list[Changes]:
    """What changed in each section that was measured before."""
    return [
        _of_section(before["sections"][each.id], each)
        for each in sections
        if each.id in before["sections"]
    ]


def _of_section(before: Mapping[str, Any], section: Section) -> Changes:
    figures, cases = before["figures"], before["cases"]
    now = {case.name: case for case in section.cases}
    return Changes(
        section.title,
        before["made"],
        figures=[
            (each.name, figures[each.name], each.shown)
            for each in section.figures
            if figures.get(each.name, each.shown) != each.shown and not section.is_part
        ],
        worse=[
            (name, case.came)
            for name, case in now.items()
            if cases.get(name) is True and not case.passed
        ],
        better=[name for name, case in now.items() if cases.get(name) is False and case.passed],
        new=len(now.keys() - cases.keys()),
        gone=0 if section.is_part else len(cases.keys() - now.keys()),
    )
