import pytest

from knowledge import DEFAULT_FOLDER, load
from understanding.complaint import complained
from understanding.so_far import SoFar
from understanding.understood import Question, Sign, Understood

SHIPPED = load(DEFAULT_FOLDER)
TOLD = SoFar(said=("handoff_upset",))


def topic(said: str, so_far: SoFar | None = None, check: Sign | None = None) -> str:
    message = Understood((Question("cost", (), said),), check=check)
    return complained(message, said, so_far or SoFar(), SHIPPED).questions[0].topic


@pytest.mark.parametrize(
    "said",
    [
        "you charged my card twice",
        "they took my money and i never came",
        "i was billed for a package",
        "i got overcharged",
    ],
)
def test_a_wrong_charge_is_for_a_person(said: str) -> None:
    assert topic(said) == "handoff"


@pytest.mark.parametrize(
    "said",
    [
        "how much would i be charged if i cancel",
        "do you get charged for the numbing cream",
        "i want my money back",
    ],
)
def test_what_is_only_asked_of_prices_stays(said: str) -> None:
    assert topic(said) == "cost"


def test_money_back_after_a_complaint_goes_on_with_it() -> None:
    assert topic("and i want my money back", TOLD) == "handoff"


def test_a_doubtful_sign_comes_first() -> None:
    assert topic("you charged me twice", check=Sign("today", "today", "meaning")) == "cost"


@pytest.mark.parametrize(
    "said",
    [
        "can i get a person who knows the prices",
        "is there somebody who can tell me the rates",
        "i want to hear that from a real person",
    ],
)
def test_a_wish_for_who_knows_is_one_for_a_person(said: str) -> None:
    assert topic(said) == "handoff"


@pytest.mark.parametrize(
    ("said", "is_asked"),
    [
        ("could i talk to somebody who understands that machine", True),
        ("who can i ask, and please not the receptionist", True),
        ("do i need someone who knows freckled skin", False),
        ("i want a person who knows the prices", False),
        ("the front desk did not pick up, how do i reach you", False),
    ],
)
def test_who_knows_the_trade_is_asked_for_as_a_clinician(said: str, is_asked: bool) -> None:
    message = Understood((Question("handoff", (), said),))
    [found] = complained(message, said, SoFar(), SHIPPED).questions
    assert ("speak-to-a-clinician" in found.ids("question")) is is_asked


def test_prices_that_are_missing_are_owned_up_to() -> None:
    said = "a website and no prices"
    message = Understood((Question("evidence", (), said),), tone="lacking")
    found = complained(message, said, SoFar(), SHIPPED).questions
    assert [each.topic for each in found] == ["cost"]
