"""From the form to a change: what is missing, what it is called, which figures it states."""

from datetime import datetime, timezone
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from desk.forms import Form
from desk.teach.draft import (
    MOST_EXAMPLES,
    NEW_SOURCE,
    Draft,
    about_choices,
    change_of,
    draft_in,
    free_id,
    missing,
    named_figures,
    offered,
    wrong_in,
)
from knowledge.checks import figures
from teaching import ExamplesChange, FactChange
from tests.gateway_under_test import live_knowledge

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=timezone.utc)
KNOWLEDGE = live_knowledge().current()
NEW = {
    "title": "Leaflet on necks",
    "publisher": "The clinic",
    "date": "",
    "url": "",
    "grade": "clinic",
}


def form(**fields: "str | list[str]") -> Form:
    return Form(parse_qs(urlencode(fields, doseq=True), keep_blank_values=True))


def test_each_question_is_offered_once_and_one_with_something_masked_unticked() -> None:
    draft = offered(["is it\n sore", "call [phone number]", "is it sore"])
    assert draft.examples == ["is it sore", "call [phone number]"]
    assert draft.used == {0}
    assert len(offered(map(str, range(99))).examples) == MOST_EXAMPLES


def test_only_what_is_ticked_is_learnt_and_each_once() -> None:
    draft = draft_in(
        form(
            topic="pain",
            example=["one", "two", "three "],
            use=["0", "2", "x", "9"],
            more="four\n\none\n",
        )
    )
    assert draft.learnt == ("one", "three", "four")


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft(topic="pain"), "Tick or write one question"),
        (Draft(topic="nonsense", more="q"), "Choose a topic"),
        (Draft(topic="pain", fact="It stings."), "Without a source"),
        (Draft(topic="pain", fact="It stings.", source=NEW_SOURCE), "The title of the source"),
        (
            Draft(
                topic="pain", fact="It stings.", source=NEW_SOURCE, new_source={**NEW, "grade": ""}
            ),
            "The kind of the source",
        ),
    ],
)
def test_what_is_missing_is_said(draft: Draft, words: str) -> None:
    assert any(words in sentence for sentence in missing(draft, ["pain"]))


def test_nothing_is_missing_in_a_whole_draft() -> None:
    draft = Draft(topic="pain", fact="It stings.", source=NEW_SOURCE, new_source=NEW)
    assert missing(draft, ["pain"]) == []


def test_questions_alone_become_examples() -> None:
    change = change_of(Draft(topic="pain", more="is it sore"), KNOWLEDGE, NOON, "maria")
    assert change == ExamplesChange(
        made_at=NOON, made_by="maria", topic="pain", examples=("is it sore",)
    )


def test_a_fact_comes_with_its_source_its_figures_and_what_it_is_about() -> None:
    draft = Draft(
        topic="side_effects",
        more="may I wash my neck",
        fact="Wait 24 hours before you wash your neck.",
        about="body_area:neck",
        source=NEW_SOURCE,
        new_source=NEW,
    )
    change = change_of(draft, KNOWLEDGE, NOON, "maria")
    assert isinstance(change, FactChange)
    assert change.fact.id == "side-effects-wait-24-hours-before"
    assert change.fact.numbers == {"hours": 24}
    assert change.fact.about.body_area == ("neck",)
    assert change.new_source is not None
    assert change.fact.source == change.new_source.id == "CLINIC-LEAFLET-NECKS"
    assert (change.new_source.date, change.examples) == (None, ("may I wash my neck",))


def test_an_id_that_is_taken_is_not_used_again() -> None:
    assert free_id("pain", {"pain", "pain-2"}, "new") == "pain-3"
    assert free_id("2024-leaflet", (), "SOURCE") == "SOURCE-2024-leaflet"


def test_what_has_the_wrong_shape_is_named() -> None:
    draft = Draft(
        topic="pain", fact="It stings.", source=NEW_SOURCE, new_source={**NEW, "url": "nowhere"}
    )
    with pytest.raises(ValidationError) as caught:
        change_of(draft, KNOWLEDGE, NOON, "maria")
    assert any(each.startswith("The web address of the source") for each in wrong_in(caught.value))


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Wait 24 hours.", {"hours": 24}),
        ("Needles are 0.5 mm to 3 mm long.", {"mm": 0.5, "mm_2": 3}),
        ("A 48-hour break, then two weeks of care.", {"hour": 48, "weeks": 2}),
        ("It takes 5.", {"figure": 5}),
        ("It stings.", {}),
    ],
)
def test_figures_are_named_by_the_word_after_them(sentence: str, named: dict[str, float]) -> None:
    assert named_figures(sentence) == named


@given(st.text(alphabet="0123456789 .,-%abtwo two four", max_size=60))
def test_every_figure_of_a_sentence_is_named(sentence: str) -> None:
    assert set(named_figures(sentence).values()) >= figures(sentence)[0]


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=40))
def test_whatever_is_typed_is_a_change_or_is_said_to_be_wrong(fact: str, publisher: str) -> None:
    draft = draft_in(
        form(topic="pain", fact=fact, source=NEW_SOURCE, **{**NEW, "publisher": publisher})
    )
    if missing(draft, ["pain"]) or not draft.fact:
        return
    try:
        made = change_of(draft, KNOWLEDGE, NOON, "maria").taught_topic
    except ValidationError as error:
        made = " ".join(wrong_in(error))
    assert made == "pain" or " is not right: " in made


def test_what_a_fact_can_be_about_is_known() -> None:
    choices = about_choices(KNOWLEDGE)
    assert ("body_area:neck", KNOWLEDGE.term_name("body_area", "neck")) in choices["body area"]
