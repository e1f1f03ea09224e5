from dataclasses import replace

import pytest

from actions.answer import Sentence
from actions.composing import Draft, plain, reach, topic_button
from actions.parts import MOST_ITEMS, Parts, behind, fact_sentence, qualifiers
from knowledge import DEFAULT_FOLDER, load
from tests.unit.two_treatments import knowledge
from understanding.meant import treatment_of
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

KNOWN = knowledge()


def draft(part: int = 1, topic: str = "pain") -> Draft:
    return Draft(Question(topic, part=part), SoFar(), KNOWN)


def test_what_does_not_fit_waits_behind_more() -> None:
    first = draft()
    first.offer(["feel-one", "feel-two", "feel-three", "feel-four"])
    answer = first.answer()
    assert answer.facts == ("feel-one", "feel-two", "feel-three", "feel-agency")
    assert answer.parts == 2
    assert answer.buttons[0].id == "more.pain.2"
    second = draft(part=2)
    second.offer(["feel-one", "feel-two", "feel-three", "feel-four"])
    assert second.answer().facts == ("feel-four",)
    assert all(not button.id.startswith("more") for button in second.answer().buttons)


def test_a_fact_that_does_not_fit_with_its_qualifier_moves_with_it() -> None:
    full = draft()
    full.offer(["feel-one", "feel-two", "feel-four", "feel-three"])
    assert full.answer().facts == ("feel-one", "feel-two", "feel-four")
    second = draft(part=2)
    second.offer(["feel-one", "feel-two", "feel-four", "feel-three"])
    assert second.answer().facts == ("feel-three", "feel-agency")


def test_one_that_does_not_fit_keeps_no_shorter_one_out() -> None:
    offered = ["feel-one", "feel-two", "feel-four", "feel-three", "feel-elbow"]
    full, second = draft(), draft(part=2)
    for each in (full, second):
        each.offer(offered)
    assert full.answer().facts == ("feel-one", "feel-two", "feel-four", "feel-elbow")
    assert second.answer().facts == ("feel-three", "feel-agency")


def test_of_a_list_none_is_left_out_in_the_middle() -> None:
    parts = Parts([], [], 4, KNOWN)
    items = [
        Sentence("Long " * 80, None, "list_item", True),
        Sentence("Long " * 80, None, "list_item", True),
    ]
    short = Sentence("Short.", None, "list_item", True)
    assert parts.fill([*items, short]) == [items[1], short]


def test_behind_others_no_fact_is_said_as_an_answer() -> None:
    fact = KNOWN.facts["feel-one"]
    said = fact.model_copy(update={"as_answer": f"It is so: {fact.text}"})
    known = replace(KNOWN, facts={**KNOWN.facts, fact.id: said})
    opening = fact_sentence(fact.id, known, opens=True)
    assert opening.text == f"It is so: {fact.text}"
    assert [line.text for line in behind([opening], known)] == [fact.text]


def test_a_part_beyond_the_last_is_owned_up_to() -> None:
    beyond = draft(part=9)
    beyond.offer(["feel-one"])
    assert [line.phrase for line in beyond.answer().sentences] == ["no_more"]
    # Of a particular question it is said what is not known, by its name.
    particular = draft(part=9)
    particular.knowledge = load(DEFAULT_FOLDER)
    particular.asked = "drive-home-after"
    assert "whether you can drive yourself home" in particular.answer().text


def test_an_empty_answer_says_so_and_names_the_front_desk() -> None:
    assert [line.phrase for line in draft().answer().sentences] == ["no_answer", "reach_unknown"]


def test_what_can_wait_is_kept_for_the_next_part() -> None:
    waiting = draft()
    waiting.state(["feel-one"])
    waiting.offer_later(["feel-two"])
    assert waiting.answer().facts == ("feel-one",)
    assert waiting.answer().parts == 2
    alone = draft()
    alone.offer_later(["feel-two"])
    assert alone.answer().facts == ("feel-two",)


