"""What is covered."""

import pytest

from benchmarks.report.coverage import (
    ROOT,
    answers_to_all,
    coverage_section,
    first_facts,
    story_coverage,
)
from knowledge import DEFAULT_FOLDER, load

RULE = {
    "rule": "Answer",
    "steps": [{"or": [{"intent": "ask_pain"}, {"intent": "inform"}]}, {"action": "action_answer"}],
}
STORY = {
    "story": "Again",
    "steps": [
        {"intent": "nlu_fallback"},
        {"action": "action_offer"},
        {"slot_was_set": [{"offer": "person"}]},
        {"intent": "affirm"},
        {"action": "action_hand_over"},
    ],
}
HELLO = [{"user": "hi", "intent": "inform"}, {"action": "action_answer"}]
LOST = [{"user": "?", "intent": "nlu_fallback"}, {"action": "action_offer"}]
YES = [{"user": "yes", "intent": "affirm"}, {"action": "action_hand_over"}]


@pytest.mark.parametrize(
    ("steps", "covered"),
    [
        (HELLO, {"Answer": True, "Again": False}),
        (HELLO + LOST + YES, {"Answer": True, "Again": True}),
        (LOST + HELLO + YES, {"Answer": True, "Again": False}),
    ],
)
def test_a_story_is_covered_where_a_test_runs_through_it(
    steps: list[dict[str, str]], covered: dict[str, bool]
) -> None:
    tests = {"stories": [{"story": "T", "steps": steps}]}
    wait = {"rule": "Wait", "steps": [{"action": "action_offer"}]}
    taught = [{"rules": [RULE, wait]}, {"stories": [STORY]}]
    assert story_coverage(taught, tests) == {**covered, "Wait": LOST[0] in steps}


def test_what_is_not_covered_is_named() -> None:
    section = coverage_section({"facts that some answer shows": {"a": True, "b": False}})
    assert section.figures[0].value == 0.5
    (table,) = section.tables
    assert table.title == "Not among the facts that some answer shows (1 of 2)"
    assert table.rows == [("b",)]


def test_every_first_fact_is_shown_by_some_answer() -> None:
    assert (ROOT / "data" / "rules.yml").is_file()
    knowledge = load(DEFAULT_FOLDER)
    shown = {fact for each in answers_to_all(knowledge) for fact in each}
    assert [fact for fact in first_facts(knowledge) if fact not in shown] == []
