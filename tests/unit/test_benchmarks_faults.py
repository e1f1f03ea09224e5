"""The table of faults, without a service to break."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.faults.faults import FAULTS, Fault
from benchmarks.faults.kept import Kept
from benchmarks.faults.load import Outcome
from benchmarks.faults.playing import Played, troubles
from benchmarks.faults.table import BEGIN, END, PAGE, row_of, rows_in, with_rows

PLAYED = Played(
    name="the gateway is killed",
    questions=Counter({Outcome.UNREACHED: 2, Outcome.ANSWERED: 30}),
    signs=Counter({Outcome.ANSWERED: 7}),
    slowest=(0.41, 0.12),
    kept=Kept(0, 1),
    ready=("200", "–"),
    back=4.06,
    goes_on=True,
)


def test_the_pages_table_has_the_faults_that_are_played() -> None:
    page = PAGE.read_text("utf-8")
    assert list(rows_in(page)) == [fault.name for fault in FAULTS], "stale: run `make faults`"


def test_the_page_is_what_would_be_written_of_its_rows_today() -> None:
    page = PAGE.read_text("utf-8")
    assert with_rows(page, {}, [fault.name for fault in FAULTS]) == page


def played_in(row: str) -> Played:
    """What a row was made of."""
    name, asked, signs, slowest, kept, ready, back, goes_on = row.strip("|\n ").split(" | ")
    lost, twice = map(int, kept.split(", "))
    first, second = (float(each.removesuffix(" s")) for each in slowest.split(" / "))
    return Played(
        name,
        got(asked),
        got(signs),
        (first, second),
        Kept(lost, twice),
        tuple(ready.split(", ")),
        float(back.removeprefix("after ").removesuffix(" s")),
        goes_on == "yes",
    )


def got(cell: str) -> Counter[Outcome]:
    parts = (each.split(" ", 1) for each in cell.split(", ") if each)
    return Counter({Outcome(outcome): int(number) for number, outcome in parts})


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_row_of_the_page_is_one_of_today_and_allowed(fault: Fault) -> None:
    row = rows_in(PAGE.read_text("utf-8"))[fault.name]
    played = played_in(row)
    assert row_of(played) == row
    assert troubles(fault, played) == []
    assert played.questions[Outcome.ANSWERED] > 0
    assert played.signs[Outcome.ANSWERED] > 0


def test_a_row_says_what_was_seen() -> None:
    assert row_of(PLAYED) == (
        "| the gateway is killed | 30 answers, 2 not reached | 7 answers | 0.4 s / 0.1 s | 0, 1 "
        "| 200, – | after 4.1 s | yes |\n"
    )


@pytest.mark.parametrize(
    ("seen", "trouble"),
    [
        ({}, []),
        ({"questions": Counter({Outcome.WRONG: 1})}, ["a visitor got wrong answers"]),
        ({"signs": Counter({Outcome.APOLOGY: 1})}, [f"a visitor got {Outcome.APOLOGY.value}"]),
        ({"kept": Kept(0, 1)}, ["0 lost and 1 kept twice"]),
        ({"goes_on": False}, ["a conversation does not go on"]),
        ({"ready": ("200",)}, ["/readyz said 200"]),
    ],
)
def test_what_goes_beyond_what_a_fault_may_do_is_named(
    seen: dict[str, Any], trouble: list[str]
) -> None:
    killed = next(fault for fault in FAULTS if fault.name == PLAYED.name)
    assert troubles(killed, replace(PLAYED, **{"kept": Kept(0, 0), **seen})) == trouble


def test_a_fault_that_nobody_may_notice_shows_nothing_but_answers() -> None:
    away = next(fault for fault in FAULTS if fault.name == "PostgreSQL is away")
    played = replace(PLAYED, kept=Kept(0, 0))
    assert troubles(away, played) == ["a visitor got not reached"]


def test_a_row_takes_the_place_of_the_one_before_and_what_is_not_played_any_more_goes() -> None:
    page, name = f"# Page\n{BEGIN}\n{END}\nmore\n", PLAYED.name
    rows = {"gone": "| gone | x |\n", "first": "| first | x |\n", name: "| old | x |\n"}
    once = with_rows(page, rows, ["first", name, "gone"])
    assert list(rows_in(once)) == ["first", "old", "gone"]
    again = with_rows(once, {name: row_of(PLAYED)}, ["first", name])
    assert rows_in(again) == {"first": "| first | x |\n", name: row_of(PLAYED)}
    assert again.startswith("# Page\n")
    assert again.endswith("more\n")


def test_a_page_without_marks_is_refused() -> None:
    assert rows_in("# Page\n") == {}
    with pytest.raises(ValueError, match="for the table"):
        with_rows("# Page\n", {}, [])


@pytest.mark.parametrize(
    ("answered", "kept", "sent", "lost", "twice"),
    [
        ("ab", "ab", "ab", 0, 0),
        ("aa", "a", "aa", 1, 0),
        ("a", "aa", "a", 0, 1),
        ("a", "aa", "aa", 0, 0),  # the second was taken, and nobody was told
        ("ab", "bc", "ab", 1, 1),
    ],
)
def test_what_is_lost_or_twice(answered: str, kept: str, sent: str, lost: int, twice: int) -> None:
    assert Kept.of(answered, kept, sent) == (lost, twice)
