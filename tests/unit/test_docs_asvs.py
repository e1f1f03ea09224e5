"""The checklist of OWASP ASVS 4.0.3: nothing is left out, and what is met has evidence."""

import re
from collections import Counter
from typing import NamedTuple

import pytest

from knowledge import DEFAULT_FOLDER

ROOT = DEFAULT_FOLDER.parent
PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")
STATES = {"met", "**not met**", "not ours"}
LEVEL_2 = {
    "2.1": range(1, 13),
    "2.2": range(1, 4),
    "2.3": range(1, 4),
    "2.4": range(1, 6),
    "2.5": range(1, 8),
    "2.6": range(1, 4),
    "2.7": range(1, 7),
    "2.8": range(1, 8),
    "2.9": range(1, 4),
    "2.10": range(1, 5),
    "3.1": [1],
    "3.2": range(1, 5),
    "3.3": range(1, 5),
    "3.4": range(1, 6),
    "3.5": range(1, 4),
    "3.7": [1],
    "4.1": [1, 2, 3, 5],
    "4.2": [1, 2],
    "4.3": range(1, 4),
    "5.1": range(1, 6),
    "5.2": range(1, 9),
    "5.3": range(1, 11),
    "5.4": range(1, 4),
    "5.5": range(1, 5),
    "7.1": range(1, 5),
    "7.2": [1, 2],
    "7.3": [1, 3, 4],
    "7.4": range(1, 4),
    "8.1": range(1, 5),
    "8.2": range(1, 4),
    "8.3": range(1, 9),
    "9.1": range(1, 4),
    "9.2": range(1, 5),
    "13.1": [1, 3, 4, 5],
    "13.2": [1, 2, 3, 5, 6],
    "13.3": [1, 2],
    "13.4": [1, 2],
    "14.1": range(1, 5),
    "14.2": range(1, 7),
    "14.3": [2, 3],
    "14.4": range(1, 8),
    "14.5": range(1, 5),
}
"""The requirements of levels 1 and 2, without those that were struck out."""


class Row(NamedTuple):
    number: str
    asked: str
    state: str
    how: str
    evidence: str


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in re.findall(r"^\| \d.*\|$", PAGE, re.M)
]
ABSENT = re.findall(r"\d+\.\d+\.\d+", " ".join(re.findall(r"^- ([\d., ]+): ", PAGE, re.M)))


def place(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def test_every_requirement_stands_there_once_and_in_order() -> None:
    wanted = [f"{section}.{n}" for section, numbers in LEVEL_2.items() for n in numbers]
    listed = [row.number for row in ROWS]
    assert sorted(listed, key=place) == listed
    assert sorted([*listed, *ABSENT], key=place) == wanted


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_what_is_met_has_evidence_and_what_is_not_says_why(row: Row) -> None:
    assert row.asked
    assert row.state in STATES
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", row.evidence)
    assert all((ROOT / "docs" / link).is_file() for link in links)
    assert links if row.state == "met" else row.how


def test_the_sums_are_those_of_the_rows() -> None:
    counted = Counter(row.state for row in ROWS)
    met, not_met, not_ours = counted["met"], counted["**not met**"], counted["not ours"]
    said = f"In all: {met} met, {not_met} not met, {not_ours} not ours, {len(ABSENT)} about"
    assert said in PAGE
