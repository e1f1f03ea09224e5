"""The testers' report as somebody opens it who was sent the file."""

from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.report.page import page as written
from benchmarks.report.sections import Case, Chart, Figure, Section, Table
from tests.browser.visiting import DESKTOP, overhang, violations

pytestmark = pytest.mark.browser

SECTION = Section(
    "topics",
    "By topic",
    "About it.",
    figures=[Figure("share", 0.5, 0.9)],
    charts=[
        Chart("Right", ["pain", "cost"], {"right": [0.25, 1]}, is_lying=True, highest=1),
        Chart("By confidence", ["0.1", "0.2"], {"right": [1, 2], "wrong": [2, 0]}, is_stacked=True),
    ],
    tables=[Table("Confusion", ("", "pain", "cost"), [("pain", 3, 1)], True, True)],
    cases=[Case("price", True)],
)
IS_DRAWN = """canvas => canvas.getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height).data.some(value => value)"""


def test_charts_are_drawn_and_axe_reports_nothing(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(written([SECTION], [], datetime(2026, 5, 4), "v1"), "utf-8")
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(file.as_uri())
    canvases = page.locator("canvas").all()
    assert [canvas.evaluate(IS_DRAWN) for canvas in canvases] == [True, True]
    assert violations(page) == []
    assert overhang(page) <= 0
    context.close()
    assert faults == []
