from dataclasses import replace

from actions.composing import Draft
from actions.source import compose_source
from knowledge.treatments import Reviewed, TopicAnswer
from tests.unit.two_treatments import knowledge
from understanding.so_far import SoFar
from understanding.understood import Question

KNOWN = knowledge()


def test_the_sources_of_the_last_answer_are_named() -> None:
    context = SoFar(facts=("what", "care-tell", "beside-all"))
    answer = compose_source(Draft(Question("source"), context, KNOWN))
    assert answer.text == (
        "My last answer came from:\n- Leaflet (The Clinic, May 1)\n- Page on tools (The Agency)\n"
        "No clinician has reviewed it for this clinic yet."
    )
    assert [source["id"] for source in answer.cited] == ["LEAFLET", "AGENCY"]


def test_review_is_told_as_it_is() -> None:
    checked = KNOWN.facts["what"].model_copy(update={"review": Reviewed(by="A", on="2026-01-01")})
    known = replace(KNOWN, facts={**KNOWN.facts, "what": checked})

    def said(*facts: str) -> list[str | None]:
        answer = compose_source(Draft(Question("source"), SoFar(facts=facts), known))
        return [line.phrase for line in answer.sentences]

    assert "source_reviewed" in said("what")
    assert "source_partly_reviewed" in said("what", "beside-all")


def test_facts_that_are_gone_are_not_cited() -> None:
    answer = compose_source(Draft(Question("source"), SoFar(facts=("gone",)), KNOWN))
    assert [line.phrase for line in answer.sentences] == ["source_all"]
    assert "The Clinic and The Agency" in answer.text


def test_the_facts_on_sources_answer_at_large() -> None:
    rolling = KNOWN.treatments["rolling"]
    topics = {**rolling.topics, "source": TopicAnswer(facts=("what",))}
    treatments = {"rolling": rolling.model_copy(update={"topics": topics})}
    answer = compose_source(
        Draft(Question("source"), SoFar(), replace(KNOWN, treatments=treatments))
    )
    assert answer.facts == ("what",)
