"""Each fact is withdrawn in turn: all topics are answered, and by nothing that rests on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.answering import answer
from knowledge import DEFAULT_FOLDER, TOPICS, Knowledge, LiveKnowledge, load
from knowledge.treatments import NEEDLE_LENGTH, Reviewed, Treatment, Withdrawn
from tests.unit.small_knowledge import edited, write_folder
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

SHIPPED = load(DEFAULT_FOLDER)
GONE = Withdrawn(withdrawn_by="Jane Doe RN", on=date(2026, 1, 31))
UNTOUCHED = ("emergency", "handoff", "smalltalk", "unclear", "out_of_scope", "cost", "booking")


def withdrawn(fact: str, knowledge: Knowledge = SHIPPED) -> Knowledge:
    changed = knowledge.facts[fact].model_copy(update={"review": GONE})
    return replace(knowledge, facts={**knowledge.facts, fact: changed}).without_withdrawn()


def questions(fact: str) -> Iterator[Question]:
    """Every topic plainly, and those that the fact stands under with what it speaks of."""
    yield from (Question(topic) for topic in TOPICS)
    about = SHIPPED.facts[fact].about
    details = [Detail(kind, id_) for kind, ids in vars(about).items() for id_ in ids]
    details += [Detail("depth", 0.25), Detail("depth", 1.0), Detail("depth", 9.0)]
    details += [
        Detail("condition", condition)
        for treatment in SHIPPED.treatments.values()
        for condition, entry in treatment.conditions.items()
        if fact in entry.facts
    ]
    details += [Detail("treatment_type", "medical"), Detail("provider", "doctor")]
    topics = [
        topic
        for treatment in SHIPPED.treatments.values()
        for topic, found in treatment.topics.items()
        if fact in found.facts
    ]
    for topic in {*topics, "needle_depth", "providers", "conditions", "suitability"}:
        yield from (Question(topic, (detail,)) for detail in details)


@pytest.mark.parametrize("fact", SHIPPED.facts)
def test_every_topic_is_answered_without_a_withdrawn_fact(fact: str) -> None:
    knowledge = withdrawn(fact)
    lost = {id_ for id_ in SHIPPED.facts if fact in SHIPPED.with_qualifiers([id_])}

    assert set(SHIPPED.facts) - set(knowledge.facts) == lost
    for question in dict.fromkeys(questions(fact)):
        said = answer(question, SoFar(facts=(fact,)), knowledge)
        assert said.text.strip()
        assert lost.isdisjoint(said.facts), question
        for line in said.sentences:
            assert all(SHIPPED.facts[id_].text not in line.text for id_ in lost), question
        for id_ in said.facts:
            assert set(SHIPPED.with_qualifiers([id_])) <= set(said.facts), question
    for id_, treatment in knowledge.treatments.items():
        assert_supported(treatment, SHIPPED.treatments[id_], knowledge)


def assert_supported(treatment: Treatment, shipped: Treatment, knowledge: Knowledge) -> None:
    for kind in treatment.types.values():
        if kind.needle_length_mm is not None:
            assert any(NEEDLE_LENGTH in knowledge.facts[id_].numbers for id_ in kind.depth_facts)
        assert not kind.providers or kind.provider_facts
    for name, condition in treatment.conditions.items():
        assert condition.facts[0] == shipped.conditions[name].facts[0]


@pytest.mark.parametrize("topic", UNTOUCHED)
def test_answers_that_rest_on_no_fact_stay_when_all_are_withdrawn(topic: str) -> None:
    facts = {id_: fact.model_copy(update={"review": GONE}) for id_, fact in SHIPPED.facts.items()}
    nothing = replace(SHIPPED, facts=facts).without_withdrawn()

    assert nothing.facts == {}
    before = answer(Question(topic), SoFar(), SHIPPED)
    assert answer(Question(topic), SoFar(), nothing).text == before.text


def test_a_standing_goes_with_the_first_fact_of_its_condition() -> None:
    treatment = withdrawn("condition-acne-scars").treatments["microneedling"]

    assert "acne_scars" not in treatment.conditions
    assert "acne_scars" in withdrawn("results-trial").treatments["microneedling"].conditions


def test_a_needle_length_goes_with_the_fact_that_states_it(tmp_path: Path) -> None:
    text = edited("depth_facts: [light-length]", "depth_facts: [light-length, by-nurses]")
    small = load(write_folder(tmp_path / "small", text))

    light = withdrawn("light-length", small).treatments["rolling"].types["light"]

    assert light.depth_facts == ("by-nurses",)
    assert light.needle_length_mm is None


def test_providers_go_with_any_fact_that_may_name_them(tmp_path: Path) -> None:
    text = edited("provider_facts: [by-nurses]", "provider_facts: [by-nurses, limits]")
    small = load(write_folder(tmp_path / "small", text))

    light = withdrawn("limits", small).treatments["rolling"].types["light"]

    assert (light.providers, light.provider_facts) == ((), ("by-nurses",))


def test_nothing_withdrawn_is_the_same_knowledge() -> None:
    assert SHIPPED.without_withdrawn() is SHIPPED


def test_a_withdrawn_fact_is_no_reviewed_one(tmp_path: Path) -> None:
    small = load(write_folder(tmp_path / "small"))

    assert set(withdrawn("light-length", small).only_reviewed().facts) == set()


def test_a_fact_past_its_date_is_still_shown() -> None:
    old = Reviewed(by="Jane Doe RN", on=date(2001, 1, 1), until=date(2001, 1, 1))
    facts = {id_: fact.model_copy(update={"review": old}) for id_, fact in SHIPPED.facts.items()}

    assert replace(SHIPPED, facts=facts).only_reviewed().facts == facts


@pytest.mark.parametrize("only_reviewed", [False, True])
def test_every_process_stops_showing_what_is_withdrawn(tmp_path: Path, only_reviewed: bool) -> None:
    folder = write_folder(tmp_path / "small")
    live = LiveKnowledge(
        folder, on_refused=lambda error: pytest.fail(str(error)), only_reviewed=only_reviewed
    )
    assert "light-length" in live.current().facts

    text = edited(
        "{by: Jane Doe RN, on: 2026-01-31}\n    about",
        "{withdrawn_by: Jane Doe RN, on: 2026-02-01}\n    about",
    )
    (folder / "treatments.yml").write_text(text)

    assert "light-length" not in live.current().facts
