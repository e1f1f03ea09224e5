"""What changed since the last run, by name."""

from dataclasses import replace
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


def test_what_a_run_does_not_try_of_a_section_is_kept() -> None:
    all_ = section(Case("a", True), Case("b", True))
    before = kept(with_sections(kept(""), [all_], NOW))
    some = replace(section(Case("b", False, "lost"), value=0.1), is_part=True)
    (found,) = changes(before, [some])
    assert (found.worse, found.figures, found.gone) == ([("b", "lost")], [], 0)
    after = kept(with_sections(before, [some], NOW.replace(day=5)))
    assert after["sections"]["topics"] == {
        "made": "2026-05-04T12:30",
        "figures": {"share": "0.500"},
        "cases": {"a": True, "b": False},
    }
    (later,) = changes(after, [section(Case("a", False), Case("b", True))])
    assert ([name for name, _ in later.worse], later.better) == (["a"], ["b"])


def test_some_of_a_section_that_was_never_tried_before_is_kept_without_its_figures() -> None:
    some = replace(section(Case("b", True)), is_part=True)
    after = kept(with_sections(kept(""), [some], NOW))
    assert (after["sections"]["topics"]["figures"]) == {}
    assert (after["sections"]["topics"]["cases"]) == {"b": True}
