"""What is covered."""

import pytest

from benchmarks.report.coverage import (
    FACTS_TARGET,
    ROOT,
    answers_to_all,
    coverage_section,
    first_facts,
    first_facts_checked,
    story_coverage,
)
from benchmarks.report.talks import choose
from knowledge import DEFAULT_FOLDER, load
from tests.conversations.conversation import FOLDER

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
    _, table = section.tables
    assert table.title == "Not among the facts that some answer shows (1 of 2)"
    assert table.rows == [("b",)]


def test_every_first_fact_is_shown_by_some_answer() -> None:
    assert (ROOT / "data" / "rules.yml").is_file()
    knowledge = load(DEFAULT_FOLDER)
    shown = {fact for each in answers_to_all(knowledge) for fact in each}
    assert [fact for fact in first_facts(knowledge) if fact not in shown] == []


def test_a_conversation_that_cannot_be_counted_is_named() -> None:
    parts = {"facts that some answer shows": {"a": True}}
    refused = "conversations/saved.yml:6: It is not checked yet."
    section = coverage_section(parts, [refused])
    assert section.tables[0].rows == [(refused,)]
    assert section.tables[0].is_open
    assert [each.is_reached for each in section.figures] == [True, False]


def test_conversations_check_the_facts_that_patients_are_likely_to_meet() -> None:
    checked = first_facts_checked(choose(FOLDER, None).conversations, load(DEFAULT_FOLDER))
    missed = [fact for fact, is_checked in checked.items() if not is_checked]
    assert 1 - len(missed) / len(checked) >= FACTS_TARGET, missed
