"""What changed since the last run, by name."""

from datetime import datetime

from benchmarks.report.changes import changes, kept, with_sections
from benchmarks.report.sections import Case, Figure, Section

NOW = datetime(2026, 5, 4, 12, 30)


def section(*cases: Case, id_: str = "topics", value: float = 0.5) -> Section:
    return Section(id_, id_.title(), "", figures=[Figure("share", value)], cases=cases)


def test_a_first_run_has_nothing_to_compare_with() -> None:
    assert changes(kept(""), [section()]) == []
    assert changes(kept("[1]"), [section()]) == []


def test_what_became_worse_and_better_is_named() -> None:
    before = kept(
        with_sections(kept(""), [section(Case("a", True), Case("b", False), Case("c", True))], NOW)
    )
    (found,) = changes(
        before, [section(Case("a", False, "lost"), Case("b", True), Case("d", False), value=0.6)]
    )
    assert found.worse == [("a", "lost")]
    assert found.better == ["b"]
    assert (found.new, found.gone) == (1, 1)
    assert found.figures == [("share", "0.500", "0.600")]
    assert found.since == "2026-05-04T12:30"


def test_the_same_again_is_no_change() -> None:
    same = [section(Case("a", True))]
    (found,) = changes(kept(with_sections(kept(""), same, NOW)), same)
    assert not found.is_any


def test_what_a_run_does_not_measure_is_kept() -> None:
    before = kept(with_sections(kept(""), [section(Case("a", True))], NOW))
    after = kept(with_sections(before, [section(Case("x", True), id_="signs")], NOW))
    assert set(after["sections"]) == {"topics", "signs"}
