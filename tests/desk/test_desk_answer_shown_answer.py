from dataclasses import replace
from datetime import date

import pytest

from actions.answer import Answer, Sentence
from actions.answering import answer
from desk.answer.shown_answer import AnswerShown, blocks, shown
from knowledge import Knowledge
from knowledge.treatments import Reviewed
from tests.gateway_under_test import live_knowledge
from understanding.kinds import QUESTION
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

TODAY = date(2026, 5, 4)


def asked(topic: str, knowledge: Knowledge | None = None) -> tuple[Answer, AnswerShown]:
    knowledge = knowledge or live_knowledge().current()
    composed = answer(Question(topic), SoFar(), knowledge)
    return composed, shown(composed, knowledge, TODAY, 12)


def test_every_fact_has_its_source_and_the_state_of_its_review() -> None:
    composed, view = asked("pain")
    assert [fact.id for fact in view.facts] == list(composed.facts)
    assert {fact.source["id"] for fact in view.facts} == {s["id"] for s in composed.cited}
    assert {fact.standing.state for fact in view.facts} == {"unreviewed"}
    assert view.reviews == (("unreviewed", f"{len(view.facts)} facts: not reviewed"),)


def test_reviews_are_counted_with_those_to_look_at_first() -> None:
    knowledge = live_knowledge().current()
    first, second, *_ = asked("pain")[0].facts
    reviews = {
        first: Reviewed(by="Jane Doe RN", on=date(2026, 1, 31)),
        second: Reviewed(by="Jane Doe RN", on=date(2024, 1, 31)),
    }
    facts = {
        id_: fact.model_copy(update={"review": reviews.get(id_, fact.review)})
        for id_, fact in knowledge.facts.items()
    }
    _, view = asked("pain", replace(knowledge, facts=facts))
    total = len(view.facts)
    assert view.reviews[0] == ("due", f"1 of {total} facts: review is due again")
    assert view.reviews[-1] == ("reviewed", f"1 of {total} facts: reviewed")
    assert view.facts[0].standing.by == "Jane Doe RN"


def test_what_is_copied_is_the_text_with_its_sources() -> None:
    composed, view = asked("pain")
    assert view.copied.startswith(f"{composed.text}\n\nSources:\n- ")
    for source in composed.cited:
        assert source["title"] in view.copied
        assert (source["url"] or "") in view.copied


def test_the_clinics_own_words_name_the_clinic_as_their_source() -> None:
    knowledge = live_knowledge().current()
    profile = knowledge.clinic.model_copy(update={"name": "Willow", "parking": "Behind the house."})
    said = Answer("booking", None, (Sentence("Behind the house.", phrase="clinic_parking"),))
    view = shown(said, replace(knowledge, clinic=profile), TODAY, 12)
    assert view.copied == "Behind the house.\n\nSource: Willow"


def test_the_title_is_the_question_that_is_answered_and_a_gap_says_so() -> None:
    knowledge = live_knowledge().current()
    gap = next(each for each in knowledge.questions.values() if each.is_gap)
    asked = Question(gap.topic, (Detail("treatment", gap.treatment), Detail(QUESTION, gap.id)))
    view = shown(answer(asked, SoFar(), knowledge), knowledge, TODAY, 12)
    assert view.title.casefold() == gap.name.casefold()
    assert (view.asked, view.lacks) == (gap.id, "No source says it")
    assert view.mended_at == f"/desk/gaps/{gap.id}"


def test_what_is_not_released_says_so() -> None:
    knowledge = live_knowledge().current().only_reviewed()
    view = shown(answer(Question("pain"), SoFar(), knowledge), knowledge, TODAY, 12)
    assert (view.title, view.lacks) == ("Does it hurt?", "Not released yet")
    assert view.mended_at == "/desk/review?state=hidden&topic=pain"


@pytest.mark.parametrize(
    ("phrase", "place"), [("clinic_blank", "/desk/clinic"), ("no_answer", "/desk/gaps")]
)
def test_what_a_topic_lacks_leads_to_where_it_is_mended(phrase: str, place: str) -> None:
    said = Answer("cost", None, (Sentence("We do not have it.", phrase=phrase),))
    assert shown(said, live_knowledge().current(), TODAY, 12).mended_at == place


def test_without_sources_only_the_text_is_copied() -> None:
    composed, view = asked("out_of_scope")
    assert view.copied == composed.text
    assert view.title == "Not our subject"
    assert view.reviews == ()


def test_list_items_stand_together() -> None:
    lines = [Sentence("a"), Sentence("b"), Sentence("c", bullet=True), Sentence("d")]
    assert [(b.is_list, [s.text for s in b.lines]) for b in blocks(lines)] == [
        (False, ["a", "b"]),
        (True, ["c"]),
        (False, ["d"]),
    ]
