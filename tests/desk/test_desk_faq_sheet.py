from dataclasses import replace

from desk.faq.one_page import MOST_WORDS, one_page_sheet
from desk.faq.sheet import FaqSheet, faq_sheet
from knowledge.clinic import Price
from knowledge.treatments import Withdrawn
from tests.gateway_under_test import live_knowledge


def text(sheet: FaqSheet) -> str:
    entries = [entry for part in sheet.parts for entry in part.entries]
    return "\n".join(line.text for e in entries for block in e.blocks for line in block.lines)


def test_every_fact_is_told_somewhere() -> None:
    knowledge = live_knowledge().current()
    told = text(faq_sheet(knowledge))
    assert [id_ for id_, fact in knowledge.facts.items() if fact.text not in told] == []


def test_a_line_stands_once_in_an_answer() -> None:
    for part in faq_sheet(live_knowledge().current()).parts:
        for entry in part.entries:
            lines = [line for block in entry.blocks for line in block.lines]
            assert len(lines) == len(set(lines))


def test_sources_are_numbered_and_each_is_used() -> None:
    sheet = faq_sheet(live_knowledge().current())
    used = {number for part in sheet.parts for entry in part.entries for number in entry.sources}
    assert used == set(range(1, len(sheet.sources) + 1))


def test_warning_signs_stand_first_with_the_number() -> None:
    sheet = faq_sheet(live_knowledge().current())
    assert "911" in " ".join(line.text for block in sheet.emergency for line in block.lines)


def test_what_is_not_in_force_is_not_told() -> None:
    knowledge = live_knowledge().current()
    fact = knowledge.facts["pain-common"]
    withdrawn = Withdrawn(withdrawn_by="Jane Doe RN", on="2026-01-31")  # type: ignore[arg-type]
    facts = {**knowledge.facts, fact.id: fact.model_copy(update={"review": withdrawn})}
    in_force = replace(knowledge, facts=facts).without_withdrawn()
    assert fact.text in text(faq_sheet(knowledge))
    assert fact.text not in text(faq_sheet(in_force))


def test_facts_and_unreviewed_ones_are_counted() -> None:
    sheet = faq_sheet(live_knowledge().current())
    assert sheet.facts == sheet.unreviewed > 50
    nothing = faq_sheet(live_knowledge().current().only_reviewed())
    assert (nothing.facts, nothing.unreviewed) == (0, 0)


def test_the_one_page_has_the_first_fact_of_each_topic_with_what_qualifies_it() -> None:
    knowledge = live_knowledge().current()
    sheet = one_page_sheet(knowledge)
    assert len(text(sheet).split()) <= MOST_WORDS
    assert "911" in " ".join(line.text for block in sheet.emergency for line in block.lines)
    entries = [entry for part in sheet.parts for entry in part.entries]
    assert {"Does it hurt?", "What are the risks?", "How do I prepare?"} <= {
        e.title for e in entries
    }
    for entry in entries:
        facts = [line.fact for block in entry.blocks for line in block.lines if line.fact]
        assert set(knowledge.with_qualifiers(facts)) == set(facts), entry.title
        assert bool(facts) == bool(entry.sources)


def test_what_the_clinic_left_blank_takes_no_room_on_the_one_page() -> None:
    knowledge = live_knowledge().current()
    assert "What does it cost?" not in {
        e.title for p in one_page_sheet(knowledge).parts for e in p.entries
    }
    price = Price(service="one session", price="$90")
    clinic = knowledge.clinic.model_copy(update={"prices": (price,)})
    assert "one session: $90" in text(one_page_sheet(replace(knowledge, clinic=clinic)))
