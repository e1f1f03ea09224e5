import pytest

from actions.answer import Answer
from actions.clinic import PART, compose_clinic, parts_asked, values_of
from actions.question import Context, Detail, Question
from tests.unit.two_treatments import knowledge

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
    return compose_clinic(Question(topic, entities, text), Context(), knowledge(clinic))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What are your hours?", ("hours",)),
        ("are you open on saturdays or Sunday", ("hours",)),
        ("where are you located", ("address",)),
        ("is there parking", ("parking",)),
        ("How much is it?", ("prices",)),
        ("does insurance cover it", ("insurance",)),
        ("can i pay monthly", ("finance",)),
        ("do I need a deposit", ("deposits",)),
        ("i have to cancel", ("cancellations",)),
        ("can I book online", ("booking_url",)),
        ("which device do you use", ("devices",)),
        ("do you offer steam", ("services",)),
        ("what is your phone number", ("phone",)),
        ("is the consultation free", ("consultation",)),
        ("who works there", ("team",)),
        ("what's your email address", ("email",)),
        ("which one is cheapest", ("prices",)),
        ("hello", ()),
        ("can it spark joy", ()),
    ],
)
def test_the_words_of_a_question_say_which_part_is_asked(text: str, parts: tuple[str, ...]) -> None:
    assert parts_asked(text) == parts


def test_a_filled_part_is_given() -> None:
    assert asked("where are you").text == "The address is 12 Example Street."
    assert asked("when are you open").text.endswith("\n- Monday: 9 am to 5 pm\n- Tuesday: closed")
    assert "- light rolling: $100 a session" in asked("how much", "cost").text


def test_two_parts_are_given_together() -> None:
    answer = asked("how much is it and is it covered by insurance", "cost")
    assert "$100" in answer.text
    assert "We do not bill insurance." in answer.text


def test_a_blank_part_is_owned_up_to_with_the_way_to_reach_the_front_desk() -> None:
    answer = asked("is there parking?")
    assert [line.phrase for line in answer.sentences] == ["clinic_blank", "reach"]
    assert "+1 202 555 0143" in answer.text


def test_with_a_blank_profile_nothing_is_made_up() -> None:
    for topic in ("cost", "booking"):
        answer = asked("", topic, clinic="")
        assert [line.phrase for line in answer.sentences] == ["clinic_blank", "reach_unknown"]


def test_a_question_that_names_no_part_gets_what_is_filled_in() -> None:
    said = [line.phrase for line in asked("").sentences if line.phrase != "list_item"]
    assert said == ["clinic_phone", "clinic_hours", "clinic_address"]


@pytest.mark.parametrize("text", ["are there steps at the door", "can i bring my baby"])
def test_what_the_profile_has_no_place_for_is_owned_up_to_without_naming_a_part(text: str) -> None:
    said = asked(text, clinic="phone: +1 202 555 0143").text
    assert "202 555 0143" in said
    assert asked(text, clinic="email: desk@example.com").text.startswith(
        "I don't have that detail."
    )


def test_the_button_for_booking_owns_up_to_the_blank_link() -> None:
    for text in ("", "/ask_booking"):
        assert "link for booking" in asked(text, clinic="email: desk@example.com").text


def test_what_is_offered_is_looked_up_among_the_services() -> None:
    offered = asked("do you offer steam", other_treatment="steam")
    assert offered.sentences[0].phrase == "clinic_service_listed"
    assert "Steam room" in offered.text
    other = asked("do you offer ice", other_treatment="ice")
    assert [line.phrase for line in other.sentences] == ["clinic_service_unlisted", "reach"]


def test_more_remembers_which_part_was_asked() -> None:
    prices = ", ".join(f"{{service: s{n}, price: $1}}" for n in range(12))
    answer = asked("how much", "cost", clinic=f"prices: [{prices}]")
    assert answer.buttons[0].id == f"more.cost.2.{PART}.prices"


def test_a_question_about_cost_is_answered_about_cost_only() -> None:
    answer = asked("how much is it on a Monday", "cost")
    assert "$100" in answer.text
    assert "9 am" not in answer.text
    assert "9 am" in asked("is the Monday one on", "cost").text


def test_values_of_an_unknown_part_are_blank() -> None:
    assert values_of(knowledge(FILLED).clinic, "gossip") == ()