def test_a_fact_is_shown_once() -> None:
    twice = draft()
    twice.state(["feel-one", "feel-one"])
    twice.offer(["feel-one", "feel-three"])
    twice.offer(["feel-three"])
    assert [line.fact for line in twice.answer().sentences] == [
        "feel-one",
        "feel-three",
        "feel-agency",
    ]


def test_a_phrase_brings_the_qualifiers_of_the_fact_it_speaks_of() -> None:
    citing = draft()
    citing.say("list_item", cite="use-spots", bullet=True, name="spots")
    citing.say("list_item", cite="use-stripes", bullet=True, name="stripes")
    answer = citing.answer()
    assert answer.text == "- spots\n- stripes\nThe Agency authorized only dents."
    assert [source["id"] for source in answer.cited] == ["LEAFLET", "AGENCY"]


def test_long_lists_are_split() -> None:
    many = draft()
    for number in range(MOST_ITEMS + 1):
        many.offer_item("list_item", None, name=f"item {number}")
    assert many.answer().parts == 2


def test_a_closing_sentence_stands_last_and_is_left_out_where_there_is_no_room() -> None:
    room = draft()
    room.offer(["feel-one", "feel-two", "feel-four"])
    room.close("handoff")
    assert [line.phrase for line in room.answer().sentences][-1] == "handoff"
    full = draft()
    full.state(["feel-one", "feel-two", "feel-three"])
    full.close("handoff")
    assert "handoff" not in [line.phrase for line in full.answer().sentences]


def test_related_topics_become_buttons_without_the_topic_itself() -> None:
    definition = draft(topic="definition")
    definition.offer(["what"])
    assert [button.id for button in definition.answer().buttons] == ["pain", "types", "cost"]


def test_qualifiers_of_a_sentence() -> None:
    found = qualifiers(Sentence("…", "light-length"), KNOWN)
    assert [line.fact for line in found] == ["length-view"]
    assert qualifiers(Sentence("…", None, "handoff"), KNOWN) == ()


@pytest.mark.parametrize(
    ("named", "remembered", "meant"),
    [
        (["peeling"], "rolling", "peeling"),
        ([], "peeling", "peeling"),
        ([], None, "rolling"),
        (["gone"], "gone", "rolling"),
    ],
)
def test_which_treatment_is_meant(named: list[str], remembered: str | None, meant: str) -> None:
    question = Question("pain", tuple(Detail("treatment", name) for name in named))
    assert treatment_of(question, remembered, KNOWN) == meant


def test_the_front_desk_is_named_as_far_as_the_profile_goes() -> None:
    assert reach(KNOWN).phrase == "reach_unknown"
    filled = reach(knowledge("phone: +1 202 555 0143\nemail: desk@example.com"))
    assert filled.phrase == "reach"
    assert "+1 202 555 0143 or desk@example.com" in filled.text


def test_a_plain_answer_has_no_sources() -> None:
    answer = plain("smalltalk", [Sentence("Hi.", None, "x")], [topic_button("pain", KNOWN)])
    assert answer.cited == ()
    assert answer.buttons[0].id == "pain"


@pytest.mark.parametrize(
    ("question", "so_far", "is_offered"),
    [
        (Question("pain"), SoFar(), False),
        (Question("side_effects"), SoFar(), True),
        (Question("pain"), SoFar(topic="side_effects"), True),
        (Question("pain"), SoFar(person=(Detail("harm", "harm"),)), True),
    ],
)
def test_a_button_on_death_is_offered_only_where_harm_was_spoken_of(
    question: Question, so_far: SoFar, is_offered: bool
) -> None:
    known = load(DEFAULT_FOLDER)
    named = next(
        q.id for q in known.questions.values() if q.name == "whether anybody has died of it"
    )
    asked = question.with_details([Detail("other_question", named)])
    shown = Draft(asked, so_far, known)
    shown.state(shown.facts[:1])
    assert any(named in button.id for button in shown.answer().buttons) is is_offered
