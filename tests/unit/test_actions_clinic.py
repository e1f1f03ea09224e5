import pytest

from actions.answer import Answer
from actions.answering import answer
from actions.clinic import values_of
from tests.unit.two_treatments import knowledge
from understanding.kinds import CLINIC_PART
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

FILLED = """
phone: +1 202 555 0143
address: 12 Example Street
hours: ["Monday: 9 am to 5 pm", "Tuesday: closed"]
prices: [{service: light rolling, price: $100 a session}]
insurance: We do not bill insurance.
services: [light rolling, steam room]
"""


def asked(text: str, topic: str = "booking", clinic: str = FILLED, **details: str) -> Answer:
    entities = tuple(Detail(kind, value) for kind, value in details.items())
    return answer(Question(topic, entities, text), SoFar(), knowledge(clinic))


def test_a_filled_part_is_given() -> None:
    assert asked("where are you").text == "The address is 12 Example Street."
    assert asked("when are you open").text.endswith("\n- Monday: 9 am to 5 pm\n- Tuesday: closed")
    assert "- light rolling: $100 a session" in asked("how much", "cost").text


def test_two_parts_are_given_together() -> None:
    shown = asked("how much is it and is it covered by insurance", "cost")
    assert "$100" in shown.text
    assert "We do not bill insurance." in shown.text


def test_a_blank_part_is_owned_up_to_with_the_way_to_reach_the_front_desk() -> None:
    shown = asked("is there parking?")
    assert [line.phrase for line in shown.sentences] == ["clinic_blank", "reach"]
    assert "+1 202 555 0143" in shown.text


def test_with_a_blank_profile_nothing_is_made_up() -> None:
    for topic in ("cost", "booking"):
        shown = asked("", topic, clinic="")
        told = [line.phrase for line in shown.sentences if line.phrase != "cannot_book"]
        assert told == ["clinic_blank", "reach_unknown"]


def test_a_question_that_names_no_part_gets_what_is_filled_in() -> None:
    said = [line.phrase for line in asked("").sentences if line.phrase != "list_item"]
    assert said == ["clinic_phone", "clinic_address", "clinic_hours"]


TWO_TYPES = """
prices: [{service: light rolling, price: $100 a session}, {service: deep rolling, price: from $180}]
hours: ["Monday: 9 am to 5 pm"]
"""


def test_the_price_of_the_type_that_is_named_is_given_alone() -> None:
    light = asked("how much", "cost", TWO_TYPES, treatment_type="light").text
    assert "light rolling: $100" in light
    assert "deep rolling" not in light
    assert "deep rolling" in asked("how much", "cost", TWO_TYPES).text


def test_several_sessions_are_added_up_where_one_has_a_plain_price() -> None:
    six = asked("how much for six sessions", "cost", TWO_TYPES, treatment_type="light")
    assert "$600" in six.text
    assert "clinic_total" not in asked("how much for six sessions", "cost", TWO_TYPES).said


def test_packages_and_holidays_are_looked_up_in_the_lines_that_there_are() -> None:
    assert "anything on packages" in asked("do you have packages", "cost", TWO_TYPES).text
    closed = 'hours: ["Monday: 9 am to 5 pm", "Christmas: closed"]'
    assert "hours on holidays" in asked("open on christmas?", clinic=TWO_TYPES).text
    assert "Christmas: closed" in asked("open on christmas?", clinic=closed).text


def test_a_list_follows_the_sentence_that_leads_to_it() -> None:
    text = asked("how much", "cost").text
    assert text.endswith("prices:\n- light rolling: $100 a session"), text


@pytest.mark.parametrize("text", ["are there steps at the door", "can i bring my baby"])
def test_what_the_profile_has_no_place_for_is_owned_up_to_without_naming_a_part(text: str) -> None:
    said = asked(text, clinic="phone: +1 202 555 0143").text
    assert "202 555 0143" in said
    assert asked(text, clinic="email: desk@example.com").text.startswith(
        "I don't have that detail."
    )


def test_the_button_for_booking_owns_up_to_the_blank_link() -> None:
    assert "link for booking" in asked("", clinic="email: desk@example.com").text


def test_what_is_offered_is_looked_up_among_the_services() -> None:
    offered = asked("do you offer steam", other_treatment="steam")
    assert offered.sentences[0].phrase == "clinic_service_listed"
    assert "Steam room" in offered.text
    other = asked("do you offer ice", other_treatment="ice")
    assert [line.phrase for line in other.sentences] == ["clinic_service_unlisted", "reach"]


def test_more_remembers_which_part_was_asked() -> None:
    prices = ", ".join(f"{{service: s{n}, price: $1}}" for n in range(12))
    shown = asked("how much", "cost", clinic=f"prices: [{prices}]")
    assert shown.buttons[0].id == f"more.cost.2.{CLINIC_PART}.prices"


def test_a_question_about_cost_is_answered_about_cost_only() -> None:
    shown = asked("how much is it on a Monday", "cost")
    assert "$100" in shown.text
    assert "9 am" not in shown.text
    assert "9 am" in asked("is the Monday one on", "cost").text


def test_values_of_an_unknown_part_are_blank() -> None:
    assert values_of(knowledge(FILLED).clinic, "gossip") == ()
