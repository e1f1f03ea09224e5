"""The report as one page, which needs nothing from elsewhere and can be sent to somebody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from benchmarks.report.changes import Changes
from benchmarks.report.sections import Chart, Section

_HERE = Path(__file__).parent
_CHART_JS = _HERE.parent.parent / "desk" / "static" / "chart.umd.min.js"
"""The library that draws the front desk's insights, too."""
_EXPECTED = ("topics", "shows", "hides", "cites", "mentions", "never", "offers")


def page(
    sections: Sequence[Section], changed: Sequence[Changes], made: datetime, knowledge_version: str
) -> str:
    """Writes the page.

    Args:
        sections: What was measured.
        changed: What changed since the last run, by section.
        made: When.
        knowledge_version: Which knowledge was measured.
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html").render(
        sections=sections,
        changed=changed,
        made=f"{made:%Y-%m-%d %H:%M}",
        knowledge_version=knowledge_version[:12],
        drawn=drawn,
        shade=shade,
        expected_of=expected_of,
        style=_file(_HERE / "report.css"),
        scripts=[_file(_CHART_JS), _file(_HERE / "report.js")],
    )


def _file(path: Path) -> Markup:
    """A file of ours as it is; a script must not end its own element."""
    return Markup(path.read_text("utf-8").replace("</script", "<\\/script"))


def drawn(chart: Chart) -> Mapping[str, Any]:
    """What the script draws."""
    return {
        "labels": list(chart.labels),
        "series": {name: list(numbers) for name, numbers in chart.series.items()},
        "lying": chart.is_lying,
        "stacked": chart.is_stacked,
        "highest": chart.highest,
    }


def shade(row: Sequence[object], cell: object) -> float:
    """How dark a cell is: its share of the numbers of its row, 0 to 1."""
    whole = sum(int(each) for each in row if isinstance(each, int))
    return cell / whole if isinstance(cell, int) and whole else 0.0


def expected_of(turn: Any) -> list[tuple[str, str]]:
    """What a turn of a conversation expects, in the words of its file."""
    found = [(key, "; ".join(getattr(turn, key))) for key in _EXPECTED if getattr(turn, key)]
    return [*found, *([("refused", turn.refused)] if turn.refused else [])]
